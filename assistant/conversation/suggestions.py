"""What the user could ask next: ``prompts/suggestions.yaml``, by what was just asked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.conversation.wording_files import Ask
from assistant.yaml_files import load_model

_MOST = 3


class _SuggestionsFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    after: dict[Ask, tuple[str, ...]]
    otherwise: tuple[str, ...]


class Suggestions:
    def __init__(self, file: _SuggestionsFile) -> None:
        self._file = file

    @classmethod
    def load(cls, path: Path) -> Suggestions:
        return cls(load_model(path, _SuggestionsFile))

    def after(self, asked: Sequence[tuple[Ask, Sequence[str]]]) -> tuple[str, ...]:
        """At most three sentences that could come next; general ones where nothing was found."""
        chosen: list[str] = []
        for ask, awards in asked:
            chosen += (
                self._file.after.get(ask, ())
                if awards or ask not in self._file.after
                else self._file.otherwise
            )
        return tuple(dict.fromkeys(chosen or self._file.otherwise))[:_MOST]
