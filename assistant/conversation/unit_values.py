"""Quantities as values of facts, in the contract's form."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from assistant.language.quantities import Quantity

#: In months; what is beyond whole years is told to be left open (``part_years.py``).
_YEAR = 12
#: A count of model parameters is given in hundreds of millions.
_LEAST_PARAMETERS = 100_000_000
_YUAN = re.compile(r"[元块钱圆¥]")


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
    if kind == "years" and quantity.kind == "duration" and value >= _YEAR:
        return int(value // _YEAR)
    if kind == "parameters" and (
        quantity.kind == "parameters" or (value >= _LEAST_PARAMETERS and not _YUAN.search(quantity.text))
    ):
        return plain(value)
    return None


def plain(value: Decimal) -> str:
    return format(value.normalize(), "f")
