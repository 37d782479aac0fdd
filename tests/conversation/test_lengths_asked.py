"""What a year or a month comes to, and lengths that are told for all."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import Talk


@pytest.mark.parametrize("asked", ["一年能补多少", "每年多少钱", "一年大概能拿几个钱", "每人一年给多少"])
def test_one_year_is_asked(talk: Talk, asked: str) -> None:
    (award,) = talk(f"我们民企新招了两个全日制博士，全职，{asked}")[0].awards
    assert award.amount.high in ("160000", "80000")
    assert "80万" not in award.amount.text


@pytest.mark.parametrize(
    ("rate", "whole"), [("一个正高每个月能领多少", "108000"), ("博士一年补多少", "800000")]
)
def test_a_rate_is_asked_in_general(talk: Talk, rate: str, whole: str) -> None:
    assert talk(rate)[0].awards[0].amount.high == whole


@pytest.mark.parametrize("asked", ["我们每年新招几个博士能补多少", "引进博士每年多少名额"])
def test_a_year_of_which_no_sum_is_asked(talk: Talk, asked: str) -> None:
    assert talk(asked)[0].awards[0].amount.high == "800000"


def test_the_whole_time_after_one_year(talk: Talk) -> None:
    year, whole = talk("我们引进了博士，每年补多少", "那总共能拿多少")
    assert (year.awards[0].amount.high, whole.awards[0].amount.high) == ("80000", "800000")


@pytest.mark.parametrize("between", [" ", "，", "、"])
@pytest.mark.parametrize("tail", ["都全职，签了两年", "都是全职的 合同两年"])
def test_a_length_told_for_all(talk: Talk, between: str, tail: str) -> None:
    phd, title = talk(f"三个博士{between}两个正高{between}{tail}")[0].awards
    assert (phd.amount.high, title.amount.high) == ("480000", "144000")


def test_each_has_a_length_of_its_own(talk: Talk) -> None:
    phd, title = talk("两个博士签了三年，一个正高签了两年，都全职")[0].awards
    assert (phd.amount.high, title.amount.high) == ("480000", "72000")
