"""An amount worked out: an exact interval of yuan, the steps that led to it, and how it is written."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from assistant.awards.fact_schema import Fact
from assistant.awards.money import format_yuan, plain
from assistant.awards.phrases import phrases
from assistant.awards.trace import Step
from assistant.contract import Amount, AmountKind

ZERO = Decimal(0)
_DIGITS = "0123456789."


@dataclass(frozen=True, slots=True)
class Worked:
    """An amount in exact yuan (None only where the text names no figure) and how it came about."""

    kind: AmountKind
    low: Decimal | None
    high: Decimal | None
    steps: tuple[Step, ...] = ()
    #: Facts without which the amount is not certain.
    missing: tuple[str, ...] = ()
    #: The amount of one unit, and what it was multiplied by other than one.
    unit_text: str = ""
    factors: tuple[tuple[Fact, int], ...] = ()


NOT_PAID = Worked("none", ZERO, ZERO)


@lru_cache(maxsize=4096)
def interval_text(kind: AmountKind, low: Decimal, high: Decimal) -> str:
    """An amount in Chinese: 50万元, 最高50万元, 100万—300万元."""
    words = phrases()
    if kind == "up_to":
        return words.up_to.format(high=format_yuan(high))
    if low == high:
        return format_yuan(high)
    low_text, high_text = format_yuan(low), format_yuan(high)
    if low_text.lstrip(_DIGITS) == high_text.lstrip(_DIGITS):
        low_text = low_text.removesuffix(words.unit_yuan)
    return words.range.format(low=low_text, high=high_text)


def render_amount(worked: Worked) -> Amount:
    """The contract's Amount of an eligible or open award."""
    words = phrases()
    if worked.low is None or worked.high is None:
        return Amount(kind="unspecified", low=None, high=None, text=words.unspecified)
    if worked.kind == "none":
        return Amount(kind="none", low="0", high="0", text=words.no_money)
    text = interval_text(worked.kind, worked.low, worked.high)
    if worked.factors:
        unit = worked.unit_text + "".join(f"/{fact.per}" for fact, _ in worked.factors)
        factors = "×".join(f"{count}{fact.unit}" for fact, count in worked.factors)
        text = words.factors.format(amount=text, unit=unit, factors=factors)
    return Amount(kind=worked.kind, low=plain(worked.low), high=plain(worked.high), text=text)
