"""Notes as staff write them, people who mean to come, and qualifications that are not the one required."""

from __future__ import annotations

import pytest

from assistant.conversation.shorthand import with_measures
from assistant.conversation.wording import Conversation
from tests.conversation.conftest import Talk


@pytest.mark.parametrize(
    ("note", "written_out"),
    [
        ("正高2 副高1 12个月", "正高2个 副高1个 12个月"),
        ("首台套 省认定 3", "首台套 省认定3套"),
        ("国家级案例x1 省级*2", "国家级案例1个 省级2个"),
        ("园区 国家级(1)省级(2)", "园区 国家级1个省级2个"),
        ("博士 2人", "博士 2人"),
        ("案例1是国家级", "案例1是国家级"),
        ("案例1国家级，案例2省级", "案例1国家级，案例2省级"),
    ],
)
def test_a_number_behind_its_kind_counts(note: str, written_out: str, words: Conversation) -> None:
    assert with_measures(note, words) == written_out


@pytest.mark.parametrize(
    ("note", "high"),
    [
        ("正高1 副高3 事业单位 全职新引进 首次参保 10个月", 90_000),
        ("企业 工业互联网+大模型案例 省级2 国家级1 合计", 700_000),
        ("民企 全职新引进全日制博士6 硕士4 2年", 960_000),
        ("民企，全职新引进全日制4名博士，6名硕士，5年", 1_600_000),
        ("民企，引进9人，其中博士5人，硕士4人，全职新引进全日制，5年", 2_000_000),
    ],
)
def test_kinds_with_numbers_are_added_up(note: str, high: int, talk: Talk) -> None:
    (reply,) = talk(note)
    assert sum(int(award.amount.high or 0) for award in reply.awards) == high


@pytest.mark.parametrize(
    "message",
    ["我在宁波做算法，想全职回盐城，高层次人才给多少", "我们团队都在东莞工作，打算搬来盐城，团队资助多少"],
)
def test_who_lives_elsewhere_comes_from_there(message: str, talk: Talk) -> None:
    (reply,) = talk(message)
    assert reply.awards[0].eligibility == "unknown"


def test_a_firm_elsewhere_is_an_applicant_from_there(talk: Talk) -> None:
    (reply,) = talk("我们公司在东莞，想把团队派到盐城，团队资助多少")
    assert reply.awards[0].eligibility == "ineligible"


def test_a_lower_degree_is_none(talk: Talk) -> None:
    (reply,) = talk("民企全职新引进一名硕士，8万一年给吗")
    assert reply.awards[0].eligibility == "ineligible"


def test_an_enumeration_asks_no_definition(talk: Talk) -> None:
    (reply,) = talk("民营，全日制博士，新引进")
    assert reply.status == "needs_input"


def test_a_level_of_another_thing_is_not_this_ones(talk: Talk) -> None:
    _, reply = talk("典型案例国家级的，企业", "那台设备是省认定的，一共多少")
    assert [int(award.amount.high or 0) for award in reply.awards if award.award_id == "typical-case"] == [
        500_000
    ]
