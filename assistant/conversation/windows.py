"""Which stretch of a message speaks of which award."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.conversation.phrases import Match

_SENTENCE_END = re.compile(r"[。！？；!?;\n]")
_PART_END = re.compile(r"[，。！？；,!?;:：\n ]")
#: Three doctors: a number right before what it counts.
_NUMBER_BEFORE = re.compile(r"(?:[0-9]{1,3}|[一二三四五六七八九十两俩仨百]{1,3})[个名位台套款项场人]?的?$")


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of a message that speaks of one award; ``mention`` is where the award is named.

    From ``for_all`` on, behind the last of several awards, is said what may be of each (都全职，签了五年).
    """

    start: int
    end: int
    mention: Match | None = None
    for_all: int | None = None

    def holds(self, position: int) -> bool:
        return self.start <= position < self.end

    def holds_for_all(self, position: int) -> bool:
        return self.for_all is not None and self.for_all <= position


def windows_of(text: str, mentions: Mapping[str, Match]) -> dict[str, Window]:
    """From the award named before to the award named after; one award alone has the whole text."""
    if len(mentions) < 2:
        return {}
    ordered = [(award, _with_number(text, at)) for award, at in sorted(mentions.items(), key=_place)]
    if ordered[0][1] == mentions[ordered[0][0]]:
        # 博士3个，正高2个: the numbers stand behind.
        ordered = [(award, mentions[award]) for award, _ in ordered]
    windows = {}
    last_part = _PART_END.search(text, ordered[-1][1].end)
    for_all = last_part.end() if last_part else None
    for place, (award_id, mention) in enumerate(ordered):
        start = ordered[place - 1][1].end if place else 0
        end = ordered[place + 1][1].start if place + 1 < len(ordered) else len(text)
        if place:
            # Behind the award before, what stands in its own sentence part is that one's.
            start = _last_end(text, start, mention.start) or _part_end(text, start, mention.start) or start
        if place + 1 < len(ordered):
            end = _last_end(text, mention.end, end) or end
        windows[award_id] = Window(start, end, mentions[award_id], for_all)
    return windows


def _place(mention: tuple[str, Match]) -> int:
    return mention[1].start


def _with_number(text: str, mention: Match) -> Match:
    """The mention with the number right before it (三个博士)."""
    number = _NUMBER_BEFORE.search(text, max(0, mention.start - 6), mention.start)
    return Match(number.start(), mention.end) if number else mention


def _part_end(text: str, start: int, end: int) -> int | None:
    """Where the sentence part that reaches into ``text[start:end]`` ends, if it does there."""
    found = _PART_END.search(text, start, end)
    return found.end() if found else None


def _last_end(text: str, start: int, end: int) -> int | None:
    """Where the last sentence that ends in ``text[start:end]`` ends: one award's tale stops there."""
    return max((mark.end() for mark in _SENTENCE_END.finditer(text, start, end)), default=None)
