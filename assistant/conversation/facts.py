"""Which facts of which award's case a message states."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from assistant.awards.rulebook import RuleBook
from assistant.conversation.heard import Heard
from assistant.conversation.phrases import Match, Phrases
from assistant.conversation.session import Remembered, Said
from assistant.conversation.wording import Conversation, FactMatchers, NumberWording, Wording
from assistant.language.quantities import Quantity

#: How far before a phrase a "not" still belongs to it.
_NEGATION_REACH = 5
#: "满两年" and "两年左右" state two years; "不到两年" and "超过两年" state no number.
_STATED = ("exact", "about", "at_least")
#: How far before a figure the verb stands that says what the figure is.
_FIGURE_REACH = 8
#: More cases of one award than this are not told in one message.
_MOST_CASES = 20
#: Before a count that leaves out what it counts stand no more words than who has them.
_BARE_REACH = 4
#: A bare number of yuan has at least four digits; a smaller one counts something else.
_LEAST_BARE_YUAN = 1000
#: A count of model parameters is given in hundreds of millions.
_LEAST_PARAMETERS = 100_000_000
#: 第二年: which of several yearly figures it is.
_YEAR_PLACE = re.compile(r"第([一二三四五六七八九])年")
_ORDINALS = "一二三四五六七八九"
_SENTENCE_END = re.compile(r"[。！？；!?;\n]")
_YUAN = re.compile(r"[元块钱圆¥]")


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
        self, heard: Heard, awards: Iterable[str], mentions: Mapping[str, Match] | None = None
    ) -> list[Said]:
        """What the message states about the cases of ``awards``; a question states nothing.

        Where several awards are named (``mentions``), a level or a number belongs to the award
        beside it; what is true of one (全职, 已落地) may be said once for all.
        """
        windows = _windows(heard.text, mentions or {})
        said: list[Said] = []
        for award_id in awards:
            window = windows.get(award_id, Window(0, len(heard.text)))
            split = self._split(award_id, heard, window)
            told = {one.fact for one in split}
            said += split
            for fact in self._rulebook.awards[award_id].facts:
                found = None if fact in told else self._value(self._wording.facts[fact], heard, window)
                if found is not None:
                    said.append(Said(award_id, fact, found[0], found[1]))
        return said

    def changes(self, heard: Heard, known: Mapping[str, Mapping[str, Remembered]]) -> list[Said]:
        """Numbers that were told before (``known``, by award and fact) and now grow or shrink (再加一台)."""
        said = []
        for award_id, facts in known.items():
            said += self._further_years(award_id, heard, facts)
            for fact in facts.keys() & set(self._rulebook.awards[award_id].facts):
                number = self._wording.facts[fact].number
                for quantity in heard.quantities if number and not number.several else ():
                    assert number is not None
                    sign = self._sign(heard, quantity)
                    step = _in_unit(quantity, number.kind, number.units) if sign else None
                    value = None if step is None else Decimal(str(facts[fact].value)) + sign * Decimal(step)
                    if value is not None and value > 0:
                        whole = isinstance(facts[fact].value, int)
                        said.append(
                            Said(award_id, fact, int(value) if whole else _plain(value), quantity.text)
                        )
        return said

    def _further_years(self, award_id: str, heard: Heard, known: Mapping[str, Remembered]) -> list[Said]:
        """A figure of the second or a later year (第二年700万) joins what was told of the years before."""
        numbers = {
            fact: number
            for fact in self._rulebook.awards[award_id].facts
            if (number := self._wording.facts[fact].number) and number.kind == "money" and number.per
        }
        lists = [fact for fact, number in numbers.items() if number.several]
        if not lists:
            return []
        told = known[lists[0]].value if lists[0] in known else [known[f].value for f in numbers if f in known]
        years = list(told)
        words = []
        for quantity in heard.quantities:
            place = _YEAR_PLACE.search(heard.before(quantity.start, _FIGURE_REACH))
            value = self._usable(quantity, numbers[lists[0]], heard) if place else None
            at = _ORDINALS.find(place[1]) if place else 0
            if value is not None and 1 <= at <= len(years):
                years[at:] = [value, *years[at + 1 :]]
                words.append(quantity.text)
        return [Said(award_id, lists[0], years, "、".join(words))] if words else []

    def _sign(self, heard: Heard, quantity: Quantity) -> int:
        before = heard.before(quantity.start, _FIGURE_REACH)
        return int(self._words["more"](before)) - int(self._words["less"](before))

    def _split(self, award_id: str, heard: Heard, window: Window) -> list[Said]:
        """Several cases of one award, each by its value and its number (正高2个，副高3个).

        Where the award has no fact for the number (国家级1个，省级2个), each is a case of its own.
        """
        facts = {fact: self._wording.facts[fact] for fact in self._rulebook.awards[award_id].facts}
        counts = [fact for fact, m in facts.items() if m.number and m.number.kind == "count"]
        numbers = [q for q in heard.quantities if q.kind == "count" and q.low == q.high == int(q.low)]
        numbers = [q for q in numbers if window.holds(q.start) and 0 < q.low <= _MOST_CASES]
        for fact, matchers in facts.items():
            values = self._asserted_values(matchers.values, heard, window)
            if len({value for _, value in values}) < 2 or len(values) != len(numbers):
                continue
            pairs = list(zip(values, numbers, strict=True))
            if counts:
                return [
                    one
                    for case, ((match, value), number) in enumerate(pairs)
                    for one in (
                        Said(award_id, fact, value, _words(heard, match), case),
                        Said(award_id, counts[0], int(number.low), number.text, case),
                    )
                ]
            each = [pair for pair, number in pairs for _ in range(int(number.low))]
            return [Said(award_id, fact, v, _words(heard, m), case) for case, (m, v) in enumerate(each)]
        return []

    def entity_type(self, heard: Heard, *, known: bool) -> tuple[str, str] | None:
        """The kind of applicant that the message names, or None where it names none or several;
        ``known`` when something of the applicant was told before."""
        heard = self._of_the_applicant(heard, known)
        kinds = [pair for pair in self._kinds(heard) if not self._points_at_support(heard, pair[0])]
        if len({kind for _, kind in kinds}) != 1:
            return None
        match, kind = kinds[0]
        return kind, _words(heard, match)

    def _kinds(self, heard: Heard) -> list[tuple[Match, str]]:
        return self._asserted_values(self._wording.entities, heard, Window(0, len(heard.text)))

    def _points_at_support(self, heard: Heard, match: Match) -> bool:
        """民企那个补贴 names a support, not what kind of enterprise the speaker is."""
        after = heard.text[match.end : heard.part(match.start).end]
        return any(found.start == 0 for found in self._words["points_at_support"].find(after))

    def _of_the_applicant(self, heard: Heard, known: bool) -> Heard:
        """The message without the parts that speak of somebody else (客户是外企).

        Who says nothing of himself asks for somebody else: then that one is the applicant.
        """
        text = heard.text
        if not known and not self._words["self"](text):
            return heard
        for part in re.finditer(r"[^，。！？；,!?;:：\n]+", heard.text):
            if self._words["place_of_others"](part.group()) and not self._words["self"](part.group()):
                text = text[: part.start()] + "□" * len(part.group()) + text[part.end() :]
        return replace(heard, text=text)

    def names_enterprise(self, heard: Heard) -> bool:
        """Whether the applicant is said to be an enterprise, of whatever kind."""
        found = self._wording.enterprise.find(heard.text)
        return any(not self._negated(heard, match) for match in found)

    def premises(self, heard: Heard) -> tuple[Quantity, ...]:
        """Figures that the user takes for granted, as against what a thing costs him."""
        return tuple(
            q
            for q in heard.quantities
            if q.kind in ("money", "percent") and q.bound != "about" and self._expected(heard, q)
        )

    def _value(self, matchers: FactMatchers, heard: Heard, window: Window) -> tuple[Any, str] | None:
        if matchers.number:
            return self._number(matchers, heard, window)
        elsewhere = heard.places.recognised_elsewhere
        if matchers.elsewhere is not None and elsewhere is not None:
            return matchers.elsewhere, elsewhere.text
        venue = heard.places.venue
        if matchers.venue and venue is not None and venue.scope != "in_scope":
            return False, venue.text
        if matchers.values:
            return self._choice(matchers.values, heard, window)
        told = self._truth(matchers, heard)
        origin = heard.places.origin
        return (True, origin.text) if told is None and matchers.origin and origin is not None else told

    def _truth(self, matchers: FactMatchers, heard: Heard) -> tuple[bool, str] | None:
        text = heard.for_values
        denied = [m for m in matchers.said_false.find(text) if self._asserted(heard, m)]
        affirmed: list[Match] = []
        for match in matchers.said_true.find(text):
            if any(match.start < other.end and other.start < match.end for other in denied):
                continue
            if not self._asserted(heard, match):
                continue
            (denied if self._negated(heard, match) else affirmed).append(match)
        if denied:
            return False, _words(heard, denied[0])
        if affirmed:
            return True, _words(heard, affirmed[0])
        return None

    def _asserted_values(
        self, values: Mapping[str, Phrases], heard: Heard, window: Window
    ) -> list[tuple[Match, str]]:
        """Every value that the message states, in its order; the longest of overlapping phrases."""
        found: list[tuple[Match, str]] = []
        for value, phrases in values.items():
            matches = (m for m in phrases.find(heard.for_values) if window.holds(m.start))
            found.extend((m, value) for m in matches if not self._denied_after(heard, m))
        # 省级 is said, not 省.
        found.sort(key=lambda pair: (pair[0].start - pair[0].end, pair[0].start))
        kept: list[tuple[Match, str]] = []
        for match, value in found:
            if any(match.start < other.end and other.start < match.end for other, _ in kept):
                continue
            kept.append((match, value))
        kept.sort(key=lambda pair: pair[0].start)
        return [(m, v) for m, v in kept if not self._negated(heard, m) and self._asserted(heard, m)]

    def _denied_after(self, heard: Heard, match: Match) -> bool:
        """省厅没批 states no provincial level, 国家级、省级的都没有 neither of them."""
        after = heard.text[match.end : heard.part(match.start).end]
        return after[:1] in ("没", "未") or self._words["denied_after"](after)

    def _choice(self, values: Mapping[str, Phrases], heard: Heard, window: Window) -> tuple[str, str] | None:
        asserted = self._asserted_values(values, heard, window)
        if window.mention is not None and len(asserted) > 1:
            # 省级首台套和国家级案例: the word just before the award is its own.
            before = [pair for pair in asserted if pair[0].end <= window.mention.end]
            asserted = before[-1:] or asserted[:1]
        if len({value for _, value in asserted}) != 1:
            return None
        match, value = min(asserted, key=lambda pair: pair[0].start)
        return value, _words(heard, match)

    def _number(self, matchers: FactMatchers, heard: Heard, window: Window) -> tuple[Any, str] | None:
        number = matchers.number
        assert number is not None
        fitting: list[tuple[Any, Quantity]] = []
        for quantity in heard.quantities:
            value = self._usable(quantity, number, heard) if window.holds(quantity.start) else None
            if value is None or (number.near and not self._is_counted(matchers, heard, quantity, window)):
                continue
            fitting.append((value, quantity))
        if number.several:
            words = "、".join(quantity.text for _, quantity in fitting)
            return ([value for value, _ in fitting], words) if len(fitting) > 1 else None
        if not fitting:
            return None
        if len({value for value, _ in fitting}) > 1:
            return self._chosen(fitting, heard)
        return fitting[-1][0], fitting[-1][1].text

    def _is_counted(self, matchers: FactMatchers, heard: Heard, quantity: Quantity, window: Window) -> bool:
        """Whether the words beside a count say that this is what it counts.

        A count that ends its sentence part (我这边4个) leaves out what was named before.
        """
        here = heard.part(quantity.start)
        ends = window.mention is None and quantity.end == here.end
        bare = ends and quantity.start - here.start <= _BARE_REACH
        return bare or matchers.near(heard.part_text(quantity.start))

    def _chosen(self, fitting: Sequence[tuple[Any, Quantity]], heard: Heard) -> tuple[Any, str] | None:
        """Of several numbers the one called the sum, or in a correction the last; else none is sure."""
        sums = [pair for pair in fitting if self._words["sum"](heard.before(pair[1].start, _FIGURE_REACH))]
        if len(sums) == 1:
            return sums[0][0], sums[0][1].text
        if self._words["correction"](heard.text):
            return fitting[-1][0], fitting[-1][1].text
        return None

    def _usable(self, quantity: Quantity, number: NumberWording, heard: Heard) -> Any:
        """The quantity as a value of such a fact, or None where it says something else."""
        if quantity.low != quantity.high or quantity.bound not in _STATED:
            return None
        here = heard.part_text(quantity.start)
        if self._words["subset"](here) or self._words["relative"](here) or self._sign(heard, quantity):
            return None
        if heard.text[: quantity.start].endswith(("-", "负")):
            return None
        if self._negated(heard, Match(quantity.start, quantity.end)):
            return None
        if quantity.kind == "duration" and (
            self._is_rate(heard, quantity) or self._words["duration_of_others"](here)
        ):
            return None
        value = _in_unit(quantity, number.kind, number.units)
        if value is None and number.kind == "money":
            value = self._bare_yuan(heard, quantity)
        if number.kind == "money" and (
            self._expected(heard, quantity) or set(quantity.per) - set(number.per)
        ):
            return None
        return value

    def _bare_yuan(self, heard: Heard, quantity: Quantity) -> str | None:
        """花费1500000: a number without a unit, right behind a word for costs."""
        if quantity.kind != "number" or quantity.low < _LEAST_BARE_YUAN:
            return None
        costs = self._words["cost"](heard.before(quantity.start, _FIGURE_REACH))
        return _plain(quantity.low) if costs else None

    def _is_rate(self, heard: Heard, quantity: Quantity) -> bool:
        """Whether "a month" or "a year" says what an amount is per, not how long something ran."""
        one = quantity.low in (1, 12) and quantity.text[:1] in "一1每"
        return one and not self._words["ran_for"].ends(heard.text[: quantity.start])

    def _expected(self, heard: Heard, quantity: Quantity) -> bool:
        before = heard.before(quantity.start, _FIGURE_REACH)
        benefit = self._words["benefit"].find(before)
        cost = self._words["cost"].find(before)
        if benefit:
            return not cost or benefit[-1].end > cost[-1].end
        return not cost and self._words["assertion"](heard.part_text(quantity.start))

    def _negated(self, heard: Heard, match: Match) -> bool:
        before = heard.before(match.start, _NEGATION_REACH)
        return self._words["negation"](before) and not self._words["open_question"](before)

    def _asserted(self, heard: Heard, match: Match) -> bool:
        """False inside a question about the rule itself (要不要全职), or of some only (其中一台)."""
        part = heard.part(match.start)
        here = heard.text[part.start : part.end]
        # 市级的有没有补助 asks of the support; what stands before the question word is stated.
        asked = any(
            found.start <= match.start - part.start for found in self._words["open_question"].find(here)
        )
        return not asked and not self._words["requirement"](here) and not self._words["subset"](here)


def _windows(text: str, mentions: Mapping[str, Match]) -> dict[str, Window]:
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


def _words(heard: Heard, match: Match) -> str:
    return heard.text[match.start : match.end]


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
    if kind == "parameters" and (
        quantity.kind == "parameters" or (value >= _LEAST_PARAMETERS and not _YUAN.search(quantity.text))
    ):
        return _plain(value)
    return None


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")
