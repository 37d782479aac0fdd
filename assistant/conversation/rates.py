"""Amounts told per month, quarter or year, and how long they ran: 一年600万，两年下来."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.conversation.heard import Heard
from assistant.language.quantities import Quantity

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_YEAR = 12
#: 头一年400万, 2025年300万: the figure of one year, whatever else is told.
_ONE_YEAR = re.compile(
    r"(?:第[一二三四五六七八九十]年|头一?年|首年|[去今前明]年|(?:19|20)[0-9]{2}年)[^0-9]{0,6}$"
)
#: Between "how long" and the rate that it belongs to (后面两年每年500万) stands hardly a word.
_CLOSE = 4
#: How far before a length it is said that something is paid for so long.
_PAID_FOR = 8


def yearly(quantity: Quantity, heard: Heard) -> list[Decimal] | None:
    """What a sum of money told per period comes to in each year of the time it ran, in yuan.

    Without a time told it is one year. None where it is told per no period. The last year may be
    a part of one: 30万 a month for 18 months is 360万 and 180万.
    """
    period = next((_MONTHS[per] for per in quantity.per if per in _MONTHS), None)
    if period is None:
        return None
    months = _run(quantity, heard)
    each = quantity.low / period
    whole, rest = divmod(months, _YEAR)
    return [each * _YEAR] * int(whole) + ([each * rest] if rest else [])


def times_days(quantity: Quantity, heard: Heard) -> Decimal | None:
    """A sum told per day (每天20万，办三天) over the days told, or None where no one number of days is."""
    days = {q.low for q in heard.quantities if q.kind == "count" and q.unit in ("天", "日") and not q.per}
    return quantity.low * days.pop() if len(days) == 1 else None


def _run(rate: Quantity, heard: Heard) -> Decimal:
    """How many months the rate ran."""
    if _ONE_YEAR.search(heard.before(rate.start, 12)):
        return Decimal(_YEAR)
    rates = [q for q in heard.quantities if q.kind == "money" and set(q.per) & set(_MONTHS)]
    part = heard.part(rate.start)
    sums = [q for q in heard.quantities if q.kind == "money" and part.start <= q.start < part.end]
    # 一年80万和210万，两年: as many years as sums are one each.
    years = _YEAR * len(sums) if len(sums) > 1 else None
    runs = [q for q in heard.quantities if q.kind == "duration" and _is_run(q, heard) and q.low != years]
    if len(rates) > 1:
        runs = [run for run in runs if _owner(run, rates, heard) is rate]
    lengths = {run.low for run in runs}
    return lengths.pop() if len(lengths) == 1 else Decimal(_YEAR)


def _is_run(duration: Quantity, heard: Heard) -> bool:
    exact = duration.low == duration.high and duration.bound in ("exact", "about", "at_least")
    return exact and not heard.words["duration_of_others"](heard.part_text(duration.start))


def _owner(run: Quantity, rates: list[Quantity], heard: Heard) -> Quantity | None:
    """Of several rates the one that a time belongs to: right behind it, else the one before."""
    part = heard.part(run.start)
    here = [rate for rate in rates if part.start <= rate.start < part.end]
    after = [rate for rate in here if 0 <= rate.start - run.end <= _CLOSE]
    before = [rate for rate in here if rate.start < run.start]
    return after[0] if after else before[-1] if before else here[0] if here else None


def claims_length(heard: Heard, quantity: Quantity) -> bool:
    """Whether a length is what somebody takes the rule for (是不是只给三年, 发10年吗), no time that ran."""
    behind = heard.text[quantity.end : heard.part(quantity.start).end + 1]
    before = heard.before(quantity.start, _PAID_FOR)
    asks = heard.words["open_question"](before) or heard.words["asks_length"].begins(behind)
    return quantity.kind == "duration" and asks and heard.words["paid_for"].ends(before)
