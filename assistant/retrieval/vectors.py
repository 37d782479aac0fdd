"""Clauses by nearness of meaning: vectors in a file, and in Chroma for a server.

The file is the truth and answers alone where Chroma is not asked for or fails; Chroma, embedded or a
server by ``url``, proposes neighbours whose nearness is then taken from the file, so that both say the same.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from assistant.documents.model import Document
from assistant.retrieval.embedding import StaticEmbedder, Vectors
from assistant.retrieval.lexicon import Lexicon
from assistant.retrieval.store import CHROMA_FOLDER

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

#: From this many passages on, an embedding trained on them finds more than words alone.
LEAST_PASSAGES = 1000
_BATCH = 2000
_COLLECTION = "assistant-clauses"
_HNSW = {"hnsw": {"space": "cosine", "ef_construction": 100, "max_neighbors": 16, "ef_search": 100}}

Address = tuple[str, str]
Rows = NDArray[np.int64]
logger = logging.getLogger(__name__)


def write_vectors(
    documents: Sequence[Document],
    lexicon: Lexicon,
    folder: Path,
    name: str,
    chroma_url: str,
    progress: Callable[[str, int, int], None],
) -> None:
    """Train an embedding on ``documents`` and write it with every clause's vector into ``folder``.

    Chroma gets a collection of this ``name``; collections of other indexes are dropped from it.
    """
    from assistant.retrieval.embedding_training import clause_pairs, train_embedding

    pairs = [pair for document in documents for pair in clause_pairs(document)]
    model = folder / "model"
    train_embedding(pairs, lexicon.dictionary, model, lambda n, of: progress("训练语义向量", n, of))
    clauses = [(d, c) for d in documents for c in d.clauses if d.own_text(c).strip()]
    texts = [f"{clause.heading}\n{document.own_text(clause)}" for document, clause in clauses]
    vectors = StaticEmbedder(model).encode(texts)
    keys = [(document.document_id, clause.clause_id) for document, clause in clauses]
    np.save(folder / "vectors.npy", vectors)
    (folder / "keys.json").write_text(json.dumps(keys, ensure_ascii=False), encoding="utf-8")
    (folder / "collection.txt").write_text(f"{_COLLECTION}-{name}", encoding="utf-8")
    _fill_chroma(_client(folder, chroma_url), f"{_COLLECTION}-{name}", keys, vectors, progress)


def _fill_chroma(
    client: ClientAPI,
    name: str,
    keys: Sequence[Address],
    vectors: Vectors,
    progress: Callable[[str, int, int], None],
) -> None:
    for collection in client.list_collections():
        if collection.name.startswith(_COLLECTION):
            client.delete_collection(collection.name)
    collection = client.create_collection(name, embedding_function=None, configuration=_HNSW)  # type: ignore[arg-type]
    for start in range(0, len(keys), _BATCH):
        batch = keys[start : start + _BATCH]
        collection.add(
            ids=[str(start + n) for n in range(len(batch))],
            embeddings=vectors[start : start + _BATCH],
            metadatas=[
                {"document_id": document_id, "clause_id": clause_id} for document_id, clause_id in batch
            ],
        )
        progress("写入 Chroma", start + len(batch), len(keys))
    client.close()  # type: ignore[attr-defined]


def _client(folder: Path, url: str) -> ClientAPI:
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    if not url:
        return chromadb.PersistentClient(str(folder / CHROMA_FOLDER), settings)
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 8000)
    return chromadb.HttpClient(parts.hostname or url, port, ssl=parts.scheme == "https", settings=settings)


class VectorIndex:
    """The vectors of one index folder. ``chroma_url`` None leaves Chroma alone, "" opens it embedded."""

    def __init__(self, folder: Path, chroma_url: str | None = None) -> None:
        self._embedder = StaticEmbedder(folder / "model")
        self._vectors: Vectors = np.load(folder / "vectors.npy", mmap_mode="r")
        self._keys: list[Address] = [
            (document_id, clause_id)
            for document_id, clause_id in json.loads((folder / "keys.json").read_text(encoding="utf-8"))
        ]
        self._folder = folder
        self._chroma_url = chroma_url
        self._collection: Collection | None = None

    def nearest(self, text: str, limit: int, documents: Sequence[str]) -> Mapping[Address, float]:
        """The ``limit`` clauses of ``documents`` nearest to ``text`` with their cosine, at least 0."""
        vector = self._embedder.encode([text])[0]
        if not vector.any():
            return {}
        rows = self._proposed(vector, limit, documents)
        if rows is None:
            rows = self._from_file(vector, limit, documents)
        # Row by row and in double precision, so that a cosine does not depend on which rows are compared.
        exact = (self._vectors[rows].astype(np.float64) * vector).sum(axis=1).round(6)
        best = np.lexsort((rows, -exact))[:limit]
        return {self._keys[rows[n]]: max(float(exact[n]), 0.0) for n in best}

    def _from_file(self, vector: Vectors, limit: int, documents: Sequence[str]) -> Rows:
        wanted = set(documents)
        if {document_id for document_id, _ in self._keys} <= wanted:
            rows = np.arange(len(self._keys))
        else:
            rows = np.array(
                [n for n, (document, _) in enumerate(self._keys) if document in wanted], dtype=np.int64
            )
        nearness = self._vectors[rows] @ vector
        # Twice as many as asked for: the order of close ones is settled exactly afterwards.
        return rows[np.argsort(-nearness, kind="stable")[: 2 * limit]]

    def _proposed(self, vector: Vectors, limit: int, documents: Sequence[str]) -> Rows | None:
        """The rows that Chroma proposes, or None where it is not asked or does not answer."""
        if self._chroma_url is None:
            return None
        try:
            if self._collection is None:
                client = _client(self._folder, self._chroma_url)
                name = (self._folder / "collection.txt").read_text(encoding="utf-8")
                self._collection = client.get_collection(name, embedding_function=None)
            # A condition that most vectors meet makes Chroma slow.
            every = {document_id for document_id, _ in self._keys} <= set(documents)
            where: Any = None if every else {"document_id": {"$in": [*documents]}}
            found = self._collection.query(
                query_embeddings=vector[None, :],
                n_results=2 * limit,
                where=where,
                include=[],
            )
        except Exception as error:  # whatever a server or a damaged folder does, the file still answers
            logger.warning("Chroma does not answer, vectors are read from the file: %s", error)
            self._collection = None
            return None
        return np.array([int(row) for row in found["ids"][0]], dtype=np.int64)
