"""What a model may quote and repeat in one turn: the texts it works with, and what was said around them."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from assistant.documents.model import Document
from assistant.documents.registry import Registry
from assistant.models.known import Known

#: How many documents are kept ready to be looked up.
_KEPT = 32


class Library:
    """The documents of a registry that a model may speak of; each is made ready when it is needed.

    This project's own reading of a text is none of them: its examples prove nothing.
    """

    def __init__(self, registry: Registry, ruled: Document) -> None:
        self._registry = registry
        #: The document that has award rules.
        self.ruled = ruled
        self.known = lru_cache(_KEPT)(self._known)

    def get(self, document_id: str) -> Document | None:
        document = self._registry.get(document_id)
        return document if document and document.source != "interpretation" else None

    def _known(self, document_id: str) -> Known:
        document = self.get(document_id)
        return Known.of([f"{document.title}\n{document.text}"] if document else [])


class Sources:
    """The document with the rules and those of ``clauses``, which may grow; ``said`` is all else."""

    def __init__(self, library: Library, clauses: Collection[tuple[str, str]], said: Known) -> None:
        self._library = library
        self._clauses = clauses
        self._known: tuple[list[str], Known] = ([], said)
        self._said = said

    def documents(self) -> list[Document]:
        return [document for document in map(self._library.get, self._ids()) if document]

    @property
    def known(self) -> Known:
        """What documents, user and rules have said."""
        ids = self._ids()
        if self._known[0] != ids:
            known = self._said
            for document_id in ids:
                known |= self._library.known(document_id)
            self._known = (ids, known)
        return self._known[1]

    def _ids(self) -> list[str]:
        ruled = self._library.ruled.document_id
        return [ruled, *sorted({document_id for document_id, _ in self._clauses} - {ruled})]
