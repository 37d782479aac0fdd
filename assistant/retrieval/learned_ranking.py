"""Ranking learned from confirmed questions: what speaks for a passage, weighed as it was right before.

Two linear rankings share a query. One is for questions about passages that have been asked about, and
hears the memory of confirmed questions; the other is for what nobody asked about yet, and does not.
How far each is believed is told by a gate that was trained on both kinds of questions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.embedding import Vectors
from assistant.retrieval.memory import Memory

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: How many passages the vectors, and how many known questions the memory, hand on to be judged.
NEAR, RECALLED = 300, 50
#: How fast a known question's vote falls with its likeness, by words and by vectors.
_FALL_WORDS, _FALL_VECTORS = 3, 6
#: How many of the best passages tell which document a query is about.
_TELLING = 100

#: What speaks for a passage by the words of the query: BM25, nearness by the plain and the tuned embedding,
#: and both for other passages of its document.
WORDS = ("lexical", "near", "near_tuned", "document", "best_of_document")
#: What else speaks for it where it may have been asked about: its rank by each, the passages beside it,
#: and the memory of confirmed questions.
MEMORY = (
    "rank_lexical", "rank_near", "rank_tuned", "worded", "lexical_and_tuned", "before", "after", "likest",
    "votes", "votes_near", "votes_beside", "asked", "asked_before", "asked_and_tuned", "document_asked",
    "document_asked_before", "document_votes",
)  # fmt: skip
FEATURES = (*WORDS, *MEMORY)
GATE = ("likest", "nearest", "near_known", "tuned_known", "lexical_known", "tuned", "votes", "document_votes")


@dataclass(frozen=True, slots=True)
class Passages:
    """The passages of a collection, those of a document together and in order.

    ``vectors`` has a row a passage, ``documents`` the number of its document.
    """

    vectors: Vectors
    documents: Ints


@dataclass(frozen=True, slots=True)
class Heard:
    """A query: its BM25 scores by passage, and its vectors by the plain and the tuned embedding.

    ``nearness`` to every passage by the tuned embedding is worked out where it is not given.
    """

    text: str
    lexical: Mapping[int, float]
    plain: Vectors
    tuned: Vectors
    nearness: Vectors | None = None


class Known:
    """Confirmed questions with the passages that answer them, and their vectors by the tuned embedding."""

    def __init__(
        self, texts: Sequence[str], answers: Sequence[Sequence[int]], vectors: Vectors, documents: Ints
    ) -> None:
        self.memory = Memory(texts)
        self.answers = [np.array(answer, dtype=np.int64) for answer in answers]
        self.vectors = vectors
        #: How often each passage, and each document, was asked about.
        self.asked = np.zeros(len(documents))
        self.document_asked = np.zeros(int(documents.max(initial=-1)) + 1)
        for answer in self.answers:
            self.asked[answer] += 1
            self.document_asked[np.unique(documents[answer])] += 1


@dataclass(frozen=True, slots=True)
class Judged:
    """Candidates of a query with what speaks for each (``FEATURES``), and for the gate (``GATE``)."""

    rows: Ints
    features: Floats
    gate: Floats


def judged(heard: Heard, passages: Passages, known: Known) -> Judged:
    """What speaks for the passages that words, vectors or the memory find for a query."""
    nearness = passages.vectors @ heard.tuned if heard.nearness is None else heard.nearness
    depth = min(NEAR, len(nearness))
    nearby = np.argpartition(-nearness, depth - 1)[:depth]
    alike = known.memory.similar(heard.text, RECALLED)
    votes, likest = _votes(
        known, [one.question for one in alike], [one.similarity for one in alike], _FALL_WORDS
    )
    cosines = np.maximum(known.vectors @ heard.tuned, 0)
    closest = np.argsort(-cosines, kind="stable")[:RECALLED]
    votes_near, nearest = _votes(known, closest, cosines[closest], _FALL_VECTORS)
    found = np.fromiter(heard.lexical.keys(), dtype=np.int64, count=len(heard.lexical))
    rows = np.unique(np.concatenate([found, nearby, np.flatnonzero(votes), np.flatnonzero(votes_near)]))

    lexical = np.zeros(len(nearness))
    lexical[found] = np.fromiter(heard.lexical.values(), dtype=np.float64, count=len(found))
    lexical /= lexical.max(initial=0.0) or 1.0
    tuned = nearness[rows].astype(np.float64)
    plain = (passages.vectors[rows] @ heard.plain).astype(np.float64)
    owner = passages.documents[rows]
    loud = lexical[rows] + plain / _top(plain) + tuned / _top(tuned)
    telling = np.argsort(-loud, kind="stable")[:_TELLING]
    documents = len(known.document_asked)
    share = np.bincount(owner[telling], loud[telling], documents)
    best = np.zeros(documents)
    np.maximum.at(best, owner, loud)
    document_votes = np.bincount(owner, votes[rows], documents)
    beside = [_beside(rows, step, passages.documents) for step in (-1, 1)]
    near = plain / _top(plain)
    near_tuned = tuned / _top(tuned)
    columns = {
        "lexical": lexical[rows],
        "near": near,
        "near_tuned": near_tuned,
        "document": share[owner] / (share.max(initial=0.0) or 1.0),
        "best_of_document": best[owner] / _top(loud),
        "rank_lexical": _by_rank(lexical[rows]),
        "rank_near": _by_rank(near),
        "rank_tuned": _by_rank(near_tuned),
        "worded": lexical[rows] > 0,
        "lexical_and_tuned": lexical[rows] * near_tuned,
        "before": _of(lexical, beside[0]) + _of(nearness, beside[0]) / _top(tuned),
        "after": _of(lexical, beside[1]) + _of(nearness, beside[1]) / _top(tuned),
        "likest": likest[rows],
        "votes": np.sqrt(votes[rows]),
        "votes_near": np.sqrt(votes_near[rows]),
        "votes_beside": _of(votes, beside[0]) + _of(votes, beside[1]),
        "asked": np.log1p(known.asked[rows]),
        "asked_before": known.asked[rows] > 0,
        "asked_and_tuned": (known.asked[rows] > 0) * near_tuned,
        "document_asked": np.log1p(known.document_asked[owner]),
        "document_asked_before": known.document_asked[owner] > 0,
        "document_votes": document_votes[owner] / (document_votes.sum() or 1.0),
    }
    heard_before = known.asked[rows] > 0
    gate = {
        "likest": likest.max(initial=0.0),
        "nearest": nearest.max(initial=0.0),
        "near_known": _lead(plain, heard_before),
        "tuned_known": _lead(tuned, heard_before),
        "lexical_known": _lead(lexical[rows], heard_before),
        "tuned": tuned.max(initial=0.0),
        "votes": np.log1p(votes.sum()),
        "document_votes": columns["document_votes"].max(initial=0.0),
    }
    return Judged(
        rows, np.stack([columns[name] for name in FEATURES], axis=1), np.array([gate[n] for n in GATE])
    )


def _votes(
    known: Known, questions: Sequence[int] | Ints, alike: Sequence[float] | Floats, fall: int
) -> tuple[Floats, Floats]:
    """By passage: the votes of the known questions it answers, and the likeness of the likest."""
    votes, likest = np.zeros(len(known.asked)), np.zeros(len(known.asked))
    for question, likeness in zip(questions, alike, strict=True):
        answer = known.answers[question]
        votes[answer] += likeness**fall
        likest[answer] = np.maximum(likest[answer], likeness)
    return votes, likest


def _beside(rows: Ints, step: int, documents: Ints) -> Ints:
    """The passage ``step`` further on in the same document, -1 where there is none."""
    there = np.clip(rows + step, 0, len(documents) - 1)
    same = (there == rows + step) & (documents[there] == documents[rows])
    return np.where(same, there, -1)


def _of(values: Floats | Vectors, rows: Ints) -> Floats:
    return np.where(rows < 0, 0.0, values[rows]).astype(np.float64)


def _by_rank(values: Floats) -> Floats:
    """1 for the largest value, then less and less."""
    ranks = np.empty(len(values))
    ranks[np.argsort(-values, kind="stable")] = np.arange(len(values))
    return 1 / (1 + ranks / 10)


def _top(values: Floats) -> float:
    return max(float(values.max(initial=0.0)), 1e-9)


def _lead(values: Floats, known: NDArray[np.bool_]) -> float:
    """How far the best passage that was asked about is before the best one that was not."""
    return float(values[known].max(initial=0.0) - values[~known].max(initial=0.0))
