"""What an index is made from, as hashes: it is rebuilt when, and only when, one of them changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from assistant.documents.model import Document
from assistant.documents.registry import Registry

_PACKAGE = Path(__file__).resolve().parent.parent
#: The code and libraries that decide what stands in an index.
_CODE = ("retrieval", "language", "documents")
_LIBRARIES = ("tantivy", "jieba", "opencc", "numpy")


def document_hashes(registry: Registry) -> dict[str, str]:
    """For each document, the hash of its text, its outline and the callers' questions beside it."""
    return {
        document.document_id: _document_hash(document, registry.folder) for document in registry.documents
    }


def content_hash(registry: Registry, documents: dict[str, str], embedding: str = "") -> str:
    """The hash of everything an index is made from: documents, vocabulary, code and libraries.

    ``embedding`` is the identity of the model that an operator named for vectors.
    """
    digest = hashlib.sha256(f"embedding={embedding}\n".encode())
    for document_id, value in documents.items():
        digest.update(f"{document_id}={value}\n".encode())
    if registry.folder is not None:
        _add_files(digest, (registry.folder / "vocabulary").glob("*.yaml"))
    for part in _CODE:
        _add_files(digest, (_PACKAGE / part).glob("*.py"))
    for library in _LIBRARIES:
        digest.update(f"{library}=={version(library)}\n".encode())
    return digest.hexdigest()


def _document_hash(document: Document, corpus: Path | None) -> str:
    digest = hashlib.sha256()
    # The title and the outline come from other files and code than the text.
    digest.update(repr((document.title, document.aliases, document.clauses)).encode())
    digest.update(document.text.encode())
    if corpus is not None:
        _add_files(digest, (corpus / document.document_id / "questions").glob("*.yaml"))
    return digest.hexdigest()


def _add_files(digest: hashlib._Hash, paths: Iterable[Path]) -> None:
    for path in sorted(paths):
        data = path.read_bytes()
        digest.update(f"{path.name}:{len(data)}\n".encode())
        digest.update(data)
