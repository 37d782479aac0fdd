"""A LangChain agent for one turn: its text as it comes, with bounded time and steps, and what it cost."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Generator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.models.background import Background
from assistant.models.chat_model import open_chat_model
from assistant.models.faults import Fault, fault_of
from assistant.models.metrics import Metrics
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage
    from langchain_core.tools import BaseTool

log = logging.getLogger(__name__)

#: How a model says that it came to an end by itself, by the names providers use.
_FINISH = ("finish_reason", "stop_reason", "done_reason")
_FINISHED = frozenset({"stop", "end_turn", "stop_sequence", "tool_calls", "tool_use", "STOP"})
#: Tools that one answer may use.
_TOOL_CALLS = 12


@dataclass(slots=True)
class Spent:
    """Counted over all runs of one answer."""

    steps: int = 0
    tool_calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Task:
    """What one run of the agent is given: messages are (role, text)."""

    system: str
    messages: Sequence[tuple[str, str]]
    tools: Sequence[BaseTool]
    session_id: str
    spent: Spent


class Agent:
    """The chat model of the settings as an agent, and what it did. Loads LangChain when first used."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._background = Background()
        self.metrics = Metrics()
        #: Whether the service can answer in a stream; found out with the first answer.
        self._streams = True

    def prepare(self) -> None:
        """Load what the first answer will need; a model that cannot be opened is told in the log."""
        try:
            import langchain.agents  # noqa: F401

            _ = self._model
        except Exception as error:
            log.warning(
                "chat model: %s cannot be opened (%s)", self._settings.chat_model, type(error).__name__
            )

    def run(self, task: Task, seconds: float) -> Generator[str]:
        """The text of the agent's answer, piece by piece.

        Raises ``Fault``, whatever went wrong; ``task.spent`` holds what was used until then.
        """
        try:
            yield from self._background.iterate(lambda: self._text(task), seconds)
        except (GeneratorExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            # Not logged with its message: a server can put the key into it.
            fault = fault_of(error)
            log.warning("chat model: %s (%s)", fault, type(error).__name__)
            raise fault from None

    async def _text(self, task: Task) -> AsyncIterator[str]:
        """As a stream, or at once from a service that answers a request for a stream with one object."""
        try:
            model = await asyncio.to_thread(lambda: self._model)
        except Exception:
            raise Fault("not_opened") from None  # why is told in the log at the start
        if self._streams:
            try:
                async for text in self._steps(model, task, streamed=True):
                    yield text
                return
            except Exception as error:
                if fault_of(error).kind != "bad_reply" or task.spent.steps:
                    raise
        whole = model.model_copy(update={"disable_streaming": True})
        async for text in self._steps(whole, task, streamed=False):
            self._streams = False
            yield text

    async def _steps(self, model: BaseChatModel, task: Task, streamed: bool) -> AsyncIterator[str]:
        from langchain.agents import create_agent
        from langchain.agents.middleware import ModelCallLimitMiddleware, ToolCallLimitMiddleware
        from langchain_core.messages import AIMessage

        left = self._settings.chat_steps - task.spent.steps
        if left <= 0:
            raise Fault("too_many_steps")
        limits: Any = (
            ModelCallLimitMiddleware(run_limit=left, exit_behavior="error"),
            ToolCallLimitMiddleware(run_limit=_TOOL_CALLS, exit_behavior="error"),
        )
        agent: Any = create_agent(model, list(task.tools), system_prompt=task.system, middleware=limits)
        config: Any = {"configurable": {"thread_id": task.session_id}, "callbacks": self._callbacks}
        given = {"messages": list(task.messages)}
        finished = False
        async for mode, item in agent.astream(given, config, stream_mode=["messages", "updates"]):
            if mode == "messages":
                message, metadata = item
                spoken = isinstance(message, AIMessage) and metadata.get("langgraph_node") == "model"
                if spoken and message.text:
                    yield message.text
                continue
            for update in item.values():
                for message in (update or {}).get("messages", ()):
                    finished = _counted(message, task.spent, streamed)
        if not finished:
            raise Fault("cut_off")

    @cached_property
    def _model(self) -> BaseChatModel:
        return open_chat_model(self._settings)

    @cached_property
    def _callbacks(self) -> list[Any]:
        from assistant.models.trace import trace_to

        path: Path | None = self._settings.chat_trace
        return [trace_to(path)] if path else []


def _counted(message: BaseMessage, spent: Spent, streamed: bool) -> bool:
    """Add one message to what was spent; whether the agent came to an end with it."""
    from langchain_core.messages import AIMessage

    if not isinstance(message, AIMessage):
        return False
    spent.steps += 1
    calls = len(message.tool_calls) + len(message.invalid_tool_calls)
    spent.tool_calls += calls
    usage = message.usage_metadata
    if usage is not None:
        spent.input_tokens += usage["input_tokens"]
        spent.output_tokens += usage["output_tokens"]
    reasons = {str(reason) for name in _FINISH if (reason := message.response_metadata.get(name))}
    # A stream that breaks off raises nothing, but it gives no reason for its end either.
    if not reasons & _FINISHED and (reasons or streamed):
        raise Fault("cut_off")
    return not calls
