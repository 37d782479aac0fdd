"""Lengths that are no whole years, of what is paid by the year (三年半, 9个月), and figures told loosely."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.awards.rulebook import RuleBook
from assistant.conversation.loose import certain_length
from assistant.conversation.session import Said
from assistant.language.quantities import Quantity, read_quantities

#: In months.
_YEAR = 12
_EXACT = ("exact", "at_least")


def part_years(said: Iterable[Said], rulebook: RuleBook) -> dict[str, Quantity]:
    """The lengths in ``said`` that are counted in years and no whole ones, by the words that tell them."""
    return {
        one.words: quantity
        for one in said
        if _measure(one, rulebook) == "year"
        for quantity in read_quantities(one.words)
        if quantity.kind == "duration"
        and (quantity.low % _YEAR or quantity.bound in ("more_than", "less_than"))
    }


def told_loosely(said: Iterable[Said], rulebook: RuleBook) -> tuple[str, ...]:
    """The words in ``said`` of numbers that are not exact (八十来万, 两年多), but for lengths in years."""
    loose = (
        one.words
        for one in said
        if one.fact in rulebook.facts
        and rulebook.facts[one.fact].type not in ("bool", "choice")
        and _measure(one, rulebook) != "year"
        and any(q.bound not in _EXACT or q.low != q.high for q in read_quantities(one.words))
    )
    return tuple(dict.fromkeys(loose))


def is_under_a_year(length: Quantity) -> bool:
    return certain_length(length).low < _YEAR


def _measure(said: Said, rulebook: RuleBook) -> str | None:
    return rulebook.facts[said.fact].measure if said.fact in rulebook.facts else None
