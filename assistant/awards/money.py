"""Exact money: arithmetic without rounding, one rounding at the end, one way to write it."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal, Inexact

#: Wide enough for every product of admitted facts; raises rather than round.
EXACT = Context(prec=200, traps=[Inexact])
_ROUND = Context(prec=200, rounding=ROUND_HALF_UP)
_FEN = Decimal("0.01")
_WAN = Decimal(10_000)
_YI = Decimal(100_000_000)


def to_fen(yuan: Decimal) -> Decimal:
    """``yuan`` rounded half up to 0.01."""
    return yuan.quantize(_FEN, context=_ROUND)


def plain(number: Decimal) -> str:
    """The number in digits, without exponent or trailing zeros: ``500000``, ``0.5``."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def format_yuan(yuan: Decimal) -> str:
    """``yuan`` in Chinese, exactly: 3000元, 48.5万元, 1666666.67元, 1000万元, 1.2亿元.

    万 and 亿 are used where at most two decimals remain, so that nothing is rounded away.
    """
    for unit, word in ((_YI, "亿元"), (_WAN, "万元")):
        if yuan >= unit and EXACT.remainder(yuan, EXACT.divide(unit, Decimal(100))) == 0:
            return plain(EXACT.divide(yuan, unit)) + word
    return plain(yuan) + "元"
