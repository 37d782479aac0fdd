"""Look-up on public question sets: ``python -m evals.retrieval_benchmarks [--learned]``.

STARD (rebuilt: its gold articles among those of a national law base, so figures are comparable with the
published ones, not identical) and doc2bot, read from ``../shared/benchmarks`` or the folder given. With
``--learned`` also what training on the texts and learning from confirmed questions gain, and what a
conversation's topic does.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TypeVar

import yaml

from assistant.language.normalise import normalise
from assistant.retrieval.token_index import Entry, TokenIndex, write_token_index
from assistant.retrieval.tokens import grams
from assistant.settings import ROOT
from evals.public_sets import DEPTH, Ranker, Result, Text, figures, measure, read_gold, read_texts, results

__all__ = ["Text", "by_words", "lexical", "measure", "read_gold", "read_texts"]

_PUBLISHED = Path(__file__).parent / "peers" / "published.yaml"
Made = TypeVar("Made")
#: Systems with what each found.
Found = Iterator[tuple[str, Sequence[Result]]]


def lexical(corpus: Sequence[Text], folder: Path) -> TokenIndex:
    """BM25 over characters and bigrams."""
    entries = (
        Entry(text.id, "all", {"grams": grams(normalise(f"{text.title}\n{text.text}").text)})
        for text in corpus
    )
    write_token_index(folder, ("grams",), entries)
    return TokenIndex(folder)


def by_words(index: TokenIndex) -> Ranker:
    def rank(text: str) -> Sequence[str]:
        tokens = {"grams": dict.fromkeys(grams(normalise(text).text), 1.0)}
        return [match.key for match in index.search(tokens, DEPTH)]

    return rank


def stard(folder: Path, work: Path, kinds: Sequence[str], model: Path) -> Found:
    """Name and results of each system on STARD: all its questions, learned in folds of ``kinds``."""
    corpus, queries = read_texts(folder / "corpus.jsonl"), read_texts(folder / "queries.jsonl")
    gold = read_gold(folder / "qrels.tsv")
    index = _timed("articles indexed", lambda: lexical(corpus, work / "words"))
    yield "BM25, characters and bigrams", results(by_words(index), queries, gold)
    if not kinds:
        return
    from evals import learned_benchmark as learning
    from evals.statutes import statutes

    task = _timed(
        "embedding trained and articles embedded",
        lambda: learning.prepare(statutes(corpus), index, queries, gold, model),
    )
    plain = learning.answered(task, learning.unlearned(task), range(len(queries)))
    yield "+ embedding trained on the articles alone", plain
    for kind in kinds:
        remembered: list[Result] = []
        learned: list[Result] = []
        before: set[str] = set()
        for number, (held, known) in enumerate(learning.FOLDS[kind](task)):
            remembered += learning.answered(task, learning.remembering(task, known), held)
            ranking = _timed(
                f"{kind} fold {number}: learned from {len(known)}, to answer {len(held)}",
                partial(learning.learned, task, known, work / f"{kind}-{number}"),
            )
            learned += learning.answered(task, ranking, held)
            before |= learning.asked_before(task, held, known)
        yield from _parts(f"gated memory alone, {kind} folds", remembered, before)
        yield from _parts(f"learned, {kind} folds", learned, before)


def _parts(name: str, found: Sequence[Result], before: set[str]) -> Found:
    """All of the results, then those about what was asked about before, and the others."""
    yield name, found
    known = [one for one in found if one.query in before]
    if 1 < len(known) < len(found) - 1:
        yield f"{name}: asked about before", known
        yield f"{name}: never asked about", [one for one in found if one.query not in before]


def doc2bot(folder: Path, work: Path, with_topic: bool) -> Found:
    """Name and results of each system on the even dialogues of doc2bot."""
    from evals.topic_benchmark import by_document, even, with_topics

    corpus, queries = read_texts(folder / "corpus.jsonl"), read_texts(folder / "queries.jsonl")
    gold = read_gold(folder / "qrels.tsv")
    index = by_document(corpus, work / "nodes")
    asked = even(queries)
    yield "BM25, characters and bigrams", results(by_words(index), asked, gold)
    if with_topic:
        yield from with_topics(index, corpus, asked, gold)


def _timed(what: str, work: Callable[[], Made]) -> Made:
    started = time.perf_counter()
    made = work()
    print(f"  {what} in {time.perf_counter() - started:.1f} s", flush=True)
    return made


def _show(name: str, found: Sequence[Result]) -> dict[str, float]:
    row = asdict(figures(found))
    print(f"  {name}: " + " ".join(f"{key} {value:.3f}" for key, value in row.items()), flush=True)
    return row


def _show_published() -> None:
    published = yaml.safe_load(_PUBLISHED.read_text(encoding="utf-8"))
    print(f"  {published['note']}")
    for row in published["rows"]:
        cells = (f"{key} {value:.3f}" for key, value in row.items() if isinstance(value, float))
        print(f"  {row['name']}: " + " ".join(cells))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT.parent / "shared" / "benchmarks")
    parser.add_argument("--learned", action="store_true", help="train, learn in folds, keep topics")
    parser.add_argument("--folds", choices=("random", "law"), help="STARD in one kind of folds only")
    parser.add_argument("--model", type=Path, help="the embedding of STARD's articles; trained where missing")
    parser.add_argument("--json", type=Path, help="write the figures here")
    arguments = parser.parse_args()
    kinds = ((arguments.folds,) if arguments.folds else ("random", "law")) if arguments.learned else ()
    table: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        model = arguments.model or work / "model"
        sets: dict[str, Callable[[Path], Found]] = {
            "stard_rebuilt": lambda folder: stard(folder, work, kinds, model),
            "doc2bot": lambda folder: doc2bot(folder, work, arguments.learned),
        }
        for name, run in sets.items():
            folder = arguments.folder / name
            if not folder.is_dir():
                print(f"{name}: not beside the project, left out")
                continue
            print(f"{name}:")
            if name == "stard_rebuilt":
                _show_published()
            for system, found in run(folder):
                table[f"{name}: {system}"] = _show(system, found)
    if arguments.json:
        arguments.json.write_text(json.dumps(table, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
