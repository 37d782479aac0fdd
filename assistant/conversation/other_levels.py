"""Policies of a level above the city, asked for beside those that are indexed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.conversation.phrases import Phrases
from assistant.conversation.wording_files import PhraseList
from assistant.yaml_files import load_model


class _Level(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    place: str
    words: PhraseList


class _LevelsFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    levels: tuple[_Level, ...]
    beside_ours: PhraseList


@dataclass(frozen=True)
class OtherLevels:
    """Knows whose policies, the country's or the province's, a question asks for."""

    levels: tuple[tuple[str, Phrases], ...]
    beside_ours: Phrases

    def asked_for(self, text: str) -> str | None:
        """The level whose own policies ``text``, in plain form, asks for instead of the city's."""
        if self.beside_ours(text):
            return None
        return next((place for place, words in self.levels if words(text)), None)


def load_levels(path: Path) -> OtherLevels:
    """The levels of ``levels.yaml``. Raises ``CorpusError`` with file, line and mend."""
    file = load_model(path, _LevelsFile)
    levels = tuple((level.place, Phrases(level.words)) for level in file.levels)
    return OtherLevels(levels, Phrases(file.beside_ours))
