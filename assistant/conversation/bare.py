"""Bare figures of a correction: 不是150，是105 after 150万 means 105万."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from assistant.conversation.session import Remembered

_FIGURE = r"(?<![0-9.])([0-9]+(?:\.[0-9]+)?)(?![0-9.]|[万亿千百元块个台套人名位年月%款项场成倍])"
_WRONG = rf"(?:(?:不是|不到|并非|没有|没到)\s*{_FIGURE}|{_FIGURE}(?:是)?(?:说|写|打|报|讲|记|算|看|填)?错)"
#: The wrong figure, then the right one.
_CORRECTED = re.compile(
    rf"{_WRONG}了?[,，。;；\s]*(?:而是|应该是|应当是|应为|实际是|其实是|是|只有|才){_FIGURE}"
)
#: 要花到200呢 after 160万: a sum that is told to change, alone in its message.
_CHANGED = re.compile(
    r"^[^0-9，。,;；]{0,8}(?:花|用|费用|预算|总价|总额|涨|升|降|砍|压|改|换|是|要|到|成|为|了)+"
    rf"{_FIGURE}(?:呢|的话|吧|了)?[?？。]?$"
)
_SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000), "元": Decimal(1)}


def with_units(text: str, known: Iterable[Remembered]) -> str:
    """The plain text, where it corrects or changes a bare figure told in a unit before, with that unit."""
    known = tuple(known)
    found = _CORRECTED.search(text)
    if found is None:
        return _changed(text, known)
    wrong = Decimal(next(group for group in found.groups()[:2] if group))
    told = [value for one in known for value in (one.value, *(item.value for item in one.items))]
    values = {Decimal(str(value)) for value in told if _is_figure(value)}
    unit = next((unit for unit, scale in _SCALES.items() if wrong * scale in values), None)
    if unit is None:
        return text
    figures = [place for place in (1, 2, 3) if found[place]]
    for place in reversed(figures):
        text = text[: found.end(place)] + unit + text[found.end(place) :]
    return text


def _changed(text: str, known: Iterable[Remembered]) -> str:
    """``text`` with 万 behind the one figure that it holds, where a cost was told in 万 before."""
    found = _CHANGED.search(text)
    costs = [one for one in known if _is_figure(one.value) and one.words.endswith("万")]
    return f"{text[: found.end(1)]}万{text[found.end(1) :]}" if found and costs else text


def _is_figure(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", value) is not None
