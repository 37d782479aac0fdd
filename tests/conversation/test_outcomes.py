"""Levels that were aimed at, failed, are under way or were reached: what counts is what was reached."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import Talk

_FIRM = "公司在亭湖，民企，新型工业化那一类，"


@pytest.mark.parametrize(
    "told",
    [
        "典型案例本来报的国家级，最后落到省级",
        "典型案例奔着国家级去的，结果只批了省级",
        "申报国家级典型案例失败，拿了省级的",
        "典型案例省级的评上了，国家级今年也报了，还没出结果",
        "典型案例省里的到手了，部里的还在评",
        "典型案例想拿国家级，可惜只给了个省级",
        "典型案例国家级没评上，省级评上了，市级早就有了",
        "典型案例国家级的过期了，省级的还有效",
    ],
)
def test_the_level_that_was_reached_counts(talk: Talk, told: str) -> None:
    (award,) = talk(f"{_FIRM}{told}，能奖多少")[0].awards
    assert (award.eligibility, award.amount.low, award.amount.high) == ("eligible", "100000", "100000")


@pytest.mark.parametrize(
    "told",
    ["省级已经挂牌了，国家级正在申报", "省级早拿了，明年再冲国家级", "报国家级被退了，省级倒是批下来了"],
)
def test_what_is_only_on_its_way_undoes_nothing(talk: Talk, told: str) -> None:
    (award,) = talk(f"我们大丰的示范园区，{told}，能拿多少")[0].awards
    assert (award.eligibility, award.amount.high) == ("eligible", "500000")


@pytest.mark.parametrize("pending", ["还在审", "正在评审", "还在排队"])
def test_what_no_office_has_decided_is_not_taken_for_so(talk: Talk, pending: str) -> None:
    (answer,) = talk(f"{_FIRM}典型案例国家级{pending}，能奖多少")
    assert (answer.status, answer.awards[0].eligibility) == ("needs_input", "unknown")


@pytest.mark.parametrize(
    "told",
    [
        "去年有个典型案例拿了省级10万，今年另一个案例评上国家级",
        "典型案例先拿了省级10万，后面别的项目又评了个国家级",
        "去年的典型案例是省级的，今年又一个国家级的",
    ],
)
def test_two_projects_of_two_levels_are_summed(talk: Talk, told: str) -> None:
    (answer,) = talk(f"{_FIRM}{told}，一共多少")
    assert answer.total is not None
    assert (answer.total.low, answer.total.high) == ("600000", "600000")
    assert "case_level" not in {question.fact for question in answer.questions}


def test_both_levels_reached_of_what_may_be_one_thing_choose_neither(talk: Talk) -> None:
    (award,) = talk(f"{_FIRM}典型案例国家级和省级都评上了，能奖多少")[0].awards
    assert (award.amount.low, award.amount.high) == ("100000", "500000")
