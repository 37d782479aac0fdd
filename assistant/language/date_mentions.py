"""Dates, months and years named in a text, and the date of application that a message means.

Every mention is a range of days: 2028年 is its first to its last day.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.language.normalise import normalise
from assistant.language.numerals import read_numeral
from assistant.language.quantities import read_quantities

_CHINESE = "〇零一二三四五六七八九"
_YEAR = rf"(?:(?P<year>(?:19|20)[0-9]{{2}})|(?P<cyear>[一二][{_CHINESE}]{{3}}))"
_MONTH = r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?P<day>3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_PART = r"(?P<part>年底|年末|年初|年中|上半年|下半年|[底末初](?![次试创级]))"
_RELATIVE = "(?P<relative>大前年|前年|去年|上年|今年|本年|明年|来年|次年|后年|大后年)"
#: 28年申报: two figures are a year only where the words around say so.
_SHORT = (
    r"(?<![0-9.])(?P<short>[2-4][0-9]) ?年"
    r"(?=申报|申请|报|办|底|初|末|中|度|上半年|下半年|[0-9]{1,2} ?月|的?政策|再)"
)

_NAMED = re.compile(
    rf"(?:(?<![0-9]){_YEAR} ?年度?|{_SHORT}|{_RELATIVE})"
    rf"(?: ?的? ?(?:{_MONTH} ?月份?(?: ?{_DAY} ?[日号])?|{_PART}))?"
)
_MONTH_ALONE = re.compile(
    rf"(?<![0-9.第个]){_MONTH} ?月(?!饼|球|薪|租|嫂)份?(?: ?{_DAY} ?[日号])?(?P<part>[底末初])?"
)
_WRITTEN = re.compile(
    r"(?<![0-9.])(?P<year>(?:19|20)[0-9]{2})(?P<sep>[-/.])(?P<month>1[0-2]|0?[1-9])"
    r"(?:(?P=sep)(?P<day>3[01]|[12][0-9]|0?[1-9]))?(?![0-9.%万亿元块])"
)
_NEAR = re.compile(
    r"(?P<today>今天|今日|现在|目前|当前)|(?P<tomorrow>明天|后天)|(?P<yesterday>昨天|前天)"
    r"|(?P<week>下个?(?:星期|礼拜|周)|上个?(?:星期|礼拜|周))|(?P<near_month>上个?月|这个?月|本月|下个?月|下下个?月)"
    r"|(?P<end>年底|年末|年初|上半年|下半年)"
)
#: Months; what lies further off is no date of a message.
_LONGEST = 1200
_LATER = re.compile(r"(?:之|以|过)?后(?![年天面])")
_IN_TIME = re.compile(r"(?:^|[再要等想先，, ])(?:过|隔)$")
_YEARS_AWAY = {
    "大前年": -3, "前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0,
    "明年": 1, "来年": 1, "次年": 1, "后年": 2, "大后年": 3,
}  # fmt: skip
_PARTS = {"初": (1, 3), "中": (4, 9), "底": (10, 12), "末": (10, 12), "上半年": (1, 6), "下半年": (7, 12)}


@dataclass(frozen=True, slots=True)
class DateMention:
    """The days ``low`` to ``high`` named at ``[start, end)`` of the text it was read from."""

    low: date
    high: date
    start: int
    end: int
    text: str


def read_dates(text: str, today: date) -> tuple[DateMention, ...]:
    """Every date, month or year of ``text`` from left to right; 明年 and 下个月 count from ``today``.

    Impossible dates (2月30日) are not read.
    """
    normalised = normalise(text)
    mentions: list[DateMention] = []
    for start, end, days in sorted(_found(normalised.text, today)):
        first, last = normalised.origin(start, end)
        if not mentions or first >= mentions[-1].end:
            mentions.append(DateMention(*days, first, last, text[first:last]))
    return tuple(mentions)


_Found = tuple[int, int, tuple[date, date]]


def _found(text: str, today: date) -> Iterator[_Found]:
    for match in _WRITTEN.finditer(text):
        yield from _at(match, _days(int(match["year"]), int(match["month"]), _value(match["day"])))
    named = list(_NAMED.finditer(text))
    for match in named:
        yield from _at(match, _part_of_year(match, _year(match, today)))
    covered = {place for match in named for place in range(*match.span())}
    for match in _MONTH_ALONE.finditer(text):
        if match.start() not in covered:
            before = [other for other in named if other.end() <= match.start()]
            year = _year(before[-1], today) if before else today.year
            yield from _at(match, _days(year, _value(match["month"]) or 1, _value(match["day"])))
    for match in _NEAR.finditer(text):
        if match.start() not in covered:
            yield from _at(match, _near(match, today))
    for quantity in read_quantities(text):
        after = _LATER.match(text, quantity.end)
        passed = _IN_TIME.search(text[: quantity.start])
        if quantity.kind == "duration" and quantity.high <= _LONGEST and (after or passed):
            day = months_on(today, int(quantity.low))
            yield quantity.start, after.end() if after else quantity.end, (day, day)


def _at(match: re.Match[str], days: tuple[date, date] | None) -> Iterator[_Found]:
    if days is not None:
        yield match.start(), match.end(), days


def _value(word: str | None) -> int | None:
    numeral = read_numeral(word, 0) if word else None
    return int(numeral.low) if numeral else None


def _year(match: re.Match[str], today: date) -> int:
    if match["relative"]:
        return today.year + _YEARS_AWAY[match["relative"]]
    if match["short"]:
        return today.year // 100 * 100 + int(match["short"])
    return int(match["year"] or "".join(str(max(0, _CHINESE.index(char) - 1)) for char in match["cyear"]))


def _part_of_year(match: re.Match[str], year: int) -> tuple[date, date] | None:
    if match["month"]:
        return _days(year, _value(match["month"]) or 1, _value(match["day"]))
    first, last = _PARTS[match["part"].removeprefix("年") or match["part"]] if match["part"] else (1, 12)
    return date(year, first, 1), _last_day(year, last)


def _days(year: int, month: int, day: int | None) -> tuple[date, date] | None:
    if day is None:
        return date(year, month, 1), _last_day(year, month)
    if day > calendar.monthrange(year, month)[1]:
        return None
    return date(year, month, day), date(year, month, day)


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def months_on(day: date, months: int) -> date:
    """The same day so many months later, or the month's last. Raises ``ValueError`` out of the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _near(match: re.Match[str], today: date) -> tuple[date, date]:
    word = match.group()
    if match["today"]:
        return today, today
    if match["tomorrow"] or match["yesterday"]:
        day = today + timedelta(days={"明天": 1, "后天": 2, "昨天": -1, "前天": -2}[word])
        return day, day
    if match["week"]:
        monday = today + timedelta(days=(7 if word[0] == "下" else -7) - today.weekday())
        return monday, monday + timedelta(days=6)
    if match["near_month"]:
        months = word.count("下") - word.count("上")
        first = months_on(today.replace(day=1), months)
        return first, _last_day(first.year, first.month)
    first_month, last_month = _PARTS[word.removeprefix("年")]
    return date(today.year, first_month, 1), _last_day(today.year, last_month)
