"""The whole way of a message, as one visible list of steps over one ``Turn``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from assistant.contract import Answer
from assistant.conversation.remember import keep_topic
from assistant.conversation.reply import question_of
from assistant.conversation.session import Said, SessionState
from assistant.conversation.turn import Turn
from assistant.language.dates import application_date, shifted_date

Step = Callable[[Turn], None]


class Pipeline:
    """Runs the steps in order: read, remember, find, judge, compose, check."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self._steps = tuple(steps)

    def answer(self, message: str, session: SessionState, today: date) -> tuple[Answer, SessionState]:
        """The answer to ``message``, and the session as it is after it."""
        told = application_date(message, today)
        shifted = shifted_date(message, session.applied_on) if session.applied_on else None
        turn = _turn(message, session, shifted or told or today, today)
        if shifted is None and told is not None:
            turn.session.applied_on = told
        return _taken(turn, self._steps)

    def reply(
        self, message: str, said: list[Said], session: SessionState, today: date
    ) -> tuple[Answer, SessionState]:
        """The answer to facts given exactly, without reading them out of ``message``."""
        turn = _turn(message, session, today, today)
        turn.text, turn.said = message, said
        turn.parts = [question_of(session, said, message)]
        return _taken(turn, self._steps[1:])


def _turn(message: str, session: SessionState, as_of: date, today: date) -> Turn:
    session = session.model_copy(deep=True)
    session.turn += 1
    return Turn(message=message, session=session, as_of=as_of, today=today, view=session)


def _taken(turn: Turn, steps: Sequence[Step]) -> tuple[Answer, SessionState]:
    for step in steps:
        step(turn)
    assert turn.answer is not None  # compose always writes one
    keep_topic(turn)
    return turn.answer, turn.session
