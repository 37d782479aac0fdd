"""Money, percentages, durations, counts and model sizes in policy text and users' words.

Every value is an exact ``Decimal`` (a third is taken to 28 digits): money in yuan,
percentages as fractions, durations in months, parameters as a plain count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Context, Decimal, localcontext

from assistant.language import measures
from assistant.language.measures import Bound, Kind
from assistant.language.normalise import normalise
from assistant.language.not_quantities import NOT_QUANTITIES
from assistant.language.numerals import Numeral, read_numeral

_EXACT = Context(prec=9000)
_THIRDS = Context(prec=28)
_RANGE = re.compile(r" ?(?:-{1,2}|–|—{1,2}|~|至|到) ?")
_LIST = re.compile(r" ?(?:、|和|或者?|及|以及|与|/) ?")
_CLAUSE_END = re.compile(r"(?:吧|呢|啊|了|的|左右)?(?=$|[,。;!?、\s])")
_CLAUSE_START = re.compile(r"(?:^|[,。;!?、:\s])(?:就|是|大概|有)?$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity at ``[start, end)`` of the text it was read from.

    ``low`` equals ``high`` unless the words name a span (30－100万元, 五六十万, 十几万).
    ``unit`` is 元 or another currency for money, the counting word for counts, else empty.
    """

    kind: Kind
    low: Decimal
    high: Decimal
    bound: Bound
    unit: str
    per: tuple[str, ...]
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Reading:
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


def read_quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity of ``text`` from left to right; dates, ordinals and idioms are none."""
    normalised = normalise(text)
    with localcontext(_EXACT):
        readings = _joined(normalised.text, list(_readings(normalised.text)))
        found = _quantities(normalised.text, readings)
    placed = []
    for quantity in found:
        start, end = normalised.origin(quantity.start, quantity.end)
        placed.append(replace(quantity, start=start, end=end, text=text[start:end]))
    return tuple(placed)


def _readings(text: str) -> Iterator[_Reading]:
    blocked = dict(match.span() for match in NOT_QUANTITIES.finditer(text))
    position = 0
    while position < len(text):
        reading = _whole_word(text, position)
        if reading is None and position in blocked:
            position = blocked[position]
            continue
        reading = reading or _fraction(text, position) or _measured(text, position)
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


def _whole_word(text: str, position: int) -> _Reading | None:
    for pattern, kind, value, unit in measures.WHOLE_WORDS:
        if match := pattern.match(text, position):
            numeral = Numeral(value, value, "exact", Decimal(1), True, False, False, position, match.end())
            return _Reading(numeral, kind, unit, value, value, Decimal(1), position, match.end())
    return None


def _fraction(text: str, position: int) -> _Reading | None:
    """百分之三十, 千分之五, 三分之一."""
    match = measures.PARTS.match(text, position)
    numeral = match and read_numeral(text, match.end())
    base = match and (_NAMED_BASES.get(match["base"]) or _number(match["base"]))
    if not numeral or not base:
        return None
    one = _THIRDS.divide(Decimal(1), base)
    low, high = (_THIRDS.divide(value, base) for value in (numeral.low, numeral.high))
    return _Reading(numeral, "percent", "", low, high, one, position, numeral.end)


_NAMED_BASES = {"十": Decimal(10), "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10000)}


def _number(text: str) -> Decimal | None:
    numeral = read_numeral(text, 0)
    return numeral.low if numeral and numeral.end == len(text) else None


def _measured(text: str, position: int) -> _Reading | None:
    """A numeral with the unit that follows it; a bare one is a number."""
    numeral = read_numeral(text, position)
    if numeral is None:
        return None
    measure = _measure(text, numeral)
    if measure is None:
        return None
    kind, unit, factor, more, start, end = measure
    low, high = numeral.low * factor + more, numeral.high * factor + more
    return _Reading(numeral, kind, unit, low, high, numeral.scale * factor, start, end)


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
    if _glued_before(text, start):
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
    return "percent", "", Decimal("0.1"), Decimal("0.05" if match["half"] else 0), start, match.end()


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


def _joined(text: str, readings: list[_Reading]) -> list[_Reading]:
    """Readings with ranges made one and shared units given out; stray Chinese digits drop out."""
    joined: list[_Reading] = []
    for reading in reversed(readings):
        following = joined[-1] if joined else None
        gap = text[reading.end : following.start] if following else ""
        if following and _RANGE.fullmatch(gap) and (span := _span(reading, following)):
            joined[-1] = span
        elif (
            following
            and _LIST.fullmatch(gap)
            and reading.kind == "number" != following.kind
            and not reading.numeral.big
        ):
            joined.append(_in_unit_of(reading, following, following.one))
        else:
            joined.append(reading)
    return [
        reading for reading in reversed(joined) if reading.kind != "number" or _stands_alone(text, reading)
    ]


def _span(first: _Reading, last: _Reading) -> _Reading | None:
    """``first`` to ``last`` as one reading, or None where they are not of one kind."""
    if first.kind == "number" and last.kind != "number":
        coefficient = last.numeral.high / last.numeral.scale
        unshared = first.numeral.big or first.low > coefficient
        first = _in_unit_of(first, last, last.one / last.numeral.scale if unshared else last.one)
    elif last.kind == "number" and first.kind == "percent":
        last = _in_unit_of(last, first, first.one)
    if (first.kind, first.unit) != (last.kind, last.unit) or first.low > last.high:
        return None
    return replace(last, low=first.low, high=last.high, start=first.start)


def _in_unit_of(reading: _Reading, other: _Reading, one: Decimal) -> _Reading:
    return replace(
        reading, kind=other.kind, unit=other.unit, one=one, low=reading.low * one, high=reading.high * one
    )


def _stands_alone(text: str, reading: _Reading) -> bool:
    """A bare number is worth reading if it is Arabic, has two places (三十), or is all that is said."""
    if not reading.numeral.chinese:
        return True
    if reading.numeral.scaled and reading.end - reading.start > 1 and reading.numeral.vagueness == "exact":
        return True
    said = _CLAUSE_END.match(text, reading.end) and _CLAUSE_START.search(text[: reading.start])
    return said is not None and reading.low == reading.high


def _quantities(text: str, readings: list[_Reading]) -> list[Quantity]:
    """Bound and per of each reading; a list's later items take them from the first."""
    found: list[Quantity] = []
    taken = 0
    for reading in readings:
        per, per_start = _per(text, reading)
        if per_start is not None:
            found = [
                quantity for quantity in found if quantity.end <= per_start or quantity.start < per_start
            ]
        end = _per_end(text, reading.end)
        bound = _bound(text, reading.start, end)
        if bound is None and reading.numeral.vagueness != "exact":
            bound = reading.numeral.vagueness
        if found and _LIST.fullmatch(text[taken : reading.start]) and found[-1].kind == reading.kind:
            bound = bound or found[-1].bound
            per = per or found[-1].per
        quantity = Quantity(
            reading.kind,
            reading.low,
            reading.high,
            bound or "exact",
            reading.unit,
            per,
            reading.start,
            end,
            "",
        )
        found.append(quantity)
        taken = end
    return found


def _per_end(text: str, end: int) -> int:
    while match := measures.PER_AFTER.match(text, end):
        end = match.end()
    return end


def _per(text: str, reading: _Reading) -> tuple[tuple[str, ...], int | None]:
    """What the amount is counted per, and where the words for it begin if they stand before."""
    if reading.kind not in ("money", "percent", "count", "number"):
        return (), None
    after: list[str] = []
    end = reading.end
    while match := measures.PER_AFTER.match(text, end):
        after += [measures.PER[word] for word in match.groups() if word]
        end = match.end()
    if after:
        return tuple(after), None
    window = max(0, reading.start - 24)
    before = measures.PER_BEFORE.search(text[window : reading.start])
    if before is None or (reading.kind != "money" and "每" not in before[1]):
        return (), None
    words = measures.PER_WORDS.findall(before[1])
    return tuple(measures.PER[word] for word in words), window + before.start()


def _bound(text: str, start: int, end: int) -> Bound | None:
    before = text[max(0, start - 12) : start]
    for pattern, bound in measures.BOUND_BEFORE:
        if pattern.search(before):
            return bound
    for pattern, bound in measures.BOUND_AFTER:
        if pattern.match(text, end):
            return bound
    return None
