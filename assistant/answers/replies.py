"""Every word the assistant says comes from ``prompts/replies.yaml``; this reads and fills it."""

from __future__ import annotations

import string
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.errors import CorpusError
from assistant.yaml_files import at, load_model


class _Reply(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    #: When it is said, for whoever changes the words.
    when: str
    #: The names in braces that the text may use.
    fields: tuple[str, ...] = ()


class _RepliesFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    replies: dict[str, _Reply]


class Replies:
    """The reply texts by key."""

    def __init__(self, replies: dict[str, _Reply]) -> None:
        self._replies = replies

    @classmethod
    def load(cls, path: Path) -> Replies:
        """Raises ``CorpusError`` where a text uses a field that it does not declare."""
        file = load_model(path, _RepliesFile)
        for key, reply in file.replies.items():
            used = {name for _, name, _, _ in string.Formatter().parse(reply.text) if name is not None}
            if unknown := used - set(reply.fields):
                raise CorpusError(
                    f"{at(path, 'replies', key)}: 用到了没有声明的 {{{'}、{'.join(sorted(unknown))}}}；"
                    f"请删去或改正，可用的有 {'、'.join(reply.fields) or '（无）'}"
                )
        return cls(file.replies)

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self._replies)

    def __call__(self, key: str, **fields: object) -> str:
        """The text of ``key`` with its fields filled in."""
        return self._replies[key].text.format(**fields)
