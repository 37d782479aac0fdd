"""Lengths that are no whole years, of what is paid by the year (三年半, 9个月)."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.awards.rulebook import RuleBook
from assistant.conversation.session import Said
from assistant.language.quantities import Quantity, read_quantities

#: In months.
_YEAR = 12


def part_years(said: Iterable[Said], rulebook: RuleBook) -> tuple[Quantity, ...]:
    """The lengths in ``said`` that are counted in years and are no whole ones, each once."""
    lengths = [
        quantity
        for one in said
        if one.fact in rulebook.facts and rulebook.facts[one.fact].measure == "year"
        for quantity in read_quantities(one.words)
        if quantity.kind == "duration" and quantity.low % _YEAR
    ]
    return tuple({quantity.text: quantity for quantity in lengths}.values())


def is_under_a_year(length: Quantity) -> bool:
    return length.low < _YEAR
