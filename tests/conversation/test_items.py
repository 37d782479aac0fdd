"""A cost told by its parts: the same sum whatever the order, the notation and the words between."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.contract import Answer

Talk = Callable[..., list[Answer]]
_CASE = "注册在亭湖区，在盐城市区办全国性人工智能峰会，自筹。"
_PARTS = {"场地": 280_000, "搭建": 195_000, "嘉宾": 66_000, "直播": 40_000, "保险": 38_000}


def _amount(answer: Answer) -> Decimal:
    award = next(award for award in answer.awards if award.award_id == "national-event")
    assert award.amount.kind == "fixed", answer.answer
    return Decimal(award.amount.high or "")


def _share(whole: int) -> Decimal:
    return min(Decimal(whole) * 3 / 10, Decimal(500_000))


def _written(yuan: int, notation: int) -> str:
    myriads = Decimal(yuan) / 10_000
    return (f"{myriads.normalize():f}万", f"{yuan}", f"{myriads.normalize():f}w", f"{yuan}元")[notation]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.permutations(list(_PARTS.items())),
    st.lists(st.integers(0, 3), min_size=5, max_size=5),
    st.integers(2, 5),
    st.sampled_from("，、"),
    st.sampled_from(["", "费用", "费", "花了"]),
)
def test_the_sum_of_the_parts_in_any_order_and_notation(
    talk: Talk, parts: list[tuple[str, int]], notations: list[int], number: int, between: str, after: str
) -> None:
    told = [f"{n}{after}{_written(y, w)}" for (n, y), w in zip(parts[:number], notations, strict=False)]
    answer = talk(f"{_CASE}{between.join(told)}，能补多少")[0]
    assert _amount(answer) == _share(sum(yuan for _, yuan in parts[:number]))


@pytest.mark.parametrize(
    "costs",
    [
        "场地28万，搭建19.5万",
        "28万场地，19.5万搭建",
        "费用两块：28万、19.5万",
        "费用分别是28万和195000",
        "场地费用28万加搭建费用19.5万",
        "场地28万，搭建20万，不对，搭建是19.5万",
        "场地28，搭建19.5万",
        "搭建花了十九万五，场地花了二十八万",
        "一共花了47.5万，其中场地28万",
        "一共47.5万：场地28万、搭建19.5万",
    ],
)
def test_ten_ways_of_telling_the_same_cost(talk: Talk, costs: str) -> None:
    assert _amount(talk(f"{_CASE}{costs}，能补多少")[0]) == _share(475_000)


def test_parts_join_change_and_fall_away(talk: Talk) -> None:
    answers = talk(
        f"{_CASE}场地28万，搭建19.5万，嘉宾6.6万，能补多少",
        "漏了一项，保险费3.8万",
        "搭建是15.9不是19.5",
        "嘉宾不花钱了",
        "场地砍到一半呢",
        "总共是60万",
    )
    wholes = (541_000, 579_000, 543_000, 477_000, 337_000, 600_000)
    assert [_amount(answer) for answer in answers] == [_share(whole) for whole in wholes]
    assert "28万元 + 搭建 19.5万元" in answers[0].answer.replace("搭建1", "搭建 1")


def test_a_whole_that_differs_from_its_parts_is_told(talk: Talk) -> None:
    answer = talk(f"{_CASE}总共60万：场地30万、搭建20万，能补多少")[0]
    assert _amount(answer) == _share(600_000)
    assert "不同" in answer.answer


@pytest.mark.parametrize(
    "other",
    ["拉了80万赞助", "赞助80万", "门票收入80万", "注册资本80万", "营收80万", "收了80万展位费", "成交额80万"],
)
def test_a_sum_of_another_kind_is_never_a_cost(talk: Talk, other: str) -> None:
    alone = talk(f"{_CASE}{other}，能补多少")[0]
    assert next(a for a in alone.awards if a.award_id == "national-event").amount.low == "0"
    assert "没有计入" in alone.answer
    beside = talk(f"{_CASE}场地28万，{other}，搭建19.5万，能补多少")[0]
    assert _amount(beside) == _share(475_000)
