"""A place that says where somebody comes from, or who certified, is no question about its policy."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import Talk

_PLACES = ("上海", "杭州", "南京", "广东")


@pytest.mark.parametrize("place", _PLACES)
@pytest.mark.parametrize("how", ["{}大厂出来的", "从{}过来的", "{}高校毕业的", "{}那边挖来的"])
def test_where_people_come_from(talk: Talk, place: str, how: str) -> None:
    answer = talk(f"引进的高层次人才有3个人，几个都是{how.format(place)}，全职，能补多少")[0]
    assert [award.award_id for award in answer.awards] == ["talent-individual"]
    assert answer.awards[0].amount.high == "3000000"


@pytest.mark.parametrize("place", _PLACES)
@pytest.mark.parametrize("how", ["只有{}给认定的", "{}发的证书", "是{}有关部门评的", "{}评过了"])
def test_certified_by_another_place_only(talk: Talk, place: str, how: str) -> None:
    answer = talk(f"我们首台套{how.format(place)}，能拿吗")[0]
    assert [award.eligibility for award in answer.awards] == ["ineligible"]


@pytest.mark.parametrize("place", _PLACES)
def test_what_another_place_certified_is_left_out(talk: Talk, place: str) -> None:
    answer = talk(f"首版次有两款江苏省认定的，有一款只有{place}认定，{place}那款不算进来，能补多少")[0]
    assert answer.awards[0].amount.high == "600000"


@pytest.mark.parametrize("place", _PLACES)
@pytest.mark.parametrize("asked", ["{}的政策怎么样", "{}那边补多少", "听说{}首台套也补", "{}那个政策给多少"])
def test_the_policy_of_another_place_is_refused(talk: Talk, place: str, asked: str) -> None:
    answer = talk(asked.format(place))[0]
    assert answer.status == "out_of_scope"
    assert "没有收录" in answer.answer
