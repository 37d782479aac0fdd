"""Awards named by their figures alone, callers with another part in a matter, part years, two levels."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import Talk


@pytest.mark.parametrize(
    ("message", "award_id"),
    [
        ("一个月三千的那笔，外地来的能领吗", "professional-title"),
        ("每月2000块的那个找谁", "professional-title"),
        ("一年八万的那项要什么条件", "private-phd"),
        ("100到300万那档怎么才能拿", "talent-team"),
        ("30-100万那个要什么条件", "talent-individual"),
        ("最高300万的那个归谁管", "talent-team"),
        ("三十万封顶的那项是给什么的", "first-version-software"),
        ("每台补五十万的，我有三台，能给多少", "first-set-equipment"),
        ("五十万一台的那个要什么条件", "first-set-equipment"),
        ("20%的补助是给谁的，归哪个部门", "proof-of-concept-center"),
    ],
)
def test_a_figure_that_one_award_alone_has_names_it(talk: Talk, message: str, award_id: str) -> None:
    answer = talk(message)[0]
    assert [result.award_id for result in answer.awards] == [award_id]


def test_a_figure_changes_the_topic(talk: Talk) -> None:
    *_, answer = talk("首台套能补多少", "一年八万的那个我们公司够得上吗")
    assert [result.award_id for result in answer.awards] == ["private-phd"]


def test_two_figures_name_two_awards(talk: Talk) -> None:
    answer = talk("每年8万的那个和每月3000的那个，哪个多")[0]
    assert {result.award_id for result in answer.awards} == {"private-phd", "professional-title"}


@pytest.mark.parametrize(
    ("message", "not_meant"),
    [
        ("我们投资1000万的那个项目有什么支持", "rd-matching"),
        ("营收200万的那家企业能申请什么", "proof-of-concept-center"),
    ],
)
def test_a_sum_spent_or_earned_names_no_award(talk: Talk, message: str, not_meant: str) -> None:
    answer = talk(message)[0]
    assert [result.award_id for result in answer.awards] != [not_meant]


@pytest.mark.parametrize(
    "message",
    [
        "我们是协办单位，全国人工智能峰会在盐都办，总费用100万，能补多少",
        "我司只是支持单位，全国性人工智能大会花了200万，能拿补贴吗",
        "全国人工智能展览会我们去参展，展位费8万，能不能补",
        "全国性行业峰会我们联合主办，承办是会展公司，花了90万，能不能补",
        "我是全国人工智能展会的协办，出了80万，能拿多少",
        "作为赞助商，我们给全国人工智能峰会出了50万，有补贴吗",
    ],
)
def test_whoever_does_not_run_an_event_is_told_who_gets_the_money(talk: Talk, message: str) -> None:
    answer = talk(message)[0]
    assert answer.status == "answered"
    assert not answer.awards
    assert any("承办单位" in citation.quote for citation in answer.citations)


def test_partners_of_the_organiser_change_nothing(talk: Talk) -> None:
    answer = talk("我司承办，协办单位是行业协会，全国性人工智能峰会在盐都办，费用60万，亭湖公司，未包干")[0]
    assert [(r.eligibility, r.amount.high) for r in answer.awards] == [("eligible", "180000")]


@pytest.mark.parametrize(
    "told", ["我们公司排第二", "我们是第三参与方", "我们只是配合单位", "牵头的是省里一所大学，我们协作"]
)
def test_whoever_is_not_first_does_not_lead(talk: Talk, told: str) -> None:
    answer = talk(f"省科技重大专项，{told}，盐南的公司，能给配套吗")[0]
    assert [(r.award_id, r.eligibility) for r in answer.awards] == [("rd-matching", "ineligible")]


@pytest.mark.parametrize(
    "told",
    ["作为场景提供方", "开放了场景", "我们是场景的提供主体"],
)
def test_a_public_investor_that_provides_the_scene_gets_nothing(talk: Talk, told: str) -> None:
    answer = talk(f"亭湖区的城投公司，政府投资主体，{told}，入选了市优秀示范应用场景，能奖多少")[0]
    assert [(r.award_id, r.eligibility) for r in answer.awards] == [("demo-scenario", "ineligible")]


@pytest.mark.parametrize(
    "message",
    [
        "射阳的企业想装修办公楼，有补贴没",
        "建湖一家公司，贷款贴息有吗",
        "我是徐州的公司，你们这儿有啥可以拿",
        "我们公司在东台，租厂房有没有补助",
    ],
)
def test_a_firm_from_elsewhere_is_told_where_the_text_applies(talk: Talk, message: str) -> None:
    answer = talk(message)[0]
    assert any("盐城大市区" in c.quote or "其他县（市）" in c.quote for c in answer.citations)


@pytest.mark.parametrize(
    ("stay", "status", "amount"),
    [
        ("干了三年半", "answered", "240000"),
        ("做了18个月", "answered", "80000"),
        ("待了两年零四个月", "answered", "160000"),
        ("只干了7个月", "not_specified", "80000"),
        ("干了四年", "answered", "320000"),
    ],
)
def test_part_of_a_year_is_never_the_longest_time(talk: Talk, stay: str, status: str, amount: str) -> None:
    answer = talk(f"盐都民企全职新引进全日制博士1名，{stay}，能拿多少")[0]
    assert (answer.status, answer.awards[0].amount.high) == (status, amount)
    assert ("不满一年" in answer.answer) is (stay != "干了四年")


def test_where_months_count_half_years_are_exact(talk: Talk) -> None:
    answer = talk("亭湖的事业单位，全职新引进副高1名，首次在盐参保，满两年半，给多少")[0]
    assert answer.awards[0].amount.high == "60000"


@pytest.mark.parametrize(
    "told",
    [
        "同一个案例先评了省级又评了国家级",
        "我们一个案例既是国家级又是省级",
        "这个案例去年省里评上今年国家也评上了",
        "一个案例，省级国家级都中了",
    ],
)
def test_two_levels_of_one_thing_give_the_higher(talk: Talk, told: str) -> None:
    answer = talk(f"大丰企业，先进计算典型案例，{told}，合计多少")[0]
    assert sorted(r.amount.high or "" for r in answer.awards) == ["100000", "500000"]
    assert answer.total is not None
    assert (answer.total.low, answer.total.high) == ("500000", "500000")
    assert any("就高不重复" in citation.quote for citation in answer.citations)


def test_two_levels_of_two_things_are_added(talk: Talk) -> None:
    answer = talk("大丰企业，两个不同的先进计算典型案例，一个省级一个国家级，合计多少")[0]
    assert answer.total is not None
    assert answer.total.high == "600000"


@pytest.mark.parametrize(
    "told", ["我们承办，同时也是支持单位", "我司既是赞助商又是承办单位", "我们是主办方也是承办方"]
)
def test_whoever_runs_it_is_paid_whatever_else_he_is(talk: Talk, told: str) -> None:
    answer = talk(f"{told}，全国性人工智能峰会，在盐都办，盐都公司，费用70万，没有包干，能补多少")[0]
    assert [(r.eligibility, r.amount.high) for r in answer.awards] == [("eligible", "210000")]
