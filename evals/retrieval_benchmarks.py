"""Look-up's engine on public question sets: ``python -m evals.retrieval_benchmarks [--vectors]``.

STARD (rebuilt: its gold articles among those of a national law base, so figures are comparable with the
published ones, not identical) and doc2bot. Recall is the mean share of a query's gold texts in the top k.
Reads ``../shared/benchmarks`` or the folder given.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import mean, quantiles

import numpy as np

from assistant.language.normalise import normalise
from assistant.retrieval.embedding import StaticEmbedder
from assistant.retrieval.embedding_training import train_embedding
from assistant.retrieval.token_index import Entry, TokenIndex, write_token_index
from assistant.retrieval.tokens import Dictionary, grams
from assistant.settings import ROOT

_DEPTH = 100
#: What the nearest vector adds to the best BM25 score of 1.
_VECTOR = 0.3
Ranker = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a benchmark: its id, its title, which may be empty, and its words."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Figures:
    queries: int
    recall_10: float
    recall_100: float
    mrr_10: float
    p50_ms: float
    p95_ms: float


def read_texts(path: Path) -> list[Text]:
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [Text(str(row["id"]), row.get("title") or "", row["text"]) for row in rows]


def read_gold(path: Path) -> dict[str, set[str]]:
    """Query id to the ids of its gold texts."""
    gold: dict[str, set[str]] = defaultdict(set)
    for line in path.read_text(encoding="utf-8").splitlines():
        query, text, *_ = line.split("\t")
        gold[query].add(text)
    return gold


def measure(ranker: Ranker, queries: Sequence[Text], gold: Mapping[str, set[str]]) -> Figures:
    """Ask every query that has a gold text, one at a time."""
    asked = [query for query in queries if gold.get(query.id)]
    recall_10, recall_100, reciprocal, took = [], [], [], []
    for query in asked:
        started = time.perf_counter()
        found = ranker(query.text)
        took.append((time.perf_counter() - started) * 1000)
        wanted = gold[query.id]
        recall_10.append(len(wanted & set(found[:10])) / len(wanted))
        recall_100.append(len(wanted & set(found[:_DEPTH])) / len(wanted))
        reciprocal.append(next((1 / n for n, key in enumerate(found[:10], 1) if key in wanted), 0.0))
    cuts = quantiles(took, n=20)
    return Figures(len(asked), mean(recall_10), mean(recall_100), mean(reciprocal), cuts[9], cuts[18])


def lexical(corpus: Sequence[Text], folder: Path) -> TokenIndex:
    """BM25 over characters and bigrams."""
    entries = (
        Entry(text.id, "all", {"grams": grams(normalise(f"{text.title}\n{text.text}").text)})
        for text in corpus
    )
    write_token_index(folder, ("grams",), entries)
    return TokenIndex(folder)


def by_words(index: TokenIndex) -> Ranker:
    return lambda text: [match.key for match in index.search(_tokens(text), _DEPTH)]


def _tokens(text: str) -> dict[str, dict[str, float]]:
    return {"grams": dict.fromkeys(grams(normalise(text).text), 1.0)}


def by_words_and_vectors(index: TokenIndex, corpus: Sequence[Text], folder: Path) -> Ranker:
    """BM25 and a static embedding trained on the corpus alone, on scores from 0 to 1."""
    texts = [f"{text.title}\n{text.text}" for text in corpus]
    dictionary = Dictionary.build((), [normalise(text).text for text in texts])
    train_embedding(_pairs(corpus), dictionary, folder, lambda *_: None)
    embedder = StaticEmbedder(folder)
    vectors = embedder.encode(texts)
    places = {text.id: n for n, text in enumerate(corpus)}

    def rank(text: str) -> Sequence[str]:
        nearness = vectors @ embedder.encode([text])[0]
        near = np.argpartition(-nearness, _DEPTH)[:_DEPTH]
        best = max(float(nearness[near].max()), 1e-9)
        matches = index.search(_tokens(text), _DEPTH)
        words = {match.key: match.score / matches[0].score for match in matches}
        keys = dict.fromkeys([*words, *(corpus[n].id for n in near)])
        scores = {key: words.get(key, 0.0) + _VECTOR * float(nearness[places[key]]) / best for key in keys}
        return sorted(scores, key=lambda key: -scores[key])

    return rank


def _pairs(corpus: Sequence[Text]) -> list[tuple[str, str]]:
    """Title and text, each sentence and the rest of its text, and texts that follow one another."""
    pairs: list[tuple[str, str]] = []
    for number, text in enumerate(corpus):
        if text.title:
            pairs.append((text.title, text.text))
        sentences = [part for part in text.text.split("。") if len(part) > 3]
        if len(sentences) > 1:
            drawn = number % len(sentences)
            pairs.append((sentences[drawn], "。".join(sentences[:drawn] + sentences[drawn + 1 :])))
        if number + 1 < len(corpus):
            pairs.append((text.text, corpus[number + 1].text))
    return pairs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT.parent / "shared" / "benchmarks")
    parser.add_argument("--vectors", action="store_true", help="train and add a static embedding")
    parser.add_argument("--json", type=Path, help="write the figures here")
    arguments = parser.parse_args()
    results: dict[str, dict[str, float]] = {}
    for name in ("stard_rebuilt", "doc2bot"):
        folder = arguments.folder / name
        if not folder.is_dir():
            print(f"{name}: not beside the project, left out")
            continue
        corpus, queries = read_texts(folder / "corpus.jsonl"), read_texts(folder / "queries.jsonl")
        gold = read_gold(folder / "qrels.tsv")
        with tempfile.TemporaryDirectory() as scratch:
            started = time.perf_counter()
            index = lexical(corpus, Path(scratch) / "words")
            print(f"{name}: {len(corpus)} texts indexed in {time.perf_counter() - started:.1f} s")
            rankers = {"BM25, characters and bigrams": by_words(index)}
            if arguments.vectors:
                started = time.perf_counter()
                rankers["+ static embedding"] = by_words_and_vectors(index, corpus, Path(scratch) / "model")
                print(f"{name}: embedding trained in {time.perf_counter() - started:.1f} s")
            for system, ranker in rankers.items():
                found = asdict(measure(ranker, queries, gold))
                results[f"{name}: {system}"] = found
                print(f"  {system}: " + " ".join(f"{key} {value:.3f}" for key, value in found.items()))
    if arguments.json:
        arguments.json.write_text(json.dumps(results, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
