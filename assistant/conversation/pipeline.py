"""The whole way of a message, as one visible list of steps over one ``Turn``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from assistant.contract import Answer
from assistant.conversation.remember import keep_topic
from assistant.conversation.session import SessionState
from assistant.conversation.turn import Turn
from assistant.language.dates import application_date

Step = Callable[[Turn], None]


class Pipeline:
    """Runs the steps in order: read, remember, find, judge, compose, check."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self._steps = tuple(steps)

    def answer(self, message: str, session: SessionState, today: date) -> tuple[Answer, SessionState]:
        """The answer to ``message``, and the session as it is after it."""
        session = session.model_copy(deep=True)
        session.turn += 1
        as_of = application_date(message, today) or today
        turn = Turn(message=message, session=session, as_of=as_of, today=today, view=session)
        for step in self._steps:
            step(turn)
        assert turn.answer is not None  # compose always writes one
        keep_topic(turn)
        return turn.answer, turn.session
