"""``Assistant``: the one object that web, command line and evaluation call."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from threading import RLock
from typing import TYPE_CHECKING, Any, get_args

from assistant.contract import (
    MAX_MESSAGE_CHARACTERS,
    Answer,
    AwardInfo,
    CalculationRequest,
    CalculationResponse,
    ClauseDetail,
    DocumentInfo,
    DocumentStatus,
    SearchResponse,
)
from assistant.documents.model import Document
from assistant.documents.registry import HELD, Registry, document_info, load_registry
from assistant.documents.selection import EVERYTHING, Selection
from assistant.errors import CorpusError
from assistant.feedback.confirmed import MAX_CHARACTERS as MAX_CONFIRMED_CHARACTERS
from assistant.feedback.confirmed import ConfirmedQuestion, ConfirmedQuestions
from assistant.requests import refuse
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.awards import Outlook
    from assistant.awards.rulebook import RuleBook
    from assistant.conversation.pipeline import Pipeline
    from assistant.conversation.session import Exchange, SessionState
    from assistant.conversation.store import SessionStore
    from assistant.models.writer import ChatWriter
    from assistant.retrieval.build import Progress
    from assistant.retrieval.search import Searcher
    from assistant.retrieval.topic import Topic
    from assistant.retrieval.why import SearchExplanation


def _quietly() -> AbstractContextManager[Progress]:
    return nullcontext(lambda *_: None)


STATUSES: tuple[DocumentStatus, ...] = get_args(DocumentStatus)
#: How many regions a person is told of who asked for one that no document names.
_REGIONS_NAMED = 20
#: The file of confirmed questions, in the data folder.
CONFIRMED = "confirmed.sqlite"
#: How many exchanges before a message a chat model is told of.
REMEMBERED = 4


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
        building: Callable[[], AbstractContextManager[Progress]] = _quietly,
    ) -> None:
        self._settings = settings
        self._building = building
        # A server asks Chroma for vectors; one command reads them from a file and spares its loading.
        self._asks_chroma = serving
        self._loading = RLock()
        self._listeners: list[Callable[[str, Answer], None]] = []

    @classmethod
    def open(
        cls,
        settings: Settings,
        serving: bool = False,
        building: Callable[[], AbstractContextManager[Progress]] = _quietly,
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

        Raises ``CorpusError`` or ``IndexUnavailable``.
        """
        _ = self._pipeline, self._sessions, self._writer
        return self

    @property
    def settings(self) -> Settings:
        return self._settings

    # ---- conversation ----

    def chat(self, message: str, session_id: str | None = None) -> Answer:
        """The answer to one message; the session keeps what was said.

        Raises ``InvalidRequest`` for an empty or over-long message; the session is then as it was.
        """
        *_, answer = self._answering(message, session_id)
        assert isinstance(answer, Answer)  # always the last
        return answer

    def stream(self, message: str, session_id: str | None = None) -> Iterator[StreamEvent]:
        """The same answer as events, piece by piece, the whole object last."""
        import json

        shown = False
        for piece in self._answering(message, session_id):
            if isinstance(piece, str):
                shown = True
                yield StreamEvent("delta", json.dumps({"text": piece}, ensure_ascii=False))
                continue
            for paragraph in () if shown else piece.answer.split("\n\n"):
                yield StreamEvent("delta", json.dumps({"text": paragraph + "\n\n"}, ensure_ascii=False))
            yield StreamEvent("answer", piece.model_dump_json())

    def reply(self, session_id: str, facts: Mapping[str, Any], award_id: str | None = None) -> Answer:
        """The answer once ``facts`` are known, as given by a choice or in a field, and not in words.

        A fact of a case belongs to ``award_id``, or else to the awards that are being talked of; what was
        said of it before is replaced. Raises ``InvalidRequest`` for an unknown fact or a bad value; the
        session is then as it was.
        """
        from assistant.conversation.reply import given

        def replied(state: SessionState) -> tuple[str, Answer, SessionState]:
            said = given(self.rulebook, state, facts, award_id)
            if not said:
                refuse("missing", ("body", "facts"))
            words = {self.rulebook.facts[one.fact].label: one.words for one in said}
            message = "；".join(f"{label}：{value}" for label, value in words.items())
            return message, *self._pipeline.reply(message, said, state, date.today())

        *_, answer = self._turn(session_id, replied)
        assert isinstance(answer, Answer)  # always the last
        return answer

    def undo(self, session_id: str) -> Exchange | None:
        """Take the last turn of a session back, and give it; None where there is none."""
        with self._sessions.hold(session_id):
            return self._sessions.undo(session_id)

    def listen(self, listener: Callable[[str, Answer], None]) -> None:
        """Have ``listener`` told of every message that is answered from now on, with its answer."""
        self._listeners.append(listener)

    def _answering(self, message: str, session_id: str | None) -> Iterator[str | Answer]:
        message = _checked(message)

        def answered(state: SessionState) -> tuple[str, Answer, SessionState]:
            return message, *self._pipeline.answer(message, state, date.today())

        return self._turn(session_id or uuid.uuid4().hex, answered)

    def _turn(
        self, session_id: str, answered: Callable[[SessionState], tuple[str, Answer, SessionState]]
    ) -> Iterator[str | Answer]:
        """The answer, after the pieces of its text where a chat model writes it."""
        with self._sessions.hold(session_id):
            before = self._sessions.load(session_id)
            message, answer, state = answered(before)
            try:
                if self._writer is not None:
                    recent = self._sessions.transcript(session_id, last=REMEMBERED)
                    answer = yield from self._writer.write(message, answer, state, recent, date.today())
            finally:
                # A listener who leaves early leaves the facts behind that he gave.
                self._sessions.save(state, self._exchange(message, answer), before)
        for listener in self._listeners:
            listener(message, answer)
        yield answer

    def model_metrics(self) -> str:
        """What the chat model did since the start, in Prometheus' text format; empty without one."""
        return self._writer.metrics.prometheus() if self._writer else ""

    def session(self, session_id: str) -> SessionState:
        """What is known in a session."""
        return self._sessions.load(session_id)

    def forget_fact(self, session_id: str, fact: str, award_id: str | None = None) -> None:
        """Take one fact out of a session, of every case of its award; nothing happens where it is unknown."""
        with self._sessions.hold(session_id):
            state = self._sessions.load(session_id)
            for facts in [state.applicant] if award_id is None else state.all_cases(award_id):
                facts.pop(fact, None)
            self._sessions.update(state)

    def transcript(self, session_id: str) -> tuple[Exchange, ...]:
        """What was said in a session, oldest first."""
        return self._sessions.transcript(session_id)

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
        return self._searcher.search(query, k, document_id, selection, topic)

    def explain(
        self,
        query: str,
        k: int,
        document_id: str | None = None,
        selection: Selection = EVERYTHING,
    ) -> SearchExplanation:
        """A search, with what spoke for each clause."""
        from assistant.retrieval.why import explain_search

        return explain_search(self._searcher, query, k, document_id, selection)

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
            regions = self._searcher.catalogue.regions()
            if region not in regions:
                named = "、".join(regions[:_REGIONS_NAMED])
                refuse("no_region", ("query", "region"), region=region, regions=named)
        if status is not None and status not in STATUSES:
            refuse("literal_error", ("query", "status"), expected="、".join(STATUSES))
        return Selection(document_id, region, status, day)

    def clause(self, document_id: str, clause_id: str) -> ClauseDetail | None:
        return self.registry.detail(document_id, clause_id)

    def confirm_question(
        self, question: str, answers: Sequence[tuple[str, str]], confirmed_by: str = ""
    ) -> ConfirmedQuestion:
        """Keep that clauses, each by document and clause id, answer a question; look-up hears it at once.

        Raises ``InvalidRequest`` for an empty or over-long question, no clause, or one that is not there.
        """
        if not question.strip():
            refuse("string_too_short", ("body", "question"))
        if not answers:
            refuse("missing", ("body", "answers"))
        for document_id, clause_id in answers:
            if document_id not in self.registry:
                refuse("no_document", ("body", "answers"), document_id=document_id)
            if self.clause(document_id, clause_id) is None:
                refuse("no_clause", ("body", "answers"), document_id=document_id, clause_id=clause_id)
        try:
            return self._confirmed.confirm(question, answers, confirmed_by)
        except ValueError:
            refuse("string_too_long", ("body", "question"), max_length=MAX_CONFIRMED_CHARACTERS)

    def forget_question(self, question: str) -> bool:
        """Take a confirmed question back; False where it was not confirmed."""
        return self._confirmed.remove(question)

    def confirmed_questions(self) -> tuple[ConfirmedQuestion, ...]:
        return self._confirmed.all()

    def confirmed_as_yaml(self, document_id: str, author: str) -> str:
        """The confirmed questions about a document in the form of ``questions/*.yaml``; "" for none.

        What each asks for is guessed, for the policy office to look through. Raises ``InvalidRequest`` for
        an unknown document.
        """
        from assistant.retrieval.confirmed_yaml import as_yaml

        if document_id not in self.registry:
            refuse("no_document", ("body", "document_id"), document_id=document_id)
        return as_yaml(self._confirmed.all(), document_id, author, self._searcher.predictor_of(document_id))

    def learn(self, progress: Progress) -> bool:
        """Learn from the confirmed questions how to rank; False where they or the clauses are too few.

        Searches that are open go on as before. Raises ``IndexUnavailable``.
        """
        from assistant.retrieval.confirmed import learn_from_confirmed

        folder = self._searcher.folder
        return learn_from_confirmed(self._confirmed.all(), folder, self._settings.data_dir, progress)

    def documents(self) -> tuple[DocumentInfo, ...]:
        if len(self.registry) > HELD:
            return self._searcher.catalogue.infos()
        return tuple(document_info(document) for document in self.registry.documents)

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

    # ---- parts, loaded when first used ----

    @cached_property
    def registry(self) -> Registry:
        return load_registry(self._settings.corpus_dir)

    @cached_property
    def ruled_document(self) -> Document:
        """The document that has award rules."""
        corpus = self._settings.corpus_dir
        ruled = [d for d in self.registry.document_ids if (corpus / d / "facts.yaml").is_file()]
        document = self.registry.get(ruled[0]) if len(ruled) == 1 else None
        if document is None:
            raise CorpusError(f"{corpus}: 应有且只有一份文件带奖补规则（facts.yaml），现在有 {len(ruled)} 份")
        return document

    @cached_property
    def rulebook(self) -> RuleBook:
        from assistant.awards import load_rulebook

        return load_rulebook(self._settings.corpus_dir / self.ruled_document.document_id, self.ruled_document)

    @cached_property
    def _searcher(self) -> Searcher:
        from assistant.models.embedding import open_embedding
        from assistant.retrieval.chroma import Chroma
        from assistant.retrieval.ranking import Fusion
        from assistant.retrieval.search import Searcher

        settings = self._settings
        fusion = Fusion(settings.embedding_weight, settings.embedding_weight_with_questions)
        chroma = Chroma(settings.chroma_url, settings.chroma_timeout) if self._asks_chroma else None
        with self._loading, self._building() as progress:
            return Searcher.open(
                self.registry,
                settings.data_dir,
                chroma,
                progress,
                open_embedding(settings),
                fusion,
                self._confirmed,
            )

    @cached_property
    def _confirmed(self) -> ConfirmedQuestions:
        return ConfirmedQuestions(self._settings.data_dir / CONFIRMED)

    @cached_property
    def _sessions(self) -> SessionStore:
        from assistant.conversation.store import SessionStore

        with self._loading:
            return SessionStore.open(self._settings.data_dir / "sessions.sqlite")

    @cached_property
    def _pipeline(self) -> Pipeline:
        from assistant.conversation.assemble import assemble

        with self._loading:
            return assemble(self._settings, self.registry, self.ruled_document, self.rulebook, self._searcher)

    @cached_property
    def _writer(self) -> ChatWriter | None:
        """Writes with the chat model of the settings, where there is one."""
        if not self._settings.chat_model:
            return None
        from assistant.models.writer import ChatWriter

        with self._loading:
            return ChatWriter.open(
                self._settings, self.registry, self.ruled_document, self.rulebook, self._searcher
            )

    def _exchange(self, message: str, answer: Answer) -> Exchange:
        from assistant.conversation.session import Exchange

        return Exchange(message=message, answer=answer)


def _checked(message: str) -> str:
    message = message.strip()
    if not message:
        refuse("string_too_short", ("body", "message"))
    if len(message) > MAX_MESSAGE_CHARACTERS:
        refuse("string_too_long", ("body", "message"), max_length=MAX_MESSAGE_CHARACTERS)
    return message
