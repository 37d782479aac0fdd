"""Further ones told after the first, those taken away and taken back, and whether a sum comes every year."""

from __future__ import annotations

import pytest

from assistant.contract import Answer
from tests.conversation.conftest import Talk

_FIRST = "亭湖区事业单位，全职新引进1名正高职称的人工智能人才，首次在盐参保，能拿多少"
_DOCTORS = "盐都区民企，全职新引进全日制博士4名，每人做2年，合计多少"


def _total(answer: Answer) -> str | None:
    return answer.total.high if answer.total else None


@pytest.mark.parametrize(
    ("further", "total"),
    [
        ("后来又来了两名副高的，三个人一起干满3年，一共多少", "252000"),
        ("另外还有三位副高，四个人都待两年，总共多少", "216000"),
        ("接着又引进了1名副高，两个人各一年，合计多少", "60000"),
        ("随后又招了两位副高，总共多少", "252000"),
    ],
)
def test_further_ones_of_another_kind_are_cases_of_their_own(talk: Talk, further: str, total: str) -> None:
    assert _total(talk(_FIRST, further)[-1]) == total


def test_how_long_they_stay_is_told_of_all_of_them(talk: Talk) -> None:
    *_, short = talk(_FIRST, "后来又来了两名副高的，三个人干满3年，一共多少", "要是都只干1年呢")
    assert [result.amount.high for result in short.awards] == ["36000", "48000"]
    assert _total(short) == "84000"


@pytest.mark.parametrize("further", ["又招了两位，三个人都干5年，总共多少", "又来了2个，3个人5年合计多少"])
def test_a_number_of_all_of_them_counts_nothing_else(talk: Talk, further: str) -> None:
    first = "亭湖区民企招了全日制博士1名，全职新引进，满3年，多少"
    assert _total(talk(first, further)[-1]) == "1200000"


def test_further_cases_that_are_not_counted_are_told_at_once(talk: Talk) -> None:
    first = "盐都区企业，入选1个国家级先进计算典型案例，奖多少"
    both = talk(first, "后来又入选两个省级的，三个加在一起多少")[-1]
    assert [result.amount.high for result in both.awards] == ["500000", "100000", "100000"]


@pytest.mark.parametrize(
    ("away", "left", "back", "whole"),
    [
        ("有两个是兼职的，去掉这俩再算", "320000", "那两个后来也转全职了，补回来呢", "640000"),
        ("有一个是在职读的博，把他剔除", "480000", "弄错了，他是全日制的，还是算进去", "640000"),
        ("减掉1个", "480000", "刚才那个加回来", "640000"),
    ],
)
def test_those_taken_away_are_taken_back(talk: Talk, away: str, left: str, back: str, whole: str) -> None:
    _, less, again = talk(_DOCTORS, away, back)
    assert (_total(less), _total(again)) == (left, whole)


@pytest.mark.parametrize(
    ("case", "asked", "status", "quoted"),
    [
        ("盐南高新区园区创成省级人工智能示范园区，补多少", "那这钱年年都给吗", "answered", "一次性"),
        ("亭湖区民企全职新引进全日制博士一名，补多少", "也就是说每年都有8万咯", "answered", "元/人/年"),
        ("大丰区企业省里认定的首台套一台，最高多少", "每年都能领一回吧", "not_specified", "每台（套）"),
        ("我们概念验证中心在盐都，服务费一年500万，能补多少", "所以每年都能拿？", "answered", "总额不超过"),
    ],
)
def test_whether_a_sum_comes_every_year(talk: Talk, case: str, asked: str, status: str, quoted: str) -> None:
    answer = talk(case, asked)[-1]
    assert answer.status == status
    assert any(quoted in citation.quote for citation in answer.citations)
    assert "就高不重复" not in answer.answer


@pytest.mark.parametrize("said", ["费用砍到90万呢", "压到90万呢", "总费用涨到90万"])
def test_a_sum_that_something_is_cut_or_raised_to_is_the_new_one(talk: Talk, said: str) -> None:
    first = "亭湖区企业在亭湖区办全国性人工智能展会，花了60万，没有财政包干，补多少"
    assert talk(first, said)[-1].awards[0].amount.high == "270000"


_CASES = "亭湖区企业一个国家级典型案例一个省级典型案例，都是先进计算的，一共多少"


@pytest.mark.parametrize(
    ("supposed", "highs"),
    [
        ("假如省级那个没评上呢", ["500000"]),
        ("国家级那个要是没入选呢", ["100000"]),
        ("要是国家级的降成省级呢", ["100000", "100000"]),
        ("省级的要是升成国家级呢", ["500000", "500000"]),
    ],
)
def test_one_of_two_cases_fails_or_changes_its_level(talk: Talk, supposed: str, highs: list[str]) -> None:
    *_, answer = talk(_CASES, supposed)
    assert [result.amount.high for result in answer.awards] == highs


@pytest.mark.parametrize("applies", ["要是由我们盐都区的子公司承办呢", "假如以亭湖子公司名义申报呢"])
def test_a_subsidiary_here_applies_instead(talk: Talk, applies: str) -> None:
    first = "我们总部在苏州，想在盐城亭湖办全国性AI大会，总费用160万，没有财政包干，能补多少"
    answer = talk(first, applies)[-1]
    assert [(result.eligibility, result.amount.high) for result in answer.awards] == [("eligible", "480000")]


@pytest.mark.parametrize(
    ("later", "high"),
    [
        ("今年又添了1台，也是省里认定的，累计最高多少", "1500000"),
        ("要是有1台没认上呢", "500000"),
    ],
)
def test_sets_that_come_later_or_fail(talk: Talk, later: str, high: str) -> None:
    assert talk("亭湖区企业，省里认定的首台套2台，最高多少", later)[-1].awards[0].amount.high == high
