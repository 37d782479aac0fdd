from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from pydantic import SecretStr

from assistant.contract import Answer
from assistant.service import Assistant
from assistant.settings import Settings
from tests.models.scripted import Reply, ScriptedServer, scripted

KEY = "sk-secret-of-the-office"
#: The case that most tests talk of: all conditions are met and the amount is capped.
MESSAGE = "公司注册在亭湖区，办了一场全国性AI峰会，花了200万，在盐城市区办的，没有财政资金包干，能补多少？"


class Talk:
    """One assistant with a scripted model; the rules' own answer beside it."""

    def __init__(self, assistant: Assistant, plain: Assistant, server: ScriptedServer) -> None:
        self.assistant = assistant
        self.plain = plain
        self.server = server

    def ask(self, message: str = MESSAGE, session_id: str | None = None) -> Answer:
        return self.assistant.chat(message, session_id)


MakeTalk = Callable[..., Talk]


@pytest.fixture
def talk(settings: Settings, assistant: Assistant) -> Iterator[MakeTalk]:
    """Starts a server with a script and opens the assistant on it."""
    with ExitStack() as stack:

        def make(*replies: Reply, **changes: object) -> Talk:
            server = stack.enter_context(scripted(*replies))
            given = {
                "chat_model": "openai:scripted",
                "chat_base_url": server.url,
                "chat_api_key": SecretStr(KEY),
                "chat_timeout": 10.0,
            }
            return Talk(Assistant.open(settings.model_copy(update=given | changes)), assistant, server)

        yield make
