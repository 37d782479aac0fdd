"""A memory of confirmed questions: which of them a query is like, word for word."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from assistant.language.normalise import normalise
from assistant.retrieval.tokens import grams

#: How many known questions speak at most, from which likeness on, and what a vote counts beside the best
#: BM25 score of 1. On STARD's training questions, in folds, recall@10 of those whose article was asked about
#: before went from .434 to .481 and of the others stayed at .624; from a likeness of .3 on, .502 and .621.
_RECALLED, _LIKE_ENOUGH, _COUNTS = 5, 0.4, 0.5
#: From this likeness on two questions are the same, but for a particle.
SAME = 0.95

Answer = TypeVar("Answer", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Similar:
    """A known question, by its place among them, and how alike it is: 1 for the same words, 0 for none."""

    question: int
    similarity: float


class Memory:
    """Known questions as bags of characters and bigrams, those that few of them hold counting most."""

    def __init__(self, questions: Sequence[str]) -> None:
        bags = [Counter(grams(normalise(question).text)) for question in questions]
        holding = Counter(token for bag in bags for token in bag)
        self._said = {token: math.log((1 + len(bags)) / (1 + count)) + 1 for token, count in holding.items()}
        #: What a token says that no known question holds.
        self._unheard = math.log(1 + len(bags)) + 1
        self._questions = len(bags)
        postings: dict[str, tuple[list[int], list[float]]] = {token: ([], []) for token in holding}
        for number, bag in enumerate(bags):
            for token, weight in self._weights(bag).items():
                postings[token][0].append(number)
                postings[token][1].append(weight)
        self._postings: dict[str, tuple[NDArray[np.int64], NDArray[np.float64]]] = {
            token: (np.array(numbers, dtype=np.int64), np.array(weights))
            for token, (numbers, weights) in postings.items()
        }

    def similar(self, text: str, limit: int) -> tuple[Similar, ...]:
        """The at most ``limit`` known questions that share a character with ``text``, the likest first."""
        weights = self._weights(Counter(grams(normalise(text).text)))
        found = [(*self._postings[token], weight) for token, weight in weights.items() if token in self._said]
        if not found:
            return ()
        numbers = np.concatenate([numbers for numbers, _, _ in found])
        parts = np.concatenate([weight * theirs for _, theirs, weight in found])
        cosines = np.bincount(numbers, parts, self._questions).round(9)
        best = np.lexsort((np.arange(self._questions), -cosines))[:limit]
        return tuple(Similar(int(n), min(float(cosines[n]), 1.0)) for n in best if cosines[n] > 0)

    def _weights(self, bag: Counter[str]) -> dict[str, float]:
        weights = {
            token: (1 + math.log(count)) * self._said.get(token, self._unheard)
            for token, count in bag.items()
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {token: weight / length for token, weight in weights.items()}


class MemoryField(Generic[Answer]):
    """Confirmed questions as a field of its own in a search: heard where one is like enough to the query."""

    def __init__(self, questions: Sequence[tuple[str, Sequence[Answer]]]) -> None:
        self._memory = Memory([text for text, _ in questions])
        self._answers = [tuple(answers) for _, answers in questions]

    def recalled(self, text: str) -> dict[Answer, float]:
        """What answers the likest questions, each with what it adds to the best BM25 score of 1.

        Empty where no question is like enough; above 1 where the same question was confirmed.
        """
        found: dict[Answer, float] = {}
        for one in self._memory.similar(text, _RECALLED):
            if one.similarity < _LIKE_ENOUGH:
                break
            strength = _COUNTS * one.similarity + (1.0 if one.similarity >= SAME else 0.0)
            for answer in self._answers[one.question]:
                found[answer] = found.get(answer, 0.0) + strength
        return found
