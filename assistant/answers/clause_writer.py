"""Answers that rest on clauses alone: quotations, summaries, and what a document says as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.answers.citations import CitationBook, sentences_with
from assistant.answers.replies import Replies
from assistant.answers.section import Section, plain
from assistant.contract import Status
from assistant.documents.model import Clause, Document, Span
from assistant.errors import CorpusError
from assistant.yaml_files import at, load_model


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GeneralAnswer(_Closed):
    """The words of a document that answer one kind of general question."""

    clause: str
    quotes: tuple[str, ...]
    conclusion: str = ""


class GeneralAnswers(_Closed):
    """``corpus/<document>/answers.yaml``: one general answer by kind of question."""

    validity: GeneralAnswer
    region: GeneralAnswer
    funding: GeneralAnswer
    stacking: GeneralAnswer


def load_general_answers(path: Path, document: Document) -> GeneralAnswers:
    """Raises ``CorpusError`` where a quote does not stand in its clause word for word."""
    answers = load_model(path, GeneralAnswers)
    for name in GeneralAnswers.model_fields:
        answer: GeneralAnswer = getattr(answers, name)
        clause = document.clause(answer.clause)
        if clause is None:
            raise CorpusError(
                f"{at(path, name, 'clause')}: 没有条款“{answer.clause}”；请改成文中有的条款编号"
            )
        for quote in answer.quotes:
            if quote not in document.own_text(clause):
                raise CorpusError(
                    f"{at(path, name, 'quotes')}: 条款 {answer.clause} 里没有这句话：“{quote}”；请照原文抄写"
                )
    return answers


class ClauseWriter:
    """Writes about the clauses of one document."""

    def __init__(self, replies: Replies, document: Document, general: GeneralAnswers | None) -> None:
        self._say = replies
        self._document = document
        self._general = general

    def general(self, kind: str, book: CitationBook, conclusion: str | None = None) -> Section:
        """A question about the document as a whole; ``conclusion`` replaces the one on file."""
        answer: GeneralAnswer = getattr(self._general, kind)
        clause = self._document.clause(answer.clause)
        assert clause is not None  # checked when the file was loaded
        head = conclusion or self._say("general", conclusion=answer.conclusion)
        return Section("answered", (head, *self.quoted(clause, answer.quotes, book)), plain(head))

    def text(self, clause: Clause, passages: Sequence[Span], book: CitationBook) -> Section:
        """A clause word for word: those of ``passages`` that lie in it, else the whole."""
        key = "text_head" if clause.heading else "text_head_plain"
        head = self._say(key, label=clause.label, heading=clause.heading)
        inside = [span for span in passages if clause.start <= span.start and span.end <= clause.whole_end]
        quotes = self._cite(clause, inside, book) if inside else self.whole(clause, book)
        return Section("answered", (head, *quotes), plain(head))

    def units(self, clause: Clause, book: CitationBook) -> Section:
        """Who is responsible for a clause, with its last sentence, where the units stand."""
        if not clause.responsible_units:
            head = self._say("units_unknown", name=clause.label)
        else:
            head = self._say("units", name=clause.label, units="、".join(clause.responsible_units))
        more = (self._say("units_no_lead"),) if len(clause.responsible_units) > 1 else ()
        return Section(
            "answered", (head, *more, *self._cite(clause, clause.sentences[-1:], book)), plain(head)
        )

    def about(
        self,
        clause: Clause,
        words: Sequence[str],
        head: str | None,
        status: Status,
        book: CitationBook,
    ) -> Section:
        """What clauses say: the sentences that hold the given words, else the whole clause."""
        if head is None:
            key = "clause_answer" if clause.heading else "clause_answer_plain"
            head = self._say(key, label=clause.label, heading=clause.heading)
        paragraphs = [head]
        if self._document.source == "interpretation":
            paragraphs.append(self._say("interpretation"))
        paragraphs += self.quoted(clause, words, book) or self.whole(clause, book)
        if clause.responsible_units:
            paragraphs.append(self._say("next_step", units="、".join(clause.responsible_units)))
        return Section(status, tuple(paragraphs), plain(head))

    def summary(self, book: CitationBook) -> Section:
        """The articles by their headings, with the document's opening quoted."""
        articles = [clause for clause in self._document.clauses if clause.clause_id.isdigit()]
        head = self._say("summary_head", title=self._document.title, count=len(articles))
        lines = [self._say("summary_item", label=c.label, heading=c.heading) for c in articles if c.heading]
        opening = self._document.clause("preamble")
        marks = []
        if opening is not None and opening.sentences:
            marks = self._cite(opening, [opening.sentences[-1]], book)
        return Section("answered", (head, *marks, "\n".join(lines)), plain(head))

    def no_such_clause(self, address: str) -> Section:
        """An address that the document does not have is denied."""
        count = sum(clause.clause_id.isdigit() for clause in self._document.clauses)
        head = self._say("no_such_clause", address=address, count=count, title=self._document.title)
        return Section("answered", (head,), plain(head))

    def quoted(self, clause: Clause, quotes: Sequence[str], book: CitationBook) -> list[str]:
        return self._cite(clause, sentences_with(self._document, clause, list(quotes)), book)

    def whole(self, clause: Clause, book: CitationBook) -> list[str]:
        """The clause with its sub-clauses as one quotation."""
        return self._cite(clause, [Span(clause.start, clause.whole_end)], book)

    def _cite(self, clause: Clause, spans: Sequence[Span], book: CitationBook) -> list[str]:
        marks = []
        for span in spans:
            citation = book.cite(self._document, clause, span)
            quote = citation.quote.replace("\n", "\n> ")
            marks.append(self._say("quoted", label=citation.label, n=citation.n, quote=quote))
        return marks
