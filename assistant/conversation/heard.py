"""A message as the readers of facts take it: plain text, sentence parts, quantities, places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.conversation.phrases import Match
from assistant.conversation.seat import Places
from assistant.conversation.subset import Subset, subset_in
from assistant.conversation.wording import Conversation
from assistant.language.quantities import Quantity

#: How far before a phrase a "not" still belongs to it.
_NEGATION_REACH = 5
#: A bracket around more than the 套 of 首台（套） is a part of its own.
_PART_END = re.compile(r"[，。！？；,!?;:：\n]|(?<=[^()（）]{3})[)）]|(?<=[一-鿿0-9]) +(?=[一-鿿])")


@dataclass(frozen=True)
class Heard:
    """``text`` is in plain form with typing errors mended; all ranges are places in it."""

    text: str
    quantities: tuple[Quantity, ...]
    places: Places
    words: Conversation
    #: The text is only what is said of some; within it that is no reservation.
    of_part: bool = False

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

    def negates(self, match: Match) -> bool:
        """Whether a "not" in the same sentence part reaches the words at ``match``."""
        before = self._without_places(match.start)
        return self.words["negation"](before) and not self.words["open_question"](before)

    def negates_right_before(self, match: Match) -> bool:
        return self.words["negation"].ends(self._without_places(match.start))

    def _without_places(self, position: int) -> str:
        """As far before ``position`` as a "not" reaches; there is none in 无锡 or 不过."""
        before = self.for_values[max(self.part(position).start, position - _NEGATION_REACH) : position]
        return blanked(before, self.words["no_negation"].find(before))

    def asserts(self, match: Match) -> bool:
        """False inside a question about the rule itself (要不要全职), or of some only (其中一台)."""
        part = self.part(match.start)
        here = self.text[part.start : part.end]
        # 市级的有没有补助 asks of the support; what stands before the question word is stated.
        asked = any(
            found.start <= match.start - part.start for found in self.words["open_question"].find(here)
        )
        return not asked and not self.words["requirement"](here) and not self.of_some(match.start)

    def of_some(self, position: int) -> bool:
        """Whether what stands at ``position`` is said of some only (其中一台)."""
        if self.of_part:
            return False
        some = self.subset
        inside = some is not None and some.said.start <= position < some.said.end
        return inside or self.words["subset"](self.part_text(position))

    def denies_after(self, match: Match, following: int) -> bool:
        """省厅那边没批 states no provincial level, 国家级、省级的都没有 neither of them.

        What stands from ``following`` on, the next value, is denied for itself.
        """
        after = self.text[match.end : self.part(match.start).end]
        # 国企有没有份 asks and denies nothing.
        own = blanked(after, self.words["open_question"].find(after))[: max(following - match.end, 0)]
        denied = after[:1] in ("没", "未") or self.words["denied_beside"](own)
        return denied or self.words["denied_after"](after)

    def told_last(self, match: Match) -> bool:
        """Whether the words stand behind those that correct what was said before them."""
        corrections = self.words["correction"].find(self.text)
        return bool(corrections) and match.start >= corrections[-1].end

    @cached_property
    def subset(self) -> Subset | None:
        """A smaller number set apart from a larger one, if one is."""
        return subset_in(self.text, self.quantities, self.words["subset_mark"])

    def only(self, stretch: Match) -> Heard:
        """The same message with all but ``stretch`` blanked, so that it alone is heard."""
        text = "□" * stretch.start + self.text[stretch.start : stretch.end]
        return replace(
            self,
            text=text + "□" * (len(self.text) - stretch.end),
            quantities=(),
            places=self.places.within(stretch.start, stretch.end),
            of_part=True,
        )

    def within(self, stretch: Match) -> Heard:
        """The message as if it said no more than ``stretch``, sums and numbers included."""
        inside = tuple(q for q in self.quantities if stretch.start <= q.start < stretch.end)
        return replace(self.only(stretch), quantities=inside)

    def without(self, parts: Sequence[Match]) -> Heard:
        """The same message with ``parts`` blanked."""
        return replace(self, text=blanked(self.text, parts)) if parts else self

    def unsaid(self, parts: Sequence[Match]) -> Heard:
        """The message as if it did not say ``parts``, sums and numbers included."""
        kept = (q for q in self.quantities if not any(p.start < q.end and q.start < p.end for p in parts))
        return replace(self, text=blanked(self.text, parts), quantities=tuple(kept))

    @cached_property
    def for_values(self) -> str:
        """The text with the names of other places blanked: 安徽省 is no provincial level."""
        return blanked(self.text, [Match(p.start, p.end) for p in self.places.outside])

    @cached_property
    def _ends(self) -> tuple[tuple[int, int], ...]:
        # "不对，是80万" and "不对是80万" deny nothing of what follows.
        text = blanked(self.text, self.words["correction"].find(self.text), "，")
        return tuple((mark.start(), mark.end()) for mark in _PART_END.finditer(text))


def blanked(text: str, ranges: Sequence[Match], blank: str = "□") -> str:
    for found in ranges:
        text = text[: found.start] + blank * (found.end - found.start) + text[found.end :]
    return text


def without_orders(text: str, words: Conversation) -> str:
    """The sentence parts of a message that give the assistant no orders.

    What stands behind a colon (跟我念：……) belongs to the order.
    """
    pieces = re.split(r"(?<=[，。！？；,!?;\n])", text)
    return "".join(piece for piece in pieces if not words["injection"](piece))
