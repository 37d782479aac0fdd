"""Asks the chat model of the settings what it thinks of answers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.awards import ruled_document
from assistant.documents.registry import Registry
from assistant.yaml_files import load_model

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.settings import Settings

PROMPT_FILE = Path(__file__).parent / "prompt.yaml"
_OBJECT = re.compile(r"\{.*\}", re.S)

Verdict = Literal["good", "bad"]


class JudgeError(Exception):
    """No chat model is set, or it cannot be opened."""


class Said(Protocol):
    """One answer with everything the user said up to it."""

    @property
    def messages(self) -> Sequence[str]: ...

    @property
    def answer(self) -> str: ...


class Opinion(BaseModel):
    """``verdict`` is None where the model gave none that can be read; ``reason`` then says why."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    verdict: Verdict | None
    reason: str
    input_tokens: int = 0
    output_tokens: int = 0


class _Spoken(BaseModel):
    verdict: Verdict
    reason: str = ""


class Prompt(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    version: str
    system: str
    task: str


class Judge:
    """Judges by the document that has the award rules, given whole."""

    def __init__(self, model: BaseChatModel, registry: Registry) -> None:
        self._model = model
        self.prompt: Prompt = load_model(PROMPT_FILE, Prompt)
        self._document = ruled_document(registry).text

    @classmethod
    def open(cls, settings: Settings, registry: Registry) -> Judge:
        """Raises ``JudgeError``."""
        from assistant.models.chat_model import open_chat_model

        if not settings.chat_model:
            raise JudgeError("--judge 要用大模型：请设置 ASSISTANT_CHAT_MODEL（以及需要的地址与密钥）")
        try:
            return cls(open_chat_model(settings), registry)
        except (ImportError, ValueError) as error:
            raise JudgeError(f"ASSISTANT_CHAT_MODEL={settings.chat_model}：打不开：{error}") from None

    def all(
        self, answers: Iterable[Said], workers: int, advance: Callable[[], None] = lambda: None
    ) -> list[Opinion]:
        """One opinion an answer, in their order."""

        def one(said: Said) -> Opinion:
            opinion = self.one(said)
            advance()
            return opinion

        with ThreadPoolExecutor(max_workers=workers) as pool:
            return list(pool.map(one, answers))

    def one(self, said: Said) -> Opinion:
        *before, message = said.messages
        fields = {
            "document": self._document,
            "before": "\n".join(before) or "（没有）",
            "message": message,
            "answer": said.answer,
        }
        try:
            spoken = self._model.invoke(
                [("system", self.prompt.system), ("human", _filled(self.prompt.task, fields))]
            )
        except Exception as error:  # a service that fails is a missing opinion, not the end of a run
            return Opinion(verdict=None, reason=f"没有答复：{type(error).__name__}")
        usage: Any = getattr(spoken, "usage_metadata", None) or {}
        tokens = {name: usage.get(name, 0) for name in ("input_tokens", "output_tokens")}
        return _read(spoken.text).model_copy(update=tokens)


def _filled(task: str, fields: dict[str, str]) -> str:
    """Each field once, in one pass, so that braces in an answer stay what they are."""
    return re.sub(r"\{(\w+)\}", lambda match: fields[match[1]], task)


def _read(text: str) -> Opinion:
    found = _OBJECT.search(text)
    try:
        spoken = _Spoken.model_validate(json.loads(found[0])) if found else None
    except (ValueError, ValidationError):
        spoken = None
    if spoken is None:
        return Opinion(verdict=None, reason=f"读不懂的答复：{text[:80]}")
    return Opinion(verdict=spoken.verdict, reason=spoken.reason)
