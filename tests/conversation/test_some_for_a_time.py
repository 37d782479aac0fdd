"""Some of a number who stay for a time of their own, and how long costs of several years ran."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import Talk

_FIRM = "亭湖区民营企业，全职新引进全日制博士"
_HOSPITAL = "亭湖区事业单位，全职新引进副高，首次在盐参保正常缴费，"


@pytest.mark.parametrize(
    ("messages", "total"),
    [
        ([f"{_FIRM}3名，其中1名只干4年，补贴多少"], "1920000"),
        ([f"{_FIRM}5名，各待3年，其中两名只待一年，一共多少"], "880000"),
        ([f"{_HOSPITAL}一共5人，都满三年，其中两个只待了18个月，总共多少"], "288000"),
        ([f"{_FIRM}2名，补贴多少", "若其中1名服务期仅4年，总额为多少"], "1120000"),
        ([f"{_FIRM}4名，补贴多少", "其中两个只干2年呢"], "1920000"),
    ],
)
def test_some_stay_for_less(messages: list[str], total: str, talk: Talk) -> None:
    reply = talk(*messages)[-1]
    assert reply.total is not None
    assert (reply.total.low, reply.total.high) == (total, total)


@pytest.mark.parametrize(
    ("told", "high"),
    [
        ("一年服务费80万和210万，两年", "580000"),
        ("每年服务费100万、200万、300万，三年", "1200000"),
        ("每年服务费300万，两年", "1200000"),
    ],
)
def test_as_many_years_as_sums_are_one_each(told: str, high: str, talk: Talk) -> None:
    (reply,) = talk(f"概念验证中心{told}，能拿多少")
    assert reply.awards[0].amount.high == high


@pytest.mark.parametrize(
    ("count", "high"), [("那我五个呢", "1500000"), ("三个的话", "900000"), ("我两个", "600000")]
)
def test_a_bare_count_may_end_in_a_particle(count: str, high: str, talk: Talk) -> None:
    _, reply = talk("亭湖的，江苏省认定的首版次软件，一个给多少", count)
    assert reply.awards[0].amount.high == high


@pytest.mark.parametrize(
    ("further", "total"),
    [
        ("又来一个副高，其他一样，只待两年，两个人总共多少", "156000"),
        ("又来一个副高，其他一样，两个人两年总共多少", "120000"),
        ("又来一个副高，以前在盐城参过保，两个人总共多少", "108000"),
    ],
)
def test_what_is_told_of_a_further_one_is_his_own(further: str, total: str, talk: Talk) -> None:
    _, reply = talk("亭湖区事业单位，全职新引进1个正高，首次在盐参保正常缴费，三年共多少", further)
    assert reply.total is not None
    assert (reply.total.low, reply.total.high) == (total, total)
