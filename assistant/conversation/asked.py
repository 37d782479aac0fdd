"""One question of a message on its way to being written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answers.citations import CitationBook
from assistant.answers.section import Section
from assistant.contract import STATUS_ORDER
from assistant.conversation.turn import Part, Turn


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its results, the turn it is part of, and the citations of the answer."""

    part: Part
    turn: Turn
    book: CitationBook


def joined(sections: Sequence[Section]) -> Section:
    """Several sections as one: nothing said twice, the status by the contract's order."""
    paragraphs = tuple(dict.fromkeys(p for section in sections for p in section.paragraphs))
    statuses = {section.status for section in sections}
    status = next(s for s in STATUS_ORDER if s in statuses)
    return Section(status, paragraphs, "".join(section.spoken for section in sections))
