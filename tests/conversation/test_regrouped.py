"""Some of a group are of another kind or all that count; years together; one thing at two levels."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import Talk

_CENTRE = "我们疾控中心是事业单位，新引进三位正高，全职，首次在盐参保，一共补多少"
_CASES = "企业入选国家级典型案例两个，工业互联网那类，多少奖励"


@pytest.mark.parametrize(
    ("first", "then", "high"),
    [
        (_CENTRE, "查了档案，其中两位是副高", "252000"),
        (_CENTRE, "里面有一个原来是副高", "288000"),
        (_CENTRE, "说错了，有一位是副高", "288000"),
        (_CASES, "我看错了，有一个评的是省级", "600000"),
        (_CASES, "其中一个其实是省级", "600000"),
        (_CASES, "只有一个评上的话呢", "500000"),
        ("两个省级示范园区都创建成功了，能拿多少", "有一个后来升成国家级了", "1500000"),
    ],
)
def test_some_of_a_group_are_of_another_kind(talk: Talk, first: str, then: str, high: str) -> None:
    answer = talk(first, then)[-1]
    paid = answer.total.high if answer.total else answer.awards[0].amount.high
    assert paid == high


@pytest.mark.parametrize(
    ("first", "then", "high"),
    [
        ("四台设备申报首台套，省认定都下来了，能给多少", "如果只认下来两台", "1000000"),
        ("我们从广州引进四名高层次人才，全职，评审都过了，给多少", "要是只过了一名呢", "1000000"),
        ("两个团队从深圳引进，全职，评审通过，给多少", "只有一个团队通过评审呢", "3000000"),
    ],
)
def test_only_some_come_through(talk: Talk, first: str, then: str, high: str) -> None:
    answer = talk(first, then)[-1]
    assert (answer.total.high if answer.total else answer.awards[0].amount.high) == high


def test_one_of_another_kind_alone_divides_nothing(talk: Talk) -> None:
    assert talk(_CENTRE, "那一个副高呢")[-1].awards[-1].amount.high == "72000"


@pytest.mark.parametrize(
    ("first", "then", "high"),
    [
        ("概念验证中心，今年服务费300万，能补多少", "明年要是做到500万，两年一起多少", "1600000"),
        ("概念验证中心，去年服务费200万", "今年300万，两年一共呢", "1000000"),
        ("概念验证中心2025年300万，2026年400万，一共多少", "2027年再来500万，三年总共呢", "2000000"),
        ("概念验证中心年服务费350万", "如果明年翻倍，两年合计多少", "2000000"),
    ],
)
def test_years_are_weighed_together(talk: Talk, first: str, then: str, high: str) -> None:
    assert talk(first, then)[-1].awards[0].amount.high == high


@pytest.mark.parametrize(
    "question",
    [
        "案例先评上省级，之后又评上国家级，能给两次吗",
        "一个典型案例既省级又国家级，两个都给吗",
        "园区先省级后国家级，加起来150万对吗",
        "同一个园区省级和国家级都批了，一共能拿多少钱",
    ],
)
def test_one_thing_at_two_levels_is_paid_once(talk: Talk, question: str) -> None:
    answer = talk(question)[-1]
    assert answer.total.high == ("1000000" if "园区" in question else "500000")
    assert {citation.clause_id for citation in answer.citations} & {"supplementary", "9"}
