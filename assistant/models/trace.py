"""Tracing by LangChain's callbacks: every step of the model as one JSON line, for whoever looks for a fault.

Off unless ``ASSISTANT_CHAT_TRACE`` names a file, for the lines hold what callers said.
"""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from langchain_core.callbacks import BaseCallbackHandler


def trace_to(path: Path) -> BaseCallbackHandler:
    """A callback handler that appends to ``path``; keys are never among what it is given."""
    from langchain_core.callbacks import BaseCallbackHandler

    writing = threading.Lock()

    def note(step: str, run_id: object, **what: object) -> None:
        line = {"time": round(time.time(), 3), "step": step, "run": str(run_id), **what}
        with writing, path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")

    class Trace(BaseCallbackHandler):
        def on_chat_model_start(self, serialized: Any, messages: Any, *, run_id: Any, **_: Any) -> None:  # noqa: ARG002
            said = [[message.type, message.text] for batch in messages for message in batch]
            note("model_start", run_id, messages=said)

        def on_llm_end(self, response: Any, *, run_id: Any, **_: Any) -> None:
            message = response.generations[0][0].message
            note("model_end", run_id, text=message.text, tool_calls=message.tool_calls)

        def on_llm_error(self, error: BaseException, *, run_id: Any, **_: Any) -> None:
            note("model_error", run_id, error=type(error).__name__)

        def on_tool_start(self, serialized: Any, input_str: str, *, run_id: Any, **_: Any) -> None:
            note("tool_start", run_id, tool=(serialized or {}).get("name"), arguments=input_str)

        def on_tool_end(self, output: Any, *, run_id: Any, **_: Any) -> None:
            note("tool_end", run_id, output=getattr(output, "content", output))

        def on_tool_error(self, error: BaseException, *, run_id: Any, **_: Any) -> None:
            note("tool_error", run_id, error=type(error).__name__)

    return Trace()
