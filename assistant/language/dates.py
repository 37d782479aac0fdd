"""Dates named in a message, and the one of application: its ``as_of``.

Contract: "A year or date of application named in a message (打算2028年申报) is its ``as_of``."
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from assistant.language.date_mentions import DateMention, months_on, read_dates
from assistant.language.numerals import read_numeral
from assistant.language.periods import read_periods

__all__ = ["DateMention", "application_date", "planned_date", "read_dates", "shifted_date"]

_CLAUSE = re.compile(r"[^，,。；;？?！!\n]+")
_APPLY = "申报|申请|申領|申领|报名|上报|递交|提交|交材料|办理|领取?|拿|享受|兑[现付]|补(?!充)|报(?![销告道])"
_APPLY_AFTER = re.compile(rf"(?P<gap>.{{0,12}}?)(?:{_APPLY})(?P<done>[过了的到]|成功|下来)?")
#: What a year that is over may be said to apply by; 去年拿认定 is no application.
_APPLY_FOR = re.compile("申报|申请|申领|报名|上报|递交|提交|报")
_APPLY_BEFORE = re.compile(
    r"(?:申报|申请|报名|递交|提交)(?:的?(?:时间|日期|年份))?(?:是|在|为|定在|安排在|放在|改到|推到|:|：)*$"
)
#: What a firm did in a year that is over is its history, not when it applies.
_HISTORY = re.compile(
    "成立|注册|认定|举办|[办开做搞](?:的|了|过)|入选|[获评]|建成|立项|发布|引进|毕业|招|入职|投产|落地|上线|通过"
)
#: A message that is a day to come and nothing else (2028年呢) asks how it would be then.
_BARE_BEFORE = re.compile(r"(?:那|要是|如果|换成|改成|改到|等到|拖到|推到|到|放到)*$")
_BARE_AFTER = re.compile(r"(?:再|去|以后|之后|的话|呢|吧|了)*$")
#: 晚一天, 提前两个月, 第二天, 再过一个月: counted from the day told before. A message may say no more than
#: that and that it applies then.
_SHIFT = re.compile(
    r"(?:那|要是|如果|假如|万一|我们?|就|改成|换成|改到|拖到|推到|推迟到|等到|到|在|申报|申请|报|交|日期|时间|的)*"
    r"(?:(?:晚|迟|推迟|延后|延迟|拖|拖后|往后推?|推后|顺延|再过|再等|再晚|再迟|再拖|又过|又晚|过)"
    r"|(?P<earlier>早|提前|提早|往前提?|再早|再提前))"
    r"(?:个|了|上)?(?P<number>[0-9]+|[一二两三四五六七八九十]+)个?(?P<unit>天|日|周|星期|礼拜|月|年)"
)
_NEXT_DAY = re.compile(
    r"(?:那|要是|如果|假如|万一|我们?|就|拖到|推到|等到|到|在)*(?P<day>第二天|次日|隔天|前一天|头一天)"
)
_SHIFT_AFTER = re.compile(
    rf"(?:才|再|去|来|后|以后|之后|的话|还|就|能|可以|行|{_APPLY}|吗|么|不|呢|吧|了|成|怎么样|会怎样)*$"
)
#: 过了2027年还能拿吗: the day behind it.
_BEYOND = re.compile(r"(?:超过|过了|过完|出了)$")
#: Until when something lasts is no day on which anything is done; 等到, 拖到 and their like are.
_UNTIL_BEFORE = re.compile(r"(?:(?<![等拖推放改要得])到|至|截止)$")
_UNTIL_AFTER = re.compile(r"(?:底|末)?(?:之前|以前|前|为止|到期|止|截止)")
_DENIED = re.compile(r"(?:不是|并非|而非|没有|没)(?:在|打算|准备|计划)?$")


def application_date(text: str, today: date) -> date | None:
    """The day on which the message means to apply, or None where it names none.

    Of a span (2028年) it is ``today`` if that lies within, else the first day: a rule valid to
    2027-12-31 then holds for 2027 and no longer for 2028. The last such date wins, as in 改成2028年申报.
    """
    chosen = None
    # 2025年7月入职，到2027年底能领多少 tells how long, not when it is applied for.
    ends = {period.end for period in read_periods(text, today)}
    for clause in _CLAUSE.finditer(text):
        for mention in read_dates(clause.group(), today):
            if clause.start() + mention.end not in ends and _is_application(clause.group(), mention, today):
                beyond = _BEYOND.search(clause.group()[: mention.start])
                chosen = mention.high + timedelta(days=1) if beyond else _day(mention, today)
    return chosen or _bare_day(text, today)


def planned_date(text: str, today: date) -> date | None:
    """The last day to come on which the message means to do something (2028年3月办), or None where it
    names none, one of now or gone by, or only until when something lasts."""
    mentions = [mention for mention in read_dates(text, today) if not _names_no_year(mention)]
    if not mentions or any(mention.low <= today for mention in mentions):
        return None
    last = max(mentions, key=lambda mention: mention.low)
    before, after = text[: last.start], text[last.end :]
    if _DENIED.search(before) or _UNTIL_BEFORE.search(before) or _UNTIL_AFTER.match(after):
        return None
    return last.low


def shifted_date(text: str, told: date) -> date | None:
    """The day that a message counts from ``told`` (晚一天呢, 第二天才报呢), or None where it counts none."""
    bare = re.split(r"[，,。；;？?！!\n]", text.strip(" ，。？！,.?!"))[0].replace(" ", "")
    if (near := _NEXT_DAY.match(bare)) and _SHIFT_AFTER.match(bare, near.end()):
        return told + timedelta(days=-1 if near["day"][0] in "前头" else 1)
    shift = _SHIFT.match(bare)
    numeral = read_numeral(shift["number"], 0) if shift else None
    if shift is None or numeral is None or not _SHIFT_AFTER.match(bare, shift.end()):
        return None
    count = int(numeral.low) * (-1 if shift["earlier"] else 1)
    try:
        if shift["unit"] in ("月", "年"):
            return months_on(told, count * (12 if shift["unit"] == "年" else 1))
        return told + timedelta(days=count * (7 if shift["unit"] in ("周", "星期", "礼拜") else 1))
    except (OverflowError, ValueError):
        return None


def _bare_day(text: str, today: date) -> date | None:
    bare = text.strip(" ，。？！,.?!")
    mentions = read_dates(bare, today)
    if len(mentions) != 1 or mentions[0].low <= today:
        return None
    before, after = bare[: mentions[0].start], bare[mentions[0].end :]
    alone = _BARE_BEFORE.fullmatch(before) and _BARE_AFTER.fullmatch(after)
    return _day(mentions[0], today) if alone else None


def _is_application(clause: str, mention: DateMention, today: date) -> bool:
    before, after = clause[: mention.start], clause[mention.end :]
    if _DENIED.search(before):
        return False
    if _APPLY_BEFORE.search(before):
        return not re.match(r"[过了的]", after)
    verb = _APPLY_AFTER.match(after)
    if verb is None or (
        mention.high < today and not _names_no_year(mention) and not _APPLY_FOR.search(verb[0])
    ):
        return False
    if mention.low > today or _names_no_year(mention):
        return not verb["done"] or verb["done"] == "的"
    return not verb["done"] and not _HISTORY.search(verb["gap"])


def _names_no_year(mention: DateMention) -> bool:
    return "年" not in mention.text and not re.match(r"[0-9]{4}", mention.text)


def _day(mention: DateMention, today: date) -> date:
    low, high = mention.low, mention.high
    if high < today and _names_no_year(mention) and "月" in mention.text and mention.text[0] not in "上本这":
        # 打算3月申报, said in November, means next March.
        low, high = (_next_year(day) for day in (low, high))
    if low <= today <= high:
        return today
    return low if today < low else high


def _next_year(day: date) -> date:
    return day.replace(year=day.year + 1, day=min(day.day, 28) if day.month == 2 else day.day)
