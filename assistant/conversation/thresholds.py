"""Requirements that a question takes for granted and the text does not have."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.awards.rulebook import RuleBook
from assistant.conversation.turn import Part
from assistant.conversation.wording import Threshold
from assistant.documents.model import Document

#: The clause that holds for every award.
_OF_ALL = "supplementary"


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
