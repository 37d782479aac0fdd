"""Requirements that a question takes for granted and the text does not have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.awards.rulebook import RuleBook
from assistant.conversation.phrases import Phrases
from assistant.conversation.turn import Part
from assistant.conversation.wording_files import PhraseList
from assistant.documents.model import Document
from assistant.yaml_files import load_model

#: The clause that holds for every award.
_OF_ALL = "supplementary"


class _ThresholdWording(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    words: PhraseList


class _ThresholdsFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    thresholds: tuple[_ThresholdWording, ...]


@dataclass(frozen=True)
class Threshold:
    """A requirement that policies may have, by its name and the words that ask for it."""

    name: str
    words: Phrases


def load_thresholds(path: Path) -> tuple[Threshold, ...]:
    file = load_model(path, _ThresholdsFile)
    return tuple(Threshold(threshold.name, Phrases(threshold.words)) for threshold in file.thresholds)


class Thresholds:
    """Knows which requirements a document's clauses do not mention."""

    def __init__(self, thresholds: Sequence[Threshold], document: Document, rulebook: RuleBook) -> None:
        self._thresholds = thresholds
        self._document = document
        self._rulebook = rulebook

    def unwritten(self, part: Part) -> tuple[str, ...]:
        """The names of the requirements that ``part`` asks for and its awards' clauses do not have."""
        numbers = {self._rulebook.awards[award_id].rule.clause for award_id in part.awards}
        text = self._document.text
        written = [
            text[clause.start : clause.end].casefold()
            for clause in self._document.clauses
            if clause.clause_id in {*numbers, _OF_ALL}
        ]
        asked = (threshold for threshold in self._thresholds if threshold.words(part.text))
        return tuple(t.name for t in asked if not any(t.words(words) for words in written))
