"""Several cases of one award in one message: each counts by what is said of it, and their sum is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.contract import Answer

Talk = Callable[..., list[Answer]]

EVENTS = "我们大丰公司在盐城市区办的全国性人工智能活动，没有财政包干，"
TITLES = "亭湖区事业单位全职新引进，首次在盐参保且正常缴费，"


def _total(answer: Answer) -> tuple[str, str] | None:
    return (answer.total.low, answer.total.high) if answer.total else None


@pytest.mark.parametrize(
    ("told", "total"),
    [
        ("两场，一场花了100万，一场花了240万，一共补多少", "800000"),
        ("第一场花了50万，第二场花了200万，合计补多少", "650000"),
        ("A峰会费用130万，B博览会费用90万，各补多少、合计多少", "660000"),
        ("三场峰会，每场80万，一共补多少", "720000"),
        ("峰会花了120万，展览会花了60万，加起来补多少", "540000"),
    ],
)
def test_each_event_has_its_own_ceiling(talk: Talk, told: str, total: str) -> None:
    assert _total(talk(EVENTS + told)[0]) == (total, total)


def test_the_parts_of_one_event_are_not_events(talk: Talk) -> None:
    answer = talk(EVENTS + "一场峰会，场地30万，搭建20万，餐饮10万，补多少")[0]
    assert [award.amount.high for award in answer.awards] == ["180000"]


@pytest.mark.parametrize(
    ("told", "total"),
    [
        ("五名人才，其中两名正高、三名副高，三年合计多少", "432000"),
        ("正高的1个，副高的2个，还有1个中级，三年一共多少", "252000"),
        ("正高、副高各两名，三年合计多少", "360000"),
        ("副高干满14个月，另一个正高满了24个月，合计多少", "100000"),
        ("一个正高两个副高，每个月一共发多少", "7000"),
    ],
)
def test_kinds_of_people_are_summed(talk: Talk, told: str, total: str) -> None:
    assert _total(talk(TITLES + told)[0]) == (total, total)


@pytest.mark.parametrize(
    ("told", "total"),
    [
        ("入选了两个省级先进计算典型案例，一共奖多少", "200000"),
        ("国家级先进计算典型案例1个，省级的3个，总共奖多少", "800000"),
        ("省级先进计算典型案例2个，国家级0个，一共多少", "200000"),
        ("两个国家级的人工智能赋能新型工业化典型案例，一个省级的先进计算案例，一共多少", "1100000"),
    ],
)
def test_several_of_an_award_that_has_no_number(talk: Talk, told: str, total: str) -> None:
    assert _total(talk("亭湖区民营企业，" + told)[0]) == (total, total)


def test_each_programme_has_its_own_ceiling(talk: Talk) -> None:
    answer = talk("亭湖企业牵头两个国家科技重大专项，合起来最高配套多少")[0]
    assert _total(answer) == ("0", "20000000")


@pytest.mark.parametrize(
    ("told", "high"),
    [
        ("两台省里认定为首台套，另外一台还没过", "1000000"),
        ("省里认下来的首台套六台，后来有一台被撤销认定了", "2500000"),
        ("八台首台套只有四分之三拿到省认定", "3000000"),
        ("省认定的首台套*2", "1000000"),
    ],
)
def test_how_many_of_a_number_count(talk: Talk, told: str, high: str) -> None:
    assert talk(f"亭湖企业，{told}，最高多少")[0].awards[0].amount.high == high


@pytest.mark.parametrize("asked", ["一年合起来多少", "头一年能拿多少", "每年一共多少"])
def test_the_sum_of_one_year(talk: Talk, asked: str) -> None:
    answer = talk(f"大丰民营企业，全职新引进5名全日制博士，{asked}")[0]
    assert answer.awards[0].amount.high == "400000"


def test_what_was_really_spent_counts(talk: Talk) -> None:
    answer = talk("亭湖公司在市区办全国AI峰会，没包干，预算160万，实际花了140万，补多少")[0]
    assert answer.awards[0].amount.high == "420000"


@pytest.mark.parametrize(
    ("told", "high"),
    [
        ("省首台套去年2台今年3台", "2500000"),
        ("装备7台获江苏省首台套认定，另2台申报中", "3500000"),
        ("报了4台首台套，省里批了一半", "1000000"),
    ],
)
def test_numbers_told_apart_by_time_or_state(talk: Talk, told: str, high: str) -> None:
    assert talk(f"亭湖企业，{told}，最高多少")[0].awards[0].amount.high == high


def test_a_number_of_projects_counts_nothing_else(talk: Talk) -> None:
    answer = talk("亭湖民企，两个不同的项目，A是首版次软件国家级一个，B是先进计算典型案例省级，总数是多少")[0]
    assert _total(answer) == ("100000", "400000")


@pytest.mark.parametrize(
    ("told", "total"),
    [
        ("第一年150万，第二年比第一年多50万，第三年再多50万", "1200000"),
        ("头一年260万，第二年少60万", "920000"),
    ],
)
def test_a_year_told_by_the_year_before(talk: Talk, told: str, total: str) -> None:
    answer = talk(f"亭湖的概念验证中心，服务费{told}，合计最高多少")[0]
    assert _total(answer) == ("0", total)


@pytest.mark.parametrize("told", ["张三干了2年，李四干了5年", "一个干满2年，另一个干满5年"])
def test_each_person_by_how_long_he_stayed(talk: Talk, told: str) -> None:
    answer = talk(f"盐都民企全职新引进全日制博士，{told}，合计多少")[0]
    assert _total(answer) == ("560000", "560000")


def test_a_case_is_pointed_at_by_its_place_or_its_sum(talk: Talk) -> None:
    answers = talk(
        EVENTS + "两场峰会，一场花60万一场花90万，一共补多少",
        "第二场改成花200万",
        "花60万那场其实花了100万",
        "第一场不算了",
    )
    assert [_total(answer) for answer in answers[:3]] == [
        ("450000", "450000"),
        ("680000", "680000"),
        ("800000", "800000"),
    ]
    assert [award.amount.high for award in answers[3].awards] == ["500000"]


def test_a_further_one_of_one_kind_and_one_who_left(talk: Talk) -> None:
    answers = talk(TITLES + "正高1名副高1名，三年一共多少", "正高再加两名", "副高那个走了")
    assert _total(answers[1]) == ("396000", "396000")
    assert [award.amount.high for award in answers[2].awards] == ["324000"]


def test_a_place_name_is_no_source_of_money(talk: Talk) -> None:
    answer = talk("盐都公司办了一场全国性AI峰会，市区办的，花100万，补多少")[0]
    assert "fiscal_lump_sum" in answer.awards[0].missing


def test_people_of_two_years_are_added(talk: Talk) -> None:
    answer = talk("亭湖民企去年全职新引进全日制博士3名，今年2名，十年共多少")[0]
    assert answer.awards[0].amount.high == "4000000"
