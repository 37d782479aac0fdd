"""``Assistant``: the one object that web, command line and evaluation call."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from assistant.confirming import Confirming
from assistant.contract import (
    Answer,
    AwardInfo,
    CalculationRequest,
    CalculationResponse,
    ClauseDetail,
    DocumentInfo,
    DocumentStatus,
    SearchResponse,
)
from assistant.conversations import Conversations
from assistant.documents.model import Document, DocumentHead
from assistant.documents.registry import HELD, Registry, document_info
from assistant.documents.selection import EVERYTHING, Selection, region_named
from assistant.edition import Edition
from assistant.feedback.confirmed import ConfirmedQuestion, ConfirmedQuestions
from assistant.once import once
from assistant.requests import refuse
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.awards import Outlook
    from assistant.awards.rulebook import RuleBook
    from assistant.conversation.session import Exchange, SessionState
    from assistant.index import Building, Index, Updated
    from assistant.models.agent import Agent
    from assistant.renewal import Renewal
    from assistant.retrieval.build import Progress
    from assistant.retrieval.topic import Topic
    from assistant.retrieval.why import SearchExplanation


def _quietly() -> AbstractContextManager[Progress]:
    return nullcontext(lambda *_: None)


STATUSES: tuple[DocumentStatus, ...] = get_args(DocumentStatus)
#: How many regions a person is told of who asked for one that no document names.
_REGIONS_NAMED = 20
#: The files of sessions and of confirmed questions, in the data folder.
SESSIONS, CONFIRMED = "sessions.sqlite", "confirmed.sqlite"


@dataclass(frozen=True, slots=True)
class StreamEvent:
    """One server-sent event: ``delta`` with a JSON piece of the answer, or ``answer`` with the whole."""

    event: str
    data: str


class Assistant:
    """Everything an interface needs. What a call does not use is not loaded for it."""

    def __init__(
        self,
        settings: Settings,
        serving: bool = False,
        building: Building = _quietly,
    ) -> None:
        self.settings = settings
        self._serving = serving
        self._first = Edition(settings, lambda registry: self._index.opened(registry, building), self._agent)
        self._renewal: Renewal | None = None
        self._conversations = Conversations(settings.data_dir / SESSIONS, lambda: self._edition)
        self._confirmed = ConfirmedQuestions(settings.data_dir / CONFIRMED)
        self._confirming = Confirming(self._confirmed, lambda: self._edition)

    @classmethod
    def open(
        cls,
        settings: Settings,
        serving: bool = False,
        building: Building = _quietly,
    ) -> Assistant:
        """The assistant over the corpus and data folders of ``settings``; ``serving`` in a server.

        ``building`` is entered where the index has to be looked after, and told how far that is.
        Raises ``CorpusError`` where a file of the corpus is wrong.
        """
        assistant = cls(settings, serving, building)
        assistant.registry  # noqa: B018 - a wrong corpus is told at once
        return assistant

    def warm(self) -> Assistant:
        """Load all that answering needs, so that the first caller does not wait for it.

        A server hears from then on where another process has brought the index up to date.
        Raises ``CorpusError`` or ``IndexUnavailable``.
        """
        _ = self._first.warm(), self._conversations.sessions
        if self._serving and self._renewal is None:
            from assistant.renewal import Renewal

            def renewed() -> Edition:
                return Edition(self.settings, self._index.reopened, self._agent).warm()

            self._renewal = Renewal(self._first, self.settings.data_dir, renewed)
        return self

    # ---- conversation, see ``Conversations`` ----

    def chat(self, message: str, session_id: str | None = None) -> Answer:
        """The answer to one message; the session keeps what was said.

        Raises ``InvalidRequest`` for an empty or over-long message; the session is then as it was.
        """
        return _last(self._conversations.say(message, session_id))

    def stream(self, message: str, session_id: str | None = None) -> Iterator[StreamEvent]:
        """The same answer as events, piece by piece, the whole object last."""
        shown = False
        for piece in self._conversations.say(message, session_id):
            if isinstance(piece, str):
                shown = True
                yield StreamEvent("delta", json.dumps({"text": piece}, ensure_ascii=False))
                continue
            for paragraph in () if shown else piece.answer.split("\n\n"):
                yield StreamEvent("delta", json.dumps({"text": paragraph + "\n\n"}, ensure_ascii=False))
            yield StreamEvent("answer", piece.model_dump_json())

    def reply(self, session_id: str, facts: Mapping[str, Any], award_id: str | None = None) -> Answer:
        """The answer once ``facts`` are known, as given by a choice or in a field, and not in words."""
        return _last(self._conversations.reply(session_id, facts, award_id))

    def undo(self, session_id: str) -> Exchange | None:
        return self._conversations.undo(session_id)

    def forget_fact(self, session_id: str, fact: str, award_id: str | None = None) -> None:
        self._conversations.forget(session_id, fact, award_id)

    def listen(self, listener: Callable[[str, Answer], None]) -> None:
        self._conversations.listen(listener)

    def session(self, session_id: str) -> SessionState:
        """What is known in a session."""
        return self._conversations.sessions.load(session_id)

    def transcript(self, session_id: str) -> tuple[Exchange, ...]:
        """What was said in a session, oldest first."""
        return self._conversations.sessions.transcript(session_id)

    def model_metrics(self) -> str:
        """What the chat model did since the start, in Prometheus' text format; empty without one."""
        return self._agent.metrics.prometheus() if self._agent else ""

    # ---- look-up ----

    def search(
        self,
        query: str,
        k: int = 5,
        document_id: str | None = None,
        selection: Selection = EVERYTHING,
        topic: Topic | None = None,
    ) -> SearchResponse:
        """Clauses that deal with ``query``; ``topic`` is what a conversation is about."""
        return self._edition.searcher.search(query, k, document_id, selection, topic)

    def explain(
        self,
        query: str,
        k: int,
        document_id: str | None = None,
        selection: Selection = EVERYTHING,
    ) -> SearchExplanation:
        """A search, with what spoke for each clause."""
        from assistant.retrieval.why import explain_search

        return explain_search(self._edition.searcher, query, k, document_id, selection)

    def selection(
        self,
        document_id: str | None = None,
        region: str | None = None,
        status: str | None = None,
        day: date | None = None,
    ) -> Selection:
        """The documents to keep to. Raises ``InvalidRequest`` where no document is meant, or no status."""
        if document_id is not None and document_id not in self.registry:
            refuse("no_document", ("query", "document_id"), document_id=document_id)
        if region is not None:
            regions = self._edition.searcher.catalogue.regions()
            meant = region_named(region, regions)
            if meant is None:
                named = "、".join(regions[:_REGIONS_NAMED])
                refuse("no_region", ("query", "region"), region=region, regions=named)
            region = meant
        if status is not None and status not in STATUSES:
            refuse("literal_error", ("query", "status"), expected="、".join(STATUSES))
        return Selection(document_id, region, status, day)

    def clause(self, document_id: str, clause_id: str) -> ClauseDetail | None:
        return self.registry.detail(document_id, clause_id)

    def documents(self) -> tuple[DocumentInfo, ...]:
        edition = self._edition
        if len(edition.registry) > HELD:
            return edition.searcher.catalogue.infos()
        return tuple(document_info(document) for document in edition.registry.documents)

    def heads(self, selection: Selection = EVERYTHING) -> Iterator[DocumentHead]:
        """What is known of the documents that ``selection`` takes; of many none is read for it."""
        return self._edition.heads(selection)

    def update_index(self, progress: Progress) -> Updated:
        """Bring the index up to date and learn anew where confirmed questions have changed.

        A server that is running hears of both. Raises ``CorpusError`` or ``IndexUnavailable``.
        """
        return self._index.update(self.registry, progress)

    # ---- confirmed questions, see ``Confirming`` ----

    def confirm_question(
        self, question: str, answers: Sequence[tuple[str, str]], confirmed_by: str = ""
    ) -> ConfirmedQuestion:
        return self._confirming.confirm(question, answers, confirmed_by)

    def forget_question(self, question: str) -> bool:
        return self._confirming.forget(question)

    def confirmed_questions(self) -> tuple[ConfirmedQuestion, ...]:
        return self._confirming.all()

    def confirmed_as_yaml(self, document_id: str, author: str) -> str:
        return self._confirming.as_yaml(document_id, author)

    # ---- awards ----

    def awards(self) -> tuple[AwardInfo, ...]:
        from assistant.awards import catalogue

        return catalogue(self.rulebook)

    def calculate(self, request: CalculationRequest) -> CalculationResponse:
        """Raises ``InvalidRequest`` that names every mistake; nothing is computed from the rest."""
        from assistant.awards import calculate

        return calculate(self.rulebook, request, date.today())

    def outlook(self, request: CalculationRequest) -> Outlook:
        """What each missing fact would change, and how far the caps are. Raises as ``calculate`` does."""
        from assistant.awards import outlook

        return outlook(self.rulebook, request, date.today())

    # ---- parts ----

    @property
    def _edition(self) -> Edition:
        """Corpus and index as they are at the time; who needs several parts of it keeps to one."""
        return self._first if self._renewal is None else self._renewal.latest()

    @property
    def registry(self) -> Registry:
        return self._edition.registry

    @property
    def ruled_document(self) -> Document:
        """The document that has award rules."""
        return self._edition.ruled_document

    @property
    def rulebook(self) -> RuleBook:
        return self._edition.rulebook

    @once
    def _index(self) -> Index:
        from assistant.index import Index

        return Index(self.settings, self._confirmed, self._serving)

    @once
    def _agent(self) -> Agent | None:
        """The chat model of the settings, where there is one."""
        if not self.settings.chat_model:
            return None
        from assistant.models.agent import Agent

        return Agent(self.settings)


def _last(pieces: Iterator[str | Answer]) -> Answer:
    *_, answer = pieces
    assert isinstance(answer, Answer)  # always the last
    return answer
