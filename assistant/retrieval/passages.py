"""What is indexed of a document: one passage a clause, with the words that place it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.documents.model import Clause, Document


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause's own text, its heading, and ``context``: the headings above it and the document's title."""

    document_id: str
    clause_id: str
    heading: str
    text: str
    context: str
    units: tuple[str, ...]


def passages(document: Document) -> Iterator[Passage]:
    """One passage for every clause that has words of its own, in the order of the text."""
    for clause in document.clauses:
        text = document.own_text(clause)
        if text.strip():
            context = [above.heading or above.label for above in _above(document, clause)]
            yield Passage(
                document.document_id,
                clause.clause_id,
                clause.heading,
                text,
                "\n".join([document.title, *context]),
                clause.responsible_units,
            )


def _above(document: Document, clause: Clause) -> Iterator[Clause]:
    parent = document.clause(clause.parent_id) if clause.parent_id else None
    if parent is not None:
        yield from _above(document, parent)
        yield parent
