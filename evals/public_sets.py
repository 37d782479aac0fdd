"""Public question sets: reading them, and measuring what a ranker finds of them.

Recall is the mean share of a query's gold texts in the top k.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, quantiles

#: How many texts a ranker is to give.
DEPTH = 100
Ranker = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a benchmark: its id, its title, which may be empty, and its words."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Result:
    """What was found of one query, and in how many milliseconds."""

    query: str
    recall_10: float
    recall_100: float
    reciprocal_10: float
    took_ms: float


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


def results(ranker: Ranker, queries: Sequence[Text], gold: Mapping[str, set[str]]) -> list[Result]:
    """Ask every query that has a gold text, one at a time."""
    found = []
    for query in queries:
        if not gold.get(query.id):
            continue
        started = time.perf_counter()
        ranked = ranker(query.text)
        took = (time.perf_counter() - started) * 1000
        found.append(judged(query.id, ranked, gold[query.id], took))
    return found


def judged(query: str, ranked: Sequence[str], wanted: set[str], took_ms: float) -> Result:
    return Result(
        query,
        len(wanted & set(ranked[:10])) / len(wanted),
        len(wanted & set(ranked[:DEPTH])) / len(wanted),
        next((1 / n for n, key in enumerate(ranked[:10], 1) if key in wanted), 0.0),
        took_ms,
    )


def figures(found: Sequence[Result]) -> Figures:
    """The means over at least two results."""
    cuts = quantiles((one.took_ms for one in found), n=20)
    return Figures(
        len(found),
        mean(one.recall_10 for one in found),
        mean(one.recall_100 for one in found),
        mean(one.reciprocal_10 for one in found),
        cuts[9],
        cuts[18],
    )


def measure(ranker: Ranker, queries: Sequence[Text], gold: Mapping[str, set[str]]) -> Figures:
    """Ask every query that has a gold text, one at a time."""
    return figures(results(ranker, queries, gold))
