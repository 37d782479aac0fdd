"""Facts of a request: each checked against its declaration and brought to one exact form.

bool stays bool, int becomes int, decimal becomes Decimal (yuan), a choice its declared value,
a list a tuple of Decimals. A null, or a place too broad to choose by, counts as not given.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from assistant.awards.fact_schema import Fact
from assistant.awards.money import plain
from assistant.awards.phrases import phrases
from assistant.contract import ErrorDetail

Loc = tuple[str | int, ...]
Reader = Callable[[Any, Loc], Any]

_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?")
_MAX_CHARACTERS = 40
_LARGEST = Decimal(10) ** 18
_SMALLEST_PLACE = -18
_MAX_YEARS = 100


class BadFact(Exception):
    """One fact of a request is wrong; ``detail`` says where, what and how to mend it."""

    def __init__(self, kind: str, loc: Loc, **values: object) -> None:
        template = getattr(phrases().errors, kind)
        self.detail = ErrorDetail(loc=loc, msg=template.format(**values), type=kind)
        super().__init__(self.detail.msg)


def reader(fact: Fact) -> Reader:
    """The function that reads a value of ``fact``; it raises ``BadFact`` and never guesses."""
    make: dict[str, Callable[[Fact], Reader]] = {
        "bool": _bool, "int": _int, "decimal": _decimal, "decimal_list": _decimals, "choice": _choice,
    }  # fmt: skip
    return make[fact.type](fact)


def _bool(fact: Fact) -> Reader:
    def read(value: Any, loc: Loc) -> bool:
        if not isinstance(value, bool):
            raise BadFact("not_a_bool", loc, label=fact.label)
        return value

    return read


def _number(value: Any, fact: Fact, loc: Loc) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        raise BadFact("not_a_number", loc, label=fact.label)
    if isinstance(value, int) and abs(value) > _LARGEST:
        raise BadFact("too_large", loc, label=fact.label)
    # A float is taken as the digits it was written with, never by its binary value.
    text = str(value).strip()
    if len(text) > _MAX_CHARACTERS:
        raise BadFact("too_large", loc, label=fact.label)
    if not _NUMBER.fullmatch(text):
        raise BadFact("not_a_number", loc, label=fact.label)
    number = Decimal(text)
    if abs(number) > _LARGEST or (number and int(number.normalize().as_tuple().exponent) < _SMALLEST_PLACE):
        raise BadFact("too_large", loc, label=fact.label)
    if fact.minimum is not None and number < fact.minimum:
        raise BadFact("below_minimum", loc, label=fact.label, minimum=plain(fact.minimum))
    return abs(number)  # a negative zero is zero


def _int(fact: Fact) -> Reader:
    def read(value: Any, loc: Loc) -> int:
        number = _number(value, fact, loc)
        if number != number.to_integral_value():
            raise BadFact("not_an_integer", loc, label=fact.label)
        return int(number)

    return read


def _decimal(fact: Fact) -> Reader:
    return lambda value, loc: _number(value, fact, loc)


def _decimals(fact: Fact) -> Reader:
    def read(value: Any, loc: Loc) -> tuple[Decimal, ...]:
        if not isinstance(value, list | tuple) or not value:
            raise BadFact("not_a_list", loc, label=fact.label)
        if len(value) > _MAX_YEARS:
            raise BadFact("too_many", loc, label=fact.label, limit=_MAX_YEARS)
        return tuple(_number(one, fact, (*loc, place)) for place, one in enumerate(value))

    return read


def _choice(fact: Fact) -> Reader:
    known = {
        name: choice.value
        for choice in fact.choices
        for name in (choice.value, choice.label, *choice.aliases)
    }
    # Whole names may open an address (亭湖区希望大道); short forms may not.
    openings = sorted(
        (name for name in known if name[-1] in "区市县" and len(name) > 2), key=len, reverse=True
    )
    allowed = "、".join(choice.value for choice in fact.choices)

    def find(text: str) -> str | None:
        if text in known or not fact.prefixes:
            return known.get(text)
        opening = next((name for name in openings if text.startswith(name)), None)
        if opening is not None:
            return known[opening]
        prefix = next((prefix for prefix in fact.prefixes if text.startswith(prefix)), None)
        return find(text[len(prefix) :]) if prefix is not None else None

    def read(value: Any, loc: Loc) -> str | None:
        if not isinstance(value, str):
            raise BadFact("not_text", loc, label=fact.label)
        text = value.strip()
        if text in fact.too_broad:
            return None
        found = find(text)
        if found is not None:
            return found
        if fact.other is None or not text:
            raise BadFact("not_a_choice", loc, label=fact.label, given=text[:20], allowed=allowed)
        return fact.other

    return read
