"""One state of the corpus and its index: documents, rules, look-up, and what answers from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from assistant.documents.model import Document, DocumentHead
from assistant.documents.registry import HELD, Registry, load_registry
from assistant.documents.selection import Selection
from assistant.once import once
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.awards.rulebook import RuleBook
    from assistant.conversation.pipeline import Pipeline
    from assistant.models.agent import Agent
    from assistant.models.writer import ChatWriter
    from assistant.retrieval.search import Searcher


class Edition:
    """What is not used is not loaded; what is loaded stays as it is, whatever becomes of the files."""

    def __init__(
        self, settings: Settings, opened: Callable[[Registry], Searcher], agent: Agent | None = None
    ) -> None:
        """``opened`` gives the look-up over a registry; ``agent`` is the chat model, where there is one."""
        self._settings = settings
        self._opened = opened
        self._agent = agent

    def warm(self) -> Edition:
        """Load all that answering needs. Raises ``CorpusError`` or ``IndexUnavailable``."""
        _ = self.pipeline, self.writer
        return self

    @once
    def registry(self) -> Registry:
        return load_registry(self._settings.corpus_dir)

    @once
    def ruled_document(self) -> Document:
        """The document that has award rules."""
        from assistant.awards import ruled_document

        return ruled_document(self.registry)

    @once
    def rulebook(self) -> RuleBook:
        from assistant.awards import load_rulebook

        return load_rulebook(self._settings.corpus_dir / self.ruled_document.document_id, self.ruled_document)

    @once
    def searcher(self) -> Searcher:
        return self._opened(self.registry)

    @once
    def pipeline(self) -> Pipeline:
        from assistant.conversation.assemble import assemble

        return assemble(self._settings, self.registry, self.ruled_document, self.rulebook, self.searcher)

    @once
    def writer(self) -> ChatWriter | None:
        """Writes with the chat model, where there is one."""
        if self._agent is None:
            return None
        from assistant.models.writer import ChatWriter

        return ChatWriter.open(
            self._settings, self._agent, self.registry, self.ruled_document, self.rulebook, self.searcher
        )

    def heads(self, selection: Selection) -> Iterator[DocumentHead]:
        """The documents that ``selection`` takes, in the order of their ids; of many none is read."""
        many = len(self.registry) > HELD
        heads = (one.head for one in self.searcher.catalogue) if many else iter(self.registry.documents)
        return (one for one in heads if selection.takes(one, date.today()))
