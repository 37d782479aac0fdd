"""Which facts of which award's case a message states."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assistant.awards.rulebook import RuleBook
from assistant.conversation.phrases import Match, Phrases
from assistant.conversation.session import Said
from assistant.conversation.wording import Conversation, FactMatchers, Wording
from assistant.language.quantities import Quantity

_PART_END = re.compile(r"[，。！？；,!?;:：\n]")
#: How far before a phrase a "not" still belongs to it.
_NEGATION_REACH = 5
#: "满两年" and "两年左右" state two years; "不到两年" and "超过两年" state no number.
_STATED = ("exact", "about", "at_least")
#: How far before a figure the verb stands that says what the figure is.
_FIGURE_REACH = 8


def sentence_part(text: str, position: int) -> tuple[int, int]:
    """The range between the two punctuation marks around ``position``."""
    start = 0
    for mark in _PART_END.finditer(text):
        if mark.start() >= position:
            return start, mark.start()
        start = mark.end()
    return start, len(text)


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of a message that speaks of one award; ``mention`` is where the award is named."""

    start: int
    end: int
    mention: Match | None = None

    def holds(self, position: int) -> bool:
        return self.start <= position < self.end


class FactReader:
    """Reads the facts of one document's awards out of normalised text."""

    def __init__(self, rulebook: RuleBook, wording: Wording, conversation: Conversation) -> None:
        self._rulebook = rulebook
        self._wording = wording
        self._words = conversation

    def read(
        self,
        text: str,
        quantities: Sequence[Quantity],
        awards: Iterable[str],
        mentions: Mapping[str, Match] | None = None,
    ) -> list[Said]:
        """What ``text`` states about the cases of ``awards``; a question states nothing.

        Where several awards are named (``mentions``), a level or a number belongs to the award
        beside it; what is true of one (全职, 已落地) may be said once for all.
        """
        windows = _windows(text, mentions or {})
        said: list[Said] = []
        for award_id in awards:
            window = windows.get(award_id, Window(0, len(text)))
            for fact in self._rulebook.awards[award_id].facts:
                found = self._value(self._wording.facts[fact], text, quantities, window)
                if found is not None:
                    said.append(Said(award_id, fact, found[0], found[1]))
        return said

    def entity_type(self, text: str) -> tuple[str, str] | None:
        """The kind of applicant that ``text`` names, or None where it names none or several."""
        return self._choice(self._wording.entities, text, Window(0, len(text)))

    def _value(
        self, matchers: FactMatchers, text: str, quantities: Sequence[Quantity], window: Window
    ) -> tuple[Any, str] | None:
        if matchers.number:
            return self._number(matchers, text, quantities, window)
        if matchers.values:
            return self._choice(matchers.values, text, window)
        return self._truth(matchers, text)

    def premises(self, text: str, quantities: Sequence[Quantity]) -> tuple[Quantity, ...]:
        """Figures that the user expects to get, as against what a thing costs him."""
        return tuple(q for q in quantities if q.kind in ("money", "percent") and self._expected(text, q))

    def _truth(self, matchers: FactMatchers, text: str) -> tuple[bool, str] | None:
        denied = [m for m in matchers.said_false.find(text) if self._asserted(text, m)]
        affirmed: list[Match] = []
        for match in matchers.said_true.find(text):
            if any(match.start < other.end and other.start < match.end for other in denied):
                continue
            if not self._asserted(text, match):
                continue
            (denied if self._negated(text, match) else affirmed).append(match)
        if denied:
            return False, _words(text, denied[0])
        if affirmed:
            return True, _words(text, affirmed[0])
        return None

    def _choice(self, values: dict[str, Phrases], text: str, window: Window) -> tuple[str, str] | None:
        found: list[tuple[Match, str]] = []
        for value, phrases in values.items():
            found.extend((match, value) for match in phrases.find(text) if window.holds(match.start))
        # 省级 is said, not 省; the longest of overlapping phrases is what was meant.
        found.sort(key=lambda pair: (pair[0].start - pair[0].end, pair[0].start))
        kept: list[tuple[Match, str]] = []
        for match, value in found:
            if any(match.start < other.end and other.start < match.end for other, _ in kept):
                continue
            kept.append((match, value))
        kept.sort(key=lambda pair: pair[0].start)
        asserted = [(m, v) for m, v in kept if not self._negated(text, m) and self._asserted(text, m)]
        if window.mention is not None and len(asserted) > 1:
            # 省级首台套和国家级案例: the word just before the award is its own.
            before = [pair for pair in asserted if pair[0].end <= window.mention.end]
            asserted = before[-1:] or asserted[:1]
        if len({value for _, value in asserted}) != 1:
            return None
        match, value = min(asserted, key=lambda pair: pair[0].start)
        return value, _words(text, match)

    def _number(
        self, matchers: FactMatchers, text: str, quantities: Sequence[Quantity], window: Window
    ) -> tuple[Any, str] | None:
        number = matchers.number
        assert number is not None
        fitting = []
        for quantity in quantities:
            if quantity.low != quantity.high or quantity.bound not in _STATED:
                continue
            if not window.holds(quantity.start) or self._negated(text, Match(quantity.start, quantity.end)):
                continue
            if quantity.kind == "duration" and self._is_rate(text, quantity):
                continue
            value = _in_unit(quantity, number.kind, number.units)
            if value is None:
                continue
            if number.kind == "money" and (
                self._expected(text, quantity) or set(quantity.per) - set(number.per)
            ):
                continue
            part = sentence_part(text, quantity.start)
            if number.near and not matchers.near(text[part[0] : part[1]]):
                continue
            fitting.append((value, quantity.text))
        if number.several:
            return ([v for v, _ in fitting], "、".join(w for _, w in fitting)) if len(fitting) > 1 else None
        if not fitting:
            return None
        # "不是200万，是300万": what is said last stands.
        return fitting[-1]

    def _is_rate(self, text: str, quantity: Quantity) -> bool:
        """Whether "a month" or "a year" says what an amount is per, not how long something ran."""
        one = quantity.low in (1, 12) and quantity.text[:1] in "一1每"
        return one and not self._words["ran_for"].ends(text[: quantity.start])

    def _expected(self, text: str, quantity: Quantity) -> bool:
        start, _ = sentence_part(text, quantity.start)
        before = text[max(start, quantity.start - _FIGURE_REACH) : quantity.start]
        benefit = self._words["benefit"].find(before)
        cost = self._words["cost"].find(before)
        if not benefit:
            return quantity.kind == "percent"
        return not cost or benefit[-1].end > cost[-1].end

    def _negated(self, text: str, match: Match) -> bool:
        start, _ = sentence_part(text, match.start)
        before = text[max(start, match.start - _NEGATION_REACH) : match.start]
        return self._words["negation"](before) and not self._words["open_question"](before)

    def _asserted(self, text: str, match: Match) -> bool:
        """False inside a question about the rule itself (要不要全职, 必须是民企吗)."""
        start, end = sentence_part(text, match.start)
        return not self._words["open_question"](text[start:end])


def _windows(text: str, mentions: Mapping[str, Match]) -> dict[str, Window]:
    """From the award named before to the award named after; one award alone has the whole text."""
    if len(mentions) < 2:
        return {}
    ordered = sorted(mentions.items(), key=lambda item: item[1].start)
    windows = {}
    for place, (award_id, mention) in enumerate(ordered):
        start = ordered[place - 1][1].end if place else 0
        end = ordered[place + 1][1].start if place + 1 < len(ordered) else len(text)
        windows[award_id] = Window(start, end, mention)
    return windows


def _words(text: str, match: Match) -> str:
    return text[match.start : match.end]


def _in_unit(quantity: Quantity, kind: str, units: tuple[str, ...]) -> Any:
    """The quantity as a fact's value in the contract's form, or None where it is another thing."""
    value = quantity.low
    whole = value == value.to_integral_value()
    if kind == "money" and quantity.kind == "money" and quantity.unit == "元":
        return _plain(value)
    if kind == "count" and quantity.kind == "count" and quantity.unit in units and whole:
        return int(value)
    if kind == "months" and quantity.kind == "duration" and whole:
        return int(value)
    if kind == "years" and quantity.kind == "duration" and value % 12 == 0:
        return int(value // 12)
    if kind == "parameters" and quantity.kind == "parameters":
        return _plain(value)
    return None


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")
