"""What a search recalls of confirmed questions: a gated field, and a ranking where one was learned."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock

from assistant.retrieval.confirmed import EMBEDDING, LEARNED, Address, Question, Source, Vectored
from assistant.retrieval.learned import LearnedRanking
from assistant.retrieval.memory import MemoryField

logger = logging.getLogger(__name__)


class Recollection:
    """Safe for many threads. What is confirmed or learned while it stands is heard from the next query on."""

    def __init__(
        self, source: Source | None = None, vectors: Path | None = None, data_dir: Path | None = None
    ):
        self._source = source
        self._lock = Lock()
        self._stamp: object = None
        self._field: MemoryField[Address] = MemoryField([])
        self._vectors = vectors
        self._learned_from = data_dir / LEARNED if data_dir else None
        self._learned_at: object = None
        self._vectored: Vectored | None = None
        self._learned: LearnedRanking | None = None
        self._now()  # before the first caller comes

    @property
    def learned(self) -> bool:
        """Whether a ranking that was learned is at hand."""
        return self._now()[1] is not None

    def recalled(self, text: str) -> dict[Address, float]:
        """What answers questions like ``text``, each with what it adds to the best BM25 score of 1."""
        return self._now()[0].recalled(text)

    def chances(self, text: str, lexical: Mapping[Address, float]) -> dict[Address, float]:
        """Clauses with the chance that they answer ``text``, best first; empty where nothing was learned.

        ``lexical`` are BM25 scores.
        """
        (_, learned), vectored = self._now(), self._vectored
        if learned is None or vectored is None:
            return {}
        by_row = {vectored.rows[a]: score for a, score in lexical.items() if a in vectored.rows}
        rows, chances = learned.ranked(text, by_row)
        return {vectored.addresses[row]: float(p) for row, p in zip(rows, chances, strict=True)}

    def _now(self) -> tuple[MemoryField[Address], LearnedRanking | None]:
        if self._source is None:
            return self._field, None
        stamp = self._source.stamp, self._learned_stamp()
        if stamp != self._stamp:
            with self._lock:
                if stamp != self._stamp:
                    self._read(self._source.all(), stamp[1])
                    self._stamp = stamp
        return self._field, self._learned

    def _learned_stamp(self) -> object:
        """Another value whenever something was learned, by whichever process."""
        try:
            found = (self._learned_from / EMBEDDING).stat() if self._learned_from else None
        except OSError:
            return self._learned_at  # taken away for a moment, or for good: what was read of it holds
        return found and (found.st_ino, found.st_mtime_ns)

    def _read(self, questions: Sequence[Question], learned_at: object) -> None:
        if learned_at != self._learned_at:
            self._vectored, self._learned_at = self._fitting(), learned_at
            self._learned = None
        if self._vectored is not None and self._learned_from is not None:
            try:
                known = self._vectored.confirmed(questions)
                self._learned = LearnedRanking(
                    self._learned_from, self._vectored.passages, self._vectored.embedder, known
                )
            except (OSError, ValueError) as error:
                logger.warning("what was learned from confirmed questions is damaged, learn again: %s", error)
                self._vectored = self._learned = None
        self._field = MemoryField([(one.question, one.answers) for one in questions])

    def _fitting(self) -> Vectored | None:
        """The clauses' vectors, where what was learned is for their embedding."""
        if self._vectors is None or self._learned_from is None:
            return None
        try:
            embedding = (self._learned_from / EMBEDDING).read_text(encoding="utf-8")
            found = Vectored.load(self._vectors)
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            logger.warning("what was learned from confirmed questions is not used: %s", error)
            return None
        if found is None or found.made_from != embedding:
            logger.warning("what was learned from confirmed questions is for other vectors; learn again")
            return None
        return found
