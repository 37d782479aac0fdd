"""Which stretch of a message speaks of which award."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.conversation.phrases import Match

_SENTENCE_END = re.compile(r"[。！？；!?;\n]")


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of a message that speaks of one award; ``mention`` is where the award is named."""

    start: int
    end: int
    mention: Match | None = None

    def holds(self, position: int) -> bool:
        return self.start <= position < self.end


def windows_of(text: str, mentions: Mapping[str, Match]) -> dict[str, Window]:
    """From the award named before to the award named after; one award alone has the whole text."""
    if len(mentions) < 2:
        return {}
    ordered = sorted(mentions.items(), key=lambda item: item[1].start)
    windows = {}
    for place, (award_id, mention) in enumerate(ordered):
        start = ordered[place - 1][1].end if place else 0
        end = ordered[place + 1][1].start if place + 1 < len(ordered) else len(text)
        if place:
            start = _last_end(text, start, mention.start) or start
        if place + 1 < len(ordered):
            end = _last_end(text, mention.end, end) or end
        windows[award_id] = Window(start, end, mention)
    return windows


def _last_end(text: str, start: int, end: int) -> int | None:
    """Where the last sentence that ends in ``text[start:end]`` ends: one award's tale stops there."""
    return max((mark.end() for mark in _SENTENCE_END.finditer(text, start, end)), default=None)
