"""Citations of one answer: numbered in the order of use, each a verbatim piece of a document."""

from __future__ import annotations

from assistant.contract import Citation
from assistant.documents.model import Clause, Document, Span


class CitationBook:
    """Hands out ``[n]`` marks; the same piece is cited under the same number."""

    def __init__(self) -> None:
        self._by_span: dict[tuple[str, int, int], Citation] = {}

    def cite(self, document: Document, clause: Clause, span: Span) -> Citation:
        """The citation of ``span``, a range of the document's stored text within ``clause``."""
        start, end = _trimmed(document.text, span)
        key = (document.document_id, start, end)
        if key not in self._by_span:
            self._by_span[key] = Citation(
                n=len(self._by_span) + 1,
                document_id=document.document_id,
                clause_id=clause.clause_id,
                label=clause.label,
                source=document.source,
                quote=document.text[start:end],
                start=start,
                end=end,
            )
        return self._by_span[key]

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(self._by_span.values())


def sentences_with(document: Document, clause: Clause, quotes: list[str]) -> list[Span]:
    """The sentences of ``clause`` that hold one of ``quotes``, in the order of the text.

    A quote that runs over several sentences brings all of them.
    """
    found: list[Span] = []
    ranges = []
    for quote in quotes:
        at = document.text.find(quote, clause.start, clause.end)
        if at >= 0:
            ranges.append((at, at + len(quote)))
    for sentence in clause.sentences:
        if any(sentence.start < end and start < sentence.end for start, end in ranges):
            found.append(sentence)
    return found


def _trimmed(text: str, span: Span) -> tuple[int, int]:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
