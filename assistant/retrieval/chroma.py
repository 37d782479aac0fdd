"""The Chroma that proposes neighbours: embedded in an index folder, or a server.

The vectors' file is the truth: whatever happens to Chroma costs speed, not answers.
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from assistant.retrieval.embedding import Vectors
from assistant.retrieval.store import CHROMA_FOLDER

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

Address = tuple[str, str]
T = TypeVar("T")

#: Where an index folder says what its rows are called in Chroma, and in which collection.
FILLED = "chroma.json"
_BATCH = 2000
_COLLECTION = "assistant-clauses-"
_HNSW = {"hnsw": {"space": "cosine", "ef_construction": 100, "max_neighbors": 16, "ef_search": 100}}
#: Seconds that a server has to take a batch of vectors.
_FILL_TIMEOUT = 60.0
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Chroma:
    """The server at ``url``, or the embedded one; a server has ``timeout`` seconds to answer."""

    url: str = ""
    timeout: float = 2.0

    def fill(
        self,
        folder: Path,
        identity: str,
        keys: Sequence[Address],
        digests: Sequence[str],
        vectors: Vectors,
        before: Path | None,
        progress: Callable[[str, int, int], None],
    ) -> None:
        """Have the collection of the model ``identity`` hold these vectors and no others.

        A row's id tells its clause and the digest of its text, so what is there is not added again. Where
        Chroma fails that is logged, and the index does without.
        """
        (folder / FILLED).unlink(missing_ok=True)
        name = _COLLECTION + hashlib.sha256(identity.encode()).hexdigest()[:16]
        ids = [_row_id(key, digest) for key, digest in zip(keys, digests, strict=True)]
        place = folder / CHROMA_FOLDER
        shutil.rmtree(place, ignore_errors=True)
        if not self.url and before is not None and (before / CHROMA_FOLDER).is_dir():
            shutil.copytree(before / CHROMA_FOLDER, place)
        try:
            self._fill(place, name, keys, ids, vectors, progress)
        except Exception as error:  # whatever a server does, the file still answers
            logger.warning("Chroma was not filled, vectors are read from the file: %s", error)
            shutil.rmtree(place, ignore_errors=True)
            return
        (folder / FILLED).write_text(json.dumps({"collection": name, "ids": ids}), encoding="utf-8")

    def _fill(
        self,
        place: Path,
        name: str,
        keys: Sequence[Address],
        ids: Sequence[str],
        vectors: Vectors,
        progress: Callable[[str, int, int], None],
    ) -> None:
        client = self.ask(_FILL_TIMEOUT, lambda: _client(place, self.url))
        collection = self.ask(
            _FILL_TIMEOUT,
            lambda: client.get_or_create_collection(name, embedding_function=None, configuration=_HNSW),  # type: ignore[arg-type]
        )
        there = set(self.ask(_FILL_TIMEOUT, lambda: collection.get(include=[]))["ids"])
        rows = {row_id: row for row, row_id in enumerate(ids)}
        new = [row for row_id, row in rows.items() if row_id not in there]
        for start in range(0, len(new), _BATCH):
            some = new[start : start + _BATCH]
            about: Any = [{"document_id": keys[row][0], "clause_id": keys[row][1]} for row in some]
            add = partial(collection.add, [ids[row] for row in some], vectors[some], about)
            self.ask(_FILL_TIMEOUT, add)
            progress("写入 Chroma", start + len(some), len(new))
        old = sorted(there - rows.keys())
        for start in range(0, len(old), _BATCH):
            self.ask(_FILL_TIMEOUT, partial(collection.delete, old[start : start + _BATCH]))
        for other in self.ask(_FILL_TIMEOUT, client.list_collections):
            if other.name.startswith(_COLLECTION) and other.name != name:
                self.ask(_FILL_TIMEOUT, partial(client.delete_collection, other.name))
        client.close()  # type: ignore[attr-defined]

    def open(self, folder: Path) -> Neighbours:
        """The collection that an index folder filled. Raises whatever Chroma or the folder raises."""
        filled = json.loads((folder / FILLED).read_text(encoding="utf-8"))
        rows = {row_id: row for row, row_id in enumerate(filled["ids"])}

        def opened() -> Collection:
            client = _client(folder / CHROMA_FOLDER, self.url)
            return client.get_collection(filled["collection"], embedding_function=None)

        return Neighbours(self, self.ask(self.timeout, opened), rows)

    def ask(self, seconds: float, call: Callable[[], T]) -> T:
        return within(seconds, call) if self.url else call()


@dataclass(frozen=True, slots=True)
class Neighbours:
    """A collection of vectors, with the row of each of its ids in the file of vectors."""

    chroma: Chroma
    collection: Collection
    rows: dict[str, int]

    def near(self, vector: Vectors, depth: int) -> list[int]:
        """The rows nearest to ``vector``; raises as ``open``."""
        query = partial(self.collection.query, vector[None, :], n_results=depth, include=[])
        found = self.chroma.ask(self.chroma.timeout, query)
        # While another index is being built the collection may hold rows of it.
        return [self.rows[row_id] for row_id in found["ids"][0] if row_id in self.rows]


def _row_id(key: Address, digest: str) -> str:
    return hashlib.sha256(json.dumps([*key, digest]).encode()).hexdigest()[:32]


def _client(place: Path, url: str) -> ClientAPI:
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    if not url:
        return chromadb.PersistentClient(str(place), settings)
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 8000)
    return chromadb.HttpClient(parts.hostname or url, port, ssl=parts.scheme == "https", settings=settings)


def within(seconds: float, call: Callable[[], T]) -> T:
    """What ``call`` gives or raises; TimeoutError where that takes longer.

    Chroma's client waits for a server without end, so it waits in a thread that may be left behind.
    """
    outcome: SimpleQueue[Future[T]] = SimpleQueue()

    def run() -> None:
        done: Future[T] = Future()
        try:
            done.set_result(call())
        except Exception as error:
            done.set_exception(error)
        outcome.put(done)

    Thread(target=run, name="chroma", daemon=True).start()
    try:
        return outcome.get(timeout=seconds).result()
    except Empty:
        raise TimeoutError(f"no answer within {seconds:g} s") from None
