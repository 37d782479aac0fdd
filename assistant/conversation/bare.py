"""Bare figures of a correction: 不是150，是105 after 150万 means 105万."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from assistant.conversation.session import Remembered
from assistant.conversation.wording import Conversation

_FIGURE = r"(?<![0-9.])([0-9]+(?:\.[0-9]+)?)(?![0-9.]|[万亿千百元块个台套人名位年月%款项场成倍])"
_SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000), "元": Decimal(1)}


@dataclass(frozen=True, slots=True)
class _Grammar:
    #: The wrong figure, then the right one.
    corrected: re.Pattern[str]
    #: 要花到200呢 after 160万: a sum that is told to change, alone in its message.
    changed: re.Pattern[str]


@lru_cache(maxsize=4)
def _grammar(words: Conversation) -> _Grammar:
    follows, before, right, now = (
        words[name].pattern
        for name in ("wrong_figure_follows", "wrong_figure_before", "right_figure_follows", "figure_now")
    )
    return _Grammar(
        re.compile(rf"(?:{follows}\s*{_FIGURE}|{_FIGURE}{before})了?[,，。;；\s]*{right}{_FIGURE}"),
        re.compile(rf"^[^0-9，。,;；]{{0,8}}{now}+{_FIGURE}(?:呢|的话|吧|了)?[?？。]?$"),
    )


def with_units(text: str, known: Iterable[Remembered], words: Conversation) -> str:
    """The plain text, where it corrects or changes a bare figure told in a unit before, with that unit."""
    known = tuple(known)
    found = _grammar(words).corrected.search(text)
    if found is None:
        return _changed(text, known, words)
    wrong = Decimal(next(group for group in found.groups()[:2] if group))
    told = [value for one in known for value in (one.value, *(item.value for item in one.items))]
    told += [value for one in known if isinstance(one.value, list) for value in one.value]
    values = {Decimal(str(value)) for value in told if _is_figure(value)}
    unit = next((unit for unit, scale in _SCALES.items() if wrong * scale in values), None)
    if unit is None:
        return text
    figures = [place for place in (1, 2, 3) if found[place]]
    for place in reversed(figures):
        text = text[: found.end(place)] + unit + text[found.end(place) :]
    return text


def _changed(text: str, known: Iterable[Remembered], words: Conversation) -> str:
    """``text`` with 万 behind the one figure that it holds, where a cost was told in 万 before."""
    found = _grammar(words).changed.search(text)
    costs = [one for one in known if _is_figure(one.value) and one.words.endswith("万")]
    return f"{text[: found.end(1)]}万{text[found.end(1) :]}" if found and costs else text


def _is_figure(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", value) is not None
