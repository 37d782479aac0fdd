"""Sessions: a message, or facts given in fields, is answered from what was said before, and kept."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.contract import Answer
from assistant.edition import Edition
from assistant.once import once
from assistant.requests import read_text, refuse

if TYPE_CHECKING:
    from assistant.conversation.session import Exchange, SessionState
    from assistant.conversation.store import SessionStore

#: How many exchanges before a message a chat model is told of.
REMEMBERED = 4


class Conversations:
    """Sessions in the SQLite file ``path``; each turn is answered by the edition that serves at its start."""

    def __init__(self, path: Path, edition: Callable[[], Edition]) -> None:
        self._path = path
        self._edition = edition
        self._listeners: list[Callable[[str, Answer], None]] = []

    @once
    def sessions(self) -> SessionStore:
        from assistant.conversation.store import SessionStore

        return SessionStore.open(self._path)

    def listen(self, listener: Callable[[str, Answer], None]) -> None:
        """Have ``listener`` told of every message that is answered from now on, with its answer."""
        self._listeners.append(listener)

    def say(self, message: str, session_id: str | None) -> Iterator[str | Answer]:
        """The answer to one message, after the pieces of its text where a chat model writes it.

        Raises ``InvalidRequest`` for an empty or over-long message; the session is then as it was.
        """
        message, edition = read_text(message, ("body", "message")), self._edition()

        def answered(state: SessionState) -> tuple[str, Answer, SessionState]:
            return message, *edition.pipeline.answer(message, state, date.today())

        return self._turn(session_id or uuid.uuid4().hex, edition, answered)

    def reply(
        self, session_id: str, facts: Mapping[str, Any], award_id: str | None
    ) -> Iterator[str | Answer]:
        """The answer once ``facts`` are known, as given by a choice or in a field, and not in words.

        A fact of a case belongs to ``award_id``, or else to the awards that are being talked of; what was
        said of it before is replaced. Raises ``InvalidRequest`` for an unknown fact or a bad value; the
        session is then as it was.
        """
        from assistant.conversation.reply import given

        edition = self._edition()

        def replied(state: SessionState) -> tuple[str, Answer, SessionState]:
            said = given(edition.rulebook, state, facts, award_id)
            if not said:
                refuse("missing", ("body", "facts"))
            words = {edition.rulebook.facts[one.fact].label: one.words for one in said}
            message = "；".join(f"{label}：{value}" for label, value in words.items())
            return message, *edition.pipeline.reply(message, said, state, date.today())

        return self._turn(session_id, edition, replied)

    def _turn(
        self,
        session_id: str,
        edition: Edition,
        answered: Callable[[SessionState], tuple[str, Answer, SessionState]],
    ) -> Iterator[str | Answer]:
        from assistant.conversation.session import Exchange

        with self.sessions.hold(session_id):
            before = self.sessions.load(session_id)
            message, answer, state = answered(before)
            try:
                if (writer := edition.writer) is not None:
                    recent = self.sessions.transcript(session_id, last=REMEMBERED)
                    answer = yield from writer.write(message, answer, state, recent, date.today())
            finally:
                # A listener who leaves early leaves the facts behind that he gave.
                self.sessions.save(state, Exchange(message=message, answer=answer), before)
        for listener in self._listeners:
            listener(message, answer)
        yield answer

    def undo(self, session_id: str) -> Exchange | None:
        """Take the last turn of a session back, and give it; None where there is none."""
        with self.sessions.hold(session_id):
            return self.sessions.undo(session_id)

    def forget(self, session_id: str, fact: str, award_id: str | None) -> None:
        """Take one fact out of a session, of every case of its award; nothing happens where it is unknown."""
        with self.sessions.hold(session_id):
            state = self.sessions.load(session_id)
            for facts in [state.applicant] if award_id is None else state.all_cases(award_id):
                facts.pop(fact, None)
            self.sessions.update(state)
