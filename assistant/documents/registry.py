"""The documents under ``corpus/``: a folder with a ``document.yaml`` is one document."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from assistant.contract import ClauseDetail, DocumentInfo, DocumentStatus, SourceKind
from assistant.documents.model import Clause, Document
from assistant.documents.outline import parse_clauses
from assistant.errors import CorpusError
from assistant.yaml_files import load_model, read_utf8

METADATA_FILE = "document.yaml"

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
    text_file: _Words = "policy.txt"
    #: Pins the text: hexadecimal SHA-256 of the file's bytes.
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    issued_by: _Words | None = None
    note: _Words | None = None


class Registry:
    """All documents of a corpus, ordered by folder name; ``folder`` is where they came from, if anywhere."""

    def __init__(self, documents: Sequence[Document], folder: Path | None = None) -> None:
        self.documents = tuple(documents)
        self.folder = folder
        self._by_id = {document.document_id: document for document in self.documents}

    def get(self, document_id: str) -> Document | None:
        """The document of this id, or None where the corpus has none."""
        return self._by_id.get(document_id)

    def info(self, document_id: str) -> DocumentInfo | None:
        """A document's metadata as the contract gives it, or None."""
        document = self.get(document_id)
        return None if document is None else document_info(document)

    def detail(self, document_id: str, clause_id: str) -> ClauseDetail | None:
        """One clause whole, with its sub-clauses, or None where there is no such clause."""
        document = self.get(document_id)
        clause = None if document is None else document.clause(clause_id)
        return None if document is None or clause is None else clause_detail(document, clause)


def load_registry(corpus: Path) -> Registry:
    """Every document under ``corpus``; a folder without ``document.yaml`` is not one.

    Raises ``CorpusError`` naming file, line and mend for a wrong field, a text that is not UTF-8,
    and a text that is not the one its ``sha256`` pins.
    """
    if not corpus.is_dir():
        raise CorpusError(f"{corpus}: 找不到语料目录；请检查路径")
    folders = sorted(
        (path for path in corpus.iterdir() if (path / METADATA_FILE).is_file()), key=lambda p: p.name
    )
    return Registry([load_document(folder) for folder in folders], corpus)


def load_document(folder: Path) -> Document:
    """The document in ``folder``; errors as for ``load_registry``."""
    path = folder / METADATA_FILE
    metadata = load_model(path, DocumentMetadata)
    if metadata.document_id != folder.name:
        raise CorpusError(
            f"{_at(path, 'document_id')}: document_id: “{metadata.document_id}”与文件夹名不同；"
            f"请改成“{folder.name}”"
        )
    if metadata.valid_from and metadata.valid_until and metadata.valid_until < metadata.valid_from:
        raise CorpusError(f"{_at(path, 'valid_until')}: valid_until: 早于 valid_from；请改正其中一个日期")
    if "/" in metadata.text_file or "\\" in metadata.text_file:
        raise CorpusError(f"{_at(path, 'text_file')}: text_file: 正文必须在同一文件夹；请只写文件名")
    text = read_utf8(folder / metadata.text_file)
    if metadata.sha256 and hashlib.sha256(text.encode("utf-8")).hexdigest() != metadata.sha256:
        raise CorpusError(
            f"{_at(path, 'sha256')}: sha256: 与 {metadata.text_file} 的内容不符；"
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
        unplaced=unplaced,
    )


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


def status_on(document: Document, day: date) -> DocumentStatus:
    """The status on ``day``: as declared, but expired after ``valid_until``.

    A draft stays a draft before that day; no date brings it into force.
    """
    if document.valid_until is not None and day > document.valid_until:
        return "expired"
    return document.status


def _at(path: Path, field: str) -> str:
    lines = read_utf8(path).splitlines()
    return f"{path}:{next((n for n, line in enumerate(lines, 1) if line.startswith(f'{field}:')), 1)}"
