"""Numerals with their units, as they stand in a normalised text, before ranges and lists are joined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Context, Decimal

from assistant.language import measures
from assistant.language.measures import Kind
from assistant.language.not_quantities import NOT_QUANTITIES
from assistant.language.numerals import Numeral, read_numeral

_THIRDS = Context(prec=28)
#: The signs that a quantity can begin with.
_BEGINS = re.compile(
    "[0-9零〇一壹弌二两贰弍三叁弎参四肆五伍六陆七柒八捌九玖十拾百佰千仟廿卄卅卌几数半俩仨万亿]"
)
_NAMED_BASES = {"十": Decimal(10), "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10000)}


@dataclass(frozen=True, slots=True)
class Reading:
    """A numeral with its unit, in places of the normalised text."""

    numeral: Numeral
    kind: Kind
    unit: str
    low: Decimal
    high: Decimal
    #: One of the unit in the quantity's own measure: 万元 is 10000, 年 is 12.
    one: Decimal
    start: int
    end: int


def readings_in(text: str) -> Iterator[Reading]:
    """Every numeral of a normalised text with its unit, left to right, bare numbers too."""
    blocked = {
        place: match.end() for match in NOT_QUANTITIES.finditer(text) for place in range(*match.span())
    }
    position = 0
    while begins := _BEGINS.search(text, position):
        position = begins.start()
        if position in blocked:
            position = blocked[position]
            continue
        reading = _whole_word(text, position) or _fraction(text, position) or _measured(text, position)
        if reading is not None:
            yield reading
            position = reading.end
        else:
            position = max(position + 1, _end_of_digits(text, position))


def _end_of_digits(text: str, position: int) -> int:
    """Past the Arabic digits at ``position``: no numeral begins in the middle of them."""
    while position < len(text) and text[position] in "0123456789":
        position += 1
    return position


def _whole_word(text: str, position: int) -> Reading | None:
    for pattern, kind, value, unit in measures.WHOLE_WORDS:
        if match := pattern.match(text, position):
            numeral = Numeral(value, value, "exact", Decimal(1), True, False, False, position, match.end())
            return Reading(numeral, kind, unit, value, value, Decimal(1), position, match.end())
    return None


def _fraction(text: str, position: int) -> Reading | None:
    """百分之三十, 千分之五, 三分之一."""
    match = measures.PARTS.match(text, position)
    numeral = match and read_numeral(text, match.end())
    base = match and (_NAMED_BASES.get(match["base"]) or _number(match["base"]))
    if not numeral or not base:
        return None
    one = _THIRDS.divide(Decimal(1), base)
    low, high = (_THIRDS.divide(value, base) for value in (numeral.low, numeral.high))
    return Reading(numeral, "percent", "", low, high, one, position, numeral.end)


def _number(text: str) -> Decimal | None:
    numeral = read_numeral(text, 0)
    return numeral.low if numeral and numeral.end == len(text) else None


def _measured(text: str, position: int) -> Reading | None:
    """A numeral with the unit that follows it; a bare one is a number."""
    numeral = read_numeral(text, position)
    if numeral is None:
        return None
    measure = _measure(text, numeral)
    if measure is None:
        return None
    kind, unit, factor, more, start, end = measure
    low, high = numeral.low * factor + more, numeral.high * factor + more
    return Reading(numeral, kind, unit, low, high, numeral.scale * factor, start, end)


_Measure = tuple[Kind, str, Decimal, Decimal, int, int]


def _measure(text: str, numeral: Numeral) -> _Measure | None:
    """Kind, unit, factor, what is added, start and end; None where the numeral is part of a name."""
    one, nothing, start, end = Decimal(1), Decimal(0), numeral.start, numeral.end
    if match := measures.BILLIONS_AFTER.match(text, end):
        if not numeral.chinese and not numeral.scaled and not _glued_before(text, start):
            return "parameters", "", Decimal(10**9), nothing, start, match.end()
        return None
    if match := measures.PARAMETERS_AFTER.match(text, end):
        return "parameters", "", one, nothing, start, match.end()
    if measure := _percent(text, numeral) or _money(text, numeral) or _duration(text, numeral):
        return measure
    if _glued_before(text, start) and not numeral.big:
        return None
    if numeral.scaled and measures.PARAMETERS_BEFORE.search(text[max(0, start - 12) : start]):
        return "parameters", "", one, nothing, start, end
    if match := measures.COUNT_AFTER.match(text, end):
        return "count", match[1], one, nothing, start, match.end()
    if numeral.big:
        return "money", "元", one, nothing, start, end
    if measures.GLUED_AFTER.match(text, end):
        return None
    return "number", "", one, nothing, start, end


def _glued_before(text: str, start: int) -> bool:
    return measures.GLUED_BEFORE.search(text[max(0, start - 3) : start]) is not None


def _percent(text: str, numeral: Numeral) -> _Measure | None:
    nothing, start, end = Decimal(0), numeral.start, numeral.end
    if match := measures.PERCENT_AFTER.match(text, end):
        factor = Decimal({"‰": "0.001", "‱": "0.0001"}.get(match.group().strip(), "0.01"))
        return "percent", "", factor, nothing, start, match.end()
    match = measures.TENTHS_AFTER.match(text, end)
    if match is None or numeral.scale != 1 or not 0 < numeral.low < 100:
        return None
    if match["discount"] is not None and numeral.low >= 10 and not numeral.scaled:
        return "percent", "", Decimal("0.01"), nothing, start, match.end()
    if numeral.low > 10:
        return None
    more = Decimal("0.05") if match["half"] else (_number(match["more"] or "零") or Decimal(0)) / 100
    return "percent", "", Decimal("0.1"), more, start, match.end()


def _money(text: str, numeral: Numeral) -> _Measure | None:
    start, end = numeral.start, numeral.end
    before = text[max(0, start - 5) : start]
    prefix = measures.MONEY_BEFORE.search(before) or measures.FOREIGN_BEFORE.search(before)
    match = measures.MONEY_AFTER.match(text, end)
    if prefix is None and match is None:
        return None
    start -= len(prefix.group()) if prefix else 0
    foreign = measures.FOREIGN_BEFORE.search(before) if prefix else None
    unit = measures.CURRENCIES.get((match and match["foreign"]) or "", "")
    if not unit:
        unit = measures.FOREIGN_SIGNS.get(foreign.group().strip(": "), "美元") if foreign else "元"
    if match is None:
        return "money", unit, Decimal(1), Decimal(0), start, end
    end = match.end()
    change = measures.SMALL_CHANGE.match(text, end) if match["yuan"] in ("元", "块", "圆") else None
    if change is None:
        return "money", unit, Decimal(1), Decimal(0), start, end
    tenths = _number(change["jiao"] or change["tail"]) or Decimal(0)
    hundredths = (_number(change["fen"]) if change["fen"] else None) or Decimal(0)
    return "money", unit, Decimal(1), tenths / 10 + hundredths / 100, start, change.end()


def _duration(text: str, numeral: Numeral) -> _Measure | None:
    match = measures.DURATION_AFTER.match(text, numeral.end)
    if match is None or _glued_before(text, numeral.start):
        return None
    factor, more = Decimal(1), Decimal(0)
    if match["years"]:
        factor = Decimal(12)
        more = Decimal(6 if match["year_half"] else 0) + (_number(match["months_more"] or "零") or Decimal(0))
    elif match["quarters"]:
        factor = Decimal(3)
    elif match["month_half"]:
        more = Decimal("0.5")
    return "duration", "", factor, more, numeral.start, match.end()
