"""Clauses by nearness of meaning: vectors in a file, and in Chroma for a server.

The file is the truth and answers alone where Chroma is not asked for or fails; Chroma, embedded or a
server by ``url``, proposes neighbours whose nearness is then taken from the file, so that both say the same.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.chroma import open_collection
from assistant.retrieval.embedding import EmbeddingFailed, EmbeddingModel, StaticEmbedder, Vectors, unit_rows

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

#: From this many passages on, an embedding trained on them finds more than words alone.
LEAST_PASSAGES = 1000
#: What stands in the folder: a row a text, whose it is, Chroma's name for them, and either the model
#: trained on them or which model of the operator's they are by.
ROWS, KEYS, COLLECTION, MODEL, EMBEDDED = (
    "vectors.npy",
    "keys.json",
    "collection.txt",
    "model",
    "embedded.json",
)
#: How many rows to look at for each clause that is wanted: the order of close ones is settled exactly
#: afterwards, and where sentences and questions have rows too, many belong to one clause.
_ROWS_OF_CLAUSES, _ROWS_OF_TEXTS = 2, 10
#: Seconds for which a model that failed is not asked again.
_REST = 30.0

Address = tuple[str, str]
Rows = NDArray[np.int64]
logger = logging.getLogger(__name__)


class VectorIndex:
    """The vectors of one index folder. ``chroma_url`` None leaves Chroma alone, "" opens it embedded.

    ``model`` embeds the queries where the vectors are by it; vectors of another model stay unused.
    """

    def __init__(
        self, folder: Path, chroma_url: str | None = None, model: EmbeddingModel | None = None
    ) -> None:
        self._vectors: Vectors = np.load(folder / ROWS, mmap_mode="r")
        self._keys: list[Address] = [
            (document_id, clause_id)
            for document_id, clause_id in json.loads((folder / KEYS).read_text(encoding="utf-8"))
        ]
        self._documents = {document_id for document_id, _ in self._keys}
        self._folder = folder
        self._chroma_url = chroma_url
        self._collection: Collection | None = None
        self._model: EmbeddingModel | None = None
        self._trained: StaticEmbedder | None = None
        self._resting_until = 0.0
        embedded = folder / EMBEDDED
        #: Whether the vectors are by a model that an operator named.
        self.by_named_model = embedded.exists()
        if not self.by_named_model:
            self._trained = StaticEmbedder(folder / MODEL)
        elif model and json.loads(embedded.read_text(encoding="utf-8"))["identity"] == model.identity:
            self._model = model
            if chroma_url is not None:
                self._embedded("补贴")  # a server loads its model before the first caller comes
        else:
            logger.warning("the index has vectors of another embedding model; look-up goes on without them")

    def nearest(self, text: str, limit: int, documents: Sequence[str]) -> Mapping[Address, float]:
        """The ``limit`` clauses of ``documents`` nearest to ``text`` with their cosine, at least 0.

        A clause is as near as the nearest of its texts. Empty where the model does not answer.
        """
        vector = self._embedded(text) if self._documents.intersection(documents) else None
        if vector is None or not vector.any():
            return {}
        depth = limit * (_ROWS_OF_TEXTS if self.by_named_model else _ROWS_OF_CLAUSES)
        rows = self._proposed(vector, depth, documents)
        if rows is None:
            rows = self._from_file(vector, depth, documents)
        # Row by row and in double precision, so that a cosine does not depend on which rows are compared.
        exact = (self._vectors[rows].astype(np.float64) * vector).sum(axis=1).round(6)
        best: dict[Address, float] = {}
        for n in np.lexsort((rows, -exact)):
            best.setdefault(self._keys[rows[n]], max(float(exact[n]), 0.0))
            if len(best) == limit:
                break
        return best

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

    def _from_file(self, vector: Vectors, depth: int, documents: Sequence[str]) -> Rows:
        wanted = set(documents)
        if self._documents <= wanted:
            rows = np.arange(len(self._keys))
        else:
            rows = np.array(
                [n for n, (document, _) in enumerate(self._keys) if document in wanted], dtype=np.int64
            )
        nearness = self._vectors[rows] @ vector
        return rows[np.argsort(-nearness, kind="stable")[:depth]]

    def _proposed(self, vector: Vectors, depth: int, documents: Sequence[str]) -> Rows | None:
        """The rows that Chroma proposes, or None where it is not asked or does not answer."""
        if self._chroma_url is None:
            return None
        try:
            if self._collection is None:
                name = (self._folder / COLLECTION).read_text(encoding="utf-8")
                self._collection = open_collection(self._folder, self._chroma_url, name)
            # A condition that most vectors meet makes Chroma slow.
            every = self._documents <= set(documents)
            where: Any = None if every else {"document_id": {"$in": [*documents]}}
            found = self._collection.query(
                query_embeddings=vector[None, :],
                n_results=depth,
                where=where,
                include=[],
            )
        except Exception as error:  # whatever a server or a damaged folder does, the file still answers
            logger.warning("Chroma does not answer, vectors are read from the file: %s", error)
            self._collection = None
            return None
        return np.array([int(row) for row in found["ids"][0]], dtype=np.int64)
