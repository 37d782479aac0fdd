"""How look-up fares on wordings by authors it never saw: ``python -m evals.retrieval_report``.

Callers' questions are split by author (and, harder, by batch of authors); an index is built from the
rest and asked the questions left out. Also the peers: BM25 over the clauses alone, and over clauses
with the questions appended.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import mean, quantiles

from assistant.documents.model import Document
from assistant.documents.registry import Registry, load_registry
from assistant.language.normalise import normalise
from assistant.retrieval.build import LEXICON
from assistant.retrieval.lexicon import Lexicon
from assistant.retrieval.passages import CLAUSE_FIELDS, clause_entries, passage
from assistant.retrieval.query import read_query
from assistant.retrieval.question_model import QuestionModel
from assistant.retrieval.question_training import NO_MATTER
from assistant.retrieval.questions import CallerQuestion, load_questions
from assistant.retrieval.search import Searcher
from assistant.retrieval.token_index import Entry, TokenIndex, write_token_index
from assistant.settings import ROOT

_FOLDS = 4
#: Gives the clause ids found for a text, best first.
Ranker = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Judged:
    """One left-out question with what was found for it."""

    question: CallerQuestion
    found: tuple[str, ...]
    shares_a_word: bool
    took_ms: float


@dataclass(frozen=True, slots=True)
class Figures:
    """hit@k, MRR over questions with a clause; precision and recall of finding nothing."""

    questions: int
    hit_1: float
    hit_3: float
    mrr: float
    hit_1_no_shared_word: float
    hit_3_no_shared_word: float
    none_precision: float
    none_recall: float
    p50_ms: float
    p95_ms: float


def figures(judged: Sequence[Judged]) -> Figures:
    """The figures over ``judged``; questions about the document as a whole count only as not none."""
    answerable = [one for one in judged if one.question.clauses]
    none = [one for one in judged if _is_none(one.question)]
    silent = [one for one in judged if not one.found]
    unshared = [one for one in answerable if not one.shares_a_word]
    cuts = quantiles([one.took_ms for one in judged], n=20)
    return Figures(
        questions=len(judged),
        hit_1=_hit(answerable, 1),
        hit_3=_hit(answerable, 3),
        mrr=mean(_reciprocal(one) for one in answerable),
        hit_1_no_shared_word=_hit(unshared, 1),
        hit_3_no_shared_word=_hit(unshared, 3),
        none_precision=mean(_is_none(one.question) for one in silent) if silent else 1.0,
        none_recall=mean(not one.found for one in none),
        p50_ms=cuts[9],
        p95_ms=cuts[18],
    )


def _is_none(question: CallerQuestion) -> bool:
    return not question.clauses and question.ask in NO_MATTER


def _right(one: Judged) -> bool:
    """Whether the first clause found is one meant, or nothing was found where none is."""
    if one.question.clauses:
        return bool(set(one.found[:1]) & set(one.question.clauses))
    return not one.found or not _is_none(one.question)


def _miss(one: Judged) -> tuple[str, str, str]:
    wanted = "|".join(one.question.clauses) or one.question.ask
    return wanted, "|".join(one.found[:3]), one.question.text


def _hit(judged: Sequence[Judged], k: int) -> float:
    return mean(bool(set(one.found[:k]) & set(one.question.clauses)) for one in judged) if judged else 0.0


def _reciprocal(one: Judged) -> float:
    return next((1 / n for n, found in enumerate(one.found, 1) if found in one.question.clauses), 0.0)


def _judge(ranker: Ranker, questions: Iterable[CallerQuestion], shares: Shares) -> list[Judged]:
    judged = []
    for question in questions:
        started = time.perf_counter()
        found = tuple(ranker(question.text))
        took = (time.perf_counter() - started) * 1000
        judged.append(Judged(question, found, shares(question), took))
    return judged


class Shares:
    """Whether a question has a content word of two characters or more in common with its clauses."""

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._words = {clause.clause_id: passage(document, clause).words for clause in document.clauses}

    def __call__(self, question: CallerQuestion) -> bool:
        words = [word for word in read_query(question.text, self._lexicon).said if len(word) > 1]
        return any(word in self._words[clause].plain for clause in question.clauses for word in words)


@dataclass(frozen=True, slots=True)
class Guess:
    """Whether the model's likeliest ask, award and clause of one question were right; its sureness."""

    ask: bool
    award: bool | None
    clause: bool | None
    sureness: float


def guess(model: QuestionModel, question: CallerQuestion) -> Guess:
    prediction = model.predict(question.text)
    award = prediction.awards[0][0] in question.awards if question.awards and prediction.awards else None
    clause, chance = prediction.clauses[0]
    return Guess(
        ask=prediction.asks[0][0] == question.ask,
        award=award,
        clause=clause in question.clauses if question.clauses else None,
        sureness=chance,
    )


def guess_figures(guesses: Sequence[Guess]) -> dict[str, float]:
    """Shares that are right, and by how much sureness and being right differ, in ten bands."""
    bands: dict[int, list[Guess]] = defaultdict(list)
    for one in guesses:
        bands[min(int(one.sureness * 10), 9)].append(one)
    gaps = (abs(sum(one.sureness - bool(one.clause) for one in band)) for band in bands.values())
    return {
        "ask": mean(one.ask for one in guesses),
        "award": mean(one.award for one in guesses if one.award is not None),
        "clause": mean(one.clause for one in guesses if one.clause is not None),
        "clause_calibration_error": sum(gaps) / len(guesses),
    }


def left_out(corpus: Path, document_id: str, by_batch: bool) -> list[tuple[str, tuple[str, ...]]]:
    """Groups of authors to leave out together, with a name each: the batches, or four deals of authors."""
    document = load_registry(corpus).get(document_id)
    assert document is not None
    authors = sorted({q.author for q in load_questions(corpus / document_id / "questions", document)})
    if by_batch:
        batches = sorted({author.partition("-")[0] for author in authors})
        return [(batch, tuple(a for a in authors if a.partition("-")[0] == batch)) for batch in batches]
    return [(f"{fold + 1}/{_FOLDS}", tuple(authors[fold::_FOLDS])) for fold in range(_FOLDS)]


def evaluate(
    corpus: Path, document_id: str, authors: Sequence[str], scratch: Path
) -> tuple[dict[str, list[Judged]], list[Guess]]:
    """Build an index without ``authors`` and ask their questions of it and of the peers."""
    reduced = scratch / "corpus"
    shutil.copytree(corpus, reduced)
    for path in (reduced / document_id / "questions").glob("*.yaml"):
        if any(f"author: {author}\n" in path.read_text(encoding="utf-8") for author in authors):
            path.unlink()
    registry = load_registry(reduced)
    document = registry.get(document_id)
    assert document is not None
    held = [
        question
        for question in load_questions(corpus / document_id / "questions", document)
        if question.author in authors
    ]
    searcher = Searcher.open(registry, scratch / "data")
    lexicon = Lexicon.load(searcher.folder / LEXICON)
    shares = Shares(document, lexicon)
    seen = load_questions(reduced / document_id / "questions", document)
    peers = {
        "look-up": lambda text: [h.clause_id for h in searcher.search(text, 10, document_id).hits],
        "BM25, clauses": _bm25(scratch / "bm25", registry, lexicon, ()),
        "BM25, clauses and questions": _bm25(scratch / "bm25q", registry, lexicon, seen),
    }
    model = searcher.predictor_of(document_id)
    guesses = [guess(model, question) for question in held] if model else []
    return {name: _judge(ranker, held, shares) for name, ranker in peers.items()}, guesses


def _bm25(folder: Path, registry: Registry, lexicon: Lexicon, seen: Sequence[CallerQuestion]) -> Ranker:
    """BM25 over characters, bigrams and words of each clause, with its known questions appended."""
    entries = []
    for document in registry.documents:
        for entry in clause_entries(document, lexicon):
            tokens = {name: list(values) for name, values in entry.tokens.items()}
            for question in seen:
                if entry.group == question.document_id and entry.key in question.clauses:
                    read = read_query(question.text, lexicon)
                    for name in ("grams", "words"):
                        tokens[name] += read.tokens[name]
            entries.append(Entry(entry.key, entry.group, tokens))
    write_token_index(folder, CLAUSE_FIELDS, entries)
    index = TokenIndex(folder)

    def rank(text: str) -> list[str]:
        return [match.key for match in index.search(read_query(normalise(text).text, lexicon).tokens, 10)]

    return rank


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--document", default="yancheng-ai-plus")
    parser.add_argument("--by-batch", action="store_true", help="leave out whole batches of authors")
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.add_argument("--misses", type=Path, help="write the questions answered wrongly here")
    arguments = parser.parse_args()
    results: dict[str, list[Judged]] = {}
    guesses: list[Guess] = []
    per_fold: dict[str, dict[str, Figures]] = {}
    for name, authors in left_out(ROOT / "corpus", arguments.document, arguments.by_batch):
        with tempfile.TemporaryDirectory() as scratch:
            found, guessed = evaluate(ROOT / "corpus", arguments.document, authors, Path(scratch))
        guesses += guessed
        per_fold[name] = {peer: figures(judged) for peer, judged in found.items()}
        print(f"left out {name}: {', '.join(authors)}: hit@1 {per_fold[name]['look-up'].hit_1:.3f}")
        for peer, judged in found.items():
            results.setdefault(peer, []).extend(judged)
    overall = {peer: figures(judged) for peer, judged in results.items()}
    for peer, value in overall.items():
        print(f"\n{peer}")
        for key, number in asdict(value).items():
            print(f"  {key:22} {number:.3f}" if isinstance(number, float) else f"  {key:22} {number}")
    print("\nmodel of callers' questions")
    for key, number in guess_figures(guesses).items():
        print(f"  {key:24} {number:.3f}")
    if arguments.json:
        content = {
            "model": guess_figures(guesses),
            "overall": {peer: asdict(value) for peer, value in overall.items()},
            "folds": {n: {p: asdict(v) for p, v in by_peer.items()} for n, by_peer in per_fold.items()},
        }
        arguments.json.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    if arguments.misses:
        lines = ["\t".join(_miss(one)) for one in results["look-up"] if not _right(one)]
        arguments.misses.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
