"""Ranking learned from confirmed questions: what speaks for a passage, weighed as it was right before.

Two rankings share a query. One is for questions about documents that have been asked about, the other for
those that nobody asked about yet. How far each is believed is told by a gate that was trained on both kinds
of questions. Here is what all three hear.
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
#: Over how many passages of a document the votes for one of them fall to 1/e, and to nothing at three times
#: as many: what stands beside a clause that answered a like question, and the whole chapter around it.
_BESIDE, _CHAPTER = 3, 10
#: How many of the best passages tell which document a query is about.
_TELLING = 100

#: What speaks for a passage: BM25, nearness by the plain and the tuned embedding, and all of them for other
#: passages of its document; its rank by each, the passages beside it; the memory of confirmed questions, and
#: what it holds of the passages around.
FEATURES = (
    "lexical", "near", "near_tuned", "document", "best_of_document", "rank_lexical", "rank_near",
    "rank_tuned", "worded", "lexical_and_tuned", "before", "after", "likest", "votes", "votes_near",
    "votes_beside", "asked", "asked_before", "asked_and_tuned", "document_asked", "document_asked_before",
    "document_votes", "votes_close_by", "votes_in_chapter", "votes_near_close_by", "votes_near_in_chapter",
)  # fmt: skip
#: What is known of the query: how like it is to known questions, and how far the best passage that was
#: asked about is before the best one that was not.
OF_QUERY = (
    "likest", "nearest", "near_known", "tuned_known", "lexical_known", "tuned", "votes", "document_votes",
)  # fmt: skip


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
        self.answers = [tuple(dict.fromkeys(answer)) for answer in answers]
        self.vectors = vectors
        #: How often each passage, and each document, was asked about.
        self.asked = np.zeros(len(documents))
        self.document_asked = np.zeros(int(documents.max(initial=-1)) + 1)
        for answer in self.answers:
            rows = np.array(answer, dtype=np.int64)
            self.asked[rows] += 1
            self.document_asked[np.unique(documents[rows])] += 1


@dataclass(frozen=True, slots=True)
class Judged:
    """Candidates of a query with what speaks for each (``FEATURES``), and what is known of the query
    (``OF_QUERY``)."""

    rows: Ints
    features: Floats
    of_query: Floats


@dataclass(frozen=True, slots=True)
class _Few:
    """Values of a few passages, ``rows`` ascending; all others have 0."""

    rows: Ints
    values: Floats

    def of(self, rows: Ints) -> Floats:
        if not len(self.rows):
            return np.zeros(len(rows))
        places = np.minimum(np.searchsorted(self.rows, rows), len(self.rows) - 1)
        return np.where(self.rows[places] == rows, self.values[places], 0.0)


def judged(heard: Heard, passages: Passages, known: Known) -> Judged:
    """What speaks for the passages that words, vectors or the memory find for a query."""
    nearness = heard.nearness
    if nearness is None:  # by one thread: a product by several waits for the busiest processor
        nearness = np.vecdot(passages.vectors, heard.tuned)
    depth = min(NEAR, len(nearness))
    nearby = np.argpartition(-nearness, depth - 1)[:depth]
    alike = known.memory.similar(heard.text, RECALLED)
    votes, likest = _votes(
        known, [one.question for one in alike], [one.similarity for one in alike], _FALL_WORDS
    )
    cosines = known.vectors @ heard.tuned
    closest = np.argsort(-cosines, kind="stable")[:RECALLED]
    closest = closest[cosines[closest] > 0]
    votes_near, nearest = _votes(known, closest.tolist(), cosines[closest].tolist(), _FALL_VECTORS)
    found = sorted(heard.lexical)
    loudest = max(heard.lexical.values(), default=0.0) or 1.0
    lexical = _Few(np.array(found, dtype=np.int64), np.array([heard.lexical[row] / loudest for row in found]))
    rows = np.unique(np.concatenate([lexical.rows, nearby, votes.rows, votes_near.rows]))

    worded, voted = lexical.of(rows), votes.of(rows)
    tuned = nearness[rows].astype(np.float64)
    plain = (passages.vectors[rows] @ heard.plain).astype(np.float64)
    near, near_tuned = plain / _top(plain), tuned / _top(tuned)
    owner, asked = passages.documents[rows], known.asked[rows]
    share, best = _by_document(worded + near + near_tuned, owner, len(known.document_asked))
    document_votes = np.bincount(owner, voted, len(known.document_asked))
    before, after = (_beside(rows, step, passages.documents) for step in (-1, 1))
    columns = {
        "lexical": worded,
        "near": near,
        "near_tuned": near_tuned,
        "document": share,
        "best_of_document": best,
        "rank_lexical": _by_rank(worded),
        "rank_near": _by_rank(near),
        "rank_tuned": _by_rank(near_tuned),
        "worded": worded > 0,
        "lexical_and_tuned": worded * near_tuned,
        "before": lexical.of(before) + _of(nearness, before) / _top(tuned),
        "after": lexical.of(after) + _of(nearness, after) / _top(tuned),
        "likest": likest.of(rows),
        "votes": np.sqrt(voted),
        "votes_near": np.sqrt(votes_near.of(rows)),
        "votes_beside": votes.of(before) + votes.of(after),
        "asked": np.log1p(asked),
        "asked_before": asked > 0,
        "asked_and_tuned": (asked > 0) * near_tuned,
        "document_asked": np.log1p(known.document_asked[owner]),
        "document_asked_before": known.document_asked[owner] > 0,
        "document_votes": document_votes[owner] / (document_votes.sum() or 1.0),
        "votes_close_by": _around(rows, votes, _BESIDE, passages.documents),
        "votes_in_chapter": _around(rows, votes, _CHAPTER, passages.documents),
        "votes_near_close_by": _around(rows, votes_near, _BESIDE, passages.documents),
        "votes_near_in_chapter": _around(rows, votes_near, _CHAPTER, passages.documents),
    }
    of_query = {
        "likest": likest.values.max(initial=0.0),
        "nearest": nearest.values.max(initial=0.0),
        "near_known": _lead(plain, asked > 0),
        "tuned_known": _lead(tuned, asked > 0),
        "lexical_known": _lead(worded, asked > 0),
        "tuned": tuned.max(initial=0.0),
        "votes": np.log1p(votes.values.sum()),
        "document_votes": columns["document_votes"].max(initial=0.0),
    }
    return Judged(
        rows,
        np.stack([columns[name] for name in FEATURES], axis=1),
        np.array([of_query[name] for name in OF_QUERY]),
    )


def _votes(known: Known, questions: Sequence[int], alike: Sequence[float], fall: int) -> tuple[_Few, _Few]:
    """By passage: the votes of the known questions it answers, and the likeness of the likest."""
    votes: dict[int, float] = {}
    likest: dict[int, float] = {}
    for question, likeness in zip(questions, alike, strict=True):
        for row in known.answers[question]:
            votes[row] = votes.get(row, 0.0) + likeness**fall
            likest[row] = max(likest.get(row, 0.0), likeness)
    rows = sorted(votes)
    places = np.array(rows, dtype=np.int64)
    return (
        _Few(places, np.array([votes[row] for row in rows])),
        _Few(places, np.array([likest[row] for row in rows])),
    )


def _around(rows: Ints, voted: _Few, reach: int, documents: Ints) -> Floats:
    """For each of ``rows``, ascending, the root of the votes for it and for those around in its document."""
    first = np.searchsorted(rows, voted.rows - 3 * reach)
    many = np.searchsorted(rows, voted.rows + 3 * reach, side="right") - first
    voter = np.repeat(np.arange(len(many)), many)
    place = np.arange(len(voter)) + np.repeat(first - np.cumsum(many) + many, many)
    away = np.abs(rows[place] - voted.rows[voter])
    same = documents[rows[place]] == documents[voted.rows[voter]]
    return np.sqrt(np.bincount(place, voted.values[voter] * np.exp(-away / reach) * same, len(rows)))


def _by_document(loud: Floats, owner: Ints, documents: int) -> tuple[Floats, Floats]:
    """For each candidate, its document's share among the loudest and its loudest candidate; 1 at most."""
    telling = np.argsort(-loud, kind="stable")[:_TELLING]
    share = np.bincount(owner[telling], loud[telling], documents)
    best = np.zeros(documents)
    np.maximum.at(best, owner, loud)
    return share[owner] / (share.max(initial=0.0) or 1.0), best[owner] / _top(loud)


def _beside(rows: Ints, step: int, documents: Ints) -> Ints:
    """The passage ``step`` further on in the same document, -1 where there is none."""
    there = np.clip(rows + step, 0, len(documents) - 1)
    same = (there == rows + step) & (documents[there] == documents[rows])
    return np.where(same, there, -1)


def _of(values: Vectors, rows: Ints) -> Floats:
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
