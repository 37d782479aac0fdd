"""Some of a group count, the others do not: never the whole award turned down for some of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.contract import Answer

Talk = Callable[..., list[Answer]]


def _high(answer: Answer, award_id: str) -> str | None:
    return next(award for award in answer.awards if award.award_id == award_id).amount.high


@pytest.mark.parametrize(
    "group",
    [
        "4台首台套，3台江苏认定了，1台没过",
        "4台首台套里3台江苏认定了，另外1台是安徽认定的",
        "4台首台套，江苏只认了3台，另外1台是安徽认的",
        "首台套1台没通过江苏认定，3台江苏认定了",
        "首台套一共4台：3台经江苏认定，还有一台没认定",
        "有四套首台套装备，有一套没通过省里认定",
    ],
)
def test_sets_of_which_some_are_certified(talk: Talk, group: str) -> None:
    assert _high(talk(f"亭湖区企业，{group}，能拿多少")[0], "first-set-equipment") == "1500000"


@pytest.mark.parametrize(
    "group",
    [
        "两个博士，一个全职一个兼职，都是全日制、新引进的",
        "两个博士，一个全日制，一个是在职的，都是全职新引进",
        "新引进两个博士，全职，其中一个是非全日制",
    ],
)
def test_persons_of_whom_one_counts(talk: Talk, group: str) -> None:
    answer = talk(f"亭湖区民营企业招了{group}，5年能拿多少")[0]
    assert _high(answer, "private-phd") == "400000"
    assert "没有计入" in answer.answer


def test_the_later_word_of_a_message_counts(talk: Talk) -> None:
    level = talk("亭湖区企业，国家级典型案例，说错了，是省级的，工业互联网，奖多少")[0]
    assert _high(level, "typical-case") == "100000"
    sets = talk("亭湖区企业，江苏认定的首台套三台，哎不对是两台，最高多少", "不对，五台")
    assert [_high(answer, "first-set-equipment") for answer in sets] == ["1000000", "2500000"]


@pytest.mark.parametrize(
    ("change", "high"),
    [
        ("费用砍到一半呢", "150000"),
        ("打八折呢", "240000"),
        ("缩到三分之一呢", "100000"),
        ("减一半呢", "150000"),
        ("翻番呢", "500000"),
        ("要是只有六成呢", "180000"),
        ("多花20万呢", "360000"),
    ],
)
def test_a_change_is_worked_out_from_what_was_told(talk: Talk, change: str, high: str) -> None:
    answers = talk("亭湖公司在盐城市区办全国AI峰会，自筹，花了100万，补多少", change)
    assert _high(answers[1], "national-event") == high


def test_a_sum_goes_on_over_the_turns(talk: Talk) -> None:
    answers = talk(
        "亭湖企业，江苏认定的首台套2台，又在市区办了全国峰会花100万自筹，一个项目下面的，一共多少",
        "峰会改成花200万",
        "不是同一个项目",
        "首台套只有1台",
    )
    totals = [(a.total.low, a.total.high) for a in answers if a.total is not None]
    assert totals == [
        ("300000", "1000000"),
        ("500000", "1000000"),
        ("500000", "1500000"),
        ("500000", "1000000"),
    ]


def test_where_an_event_is_held_says_nothing_of_the_firm(talk: Talk) -> None:
    told = "公司注册在亭湖，全国AI峰会在南京开的，花了200万自筹，能补吗"
    answers = talk(told, "改到市区来开", "挪到射阳呢", "放到盐都呢")
    awards = [next(a for a in answer.awards if a.award_id == "national-event") for answer in answers]
    assert [a.eligibility for a in awards] == ["ineligible", "eligible", "ineligible", "eligible"]


def test_what_was_won_last_year_is_not_applied_for_last_year(talk: Talk) -> None:
    for told in ("去年拿到江苏首台套认定2台", "2024年通过江苏首台套认定2台", "2024年拿到江苏首台套认定，2台"):
        assert _high(talk(f"亭湖企业，{told}，最高多少")[0], "first-set-equipment") == "1000000"


@pytest.mark.parametrize(
    "told",
    [
        "一台江苏认定的，一台上海认定的",
        "有一台是江苏省认定的，一台浙江认定",
        "一台安徽认定，一台江苏省里认定",
    ],
)
def test_one_that_counts_beside_one_that_does_not(told: str, talk: Talk) -> None:
    (reply,) = talk(f"亭湖的厂，首台套，{told}，能给多少")
    assert (reply.awards[0].amount.low, reply.awards[0].amount.high) == ("0", "500000")
