"""Several editions of one event, further cases with sums of their own, projects told one by one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.contract import Answer

Talk = Callable[..., list[Answer]]

EVENT = "我们在盐都承办全国性人工智能"


def _high(answer: Answer) -> str:
    assert answer.total is not None
    return answer.total.high


@pytest.mark.parametrize(
    ("message", "total"),
    [
        (EVENT + "展会，去年花了40万，今年又办了一场70万，能补多少", "330000"),
        (EVENT + "大会，首届50万，第二届110万，第三届180万，能补多少", "980000"),
        (EVENT + "展会，2024年花了60万，2025年花了200万，一共补多少", "680000"),
        (EVENT + "大会，去年和今年分别花了60万和80万，能补多少", "420000"),
        (EVENT + "大会，连续三年各花了50万、100万、200万，能补多少", "950000"),
        (EVENT + "论坛办了两场，一场40万，另一场花了90万，能补多少", "390000"),
        (EVENT + "一次峰会一次展会，前者70万后者60万，加起来补多少", "390000"),
        (EVENT + "大赛，花36万；还办了个全国性论坛，花20万，补贴一共多少", "168000"),
        (EVENT + "峰会，A会花了30万，B会花了60万，合计多少", "270000"),
        (EVENT + "峰会花了80万，明年再办的话花100万，一共多少", "540000"),
    ],
)
def test_each_edition_is_a_case_with_a_cap_of_its_own(talk: Talk, message: str, total: str) -> None:
    assert _high(talk(message)[0]) == total


@pytest.mark.parametrize(
    "message",
    [
        EVENT + "大会，去年付了首付30万，今年付尾款70万，补多少",
        EVENT + "大会预算60万，今年追加到90万，补多少",
    ],
)
def test_instalments_of_one_event_make_no_two(talk: Talk, message: str) -> None:
    assert len(talk(message)[0].awards) == 1


def test_a_further_event_has_a_cost_of_its_own(talk: Talk) -> None:
    first, further, together = talk(EVENT + "峰会，花了70万", "再办一场110万呢", "两场一共呢")
    assert [award.amount.high for award in further.awards] == [first.awards[0].amount.high, "330000"]
    assert _high(together) == "540000"


def test_further_cases_are_as_many_as_are_told(talk: Talk) -> None:
    answers = talk("我们公司入选了一个省级典型案例，能拿多少", "要是再多三个省级的呢", "四个一共呢")
    assert [_high(answer) for answer in answers[1:]] == ["400000", "400000"]


def test_cases_of_two_years_are_two(talk: Talk) -> None:
    told = "我们公司2025年入选省工业互联网+大模型典型案例，2026年入选工信部先进计算典型案例，合计多少"
    assert _high(talk(told)[0]) == "600000"


def test_what_is_missing_or_was_before_is_no_number(talk: Talk) -> None:
    model = talk("我们行业大模型300亿参数，场景4个，还差一个，能申请吗")[0]
    assert model.awards[0].eligibility == "ineligible"
    centre = talk("概念验证中心年服务费从400万涨到600万，能补多少")[0]
    assert centre.awards[0].amount.high == "1200000"


def test_a_level_is_of_the_award_in_whose_part_it_stands(talk: Talk) -> None:
    answer = talk("首台套是江苏省认定的一台，另外典型案例也入选了国家级，两个不同的项目，总共多少")[0]
    assert {award.award_id: award.amount.high for award in answer.awards}["typical-case"] == "500000"


def test_projects_may_be_told_one_after_the_other(talk: Talk) -> None:
    *_, last = talk(
        "A项目是首台套一台，B项目入选了国家级典型案例", "A项目还有一个省级认定的首版次软件", "一共多少"
    )
    assert _high(last) == "1000000"


def test_another_years_fee_comes_beside_the_one_told(talk: Talk) -> None:
    *_, last = talk("概念验证中心去年服务费400万", "今年又有300万")
    assert last.awards[0].amount.high == "1400000"


def test_a_later_years_fee_counts_once(talk: Talk) -> None:
    answer = talk("概念验证中心第一年已经拿了50万，第二年服务费300万，能拿多少")[0]
    assert answer.awards[0].amount.high == "600000"


def test_a_part_is_left_out_by_what_stands_behind_it(talk: Talk) -> None:
    *_, last = talk(EVENT + "大会，场地50万、搭建30万、宣传20万", "宣传那笔是赞助商付的，不算")
    assert last.awards[0].amount.high == "240000"


def test_what_is_told_behind_the_question_is_asked_of_too(talk: Talk) -> None:
    answer = talk(EVENT + "峰会花了90万，能补多少？我们还有一个国家级典型案例")[0]
    assert {award.award_id for award in answer.awards} == {"national-event", "typical-case"}


@pytest.mark.parametrize(
    ("message", "status"),
    [
        ("概念验证中心的200万，是每年200万封顶还是总共就200万", "answered"),
        ("科技重大专项配套最高1000万是一个项目还是一个单位", "answered"),
        ("示范园区的100万是每个园区还是全市总共", "not_specified"),
    ],
)
def test_what_a_ceiling_holds_for_is_answered_by_the_words(talk: Talk, message: str, status: str) -> None:
    answer = talk(message)[0]
    assert answer.status == status
    assert not answer.questions


def test_money_invested_counts_no_parameters(talk: Talk) -> None:
    answer = talk("我们做行业大模型，准备投10亿建算力中心，行业大模型这一条能给支持吗")[0]
    assert answer.awards[0].eligibility == "unknown"
