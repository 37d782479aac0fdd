"""The documents of an index: what is known of each, and what its files were when it was indexed."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from assistant.contract import DocumentInfo
from assistant.documents.model import DocumentHead
from assistant.documents.selection import EVERYTHING, Selection
from assistant.language.normalise import normalise
from assistant.retrieval.fingerprint import Print
from assistant.retrieval.passages import document_kind
from assistant.retrieval.store import Stored

#: The file within an index folder.
DOCUMENTS = "documents.json"
#: How many selections' documents are kept once they were looked for.
_REMEMBERED = 32


@dataclass(frozen=True, slots=True)
class Scope:
    """The documents that a search keeps to; their ``kinds`` where these alone tell which documents."""

    documents: frozenset[str]
    kinds: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Filed:
    """One document of an index, with its numbers of clauses and of callers' questions."""

    head: DocumentHead
    print: Print
    clauses: int
    questions: int


class Catalogue:
    """The documents of an index, in the order of their ids."""

    def __init__(self, documents: Iterable[Filed] = ()) -> None:
        self._documents = {one.head.document_id: one for one in documents}
        self.readings = frozenset(
            one.head.document_id for one in self._documents.values() if one.head.source == "interpretation"
        )
        self._kinds = {document_kind(one.head): one.head for one in self._documents.values()}
        self.scope = lru_cache(_REMEMBERED)(self._scope)

    @classmethod
    def load(cls, path: Path) -> Catalogue:
        """Raises OSError or ValueError where there is no whole catalogue at ``path``."""
        try:
            return cls(map(_read, json.loads(path.read_text(encoding="utf-8"))))
        except (KeyError, TypeError) as error:
            raise ValueError(f"{path}: {error}") from error

    def save(self, path: Path) -> None:
        rows = [_row(one) for one in self]
        path.write_text(json.dumps(rows, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")

    def __len__(self) -> int:
        return len(self._documents)

    def __iter__(self) -> Iterator[Filed]:
        return iter(self._documents.values())

    def __contains__(self, document_id: object) -> bool:
        return document_id in self._documents

    def get(self, document_id: str) -> Filed | None:
        return self._documents.get(document_id)

    def head(self, document_id: str) -> DocumentHead:
        return self._documents[document_id].head

    def prints(self) -> dict[str, Print]:
        """What each document was made from."""
        return {document_id: one.print for document_id, one in self._documents.items()}

    def infos(self) -> tuple[DocumentInfo, ...]:
        """Every document as the contract gives it."""
        return tuple(_info(one) for one in self)

    def regions(self) -> tuple[str, ...]:
        """Every region that a document names, in order."""
        return tuple(sorted({head.region for head in self._kinds.values()}))

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        return {
            document_id: tuple(normalise(name).text for name in (one.head.title, *one.head.aliases))
            for document_id, one in self._documents.items()
        }

    def titled(self, plain: str, among: Collection[str]) -> list[str]:
        """The documents of ``among`` that a plain text calls by title or alias, the longest name first."""
        called = [
            (name, document_id) for document_id in among for name in self._names[document_id] if name in plain
        ]
        called.sort(key=lambda one: (-len(one[0]), one))
        longest = called[0][0] if called else ""
        return [document_id for name, document_id in called if name == longest or name not in longest]

    def _scope(self, selection: Selection, today: date) -> Scope:
        """The documents that ``selection`` takes."""
        if selection == EVERYTHING:
            return Scope(frozenset(self._documents), None)
        if selection.document_id is not None:
            one = self._documents.get(selection.document_id)
            taken = {selection.document_id} if one and selection.takes(one.head, today) else ()
            return Scope(frozenset(taken), None)
        kinds = {kind for kind, head in self._kinds.items() if selection.takes(head, today)}
        of_kind = (i for i, one in self._documents.items() if document_kind(one.head) in kinds)
        return Scope(frozenset(of_kind), tuple(sorted(kinds)))


def catalogue_of(stored: Stored | None) -> Catalogue:
    """The documents of an index; none where there is no index, or one that cannot be read."""
    try:
        return Catalogue.load(stored.folder / DOCUMENTS) if stored else Catalogue()
    except (OSError, ValueError):
        return Catalogue()


def _info(filed: Filed) -> DocumentInfo:
    head = filed.head
    return DocumentInfo(
        document_id=head.document_id,
        title=head.title,
        status=head.status,
        source=head.source,
        region=head.region,
        valid_from=head.valid_from,
        valid_until=head.valid_until,
        clauses=filed.clauses,
    )


def _row(filed: Filed) -> dict[str, Any]:
    head = filed.head
    return {
        "id": head.document_id,
        "title": head.title,
        "source": head.source,
        "status": head.status,
        "region": head.region,
        "from": head.valid_from and head.valid_from.isoformat(),
        "until": head.valid_until and head.valid_until.isoformat(),
        "aliases": head.aliases,
        "version": head.version,
        "clauses": filed.clauses,
        "questions": filed.questions,
        "hash": filed.print.hash,
        "files": filed.print.files,
    }


def _read(row: dict[str, Any]) -> Filed:
    head = DocumentHead(
        document_id=row["id"],
        title=row["title"],
        source=row["source"],
        status=row["status"],
        region=row["region"],
        valid_from=row["from"] and date.fromisoformat(row["from"]),
        valid_until=row["until"] and date.fromisoformat(row["until"]),
        aliases=tuple(row["aliases"]),
        version=row["version"],
    )
    files = {name: (size, changed) for name, (size, changed) in row["files"].items()}
    return Filed(head, Print(row["hash"], files), row["clauses"], row["questions"])
