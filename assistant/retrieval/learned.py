"""A learned ranking as it answers queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.retrieval.embedding import StaticEmbedder, Vectors
from assistant.retrieval.learned_ranking import Floats, Ints, Passages, judged
from assistant.retrieval.rank_training import MODEL, WEIGHTS, Confirmed, heard, known_questions
from assistant.retrieval.rank_weights import RankWeights


class LearnedRanking:
    """What ``rank_training.learn`` wrote into ``folder``, with the questions that are known by now.

    ``embedder`` gave the vectors of ``passages``. Raises OSError or ValueError where the folder is not whole.
    """

    def __init__(
        self, folder: Path, passages: Passages, embedder: StaticEmbedder, questions: Sequence[Confirmed]
    ) -> None:
        self._passages = passages
        self._embedder = embedder
        self._table: Vectors = StaticEmbedder(folder / MODEL).table
        self._weights = RankWeights.load(folder / WEIGHTS)
        self._known = known_questions(questions, self._table, embedder, passages)

    def ranked(self, text: str, lexical: Mapping[int, float]) -> tuple[Ints, Floats]:
        """Passages, the likeliest answer to ``text`` first, and the chance of each, never rising.

        ``lexical`` are BM25 scores by passage.
        """
        found = judged(heard(text, lexical, self._table, self._embedder), self._passages, self._known)
        return self._weights.ranked(found)
