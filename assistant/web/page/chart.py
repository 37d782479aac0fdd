"""The chart of a calculation: each award's range as a bar, and the total, on one scale."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from assistant.contract import CalculationResponse

_PLACES = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Bar:
    """A range in yuan; ``start`` and ``width`` in hundredths of the scale. No figure, no bar."""

    name: str
    low: str | None
    high: str | None
    start: Decimal
    width: Decimal
    total: bool = False


def bars(response: CalculationResponse) -> tuple[Bar, ...]:
    """One bar an award, in order, and the total last."""
    ranges = [(award.name, award.amount.low, award.amount.high) for award in response.awards]
    ranges.append(("", response.total.low, response.total.high))
    top = _top(high for _, _, high in ranges)
    drawn = [_bar(name, low, high, top) for name, low, high in ranges[:-1]]
    last = _bar(*ranges[-1], top)
    return (*drawn, Bar(last.name, last.low, last.high, last.start, last.width, total=True))


def _top(highs: Iterable[str | None]) -> Decimal:
    return max((Decimal(high) for high in highs if high), default=Decimal(0)) or Decimal(1)


def _bar(name: str, low: str | None, high: str | None, top: Decimal) -> Bar:
    start = (Decimal(low or 0) / top * 100).quantize(_PLACES)
    end = (Decimal(high or 0) / top * 100).quantize(_PLACES)
    # A single figure is a bar from nothing up to it.
    return Bar(name, low, high, *((Decimal(0), end) if low == high else (start, end - start)))
