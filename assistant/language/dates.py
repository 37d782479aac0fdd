"""Dates named in a message, and the one of application: its ``as_of``.

Contract: "A year or date of application named in a message (打算2028年申报) is its ``as_of``."
"""

from __future__ import annotations

import re
from datetime import date

from assistant.language.date_mentions import DateMention, read_dates

__all__ = ["DateMention", "application_date", "read_dates"]

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
_DENIED = re.compile(r"(?:不是|并非|而非|没有|没)(?:在|打算|准备|计划)?$")


def application_date(text: str, today: date) -> date | None:
    """The day on which the message means to apply, or None where it names none.

    Of a span (2028年) it is ``today`` if that lies within, else the first day: a rule valid to
    2027-12-31 then holds for 2027 and no longer for 2028. The last such date wins, as in 改成2028年申报.
    """
    chosen = None
    for clause in _CLAUSE.finditer(text):
        for mention in read_dates(clause.group(), today):
            if _is_application(clause.group(), mention, today):
                chosen = _day(mention, today)
    return chosen or _bare_day(text, today)


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
