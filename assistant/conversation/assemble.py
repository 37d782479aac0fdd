"""Puts the pipeline together out of the corpus, the prompts and the index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assistant.answers.award_writer import AwardWriter
from assistant.answers.clause_writer import ClauseWriter, load_general_answers
from assistant.answers.replies import Replies
from assistant.awards.rulebook import RuleBook
from assistant.conversation import follow_up
from assistant.conversation.alone import NamedAlone
from assistant.conversation.applicant import ApplicantReader
from assistant.conversation.asked_of_text import AskedOfText
from assistant.conversation.award_parts import AwardParts
from assistant.conversation.by_figure import ByFigure
from assistant.conversation.check import Check
from assistant.conversation.clauses_meant import ClausesMeant
from assistant.conversation.compose import Compose
from assistant.conversation.detail_parts import DetailParts
from assistant.conversation.details import load_details, load_elsewhere, load_help_for_people
from assistant.conversation.document_parts import DocumentParts
from assistant.conversation.exact_words import ExactWords
from assistant.conversation.facts import FactReader
from assistant.conversation.find import Find
from assistant.conversation.judge import Judge
from assistant.conversation.level_claims import LevelClaims
from assistant.conversation.other_levels import load_levels
from assistant.conversation.other_matters import OtherMatters
from assistant.conversation.overview import load_overview
from assistant.conversation.part_writer import PartWriter
from assistant.conversation.pipeline import Pipeline
from assistant.conversation.pointing import Pointing
from assistant.conversation.pointing_words import load_pointing
from assistant.conversation.questions import Questions
from assistant.conversation.read import ReadMessage
from assistant.conversation.regions import Regions
from assistant.conversation.remember import remember
from assistant.conversation.schemes import load_schemes
from assistant.conversation.scope import Scope
from assistant.conversation.session import ClauseRef
from assistant.conversation.statements import Statements
from assistant.conversation.suggestions import Suggestions
from assistant.conversation.thresholds import Thresholds, load_thresholds
from assistant.conversation.told_groups import ToldGroups
from assistant.conversation.understand import Reader
from assistant.conversation.wording import load_asks, load_conversation, load_wording
from assistant.documents.model import Document
from assistant.documents.registry import Registry
from assistant.language.english import Glossary
from assistant.language.pinyin import PinyinReader
from assistant.language.places import read_places
from assistant.language.spelling import Speller
from assistant.language.vocabulary import load_vocabulary
from assistant.retrieval.questions import load_questions
from assistant.retrieval.search import Searcher
from assistant.settings import Settings
from assistant.yaml_files import read_utf8


def assemble(
    settings: Settings, registry: Registry, document: Document, rulebook: RuleBook, searcher: Searcher
) -> Pipeline:
    """The pipeline over one document with rules. Raises ``CorpusError`` where a file is wrong."""
    folder = settings.corpus_dir / document.document_id
    vocabulary = settings.corpus_dir / "vocabulary"
    wording = load_wording(folder / "wording.yaml", rulebook)
    words = load_conversation(vocabulary / "conversation.yaml")
    replies = Replies.load(settings.prompts_dir / "replies.yaml")
    latin = load_vocabulary(vocabulary).latin
    offices = {name: unit.unit for unit in load_vocabulary(vocabulary).units for name in unit.also}
    english = {word: entry.zh for entry in latin.english for word in entry.en}
    speller = Speller.load(vocabulary)
    # jieba's dictionary is read at the first need; the first caller should not wait for it.
    speller.warm_up()
    read_places(document.region)
    predictor = searcher.predictor_of(document.document_id)
    facts = FactReader(rulebook, wording, words)
    details, of_details = load_details(vocabulary / "details.yaml", folder / "mentions.yaml", document)
    elsewhere = load_elsewhere(vocabulary / "elsewhere.yaml", document)
    asks = (*load_asks(vocabulary / "asks.yaml"), *of_details, elsewhere)
    pointing_words = load_pointing(vocabulary / "pointing.yaml")
    by_figure = ByFigure(rulebook, words, pointing_words)
    reader = Reader(wording, words, asks, predictor, by_figure)
    applicant = ApplicantReader(wording.applicant, words)
    pointing = Pointing(rulebook, reader, pointing_words)
    statements = Statements(rulebook, wording, reader, facts, applicant, words, pointing)
    levels = load_levels(vocabulary / "levels.yaml")
    help_for_people = load_help_for_people(vocabulary / "elsewhere.yaml")
    thresholds = load_thresholds(vocabulary / "thresholds.yaml")
    overview = load_overview(vocabulary, document, words)

    def find(topic: str) -> ClauseRef | None:
        return _clause_about(topic, document, searcher)

    terms = load_vocabulary(vocabulary).terms
    synonyms = {word: term.term for term in terms if term.term in document.text for word in term.also}
    clauses_meant = ClausesMeant(rulebook, document, find, reader)
    read = ReadMessage(
        reader=reader,
        questions=Questions(
            rulebook,
            document,
            reader,
            statements,
            words,
            details,
            pointing,
            clauses_meant,
            overview,
            Scope(reader, words, predictor, load_schemes(vocabulary, document), overview, thresholds),
            OtherMatters(
                document, offices, reader, details, words, levels, wording.left_to_others, help_for_people
            ),
            AskedOfText(rulebook, document, offices, synonyms, reader, words, find),
        ),
        facts=facts,
        statements=statements,
        replies=follow_up.Replies(rulebook, wording, words, facts, reader),
        words=words,
        speller=speller,
        pinyin=PinyinReader(
            lambda: _texts_of_the_field(folder, document),
            (*load_vocabulary(vocabulary).words(), read_utf8(folder / "wording.yaml")),
            english,
        ),
        english=Glossary(english, latin.drop),
        told_groups=ToldGroups(rulebook, wording, pointing),
        alone=NamedAlone(wording, by_figure.fitting, words),
    )
    general = load_general_answers(folder / "answers.yaml", document)
    awards = AwardWriter(replies, document, rulebook)
    clauses = ClauseWriter(replies, document, general)
    exact = ExactWords(replies, document, clauses, words)
    documents = DocumentParts(
        replies,
        registry,
        document,
        rulebook,
        awards,
        clauses,
        exact,
        Regions(replies, rulebook, words),
        words["thanks"],
        words["one_sentence"],
    )
    award_parts = AwardParts(replies, rulebook, awards, clauses, documents, words)
    detail_parts = DetailParts(replies, details, awards, clauses, documents, rulebook)
    unwritten = Thresholds(thresholds, document, rulebook)
    write = PartWriter(
        replies,
        rulebook,
        award_parts,
        documents,
        detail_parts,
        unwritten,
        LevelClaims(rulebook, words),
        wording,
        words,
    )
    compose = Compose(replies, Suggestions.load(settings.prompts_dir / "suggestions.yaml"), rulebook, write)
    return Pipeline((read, remember, Find(searcher, registry), Judge(rulebook), compose, Check(replies)))


def _texts_of_the_field(folder: Path, document: Document) -> Iterator[str]:
    """How people write of the document's matters: its callers' questions, and its own text."""
    yield from (question.text for question in load_questions(folder / "questions", document))
    yield document.text


def _clause_about(topic: str, document: Document, searcher: Searcher) -> ClauseRef | None:
    """The clause of ``document`` that a search for ``topic`` finds first."""
    hits = searcher.search(topic, 1, document_id=document.document_id).hits
    return (hits[0].document_id, hits[0].clause_id) if hits else None
