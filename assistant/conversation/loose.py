"""Quantities told loosely: 三年多, 快三年, 两三年, 约80万."""

from __future__ import annotations

from dataclasses import replace

from assistant.conversation.heard import Heard
from assistant.language.quantities import Quantity, read_quantities

#: In months.
_YEAR = 12
#: How many characters beside a number make it a loose one (差不多80万).
_LOOSELY = 5


def certain_length(length: Quantity) -> Quantity:
    """Of a length told loosely what is certain: 三年多 is three years, 不到三年 and 快三年 two, 两三年 two.

    Of less than a year nothing is: it is taken for the month before, and told to be loose.
    """
    low = length.low
    if length.bound == "less_than":
        low -= _YEAR if low > _YEAR and low % _YEAR == 0 else 1
    elif length.bound != "more_than" and length.low == length.high:
        return length
    return replace(length, low=low, high=low, bound="about") if low > 0 else length


def told_words(quantity: Quantity, heard: Heard) -> str:
    """The words of a quantity with those beside it that make it a loose one (快三年, 约80万)."""
    part = heard.part(quantity.start)
    for more in range(_LOOSELY):
        for before in range(more + 1):
            start, end = quantity.start - before, quantity.end + more - before
            if not part.start <= start <= end <= part.end:
                continue
            again = read_quantities(heard.text[start:end])
            if len(again) == 1 and (again[0].low, again[0].bound) == (quantity.low, quantity.bound):
                return heard.text[start:end]
    return quantity.text
