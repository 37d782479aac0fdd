"""Money, percentages, durations, counts and model sizes in policy text and users' words.

Every value is an exact ``Decimal`` (a third is taken to 28 digits): money in yuan,
percentages as fractions, durations in months, parameters as a plain count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Context, Decimal, localcontext

from assistant.language import measures
from assistant.language.measures import Bound, Kind
from assistant.language.normalise import normalise
from assistant.language.readings import Reading, readings_in

_EXACT = Context(prec=9000)
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


def read_quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity of ``text`` from left to right; dates, ordinals and idioms are none."""
    normalised = normalise(text)
    with localcontext(_EXACT):
        readings = _joined(normalised.text, list(readings_in(normalised.text)))
        found = _quantities(normalised.text, readings)
    placed = []
    for quantity in found:
        start, end = normalised.origin(quantity.start, quantity.end)
        placed.append(replace(quantity, start=start, end=end, text=text[start:end]))
    return tuple(placed)


def _joined(text: str, readings: list[Reading]) -> list[Reading]:
    """Readings with ranges made one and shared units given out; stray Chinese digits drop out."""
    joined: list[Reading] = []
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


def _span(first: Reading, last: Reading) -> Reading | None:
    """``first`` to ``last`` as one reading, or None where they are not of one kind."""
    if first.kind == "number" and last.kind != "number":
        coefficient = last.numeral.high / last.numeral.scale
        unshared = first.numeral.big or first.low > coefficient
        first = _in_unit_of(first, last, last.one / last.numeral.scale if unshared else last.one)
    elif last.kind == "number" and first.kind == "percent":
        last = _in_unit_of(last, first, first.one)
    elif first.kind == last.kind == "money" and first.end == first.numeral.end:
        first = replace(first, unit=last.unit)  # 500万-1000万美元
    if (first.kind, first.unit) != (last.kind, last.unit) or first.low > last.high:
        return None
    return replace(last, low=first.low, high=last.high, start=first.start)


def _in_unit_of(reading: Reading, other: Reading, one: Decimal) -> Reading:
    return replace(
        reading, kind=other.kind, unit=other.unit, one=one, low=reading.low * one, high=reading.high * one
    )


def _stands_alone(text: str, reading: Reading) -> bool:
    """A bare number is worth reading if it is Arabic, has two places (三十), or is all that is said."""
    if not reading.numeral.chinese:
        return True
    if reading.numeral.scaled and reading.end - reading.start > 1 and reading.numeral.vagueness == "exact":
        return True
    said = _CLAUSE_END.match(text, reading.end) and _CLAUSE_START.search(text[: reading.start])
    return said is not None and reading.low == reading.high


def _quantities(text: str, readings: list[Reading]) -> list[Quantity]:
    """Bound and per of each reading; a list's later items take them from the first."""
    found: list[Quantity] = []
    taken = 0
    for reading in readings:
        if reading.start < taken:
            continue  # 3000块一个月: the month is what the amount is counted per.
        per, per_start = _per(text, reading)
        if per_start is not None:
            found = [
                quantity for quantity in found if quantity.end <= per_start or quantity.start < per_start
            ]
        end = _per_end(text, reading.end)
        bound = _bound_of_length(text, reading) or _bound(text, reading.start, end)
        if bound == "about" and reading.kind in ("duration", "count") and text[reading.start - 1] == "近":
            bound = None  # 近3年 is the last three years.
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


def _per(text: str, reading: Reading) -> tuple[tuple[str, ...], int | None]:
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
    words = [match[1] or match["mean"] for match in measures.PER_WORDS.finditer(before[1])]
    return tuple(measures.PER[word] for word in words), window + before.start()


def _bound_of_length(text: str, reading: Reading) -> Bound | None:
    if reading.kind != "duration":
        return None
    if text[reading.start : reading.end] == "半年":
        return measures.HALF_YEAR_BEFORE.get(text[max(0, reading.start - 1) : reading.start])
    for pattern, bound in measures.LENGTH_BEFORE:
        if pattern.search(text[max(0, reading.start - 4) : reading.start]):
            return bound
    for pattern, bound in measures.LENGTH_AFTER:
        if pattern.match(text, reading.end):
            return bound
    return None


def _bound(text: str, start: int, end: int) -> Bound | None:
    before = text[max(0, start - 12) : start]
    for pattern, bound in measures.BOUND_BEFORE:
        if pattern.search(before):
            return bound
    if measures.MANY_BEFORE.search(text[max(0, start - 2) : start + 1]):
        return "more_than"
    for pattern, bound in measures.BOUND_AFTER:
        if pattern.match(text, end):
            return bound
    return None
