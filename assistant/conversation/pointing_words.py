"""The words of ``pointing.yaml``: how people point at one of several things named before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.conversation.phrases import Phrases
from assistant.conversation.wording_files import PhraseList
from assistant.yaml_files import load_model


class PointingFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    ordinals: dict[int, PhraseList]
    middle: PhraseList
    former: PhraseList
    latter: PhraseList
    first_of: dict[int, PhraseList]
    last_of: dict[int, PhraseList]
    all_of: dict[int, PhraseList]
    of_things: PhraseList
    left_out_before: PhraseList
    left_out_behind: PhraseList
    taken_back: PhraseList
    joined_by: PhraseList
    together: PhraseList
    alone: PhraseList
    behind_figure: PhraseList
    between_figures: PhraseList
    that_one: PhraseList
    turns_to: PhraseList
    turned_to: PhraseList


@dataclass(frozen=True)
class PointingWords:
    """The words of ``pointing.yaml``, ready to match."""

    ordinals: Mapping[int, Phrases]
    first_of: Mapping[int, Phrases]
    last_of: Mapping[int, Phrases]
    all_of: Mapping[int, Phrases]
    lists: Mapping[str, Phrases]


def load_pointing(path: Path) -> PointingWords:
    """The words of ``path``. Raises ``CorpusError`` with file, line and mend."""
    file = load_model(path, PointingFile)

    def numbered(lists: Mapping[int, PhraseList]) -> dict[int, Phrases]:
        return {number: Phrases(phrases) for number, phrases in lists.items()}

    return PointingWords(
        numbered(file.ordinals),
        numbered(file.first_of),
        numbered(file.last_of),
        numbered(file.all_of),
        {name: Phrases(value) for name, value in file if not isinstance(value, dict)},
    )
