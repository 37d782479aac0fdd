"""What a sum of money is called: an item of a cost (搭建19.5万), the whole, or another kind (赞助80万)."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from assistant.conversation.heard import Heard
from assistant.conversation.phrases import Phrases
from assistant.conversation.wording import FactMatchers
from assistant.language.quantities import Quantity

#: How far before and behind a sum its name stands in the same sentence part.
_REACH = 14
#: Between an item and a word for costs (搭建的费用) stands hardly a word.
_CLOSE = 1
#: Whatever a fee is for, it is an item: 检测费, 审计费.
_FEE = re.compile(r"[一-鿿]{1,2}费(?!用)")
_LEAD_IN = re.compile(r"(?:大概|大约|差不多|将近|一共|总共|只|就|有|是|为|的|了|到|共|达|约|[: ])*$")
#: 搭建 and 搭建费 are one item.
_FEE_END = re.compile(r"费$")

#: ``cost`` is a word for costs without "all of it"; an empty kind is no name at all.
Kind = Literal["whole", "cost", "item", "other", ""]


class Name(NamedTuple):
    """What a sum is called, in the user's words at ``[start, end)`` of the message."""

    kind: Kind
    text: str
    start: int
    end: int


_NAMELESS = Name("", "", 0, 0)


def names_of_sums(matchers: FactMatchers, heard: Heard) -> dict[int, Name]:
    """For each quantity of the message, by its start, what it is called as a figure of the fact.

    Names stand before their sums; in a part whose first sum has none before it, behind them.
    """
    names: dict[int, Name] = {}
    behind: dict[int, bool] = {}
    for quantity in heard.quantities:
        part = heard.part(quantity.start)
        start, end = _around(quantity, heard)
        name = _last(start, quantity.start, matchers, heard)
        if part.start not in behind and quantity.kind in ("money", "number"):
            behind[part.start] = name.kind not in ("item", "other")
        if behind.get(part.start) and name.kind != "whole":
            follows = _first(quantity.end, end, matchers, heard)
            name = follows if follows.kind in ("item", "other") else name
        names[quantity.start] = name
    return names


def is_other_kind(quantity: Quantity, matchers: FactMatchers, heard: Heard) -> bool:
    """Whether a sum is called something that is no cost: 赞助80万, 注册资本500万, 80万的门票收入."""
    return names_of_sums(matchers, heard)[quantity.start].kind == "other"


def is_spent(heard: Heard, quantity: Quantity) -> bool:
    """Whether a bare sum (10亿) is money that is put into something, and counts nothing."""
    before = heard.before(quantity.start, _REACH)
    return heard.words["cost"](before) or heard.words["invested"](before)


def holds_no_more(heard: Heard, quantity: Quantity) -> bool:
    """Whether so many are missing (还差一个), or were so many before (从500万涨到700万)."""
    before, behind = heard.before(quantity.start, _REACH), heard.text[quantity.end :]
    words = heard.words
    was = words["was_before"].ends(before) and words["has_become"].begins(behind)
    return was or words["short_of"].ends(before)


def of_another(heard: Heard, quantity: Quantity) -> bool:
    """Whether a sum is what a further thing costs (再来一场90万), no step of what was told before."""
    return quantity.kind == "money" and heard.words["another_edition"](heard.text[: quantity.start])


def _around(quantity: Quantity, heard: Heard) -> tuple[int, int]:
    """How far the words of the same part reach to the quantity's neighbours, before and behind it."""
    part = heard.part(quantity.start)
    others = [q for q in heard.quantities if q.kind in ("money", "number", "percent")]
    start = max((q.end for q in others if q.end <= quantity.start), default=0)
    end = min((q.start for q in others if q.start >= quantity.end), default=len(heard.text))
    start, end = max(start, part.start, quantity.start - _REACH), min(end, part.end, quantity.end + _REACH)
    return start, max(end, quantity.end)


def _last(start: int, end: int, matchers: FactMatchers, heard: Heard) -> Name:
    """The name that stands last in the words before a sum."""
    found = _names_in(start, end, matchers, heard)
    head = _LEAD_IN.sub("", heard.text[start:end])
    taken_in = heard.words["takings"].ends(head) and not (matchers.number and matchers.number.earned)
    if taken_in or (not found and heard.words["other_heads"].ends(head)):
        return Name("other", "", start, end)
    if not found:
        return _NAMELESS
    last = max(found, key=lambda name: (name.end, -name.start))
    items = (one for one in found if one.kind == "item" and 0 <= last.start - one.end <= _CLOSE)
    return next(items, last) if last.kind == "cost" else last


def _first(start: int, end: int, matchers: FactMatchers, heard: Heard) -> Name:
    """The name right behind a sum."""
    skip = heard.words["names_behind"]
    while start < end and heard.text[start] == " ":
        start += 1
    while skipped := next((m for m in skip.find(heard.text[start:end]) if m.start == 0), None):
        start += skipped.end
    beginning = [name for name in _names_in(start, end, matchers, heard) if name.start == start]
    return max(beginning, key=lambda name: name.end) if beginning else _NAMELESS


def _names_in(start: int, end: int, matchers: FactMatchers, heard: Heard) -> list[Name]:
    """Every name in that stretch; the longest of those that overlap, the fact's own before others."""
    lists: tuple[tuple[Kind, Phrases], ...] = (
        ("whole", heard.words["sum"]),
        ("cost", matchers.called),
        ("item", matchers.items),
        ("other", heard.words["other_sums"]),
    )
    text = heard.text[start:end]
    found: list[tuple[int, int, Kind]] = [
        (m.start, m.end, kind) for kind, phrases in lists for m in phrases.find(text)
    ]
    found.sort(key=lambda one: one[0] - one[1])
    if matchers.itemised:
        found += [(m.start(), m.end(), "item") for m in _FEE.finditer(text)]
    kept: list[Name] = []
    for first, last, kind in found:
        if not any(start + first < other.end and other.start < start + last for other in kept):
            kept.append(Name(kind, _FEE_END.sub("", text[first:last]), start + first, start + last))
    return kept
