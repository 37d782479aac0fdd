"""The amounts of one award for all rows, exact: whole units of a power of ten, rounded once to the fen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.awards.batch_cells import Column
from assistant.awards.fact_schema import Fact
from assistant.awards.money import EXACT
from assistant.awards.schema import AmountRule, Factor, Share

_ZERO = Decimal(0)
#: Beyond this a product is worked out in Python's unbounded integers.
_LARGEST = 1 << 61


class Amounts:
    """Works an amount rule out over rows."""

    def __init__(self, rule: AmountRule, facts: Mapping[str, Fact]) -> None:
        self._rule, self._facts = rule, facts
        self._units = cache(self._unit)

    def of(
        self,
        columns: Mapping[str, Column],
        tiers: Sequence[str | None],
        which: NDArray[np.int64],
        paid: NDArray[np.bool_],
    ) -> tuple[NDArray[Any], NDArray[Any]]:
        """Low and high in fen of each row; 0 where nothing is paid.

        ``tiers`` are the values of the rule's tier fact that occur, ``which`` each row's place in them.
        """
        rule, rows = self._rule, len(which)
        if rule.kind in ("unspecified", "none"):
            nothing = np.zeros(rows, dtype=np.int64)
            return nothing, nothing
        if rule.share is not None:
            low, high, places = self._share(rule.share, columns, rows)
        else:
            units = [self._units(tier) for tier in tiers]
            places = max((_places(value) for unit in set(units) for value in unit), default=0)
            low, high = (_integers([_scaled(u[end], places) for u in units])[which] for end in (0, 1))
        for factor in rule.times:
            count = self._count(factor, columns, rows)
            low, high = _product(low, count), _product(high, count)
        return tuple(np.where(paid, _to_fen(end, places), 0) for end in (low, high))  # type: ignore[return-value]

    def _unit(self, tier: str | None) -> tuple[Decimal, Decimal]:
        rule = self._rule
        if rule.between is not None:
            return rule.between.low, rule.between.high
        values = [rule.value] if rule.value is not None else []
        if rule.tiers is not None:
            values = [step.value for step in rule.tiers.steps if step.value_of == tier]
            values = values or [step.value for step in rule.tiers.steps]
        return _ZERO if rule.kind == "up_to" else min(values), max(values)

    def _share(
        self, share: Share, columns: Mapping[str, Column], rows: int
    ) -> tuple[NDArray[Any], NDArray[Any], int]:
        rate, cap = EXACT.scaleb(Decimal(share.rate.rstrip("%")), -2), self._rule.cap
        assert cap is not None
        told = [columns[name] for name in (share.of, share.or_sum_of) if name and name in columns]
        sums = [[None if v is None else _sum(v) for v in column.values] for column in told]
        places = max((_places(v) for column in sums for v in column if v is not None), default=0)
        places = max(places + _places(rate), _places(cap.value))
        ceiling = _scaled(cap.value, places)
        high = np.full(rows, ceiling, dtype=_integers([ceiling]).dtype)
        known = np.zeros(rows, dtype=bool)
        for column, values in zip(told, sums, strict=True):
            shares = [
                ceiling if v is None else min(_scaled(EXACT.multiply(v, rate), places), ceiling)
                for v in values
            ]
            high = np.where(column.told(), _integers(shares)[column.codes], high)
            known |= column.told()
        low = np.zeros_like(high) if self._rule.kind == "up_to" else np.where(known, high, 0)
        return low, high, places

    def _count(self, factor: Factor, columns: Mapping[str, Column], rows: int) -> NDArray[Any]:
        longest = None if factor.longest is None else int(factor.longest.value)
        default = longest if longest is not None else int(self._facts[factor.fact].default or 0)
        if factor.fact not in columns:
            return np.full(rows, default)
        column = columns[factor.fact]
        counts = [default if v is None else v if longest is None else min(v, longest) for v in column.values]
        return _integers(counts)[column.codes]


def _sum(value: Decimal | tuple[Decimal, ...]) -> Decimal:
    if isinstance(value, Decimal):
        return value
    total = _ZERO
    for one in value:
        total = EXACT.add(total, one)
    return total


def _places(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))


def _scaled(value: Decimal, places: int) -> int:
    return int(EXACT.scaleb(value, places))


def _integers(values: Sequence[int]) -> NDArray[Any]:
    fits = max(values, default=0) < _LARGEST
    return np.array(values, dtype=np.int64 if fits else object)


def _product(amounts: NDArray[Any], counts: NDArray[Any]) -> NDArray[Any]:
    if not len(amounts) or int(amounts.max()) * int(counts.max()) < _LARGEST:
        return np.asarray(amounts * counts)
    return np.asarray(amounts.astype(object) * counts.astype(object))


def _to_fen(amounts: NDArray[Any], places: int) -> NDArray[Any]:
    """Amounts over 10**``places`` rounded half up to fen."""
    if places <= 2:
        return _product(amounts, np.full(1, 10 ** (2 - places)))
    if not len(amounts) or int(amounts.max()) > _LARGEST // 2 or places > 18:
        amounts = amounts.astype(object)
    divisor = 10 ** (places - 2)
    return np.asarray((amounts * 2 + divisor) // (2 * divisor))
