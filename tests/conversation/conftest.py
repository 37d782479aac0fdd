from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.contract import Answer
from assistant.service import Assistant

Talk = Callable[..., list[Answer]]


@pytest.fixture
def talk(assistant: Assistant) -> Talk:
    """Says the messages one after the other in a new session and gives every answer."""

    def say(*messages: str) -> list[Answer]:
        answers: list[Answer] = []
        for message in messages:
            answers.append(assistant.chat(message, answers[-1].session_id if answers else None))
        return answers

    return say
