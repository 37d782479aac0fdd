"""A cost told by its parts: 场地28万，搭建19.5万，嘉宾66000; later 还有一笔保险3.8万, 搭建是15.9不是19.5."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.conversation.heard import Heard
from assistant.conversation.numbers import FIGURE_REACH, STATED, change_sign, is_premise, of_the_time
from assistant.conversation.phrases import Match
from assistant.conversation.session import Item, Remembered
from assistant.conversation.sums import Kind, names_of_sums
from assistant.conversation.unit_values import plain
from assistant.conversation.windows import Window
from assistant.conversation.wording import FactMatchers
from assistant.language.quantities import Quantity

#: A number without a unit is yuan from here on; below, it leaves out the 万 of the others.
_LEAST_YUAN = 1000
_MYRIAD = 10_000
#: Between two sums of one list.
_JOINED = re.compile(r"[ 、，,和及与跟+加再上还有另外以又]*(?:是|就是)?")
#: A part this short that says that something does not count says it of what was named before it.
_SAYS_NO_MORE = 6
_EVENTS = ("场", "届", "次")


@dataclass(frozen=True, slots=True)
class Itemised:
    """What the parts come to, or the whole that was told beside them, in yuan."""

    value: str
    items: tuple[Item, ...]
    words: str


@dataclass(frozen=True, slots=True)
class _Sum:
    quantity: Quantity
    value: Decimal
    kind: Kind
    name: str
    #: 1 and -1 where it is said to be added or taken away.
    sign: int
    denied: bool
    #: The item told before whose place it takes.
    instead: Item | None = None

    @property
    def item(self) -> Item:
        return Item(self.name, plain(self.value if self.sign >= 0 else -self.value), self.quantity.text)


def itemised(
    matchers: FactMatchers, heard: Heard, window: Window, known: Remembered | None
) -> Itemised | None:
    """The cost that the message tells by its parts, those ``known`` before included; None where it
    tells none.

    A sum under a name told before takes its place; a further one joins. A whole that is told beats
    what the parts come to.
    """
    had = known.items if known is not None and _adds_up(known) else ()
    sums = _sums(matchers, heard, window, had)
    sums, of_them = _without_inner(sums, heard)
    parts = _parts(sums, matchers, heard)
    whole = of_them or _whole(sums, parts)
    parts = [one for one in parts if one is not whole]
    if of_them is not None and not parts:
        return Itemised(plain(of_them.value), (), of_them.quantity.text)
    if known is not None and not had and len(parts) == 1 and not parts[0].sign and whole is None:
        # One sum after a whole was told is told in its place.
        return None
    if known is None and whole is None and parts and all(one.sign for one in parts):
        # Added to nothing that was told, a sum is not the cost.
        return None
    kept = _without_dropped(had, heard, parts)
    if not parts and kept == had:
        return None
    if known is not None and not had and parts and all(one.sign for one in parts):
        kept = (Item("", str(known.value), known.words),)
    items = _joined(() if whole else kept, parts, heard)
    value = sum((Decimal(item.value) for item in items), Decimal(0))
    told = [one.quantity.text for one in parts]
    if whole is not None:
        value, told = whole.value, [*told, whole.quantity.text]
    elif known is not None and not kept and not had and not heard.words["correction"](heard.text):
        # The whole was told before.
        value = Decimal(str(known.value))
    return Itemised(plain(value), items, "、".join(told) or items[0].words) if value > 0 else None


def _adds_up(known: Remembered) -> bool:
    return bool(known.items) and sum(Decimal(i.value) for i in known.items) == Decimal(str(known.value))


def _sums(matchers: FactMatchers, heard: Heard, window: Window, had: Sequence[Item]) -> list[_Sum]:
    """The sums of the message that may be the whole or a part; those of another kind are left out."""
    assert matchers.number is not None
    names = names_of_sums(matchers, heard)
    exact = [q for q in heard.quantities if q.low == q.high and q.bound in STATED and window.holds(q.start)]
    in_myriads = any(q.kind == "money" and q.low >= _MYRIAD for q in exact) or any(
        Decimal(item.value) >= _MYRIAD for item in had
    )
    known = {Decimal(item.value): item.name for item in had}
    sums: list[_Sum] = []
    for quantity in exact:
        kind, name = names[quantity.start].kind, names[quantity.start].text
        after_mistake = bool(sums) and _corrects_between(sums[-1], quantity, heard)
        value = _yuan(quantity, kind == "item" or after_mistake, in_myriads)
        if value is None or kind == "other" or _of_a_year(quantity, heard):
            continue
        values = of_the_time(quantity, plain(value), matchers.number, heard)
        if not values or (kind != "item" and is_premise(heard, quantity)):
            continue
        value = sum(map(Decimal, values), Decimal(0))
        denied = heard.negates(Match(quantity.start, quantity.end))
        if kind == "" and value in known and heard.words["correction"](heard.text[quantity.end :]):
            kind, name, denied = "item", known[value], True
        if after_mistake and kind in ("", "cost") and sums[-1].kind == "item":
            kind, name = "item", sums[-1].name
        sums.append(_Sum(quantity, value, kind, name, _sign(quantity, heard), denied))
    return _corrected(sums, had, heard)


def _of_a_year(quantity: Quantity, heard: Heard) -> bool:
    """第二年比第一年多50万 is a year's sum, no part of a whole."""
    return change_sign(heard, quantity) != 0 and "第" in heard.before(quantity.start, FIGURE_REACH)


def _corrected(sums: list[_Sum], had: Sequence[Item], heard: Heard) -> list[_Sum]:
    """是15.9万，不是19.5万: the one sum that is told takes the place of the item whose sum is denied, or,
    where the message says that something was wrong, of the one item that it names."""
    told = [one for one in sums if not one.denied]
    if len(told) != 1 or told[0].kind not in ("", "cost") or told[0].sign:
        return sums
    denied = [one.value for one in sums if one.denied]
    meant = [item for item in had if Decimal(item.value) in denied]
    if not meant and heard.words["correction"](heard.text):
        meant = [item for item in had if item.name and item.name in heard.text]
    if len(meant) != 1:
        return sums
    return [replace(told[0], kind="item", name=meant[0].name, instead=meant[0])]


def _without_inner(sums: list[_Sum], heard: Heard) -> tuple[list[_Sum], _Sum | None]:
    """Without the sums that are said to be within another (60万，其中场地20万), and that other one."""
    words = heard.words["part_of"]
    for place, one in enumerate(sums):
        if words(heard.before(one.quantity.start, FIGURE_REACH)):
            outer = sums[place - 1] if place and sums[place - 1].kind in ("", "cost", "whole") else None
            return sums[:place], outer
    return sums, None


def _corrects_between(before: _Sum, quantity: Quantity, heard: Heard) -> bool:
    """19.5万，不对，15.9万; 不是19.5，是15.9: the second is told in place of the first."""
    between = heard.text[before.quantity.end : quantity.start]
    return heard.words["correction"](between) or (before.denied and _JOINED.fullmatch(between) is not None)


def _yuan(quantity: Quantity, named: bool, in_myriads: bool) -> Decimal | None:
    if quantity.kind == "money" and quantity.unit == "元":
        return quantity.low
    if quantity.kind != "number":
        return None
    if quantity.low >= _LEAST_YUAN:
        return quantity.low
    return quantity.low * _MYRIAD if named and in_myriads and quantity.low > 0 else None


def _sign(quantity: Quantity, heard: Heard) -> int:
    part = heard.part(quantity.start)
    if sign := change_sign(heard, quantity):
        return sign
    left_out = heard.words["left_out"].find(heard.text[: quantity.start])
    return int(any(match.start >= part.start or heard.words["forgotten"](heard.text) for match in left_out))


def _parts(sums: Sequence[_Sum], matchers: FactMatchers, heard: Heard) -> list[_Sum]:
    """The sums that are items by their name, by standing in a list, or by being added."""
    assert matchers.number is not None
    named = any(one.kind == "item" for one in sums)
    events = any(q.kind == "count" and q.unit in _EVENTS and q.low > 1 for q in heard.quantities)
    apart = heard.words["listed_apart"](heard.text)
    # Sums of several years are no parts of one.
    lists = not apart and (named or not (events or "year" in matchers.number.per))
    listed = lists and heard.words["listed"](heard.text) and len(sums) > 1
    parts = []
    for place, one in enumerate(sums):
        following = _follows(one, sums[place + 1 : place + 2], heard)
        joined = lists and (following or (place > 0 and _follows(sums[place - 1], [one], heard)))
        nameless = one.kind == "" or (one.kind == "cost" and (following or one.sign))
        if one.kind == "item" or (nameless and (listed or joined or one.sign)):
            parts.append(one)
    return [one for one in parts if not one.denied]


def _follows(one: _Sum, others: Sequence[_Sum], heard: Heard) -> bool:
    """Whether the next sum stands in one list with this one."""
    return any(
        other.kind in ("", "item") and _JOINED.fullmatch(heard.text[one.quantity.end : other.quantity.start])
        for other in others
    )


def _whole(sums: Sequence[_Sum], parts: Sequence[_Sum]) -> _Sum | None:
    """The whole that is told: called so, or what all the other sums come to."""
    called = [one for one in sums if one.kind in ("whole", "cost") and one not in parts and not one.denied]
    called = [one for one in called if one.kind == "whole"] or called
    if called and not called[-1].sign:
        return called[-1]
    all_of_them = sum((one.value for one in parts), Decimal(0))
    equal = [one for one in parts if not one.name and len(parts) > 2 and one.value * 2 == all_of_them]
    return equal[-1] if equal else None


def _joined(had: Sequence[Item], parts: Sequence[_Sum], heard: Heard) -> tuple[Item, ...]:
    """The items told before with those told now; the same name again is a correction, or paid again."""
    items = list(had)
    correction = heard.words["correction"](heard.text)
    replaceable = {item.name for item in had}
    for part in parts:
        again = [place for place, item in enumerate(items) if part.name and item.name == part.name]
        if part.instead is not None and part.instead in items:
            items[items.index(part.instead)] = part.item
        elif again and not part.sign and (correction or part.name in replaceable):
            items[again[-1]] = part.item
        else:
            items.append(part.item)
    return tuple(items)


def _without_dropped(had: tuple[Item, ...], heard: Heard, parts: Sequence[_Sum]) -> tuple[Item, ...]:
    """Without the items that are said not to count (保险不要了)."""
    told = {part.name for part in parts}
    return tuple(item for item in had if item.name in told or not _dropped(item.name, heard))


def _dropped(name: str, heard: Heard) -> bool:
    place = heard.text.find(name) if name else -1
    if place < 0:
        return False
    part = heard.part(place)
    here = heard.text[part.start : part.end]
    words = heard.words
    behind = heard.part_text(min(part.end + 1, len(heard.text)))
    if part.end < len(heard.text) and len(behind) <= _SAYS_NO_MORE and words["no_longer"](behind):
        # 宣传那笔赞助商付了，不算
        return True
    return words["dropped"](heard.text[place : part.end]) or words["less"](here) or words["no_longer"](here)


def without_names(matchers: FactMatchers, heard: Heard) -> Heard:
    """The message with the names of items blanked: 保险费6万 among an event's costs asks of no insurance."""
    names = names_of_sums(matchers, heard).values()
    return heard.without([Match(name.start, name.end) for name in names if name.kind == "item"])
