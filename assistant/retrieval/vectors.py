"""Clauses by nearness of meaning: vectors in a file, and in Chroma for a server.

The file is the truth and answers alone where Chroma is not asked for or fails; Chroma, embedded or a
server by ``url``, proposes neighbours whose nearness is then taken from the file, so that both say the same.
A look-up that keeps to some of the documents asks the file, which is quicker at it.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.chroma import Chroma, Neighbours
from assistant.retrieval.embedding import EmbeddingFailed, EmbeddingModel, StaticEmbedder, Vectors, unit_rows

#: From this many passages on, an embedding trained on them finds more than words alone; beyond so many
#: it costs more than it gains.
LEAST_PASSAGES, MOST_PASSAGES = 1000, 200_000
#: What stands in the folder: a row a text, whose it is, which model they are by and the digest of each
#: text, and the model where it was trained on them.
ROWS, KEYS, EMBEDDED, MODEL = "vectors.npy", "keys.json", "embedded.json", "model"
#: How many rows to look at for each clause that is wanted: the order of close ones is settled exactly
#: afterwards, and where sentences and questions have rows too, many belong to one clause.
_ROWS_OF_CLAUSES, _ROWS_OF_TEXTS = 2, 10
#: Seconds for which a model that failed, or a Chroma that hangs, is not asked again.
_REST = 30.0
#: Up to this share of the rows they are picked out and compared; of more it is quicker to compare all.
_FEW = 0.1
#: How many selections of documents have their rows kept.
_SELECTIONS = 32

Address = tuple[str, str]
Rows = NDArray[np.int64]
logger = logging.getLogger(__name__)


class VectorIndex:
    """The vectors of one index folder. Without ``chroma`` they are read from the file alone.

    ``model`` embeds the queries where the vectors are by it; vectors of another model stay unused.
    """

    def __init__(
        self, folder: Path, chroma: Chroma | None = None, model: EmbeddingModel | None = None
    ) -> None:
        self._vectors: Vectors = np.load(folder / ROWS, mmap_mode="r")
        self._keys: list[Address] = [
            (document_id, clause_id)
            for document_id, clause_id in json.loads((folder / KEYS).read_text(encoding="utf-8"))
        ]
        self._documents = frozenset(document_id for document_id, _ in self._keys)
        self._rows = lru_cache(_SELECTIONS)(self._rows_of)
        self._folder = folder
        self._chroma = chroma
        self._neighbours: Neighbours | None = None
        self._chroma_rests_until = 0.0
        self._chroma_failed = False
        self._model: EmbeddingModel | None = None
        self._trained: StaticEmbedder | None = None
        self._resting_until = 0.0
        #: Whether the vectors are by a model that an operator named.
        self.by_named_model = not (folder / MODEL).exists()
        described = json.loads((folder / EMBEDDED).read_text(encoding="utf-8"))
        if not self.by_named_model:
            self._trained = StaticEmbedder(folder / MODEL)
        elif model and described["identity"] == model.identity:
            self._model = model
            if chroma is not None:
                self._embedded("补贴")  # a server loads its model before the first caller comes
        else:
            logger.warning("the index has vectors of another embedding model; look-up goes on without them")
        if len(self._vectors):
            self._proposed(self._vectors[0], 1)  # opens Chroma before the first caller comes

    def nearest(self, text: str, limit: int, documents: frozenset[str]) -> Mapping[Address, float]:
        """The ``limit`` clauses of ``documents`` nearest to ``text`` with their cosine, at least 0.

        A clause is as near as the nearest of its texts. Empty where the model does not answer.
        """
        among = self._rows(documents)
        vector = self._embedded(text) if among is None or len(among) else None
        if vector is None or not vector.any():
            return {}
        depth = limit * (_ROWS_OF_TEXTS if self.by_named_model else _ROWS_OF_CLAUSES)
        # Chroma tries every vector against a condition: 41 ms where the file takes 3.
        rows = self._proposed(vector, depth) if among is None else None
        if rows is None:
            rows = self._from_file(vector, depth, among)
        # Row by row and in double precision, so that a cosine does not depend on which rows are compared.
        exact = (self._vectors[rows].astype(np.float64) * vector).sum(axis=1).round(6)
        best: dict[Address, float] = {}
        for n in np.lexsort((rows, -exact)):
            best.setdefault(self._keys[rows[n]], max(float(exact[n]), 0.0))
            if len(best) == limit:
                break
        return best

    def _rows_of(self, documents: frozenset[str]) -> Rows | None:
        """The rows of ``documents``, None for all of them."""
        if self._documents <= documents:
            return None
        return np.array([n for n, (one, _) in enumerate(self._keys) if one in documents], dtype=np.int64)

    def _embedded(self, text: str) -> Vectors | None:
        if self._trained is not None:
            trained: Vectors = self._trained.encode([text])[0]
            return trained
        if self._model is None or time.monotonic() < self._resting_until:
            return None
        try:
            vector = unit_rows(self._model.query(text))
            if vector.shape != self._vectors.shape[1:]:
                raise EmbeddingFailed(f"维数是 {vector.shape}，建索引时是 {self._vectors.shape[1:]}")
        except EmbeddingFailed as error:
            if not self._resting_until:
                logger.warning("look-up goes on without vectors: %s %s", self._model.name, error)
            self._resting_until = time.monotonic() + _REST
            return None
        self._resting_until = 0.0
        return vector

    def _from_file(self, vector: Vectors, depth: int, among: Rows | None) -> Rows:
        # By one thread: a product by several waits for the busiest processor, 28 ms instead of 2.
        if among is None or len(among) > _FEW * len(self._vectors):
            nearness = np.vecdot(self._vectors, vector)
            nearness = nearness if among is None else nearness[among]
        else:
            nearness = np.vecdot(self._vectors[among], vector)
        if depth < len(nearness):
            # All that are as near as the last one, so that it does not depend on the way of sorting.
            least = np.partition(nearness, -depth)[-depth]
            near = np.flatnonzero(nearness >= least)
        else:
            near = np.arange(len(nearness))
        return near if among is None else among[near]

    def _proposed(self, vector: Vectors, depth: int) -> Rows | None:
        """The rows that Chroma proposes, or None where it is not asked or does not answer."""
        if self._chroma is None or time.monotonic() < self._chroma_rests_until:
            return None
        try:
            if self._neighbours is None:
                self._neighbours = self._chroma.open(self._folder)
            rows = np.array(self._neighbours.near(vector, depth), dtype=np.int64)
        except Exception as error:  # whatever a server or a damaged folder does, the file still answers
            if not self._chroma_failed:
                logger.warning("Chroma does not answer, vectors are read from the file: %s", error)
            self._chroma_failed, self._neighbours = True, None
            if isinstance(error, TimeoutError):
                self._chroma_rests_until = time.monotonic() + _REST
            return None
        self._chroma_failed = False
        return rows
