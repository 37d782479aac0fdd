"""A document and its addressable clauses, by character offsets into one stored text."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property

from assistant.contract import DocumentStatus, SourceKind


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open character range ``[start, end)`` of a document's stored text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    """An addressable piece of a document.

    The own ranges ``[start, end)`` of all clauses partition the document's text;
    ``[start, whole_end)`` takes in the sub-clauses too, which follow directly.
    """

    clause_id: str
    label: str
    heading: str
    start: int
    end: int
    whole_end: int
    parent_id: str | None
    sentences: tuple[Span, ...]
    responsible_units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A line that looks like a number or heading but could not be placed, and why."""

    span: Span
    reason: str


@dataclass(frozen=True, kw_only=True)
class DocumentHead:
    """What is known of a document without reading its text.

    ``version`` is the one its metadata declare, else the start of the SHA-256 of its text.
    """

    document_id: str
    title: str
    source: SourceKind
    status: DocumentStatus
    region: str
    valid_from: date | None = None
    valid_until: date | None = None
    #: Other names the document goes by, for answering "which policy is this".
    aliases: tuple[str, ...] = ()
    version: str = ""


@dataclass(frozen=True, kw_only=True)
class Document(DocumentHead):
    """One source text with its metadata; ``text`` is the file's content, unchanged."""

    text: str
    clauses: tuple[Clause, ...]
    unplaced: tuple[Unplaced, ...] = field(default=())

    def head(self) -> DocumentHead:
        """What is known of the document without its text."""
        return DocumentHead(**{one.name: getattr(self, one.name) for one in fields(DocumentHead)})

    @cached_property
    def _by_id(self) -> dict[str, Clause]:
        return {clause.clause_id: clause for clause in self.clauses}

    def clause(self, clause_id: str) -> Clause | None:
        """The clause at this address, or None where the document has none."""
        return self._by_id.get(clause_id)

    def own_text(self, clause: Clause) -> str:
        return self.text[clause.start : clause.end]

    def whole_text(self, clause: Clause) -> str:
        return self.text[clause.start : clause.whole_end]
