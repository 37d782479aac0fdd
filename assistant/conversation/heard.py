"""A message as the readers of facts take it: plain text, sentence parts, quantities, places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.conversation.phrases import Match
from assistant.conversation.seat import Places
from assistant.conversation.wording import Conversation
from assistant.language.quantities import Quantity

_PART_END = re.compile(r"[，。！？；,!?;:：\n]|(?<=[一-鿿0-9]) +(?=[一-鿿])")


@dataclass(frozen=True)
class Heard:
    """``text`` is in plain form with typing errors mended; all ranges are places in it."""

    text: str
    quantities: tuple[Quantity, ...]
    places: Places
    words: Conversation

    def part(self, position: int) -> Match:
        """The sentence part around ``position``, between two punctuation marks."""
        start = 0
        for end, next_start in self._ends:
            if end >= position:
                return Match(start, end)
            start = next_start
        return Match(start, len(self.text))

    def part_text(self, position: int) -> str:
        part = self.part(position)
        return self.text[part.start : part.end]

    def before(self, position: int, reach: int) -> str:
        """Up to ``reach`` characters of the same sentence part before ``position``."""
        return self.text[max(self.part(position).start, position - reach) : position]

    @cached_property
    def for_values(self) -> str:
        """The text with the names of other places blanked: 安徽省 is no provincial level."""
        return _blanked(self.text, [Match(p.start, p.end) for p in self.places.outside])

    @cached_property
    def _ends(self) -> tuple[tuple[int, int], ...]:
        # "不对，是80万" and "不对是80万" deny nothing of what follows.
        text = _blanked(self.text, self.words["correction"].find(self.text), "，")
        return tuple((mark.start(), mark.end()) for mark in _PART_END.finditer(text))


def _blanked(text: str, ranges: Sequence[Match], blank: str = "□") -> str:
    for found in ranges:
        text = text[: found.start] + blank * (found.end - found.start) + text[found.end :]
    return text
