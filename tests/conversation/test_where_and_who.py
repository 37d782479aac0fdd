"""Where a firm sits, which of several firms is spoken of, and what an office has taken back or not issued."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import Talk


@pytest.mark.parametrize(
    ("told", "region"),
    [
        ("我们是响水的企业，在亭湖有个分公司", "county"),
        ("公司在盐都，在射阳也有一个生产基地", "in_scope"),
        ("总公司在盐南，厂在阜宁", "in_scope"),
        ("注册在射阳，生产在盐都", "county"),
    ],
)
def test_a_branch_or_a_plant_is_not_where_the_firm_sits(told: str, region: str, talk: Talk) -> None:
    (reply,) = talk(f"{told}，省首台套1台能补吗")
    (award,) = reply.awards
    assert (award.eligibility == "eligible") == (region == "in_scope")
    assert "supplementary" in {citation.clause_id for citation in reply.citations}


@pytest.mark.parametrize(
    "told",
    [
        "一家在亭湖一家在射阳，亭湖那家拿了省首台套，射阳那家拿了省首版次",
        "亭湖公司有省首台套1台，射阳公司有省首版次1个",
        "A在亭湖，省首台套1台；B在射阳，省首版次1个",
    ],
)
def test_firms_are_told_apart_by_letter_or_by_place(told: str, talk: Talk) -> None:
    (reply,) = talk(f"我们有两家公司，{told}，各能拿多少")
    found = {award.award_id: award.eligibility for award in reply.awards}
    assert found == {"first-set-equipment": "eligible", "first-version-software": "ineligible"}


def test_what_one_award_got_is_not_said_of_another(talk: Talk) -> None:
    (reply,) = talk("首台套省里评上了，首版次没评上，亭湖企业，能拿多少")
    assert [award.eligibility for award in reply.awards] == ["eligible", "ineligible"]
    (reply,) = talk("首台套没评上，但是首版次评上了省级，亭湖企业，能拿多少")
    assert [award.eligibility for award in reply.awards] == ["ineligible", "eligible"]
    (reply,) = talk("我们是亭湖的软件企业，有一款软件拿了省首版次，我能申请什么")
    found = {award.award_id: award.eligibility for award in reply.awards}
    assert (found["first-version-software"], found["first-set-equipment"]) == ("eligible", "unknown")


@pytest.mark.parametrize(
    ("told", "eligibility"),
    [
        ("2022年省里认定的首台套，去年被撤销了", "ineligible"),
        ("省首台套认定了，后来复核没过", "ineligible"),
        ("省首台套认定刚公示还没发文", "unknown"),
        ("首版次报了省里，专家评审过了，文件没下", "unknown"),
        ("省级首台套公示期已过，文件也发了", "eligible"),
    ],
)
def test_what_an_office_took_back_or_has_not_issued(told: str, eligibility: str, talk: Talk) -> None:
    (award,) = talk(f"我们在亭湖，{told}，能拿多少")[0].awards
    assert award.eligibility == eligibility


def test_the_same_figure_in_each_of_several_years(talk: Talk) -> None:
    replies = talk("概念验证中心在盐都，一年服务费300万", "连着三年都300万呢", "五年呢")
    assert [reply.awards[0].amount.high for reply in replies] == ["600000", "1800000", "2000000"]


def test_clients_counted_as_one_and_another_keep_their_own(talk: Talk) -> None:
    (reply,) = talk("两个客户都在亭湖，一个有省首台套1台，一个有省首版次2个，分别多少")
    assert [(a.award_id, a.amount.high) for a in reply.awards] == [
        ("first-set-equipment", "500000"),
        ("first-version-software", "600000"),
    ]
    (reply,) = talk("三个子公司，亭湖、盐都、大丰各一个，每个都有一台省首台套，总共能拿多少")
    assert reply.total is not None and reply.total.high == "1500000"


@pytest.mark.parametrize(
    "told",
    [
        "公司上个月从射阳搬到大丰，省首台套是在射阳时认定的",
        "明年要从亭湖搬到南京，现在拿了省首台套1台",
        "公司现在在亭湖，之前在射阳，省首台套1台",
        "公司在盐都，和南京一家公司联合申报的省首台套1台",
    ],
)
def test_a_place_left_or_only_aimed_at_is_no_seat(told: str, talk: Talk) -> None:
    assert talk(f"{told}，能拿多少")[0].awards[0].eligibility == "eligible"


def test_the_level_of_a_set_may_stand_beside_it(talk: Talk) -> None:
    replies = talk("首台套1台，省级，亭湖", "要是市级的呢", "那还是按1台省级的算吧")
    found = [reply.awards[0].eligibility for reply in replies]
    assert found == ["eligible", "ineligible", "eligible"]


def test_so_many_of_those_applied_for_came_through(talk: Talk) -> None:
    (reply,) = talk("三款软件报了省首版次，其中两款通过了，亭湖企业，多少")
    assert reply.awards[0].amount.high == "600000"
