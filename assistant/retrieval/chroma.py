"""The Chroma that proposes neighbours: embedded in an index folder, or a server."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.retrieval.embedding import Vectors
from assistant.retrieval.store import CHROMA_FOLDER

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

_BATCH = 2000
_COLLECTION = "assistant-clauses"
_HNSW = {"hnsw": {"space": "cosine", "ef_construction": 100, "max_neighbors": 16, "ef_search": 100}}


def fill_collection(
    folder: Path,
    url: str,
    name: str,
    keys: Sequence[tuple[str, str]],
    vectors: Vectors,
    progress: Callable[[str, int, int], None],
) -> None:
    """A collection of this ``name``, its ids the rows' numbers; those of other indexes are dropped."""
    client = _client(folder, url)
    for collection in client.list_collections():
        if collection.name.startswith(_COLLECTION):
            client.delete_collection(collection.name)
    collection = client.create_collection(
        f"{_COLLECTION}-{name}",
        embedding_function=None,
        configuration=_HNSW,  # type: ignore[arg-type]
    )
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


def open_collection(folder: Path, url: str, name: str) -> Collection:
    """The collection filled under ``name``."""
    return _client(folder, url).get_collection(f"{_COLLECTION}-{name}", embedding_function=None)


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
