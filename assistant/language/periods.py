"""Lengths of time told by their first and last month: 2026年1月入职，干到2027年12月."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from assistant.language.date_mentions import DateMention, read_dates
from assistant.language.quantities import Quantity

#: What stands between the first day and the last one: hardly more than what began then.
_UNTIL = re.compile(r"[^。！？；!?;\n0-9]{0,14}?(?:到|至|直到|截止|截至|[-—~～])(?:了|今)?$")
#: A period of these is no time that somebody stayed.
_OF_OTHERS = re.compile("政策|文件|有效|申报|申请|印发|发布|出台|施行|活动|举办|展期|会期|征求|受理")
_NEAR = 10
_MONTHS = 12


def read_periods(text: str, today: date) -> tuple[Quantity, ...]:
    """The lengths of ``text`` as durations of whole months, both ends included; each says so in its words."""
    found = []
    for first, last in pairwise(read_dates(text, today)):
        between = text[first.end : last.start]
        around = text[max(first.start - _NEAR, 0) : last.end + _NEAR]
        if last.low <= first.low or not _UNTIL.fullmatch(between) or _OF_OTHERS.search(around):
            continue
        if months := _whole_months(first, last):
            words = f"{text[first.start : last.end]}（{months}个月）"
            length = Decimal(months)
            found.append(Quantity("duration", length, length, "exact", "", (), first.start, last.end, words))
    return tuple(found)


def _whole_months(first: DateMention, last: DateMention) -> int:
    end = last.high + timedelta(days=1)
    months = (end.year - first.low.year) * _MONTHS + end.month - first.low.month
    return months - (end.day < first.low.day)
