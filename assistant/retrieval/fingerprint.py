"""What an index is made from, as hashes: it is written anew where, and only where, one of them changes."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.documents.registry import METADATA_FILE, Registry, load_metadata

if TYPE_CHECKING:
    from assistant.retrieval.embedding import EmbeddingModel

_PACKAGE = Path(__file__).resolve().parent.parent
#: The code and libraries that decide what stands in an index.
_CODE = ("retrieval", "language", "documents")
_LIBRARIES = ("tantivy", "jieba", "opencc", "numpy")
#: Nanoseconds within which two changes of a file may bear the same time.
_TICK = 2_000_000_000
QUESTIONS_FOLDER = "questions"

#: Size in bytes and time of the last change in nanoseconds, by the name of the file.
Files = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Print:
    """The hash of a document's metadata, text and callers' questions, and what these ``files`` were then.

    The time of a file is 0 where it had changed so shortly before that a later change might not show.
    """

    hash: str
    files: Files


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What an index has to be made from: its documents, and what every entry depends on beside them.

    ``base`` is the hash of vocabulary, code and libraries, ``embedding`` the identity of the model that an
    operator named.
    """

    prints: Mapping[str, Print]
    base: str
    embedding: str

    @property
    def hash(self) -> str:
        """The hash of everything."""
        digest = hashlib.sha256(f"embedding={self.embedding}\nbase={self.base}\n".encode())
        for document_id, one in self.prints.items():
            digest.update(f"{document_id}={one.hash}\n".encode())
        return digest.hexdigest()


def fingerprint(
    registry: Registry, known: Mapping[str, Print], embedding: EmbeddingModel | None
) -> Fingerprint:
    """The fingerprint of a corpus; of a document no file of which changed since ``known`` nothing is read.

    Raises CorpusError for wrong metadata.
    """
    prints = {
        document_id: _print(registry.folder / document_id, known.get(document_id))
        for document_id in registry.document_ids
    }
    return Fingerprint(prints, _base(registry.folder), embedding.identity if embedding else "")


def _base(corpus: Path) -> str:
    digest = hashlib.sha256()
    _add_files(digest, (corpus / "vocabulary").glob("*.yaml"))
    for part in _CODE:
        _add_files(digest, (_PACKAGE / part).glob("*.py"))
    for library in _LIBRARIES:
        digest.update(f"{library}=={version(library)}\n".encode())
    return digest.hexdigest()


def _print(folder: Path, known: Print | None) -> Print:
    if known is not None and _files(folder, list(known.files)[1]) == known.files:
        return known
    now = time.time_ns()
    files = _files(folder, load_metadata(folder).text_file)
    digest = hashlib.sha256()
    _add_files(digest, (folder / name for name in files))
    settled = {
        name: (size, changed if now - changed > _TICK else 0) for name, (size, changed) in files.items()
    }
    return Print(digest.hexdigest(), settled)


def _files(folder: Path, text_file: str) -> Files:
    """Metadata first, then the text, then callers' questions; a file that is not there is left out."""
    names = [METADATA_FILE, text_file]
    try:
        with os.scandir(folder / QUESTIONS_FOLDER) as found:
            names += sorted(f"{QUESTIONS_FOLDER}/{one.name}" for one in found if one.name.endswith(".yaml"))
    except FileNotFoundError:
        pass
    files = {}
    for name in names:
        try:
            stat = (folder / name).stat()
        except FileNotFoundError:
            continue
        files[name] = (stat.st_size, stat.st_mtime_ns)
    return files


def _add_files(digest: hashlib._Hash, paths: Iterable[Path]) -> None:
    for path in sorted(paths):
        data = path.read_bytes()
        digest.update(f"{path.name}:{len(data)}\n".encode())
        digest.update(data)
