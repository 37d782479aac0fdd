"""The documents under ``corpus/``: a folder with a ``document.yaml`` is one document, read when asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, overload

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from assistant.contract import ClauseDetail, DocumentInfo, DocumentStatus, SourceKind
from assistant.documents.model import Clause, Document, DocumentHead
from assistant.documents.outline import parse_clauses
from assistant.errors import CorpusError
from assistant.yaml_files import at, load_model, read_utf8

METADATA_FILE = "document.yaml"
#: How many documents are kept once read; a corpus of no more is read, and its mistakes told, at once.
HELD = 256
#: How much of a text's SHA-256 names its version where the metadata declare none.
_VERSION_DIGITS = 8

_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class DocumentMetadata(BaseModel):
    """The closed schema of ``document.yaml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    document_id: _Words
    title: _Words
    source: SourceKind
    status: DocumentStatus
    region: _Words
    valid_from: date | None = None
    valid_until: date | None = None
    aliases: tuple[_Words, ...] = ()
    #: What this state of the text is called, such as 2026年5月征求意见稿.
    version: _Words | None = None
    text_file: _Words = "policy.txt"
    #: Pins the text: hexadecimal SHA-256 of the file's bytes.
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    issued_by: _Words | None = None
    note: _Words | None = None


class Registry:
    """All documents of a corpus, in the order of their ids, which are the names of their folders.

    What is asked for is read then, and the last ``HELD`` documents are kept.
    """

    def __init__(self, folder: Path, document_ids: Sequence[str]) -> None:
        self.folder = folder
        self.document_ids = tuple(sorted(document_ids))
        self._known = frozenset(document_ids)
        self._read = lru_cache(HELD)(lambda document_id: load_document(folder / document_id))

    def __len__(self) -> int:
        return len(self.document_ids)

    def __contains__(self, document_id: object) -> bool:
        return document_id in self._known

    @property
    def documents(self) -> Sequence[Document]:
        """Every document; each is read when it is come to."""
        return _Documents(self)

    def get(self, document_id: str) -> Document | None:
        """The document of this id, or None where the corpus has none. Errors as for ``load_registry``."""
        return self._read(document_id) if document_id in self._known else None

    def info(self, document_id: str) -> DocumentInfo | None:
        """A document's metadata as the contract gives it, or None."""
        document = self.get(document_id)
        return None if document is None else document_info(document)

    def detail(self, document_id: str, clause_id: str) -> ClauseDetail | None:
        """One clause whole, with its sub-clauses, or None where there is no such clause."""
        document = self.get(document_id)
        clause = None if document is None else document.clause(clause_id)
        return None if document is None or clause is None else clause_detail(document, clause)


class _Documents(Sequence[Document]):
    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def __len__(self) -> int:
        return len(self._registry)

    def __iter__(self) -> Iterator[Document]:
        return (self._at(document_id) for document_id in self._registry.document_ids)

    @overload
    def __getitem__(self, place: int) -> Document: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Document]: ...
    def __getitem__(self, place: int | slice) -> Document | Sequence[Document]:
        chosen = self._registry.document_ids[place]
        return self._at(chosen) if isinstance(chosen, str) else [self._at(one) for one in chosen]

    def _at(self, document_id: str) -> Document:
        document = self._registry.get(document_id)
        assert document is not None  # the registry's own id
        return document


def load_registry(corpus: Path) -> Registry:
    """Every document under ``corpus``; a folder without ``document.yaml`` is not one.

    Raises ``CorpusError`` naming file, line and mend for a wrong field, a text that is not UTF-8,
    and a text that is not the one its ``sha256`` pins: at once where the documents are no more than
    ``HELD``, else where one of them is read.
    """
    if not corpus.is_dir():
        raise CorpusError(f"{corpus}: 找不到语料目录；请检查路径")
    registry = Registry(corpus, [one.name for one in corpus.iterdir() if (one / METADATA_FILE).is_file()])
    if len(registry) <= HELD:
        for _ in registry.documents:
            pass
    return registry


def load_document(folder: Path) -> Document:
    """The document in ``folder``; errors as for ``load_registry``."""
    metadata = load_metadata(folder)
    path = folder / METADATA_FILE
    text = read_utf8(folder / metadata.text_file)
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    if metadata.sha256 and digest != metadata.sha256:
        raise CorpusError(
            f"{at(path, 'sha256')}: 与 {metadata.text_file} 的内容不符；"
            "正文若是有意改动请更新这一项，否则请恢复原文"
        )
    clauses, unplaced = parse_clauses(text)
    return Document(
        document_id=metadata.document_id,
        title=metadata.title,
        source=metadata.source,
        status=metadata.status,
        region=metadata.region,
        text=text,
        clauses=clauses,
        valid_from=metadata.valid_from,
        valid_until=metadata.valid_until,
        aliases=metadata.aliases,
        version=metadata.version or digest[:_VERSION_DIGITS],
        unplaced=unplaced,
    )


def load_metadata(folder: Path) -> DocumentMetadata:
    """What ``document.yaml`` of ``folder`` says; errors as for ``load_registry``."""
    path = folder / METADATA_FILE
    metadata = load_model(path, DocumentMetadata)
    if metadata.document_id != folder.name:
        raise CorpusError(
            f"{at(path, 'document_id')}: “{metadata.document_id}”与文件夹名不同；请改成“{folder.name}”"
        )
    if metadata.valid_from and metadata.valid_until and metadata.valid_until < metadata.valid_from:
        raise CorpusError(f"{at(path, 'valid_until')}: 早于 valid_from；请改正其中一个日期")
    if "/" in metadata.text_file or "\\" in metadata.text_file:
        raise CorpusError(f"{at(path, 'text_file')}: 正文必须在同一文件夹；请只写文件名")
    return metadata


def document_info(document: Document) -> DocumentInfo:
    """``document``'s metadata and number of clauses."""
    return DocumentInfo(
        document_id=document.document_id,
        title=document.title,
        status=document.status,
        source=document.source,
        region=document.region,
        valid_from=document.valid_from,
        valid_until=document.valid_until,
        clauses=len(document.clauses),
    )


def clause_detail(document: Document, clause: Clause) -> ClauseDetail:
    """``clause`` of ``document`` whole; ``children`` are the addresses directly under it."""
    return ClauseDetail(
        document_id=document.document_id,
        clause_id=clause.clause_id,
        label=clause.label,
        heading=clause.heading,
        text=document.whole_text(clause),
        start=clause.start,
        end=clause.whole_end,
        source=document.source,
        responsible_units=clause.responsible_units,
        children=tuple(one.clause_id for one in document.clauses if one.parent_id == clause.clause_id),
    )


def status_on(document: DocumentHead, day: date) -> DocumentStatus:
    """The status on ``day``: as declared, but expired after ``valid_until``.

    A draft stays a draft before that day; no date brings it into force.
    """
    if document.valid_until is not None and day > document.valid_until:
        return "expired"
    return document.status
