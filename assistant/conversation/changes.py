"""Numbers that were told before and now change: they grow, shrink, or a further year's joins them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from assistant.awards.rulebook import RuleBook
from assistant.conversation.heard import Heard
from assistant.conversation.numbers import FIGURE_REACH, change_sign, usable
from assistant.conversation.phrases import Match
from assistant.conversation.session import Remembered, Said
from assistant.conversation.unit_values import in_unit, plain
from assistant.conversation.wording import Wording
from assistant.conversation.wording_files import NumberWording
from assistant.language.quantities import Quantity

#: 第二年: which of several yearly figures it is.
_YEAR_PLACE = re.compile(r"第([一二三四五六七八九])年")
_ORDINALS = "一二三四五六七八九"
_CENT = Decimal("0.01")
_DOUBLE, _HALF = Decimal(2), Decimal("0.5")

Known = Mapping[str, Mapping[str, Remembered]]


def changes(
    heard: Heard, known: Known, had: Known, told: Iterable[Said], rulebook: RuleBook, wording: Wording
) -> list[Said]:
    """Numbers that were told before (``known``, by award and fact; ``had`` before this message) and now grow
    or shrink.

    By a step in their own unit (再加一台) or by a factor (人数翻倍, 费用减半). A factor that does not say
    of what belongs to the one number that is known, and to none of several. What the message itself
    tells (``told``) changes only by what follows it: 还有一个软件，认定1款 counts one.
    """
    told = list(told)
    told_in = {(one.award_id, one.fact): one.words for one in told}
    told_at = {(one.award_id, one.fact): heard.text.rfind(one.words) for one in told}
    said = []
    for award_id, facts in known.items():
        before = had.get(award_id, {})
        words = [one.words for one in told if one.award_id == award_id]
        said += _further_years(award_id, heard, before or facts, () if before else words, rulebook, wording)
        numbers = {
            fact: number
            for fact in rulebook.awards[award_id].facts
            if fact in facts and (number := wording.facts[fact].number) is not None
        }
        for fact, number in numbers.items():
            for quantity in heard.quantities:
                if quantity.start < told_at.get((award_id, fact), 0):
                    continue
                value = None if number.several else _stepped(facts[fact].value, quantity, number, heard)
                if value is not None:
                    whole = (
                        facts[fact].value if number.kind == "count" and value < facts[fact].value else None
                    )
                    said.append(Said(award_id, fact, value, quantity.text, whole=whole))
        found = factor(heard)
        for fact in _meant(heard, numbers, wording) if found else ():
            assert found is not None
            if found[1] in told_in.get((award_id, fact), ""):
                continue
            if item := _of_item(facts[fact], found, heard):
                said.append(replace(item, award_id=award_id, fact=fact))
                continue
            value = _times(facts[fact].value, found[0])
            if value is not None:
                said.append(Said(award_id, fact, value, found[1]))
    return said


def first_counted(
    heard: Heard, awards: Iterable[str], mentions: Mapping[str, Match], rulebook: RuleBook, wording: Wording
) -> list[Said]:
    """So many of ``awards``, of which nothing was told before, that come beside other things named before
    (另外还有2个首版次软件): the number stands in one part with the award's name."""
    said = []
    for award_id in awards:
        part = heard.part(mentions[award_id].start) if award_id in mentions else None
        numbers = ((fact, wording.facts[fact].number) for fact in rulebook.awards[award_id].facts)
        for fact, number in numbers:
            if part is None or number is None or number.kind != "count":
                continue
            found = [
                quantity
                for quantity in heard.quantities
                if part.start <= quantity.start < part.end
                and quantity.low == quantity.high
                and in_unit(quantity, "count", (*number.units, "个"))
            ]
            if len(found) == 1 and change_sign(heard, found[0]) > 0:
                said.append(Said(award_id, fact, int(found[0].low), found[0].text))
    return said


def factor(heard: Heard) -> tuple[Decimal, str] | None:
    """By what a number is multiplied (翻倍, 减半, 涨三成, 是原来的三倍), with the words that say it."""
    words = heard.words
    for name, times in (("doubled", _DOUBLE), ("halved", _HALF)):
        match = words[name].first(heard.text)
        if match is not None:
            return times, heard.text[match.start : match.end]
    for quantity in heard.quantities:
        times_more = quantity.kind == "count" and quantity.unit == "倍"
        if quantity.low != quantity.high or not (times_more or quantity.kind == "percent"):
            continue
        before = heard.before(quantity.start, FIGURE_REACH)
        if (
            quantity.kind == "percent"
            and "%" not in quantity.text
            and _is_share_left(quantity, before, heard)
        ):
            return quantity.low, quantity.text
        sign = change_sign(heard, quantity) or int(words["rises"](before)) - int(words["falls"](before))
        if sign:
            times = 1 + sign * quantity.low
            return (times, quantity.text) if times > 0 else None
        if times_more and (words["new_whole"](before) or heard.part_text(quantity.start) == quantity.text):
            return quantity.low, quantity.text
    return None


def _is_share_left(quantity: Quantity, before: str, heard: Heard) -> bool:
    """砍到三分之一, 只剩八成, 打八折; but 比例只有30% says nothing of a number."""
    return quantity.low > 0 and (quantity.text.endswith("折") or heard.words["new_share"].ends(before))


def is_change(heard: Heard) -> bool:
    """Whether the message says by how much something changes."""
    return factor(heard) is not None or any(change_sign(heard, quantity) for quantity in heard.quantities)


def comes_beside(heard: Heard, quantity: Quantity) -> bool:
    """Whether so many come beside those told before (又添了1台), none of which is said to have failed."""
    before = heard.before(quantity.start, FIGURE_REACH)
    more = change_sign(heard, quantity) > 0 or heard.words["comes_beside"].ends(before)
    return more and not heard.words["bare_denial"](heard.part_text(quantity.start))


def _of_item(known: Remembered, found: tuple[Decimal, str], heard: Heard) -> Said | None:
    """A factor of the one part of a cost that is named (搭建砍到一半); award and fact are left open."""
    named = [item for item in known.items if item.name and item.name in heard.text]
    if len(named) != 1:
        return None
    less = replace(named[0], value=plain(_to_the_cent(Decimal(named[0].value) * found[0])), words=found[1])
    items = tuple(less if item is named[0] else item for item in known.items)
    value = sum((Decimal(item.value) for item in items), Decimal(0))
    return Said(None, "", plain(_to_the_cent(value)), found[1], items=items)


def _meant(heard: Heard, numbers: Mapping[str, NumberWording], wording: Wording) -> Iterable[str]:
    """The numbers that a factor is of: those named in the message, else the only one known."""
    named = [fact for fact in numbers if wording.facts[fact].called(heard.text)]
    if named:
        return named
    # The yearly figures of several years are one number, told in two ways.
    kinds = {number.kind for number in numbers.values()}
    return [*numbers] if len(kinds) == 1 else []


def _stepped(known: Any, quantity: Quantity, number: NumberWording, heard: Heard) -> Any:
    sign = change_sign(heard, quantity)
    step = in_unit(quantity, number.kind, number.units) if sign else None
    if step is None:
        return None
    value = Decimal(str(known)) + sign * Decimal(step)
    return _in_form_of(known, value) if value > 0 else None


def _times(known: Any, times: Decimal) -> Any:
    if isinstance(known, list):
        return [plain(_to_the_cent(Decimal(str(one)) * times)) for one in known]
    value = Decimal(str(known)) * times
    whole = not isinstance(known, int) or value == value.to_integral_value()
    return _in_form_of(known, value) if whole else None


def _in_form_of(known: Any, value: Decimal) -> Any:
    return int(value) if isinstance(known, int) else plain(_to_the_cent(value))


def _to_the_cent(value: Decimal) -> Decimal:
    """A third of a sum of money is no exact number: it is told to the cent."""
    return value if value == value.to_integral_value() else value.quantize(_CENT, ROUND_HALF_UP)


def _further_years(
    award_id: str, heard: Heard, known: Mapping[str, Remembered], told_now: Sequence[str],
    rulebook: RuleBook, wording: Wording,
) -> list[Said]:  # fmt: skip
    """A figure of the second or a later year (第二年700万) joins what was told of the years before, unless
    it is among what was ``told_now``."""
    numbers = {
        fact: number
        for fact in rulebook.awards[award_id].facts
        if (number := wording.facts[fact].number) and number.kind == "money" and number.per
    }
    lists = [fact for fact, number in numbers.items() if number.several]
    if not lists:
        return []
    told = known[lists[0]].value if lists[0] in known else [known[f].value for f in numbers if f in known]
    years = list(told)
    words = []
    sums = [quantity for quantity in heard.quantities if quantity.kind == "money"]
    all_years = len(sums) == 1 and len(years) > 1 and "year" in sums[0].per
    if (
        all_years
        and not _YEAR_PLACE.search(heard.text)
        and (values := usable(sums[0], numbers[lists[0]], heard))
    ):
        # 每年都只有300万 is told of all the years.
        years, words = [values[0]] * len(years), [sums[0].text]
    for quantity in heard.quantities:
        place = _YEAR_PLACE.search(heard.before(quantity.start, FIGURE_REACH))
        if any(re.search(f"(?<![0-9.]){re.escape(quantity.text)}", words) for words in told_now):
            continue
        values = usable(quantity, numbers[lists[0]], heard) if place else []
        at = _ORDINALS.find(place[1]) if place else 0
        if not values and 1 <= at <= len(years):
            values = _more_than_before(years[at - 1], quantity, heard)
        if values and 1 <= at <= len(years):
            years[at:] = [*values, *years[at + 1 :]]
            words.append(quantity.text)
    found = factor(heard)
    place = _YEAR_PLACE.search(heard.text[: heard.text.find(found[1])]) if found and not words else None
    at = _ORDINALS.find(place[1]) if place else 0
    if found and 1 <= at <= len(years):
        # 第二年翻了一番: of the year before.
        years[at:] = [plain(_to_the_cent(Decimal(str(years[at - 1])) * found[0])), *years[at + 1 :]]
        words.append(found[1])
    return [Said(award_id, lists[0], years, "、".join(words))] if words else []


def _more_than_before(before: Any, quantity: Quantity, heard: Heard) -> list[str]:
    """What a year comes to that is told by how much more or less it is than the one before."""
    sign = change_sign(heard, quantity)
    if not sign or quantity.kind != "money" or quantity.unit != "元" or quantity.low != quantity.high:
        return []
    return [plain(Decimal(str(before)) + sign * quantity.low)]
