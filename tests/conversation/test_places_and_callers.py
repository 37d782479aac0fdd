"""Places asked about, callers who ask for others, and messages that hardly say anything."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import Talk


def test_each_of_several_places_is_answered_for(talk: Talk) -> None:
    (reply,) = talk("我代理的企业在射阳、阜宁、大丰、盐南都有，哪些能报市里的")
    inside, outside = reply.answer.split("\n")[:2]
    assert "大丰区" in inside and "盐南高新区" in inside
    assert "射阳县" in outside and "阜宁县" in outside and "不直接适用" in outside


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("盐城高新区算不算盐南高新区", "盐城高新区在盐都区，不是盐南高新区"),
        ("大丰港属于大丰区吗", "大丰港属于大丰区"),
        ("市经开区和盐城开发区是一回事吗", "是同一个地方"),
        ("射阳港的公司能申报吗", "不直接适用"),
        ("秦南镇那边的企业算不算", "没有写到乡镇、街道和园区"),
        ("开发区的公司能不能报", "盐城经济技术开发区、亭湖区、大丰区"),
    ],
)
def test_what_is_known_of_a_place_and_what_the_text_does_not_name(
    talk: Talk, question: str, said: str
) -> None:
    (reply,) = talk(question)
    assert said in reply.answer


@pytest.mark.parametrize(
    ("message", "award"),
    [
        ("扬州有个AI团队想整体全职到盐城，能拿多少资助", "talent-team"),
        ("澳门的专家全职过来给多少钱", "talent-individual"),
    ],
)
def test_whoever_comes_from_elsewhere_is_answered_here(talk: Talk, message: str, award: str) -> None:
    (reply,) = talk(message)
    assert [result.award_id for result in reply.awards] == [award]


def test_another_citys_rules_are_still_no_matter_of_ours(talk: Talk) -> None:
    (reply,) = talk("扬州的AI团队政策给多少")
    assert reply.status == "out_of_scope"


def test_what_another_province_certified_is_not_the_own_provinces(talk: Talk) -> None:
    (reply,) = talk("省外认定的首台套，厂子后来搬到盐都了，给不给")
    assert reply.awards[0].eligibility == "ineligible"


def test_a_subset_divides_only_what_it_counts(talk: Talk) -> None:
    (reply,) = talk(
        "大丰的民营企业，6台装备，其中4台被省里认定为首台套，"
        "一款软件拿了国家级首版次，全职新引进全日制博士2名，各多少"
    )
    assert [result.amount.high for result in reply.awards] == ["2000000", "300000", "1600000"]


@pytest.mark.parametrize(
    "message",
    [
        "客户1在盐都，客户2在阜宁，都有一台省级首台套，各给多少",
        "两个客户分别在盐都、阜宁，都有一台省级首台套，各给多少",
        "盐都、阜宁两家企业都有一台省级首台套，每家多少",
        "孙总在盐都有一台省级首台套，周总在阜宁有一台省级首台套，分别多少",
        "我有两家公司，一家在盐都一家在阜宁，都有一台省级首台套，各给多少",
    ],
)
def test_clients_are_told_apart_however_they_are_counted(talk: Talk, message: str) -> None:
    (reply,) = talk(message)
    assert [(result.eligibility, result.amount.high) for result in reply.awards] == [
        ("eligible", "500000"),
        ("ineligible", "0"),
    ]


@pytest.mark.parametrize(
    ("message", "awards"),
    [
        ("园区呢？", {"demo-park"}),
        ("AI活动", {"national-event"}),
        ("30%", {"national-event"}),
        ("第九条多少", {"demo-park"}),
        ("第8条给团队多少", {"talent-team"}),
        ("找谁", set()),
        ("能报不", set()),
        ("奖多少", set()),
    ],
)
def test_a_message_that_hardly_says_anything(talk: Talk, message: str, awards: set[str]) -> None:
    (reply,) = talk(message)
    assert {result.award_id for result in reply.awards} == awards
    assert reply.status == "needs_input"


def test_behind_a_year_it_is_the_next_one(talk: Talk) -> None:
    (reply,) = talk("过了2027年首台套还能拿吗，我们在亭湖")
    assert reply.awards[0].eligibility == "ineligible"
