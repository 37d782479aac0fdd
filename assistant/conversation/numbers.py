"""Numbers as facts: which of a message's quantities is the number of a fact, and which is something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from assistant.conversation.heard import Heard
from assistant.conversation.phrases import Match
from assistant.conversation.windows import Window
from assistant.conversation.wording import FactMatchers, NumberWording
from assistant.language.quantities import Quantity

#: "满两年" and "两年左右" state two years; "不到两年" and "超过两年" state no number.
_STATED = ("exact", "about", "at_least")
#: How far before a figure the verb stands that says what the figure is.
FIGURE_REACH = 8
#: Before a count that leaves out what it counts stand no more words than who has them.
_BARE_REACH = 4
#: A bare number of yuan has at least four digits; a smaller one counts something else.
_LEAST_BARE_YUAN = 1000
#: A count of model parameters is given in hundreds of millions.
_LEAST_PARAMETERS = 100_000_000
_ONE_OF_IT = re.compile(r"[一1每]个?[月年]")
_YUAN = re.compile(r"[元块钱圆¥]")


def number_said(matchers: FactMatchers, heard: Heard, window: Window) -> tuple[Any, str] | None:
    number = matchers.number
    assert number is not None
    fitting: list[tuple[Any, Quantity]] = []
    for quantity in heard.quantities:
        value = usable(quantity, number, heard) if window.holds(quantity.start) else None
        if value is None or (number.near and not _is_counted(matchers, heard, quantity, window)):
            continue
        fitting.append((value, quantity))
    if number.several:
        words = "、".join(quantity.text for _, quantity in fitting)
        return ([value for value, _ in fitting], words) if len(fitting) > 1 else None
    if not fitting:
        return None
    if len({value for value, _ in fitting}) > 1:
        return _chosen(fitting, heard)
    return fitting[-1][0], fitting[-1][1].text


def _is_counted(matchers: FactMatchers, heard: Heard, quantity: Quantity, window: Window) -> bool:
    """Whether the words beside a count say that this is what it counts.

    A count that ends its sentence part (我这边4个) leaves out what was named before.
    """
    here = heard.part(quantity.start)
    ends = window.mention is None and quantity.end == here.end
    bare = ends and quantity.start - here.start <= _BARE_REACH
    return bare or matchers.near(heard.part_text(quantity.start))


def _chosen(fitting: Sequence[tuple[Any, Quantity]], heard: Heard) -> tuple[Any, str] | None:
    """Of several numbers the one called the sum, or in a correction the last; else none is sure."""
    sums = [pair for pair in fitting if heard.words["sum"](heard.before(pair[1].start, FIGURE_REACH))]
    if len(sums) == 1:
        return sums[0][0], sums[0][1].text
    if heard.words["correction"](heard.text):
        return fitting[-1][0], fitting[-1][1].text
    return None


def usable(quantity: Quantity, number: NumberWording, heard: Heard) -> Any:
    """The quantity as a value of such a fact, or None where it says something else."""
    if quantity.low != quantity.high or quantity.bound not in _STATED:
        return None
    here = heard.part_text(quantity.start)
    if heard.words["subset"](here) or heard.words["relative"](here) or change_sign(heard, quantity):
        return None
    if heard.text[: quantity.start].endswith(("-", "负")):
        return None
    if heard.negates(Match(quantity.start, quantity.end)):
        return None
    if quantity.kind == "duration" and (_is_rate(heard, quantity) or heard.words["duration_of_others"](here)):
        return None
    value = in_unit(quantity, number.kind, number.units)
    if value is None and number.kind == "money":
        value = _bare_yuan(heard, quantity)
    if number.kind == "money" and (is_expected(heard, quantity) or set(quantity.per) - set(number.per)):
        return None
    return value


def _bare_yuan(heard: Heard, quantity: Quantity) -> str | None:
    """花费1500000: a number without a unit, right behind a word for costs."""
    if quantity.kind != "number" or quantity.low < _LEAST_BARE_YUAN:
        return None
    costs = heard.words["cost"](heard.before(quantity.start, FIGURE_REACH))
    return plain(quantity.low) if costs else None


def _is_rate(heard: Heard, quantity: Quantity) -> bool:
    """Whether "a month" or "a year" says what an amount is per, not how long something ran."""
    one = _ONE_OF_IT.match(quantity.text) is not None
    return one and not heard.words["ran_for"].ends(heard.text[: quantity.start])


def is_expected(heard: Heard, quantity: Quantity) -> bool:
    before = heard.before(quantity.start, FIGURE_REACH)
    benefit = heard.words["benefit"].find(before)
    cost = heard.words["cost"].find(before)
    if benefit:
        return not cost or benefit[-1].end > cost[-1].end
    return not cost and heard.words["assertion"](heard.part_text(quantity.start))


def change_sign(heard: Heard, quantity: Quantity) -> int:
    before = heard.before(quantity.start, FIGURE_REACH)
    return int(heard.words["more"](before)) - int(heard.words["less"](before))


def in_unit(quantity: Quantity, kind: str, units: tuple[str, ...]) -> Any:
    """The quantity as a fact's value in the contract's form, or None where it is another thing."""
    value = quantity.low
    whole = value == value.to_integral_value()
    if kind == "money" and quantity.kind == "money" and quantity.unit == "元":
        return plain(value)
    if kind == "count" and quantity.kind == "count" and quantity.unit in units and whole:
        return int(value)
    if kind == "months" and quantity.kind == "duration" and whole:
        return int(value)
    if kind == "years" and quantity.kind == "duration" and value % 12 == 0:
        return int(value // 12)
    if kind == "parameters" and (
        quantity.kind == "parameters" or (value >= _LEAST_PARAMETERS and not _YUAN.search(quantity.text))
    ):
        return plain(value)
    return None


def plain(value: Decimal) -> str:
    return format(value.normalize(), "f")
