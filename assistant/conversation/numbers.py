"""Numbers as facts: which of a message's quantities is the number of a fact, and which is something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from assistant.conversation.heard import Heard
from assistant.conversation.loose import certain_length, told_words
from assistant.conversation.phrases import Match
from assistant.conversation.rates import claims_length, times_days, yearly
from assistant.conversation.sums import holds_no_more, is_other_kind, is_spent, of_another
from assistant.conversation.unit_values import in_unit, plain
from assistant.conversation.windows import Window
from assistant.conversation.wording import FactMatchers
from assistant.conversation.wording_files import NumberWording
from assistant.conversation.year_names import with_year_names
from assistant.language.quantities import Quantity

#: "满两年" and "两年左右" state two years; "不到两年" and "超过两年" state no number.
STATED = ("exact", "about", "at_least")
#: How far before a figure the verb stands that says what the figure is.
FIGURE_REACH = 8
#: Before a count that leaves out what it counts stand no more words than who has them.
_BARE_REACH = 4
_PARTICLES = " 呢吗么啊呀吧嘛了的话"
#: A bare number of yuan has at least four digits; a smaller one counts something else.
_LEAST_BARE_YUAN = 1000
#: In months.
_YEAR = 12
_ONE_OF_IT = re.compile(r"[一1每]个?[月年]")
#: Between an award's name and its number stands hardly a word.
_BESIDE = 2
_ANOTHER_THING = re.compile(r"(?:不同的?|独立的?|单独的?)?(?:项目(?!制)|企业|公司|单位|部门|区县)")
#: How far before a number the time stands that it is of.
_TIME_REACH = 24
_AT_A_TIME = re.compile(
    r"(?:[去今前明]年|[上下]半年|年初|年底|[上下本]个?月|首批|第[一二三]批|(?:19|20)?[0-9]{2}年|[0-9]{1,2}月)[^0-9一二两三四五六七八九十]{0,16}$"
)
#: 增加到5个 names the new whole.
_UP_TO = ("到", "至", "成", "为")
#: 头一台, 每一台 and 同一个 point at one and count none.
_ONE_OF_SEVERAL = re.compile(r"(?:[头首第前上下末每哪同某任]|最后|the (?:first|same) )$")


#: 每年合计, 头一年能拿多少: the time that is asked of, not how long it runs.
_TIME_ASKED = re.compile(
    r"(?:(?P<first>[头第]一个?|首|当)|(?:每一?|一)个?)(?P<unit>月|年)[里内度]?(?=(?P<after>[^，。！？；,!?;\n0-9]*))"
)
#: 首版次x3, 首台套*2
_TIMES = re.compile(r"(?<=[^0-9])[x×*] ?(?P<number>[1-9][0-9]?)(?![0-9a-z.])")


def _asked_time(number: NumberWording, heard: Heard, window: Window) -> tuple[Any, str] | None:
    """The one month or year whose sum is asked (一年合计多少, 头一年能拿多少), as such a fact."""
    for found in _TIME_ASKED.finditer(heard.text):
        after = found["after"].strip()
        summed = heard.words["ran_on"].begins(after)
        sums = heard.words["sum_asked"].begun(after)
        of_several = found["unit"] == "年" or any(q.kind == "count" and q.low > 1 for q in heard.quantities)
        if sums and of_several and window.holds(found.start()) and _of_a_case(heard, found):
            asked = heard.text[found.start() : found.end() + found["after"].find(after) + sums]
            if found["unit"] == "年" or number.kind == "months":
                return (12 if number.kind == "months" and found["unit"] == "年" else 1), asked
        if window.holds(found.start()) and (summed or (found["first"] and heard.words["asking"](after))):
            months = 12 if found["unit"] == "年" else 1
            if number.kind == "months" or months == 12:
                return (months if number.kind == "months" else 1), found.group()
    return None


def _of_a_case(heard: Heard, asked: re.Match[str]) -> bool:
    """Whether what a year comes to is asked of a case that is told, and not of the rate in general; nor
    where the sum of the whole time is asked behind it (一年多少，三年总共多少)."""
    if heard.words["sum"](heard.text[asked.end() :]):
        return False
    counted = any(q.kind in ("count", "duration") and q.end <= asked.start() for q in heard.quantities)
    return counted or heard.words["self"](heard.text)


def is_of_asked_time(words: str) -> bool:
    """Whether a length of time is told by no more than the question of its sum (一年能补多少)."""
    time = _TIME_ASKED.match(words)
    return time is not None and time.end() < len(words)


def number_said(matchers: FactMatchers, heard: Heard, window: Window) -> tuple[Any, str] | None:
    number = matchers.number
    assert number is not None
    if number.kind in ("months", "years") and (asked := _asked_time(number, heard, window)):
        return asked
    fitting: list[tuple[list[Any], Quantity]] = []
    holds = window.holds
    if number.kind in ("months", "years") and not any(
        q.kind == "duration" and window.holds(q.start) for q in heard.quantities
    ):
        holds = window.holds_for_all
    for quantity in heard.quantities:
        values = usable(quantity, number, heard) if holds(quantity.start) else []
        if number.kind == "money" and values and is_other_kind(quantity, matchers, heard):
            continue
        if not values or (number.near and not _is_counted(matchers, heard, quantity, window)):
            continue
        fitting.append((values, quantity))
    if number.several:
        every = [value for values, _ in fitting for value in values]
        words = with_year_names(heard.text, [quantity for _, quantity in fitting])
        return (every, "、".join(words)) if len(every) > 1 else None
    if number.kind == "count" and len(fitting) > 1 and all(at_a_time(q, heard) for _, q in fitting):
        return sum(values[0] for values, _ in fitting), "、".join(quantity.text for _, quantity in fitting)
    if not fitting:
        times = _TIMES.search(heard.text) if number.kind == "count" else None
        return (int(times["number"]), times.group()) if times and window.holds(times.start()) else None
    if len({values[0] for values, _ in fitting}) > 1:
        beside = [pair for pair in fitting if _beside(pair[1], window.mention)]
        return (beside[0][0][0], beside[0][1].text) if len(beside) == 1 else _chosen(fitting, heard)
    if "year" in number.per and number.kind == "money":
        return fitting[-1][0][0], with_year_names(heard.text, [fitting[-1][1]])[0]
    return fitting[-1][0][0], told_words(fitting[-1][1], heard)


def _is_counted(matchers: FactMatchers, heard: Heard, quantity: Quantity, window: Window) -> bool:
    """Whether the words beside a count say that this is what it counts.

    A count that ends its sentence part (我这边4个) leaves out what was named before.
    """
    here = heard.part(quantity.start)
    ends = window.mention is None and not heard.text[quantity.end : here.end].strip(_PARTICLES)
    bare = ends and quantity.start - here.start <= _BARE_REACH
    return bare or matchers.near(heard.part_text(quantity.start))


def at_a_time(quantity: Quantity, heard: Heard) -> bool:
    """去年2台，今年3台: each number is of a time of its own."""
    return _AT_A_TIME.search(heard.before(quantity.start, _TIME_REACH)) is not None


def _beside(quantity: Quantity, mention: Match | None) -> bool:
    """Whether a number stands right beside the award's name (领军人才2名), where others stand farther off."""
    if mention is None:
        return False
    return 0 <= quantity.start - mention.end <= _BESIDE or 0 <= mention.start - quantity.end <= _BESIDE


def _chosen(fitting: Sequence[tuple[list[Any], Quantity]], heard: Heard) -> tuple[Any, str] | None:
    """Of several numbers the one that was really spent, or called the sum, or told more exactly (一百来万，
    准数是103万), or equal to all others, or in a correction the last."""
    for words in ("really_spent", "sum", "exactly", "cost"):
        named = [pair for pair in fitting if heard.words[words](heard.before(pair[1].start, FIGURE_REACH))]
        if len(named) == 1:
            return named[0][0][0], named[0][1].text
    whole = _sum_of_others([quantity for _, quantity in fitting])
    if whole is not None:
        return fitting[whole][0][0], fitting[whole][1].text
    if heard.words["correction"](heard.text):
        return fitting[-1][0][0], fitting[-1][1].text
    return None


def _sum_of_others(quantities: Sequence[Quantity]) -> int | None:
    """Which of three or more figures is the sum of the others (预算60万，我们出40万，赞助20万)."""
    if len(quantities) < 3:
        return None
    whole = sum(quantity.low for quantity in quantities)
    sums = [place for place, quantity in enumerate(quantities) if quantity.low * 2 == whole]
    return sums[0] if len(sums) == 1 else None


def usable(quantity: Quantity, number: NumberWording, heard: Heard) -> list[Any]:
    """The quantity as values of such a fact, one for each year that it was told for; [] where it says
    something else."""
    under_a_year = quantity.kind == "duration" and quantity.bound == "less_than" and quantity.low <= _YEAR
    # 不到两年 denies nothing.
    loosely = quantity.kind == "duration" and quantity.bound in ("less_than", "more_than")
    if quantity.kind == "duration":
        quantity = certain_length(quantity)
    if quantity.low != quantity.high or quantity.bound not in STATED:
        return []
    here = heard.part_text(quantity.start)
    # 砍到90万 tells the new whole.
    up_to = heard.before(quantity.start, FIGURE_REACH).endswith(_UP_TO)
    relative = heard.words["relative"](here) and not up_to and not of_another(heard, quantity)
    if heard.of_some(quantity.start) or relative or change_sign(heard, quantity):
        return []
    if heard.words["lacking"].ends(heard.before(quantity.start, FIGURE_REACH)):
        # 还差一个场景 counts what is not there.
        return []
    if heard.text[: quantity.start].endswith(("-", "负")) or is_ordinal(quantity, heard):
        return []
    if (not loosely and heard.negates(Match(quantity.start, quantity.end))) or _is_to_come(quantity, heard):
        return []
    if quantity.kind == "duration" and (
        _is_rate(heard, quantity, number.kind)
        or heard.words["duration_of_others"](here)
        or claims_length(heard, quantity)
    ):
        return []
    if holds_no_more(heard, quantity):
        return []
    value = in_unit(quantity, number.kind, number.units)
    if number.kind == "parameters" and quantity.kind == "money" and is_spent(heard, quantity):
        return []
    if number.kind == "years" and (under_a_year or _ran_for_less(heard, quantity)):
        value = 1
    if number.kind != "money":
        return [] if value is None else [value]
    if is_premise(heard, quantity) or heard.words["part_of"](heard.before(quantity.start, FIGURE_REACH)):
        return []
    return of_the_time(quantity, value or _bare_yuan(heard, quantity), number, heard)


def _ran_for_less(heard: Heard, quantity: Quantity) -> bool:
    """Whether somebody is said to have stayed for less than a year: the first one is what he is paid for."""
    stayed = heard.words["ran_for"].ends(heard.before(quantity.start, FIGURE_REACH))
    stayed = stayed or heard.part(quantity.start) == Match(quantity.start, quantity.end)
    return quantity.kind == "duration" and 1 <= quantity.low < _YEAR and stayed


def is_ordinal(quantity: Quantity, heard: Heard) -> bool:
    """Whether "one" points at one of several (头一台), or a number counts something else (两个项目)."""
    before = heard.text[max(quantity.start - 10, 0) : quantity.start]
    one = quantity.kind == "count" and quantity.low == quantity.high == 1
    if quantity.kind == "count" and _ANOTHER_THING.match(heard.text, quantity.end):
        return True
    return one and _ONE_OF_SEVERAL.search(before) is not None


def of_the_time(quantity: Quantity, value: str | None, number: NumberWording, heard: Heard) -> list[str]:
    """A sum of money over the time it was told for; [] where it is told per something else."""
    if value is None:
        return []
    if "year" in number.per and (years := yearly(quantity, heard)) is not None:
        return [plain(year) for year in years]
    if "day" in number.per and "day" in quantity.per:
        whole = times_days(quantity, heard)
        return [] if whole is None else [plain(whole)]
    return [] if set(quantity.per) - set(number.per) else [value]


def _bare_yuan(heard: Heard, quantity: Quantity) -> str | None:
    """花费1500000: a number without a unit, right behind a word for costs."""
    if quantity.kind != "number" or quantity.low < _LEAST_BARE_YUAN:
        return None
    costs = heard.words["cost"](heard.before(quantity.start, FIGURE_REACH))
    return plain(quantity.low) if costs else None


def _is_rate(heard: Heard, quantity: Quantity, kind: str) -> bool:
    """Whether "a month" or "a year" says what an amount is per, not how long something ran.

    A year is twelve of what is paid by the month: then it is a length of time.
    """
    if _ONE_OF_IT.match(quantity.text) is None or (
        kind == "months" and quantity.text[0] != "每" and quantity.low > 1
    ):
        return False
    ran_on = heard.words["ran_on"].begins(heard.text[quantity.end :])
    return not ran_on and not heard.words["ran_for"].ends(heard.text[: quantity.start])


def is_expected(heard: Heard, quantity: Quantity) -> bool:
    before = heard.before(quantity.start, FIGURE_REACH)
    benefit = heard.words["benefit"].find(before)
    cost = heard.words["cost"].find(before)
    if not cost and heard.words["benefit_behind"].begins(heard.text[quantity.end :]):
        return True
    if benefit:
        return not cost or benefit[-1].end > cost[-1].end
    return not cost and heard.words["assertion"](heard.part_text(quantity.start))


def is_premise(heard: Heard, quantity: Quantity) -> bool:
    """Whether this sum is what somebody expects, here or where it is told again (那200万，是每年200万封顶
    还是总共200万)."""
    figure = (quantity.kind, quantity.low, quantity.high)
    spent = heard.words["cost"](heard.before(quantity.start, FIGURE_REACH))
    here = heard.part(quantity.start) if spent else Match(0, len(heard.text))
    again = [
        q for q in heard.quantities if here.start <= q.start < here.end and (q.kind, q.low, q.high) == figure
    ]
    return any(is_expected(heard, q) for q in again)


def _is_to_come(quantity: Quantity, heard: Heard) -> bool:
    """Whether a count is of what is only on its way (还有2个在谈): it adds nothing yet."""
    behind = heard.text[quantity.end : heard.part(quantity.start).end]
    return quantity.kind == "count" and heard.words["to_come"](behind)


def change_sign(heard: Heard, quantity: Quantity) -> int:
    """1 or -1 where the quantity is what something grows or shrinks by, 0 where it is a whole."""
    words, before = heard.words, heard.before(quantity.start, FIGURE_REACH)
    if before.endswith(_UP_TO) or _is_to_come(quantity, heard):
        return 0
    if of_another(heard, quantity):
        return 0
    beside = quantity.bound == "exact"
    more = words["more"](before) or (beside and words["more_beside"].ends(before))
    less = words["less"](before) or (beside and words["less_beside"].ends(before))
    return int(more) - int(less)
