from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.contract import Answer
from assistant.conversation.wording import Conversation, load_conversation
from assistant.service import Assistant
from assistant.settings import ROOT

Talk = Callable[..., list[Answer]]


@pytest.fixture(scope="session")
def words() -> Conversation:
    """The everyday words that steer a conversation."""
    return load_conversation(ROOT / "corpus" / "vocabulary" / "conversation.yaml")


@pytest.fixture
def talk(assistant: Assistant) -> Talk:
    """Says the messages one after the other in a new session and gives every answer."""

    def say(*messages: str) -> list[Answer]:
        answers: list[Answer] = []
        for message in messages:
            answers.append(assistant.chat(message, answers[-1].session_id if answers else None))
        return answers

    return say
