"""What a dialogue remembers: the user's own list, several applicants, several cases, what was supposed."""

from __future__ import annotations

import pytest

from assistant.contract import Answer
from tests.conversation.conftest import Talk

_LIST = "盐都区的企业想问三样：江苏省认定的首台套2台、国家级先进计算典型案例、省级首版次软件1个，各能拿多少"
_SUM = "大丰区民企，省里认定的首台套2台，国家级先进计算典型案例1个，省级首版次软件1个，总共多少"


def _awards(answer: Answer) -> list[str]:
    return [result.award_id for result in answer.awards]


def _highs(answer: Answer, award_id: str) -> list[str | None]:
    return [result.amount.high for result in answer.awards if result.award_id == award_id]


def _total(answer: Answer) -> tuple[str, str] | None:
    return (answer.total.low, answer.total.high) if answer.total else None


@pytest.mark.parametrize(
    ("pointing", "award"),
    [
        ("那第三个呢", "first-version-software"),
        ("中间那个多少", "typical-case"),
        ("头一个封顶多少", "first-set-equipment"),
        ("最后一样呢", "first-version-software"),
        ("案例那块给多少", "typical-case"),
        ("软件那个最多多少", "first-version-software"),
    ],
)
def test_a_list_of_ones_own_is_pointed_at_also_later(talk: Talk, pointing: str, award: str) -> None:
    *_, between, pointed = talk(_LIST, "第二个找谁", pointing)
    assert _awards(between) == ["typical-case"]
    assert _awards(pointed) == [award]


def test_so_many_of_the_list_count_nothing_else(talk: Talk) -> None:
    *_, both, all_three = talk(_LIST, "前两个一共多少", "三个加一块儿呢")
    assert _total(both) == ("500000", "1500000")
    assert _total(all_three) == ("500000", "1800000")
    assert _highs(all_three, "first-version-software") == ["300000"]


@pytest.mark.parametrize(
    ("left_out", "total"),
    [
        ("首台套不报了呢", ("500000", "800000")),
        ("去掉首版次呢", ("500000", "1500000")),
        ("第三个不要了", ("500000", "1500000")),
        ("案例那个先不算", ("0", "1300000")),
    ],
)
def test_what_is_left_out_leaves_the_sum_of_the_rest(
    talk: Talk, left_out: str, total: tuple[str, str]
) -> None:
    _, rest, again = talk(_SUM, left_out, "都加回来呢")
    assert _total(rest) == total
    assert _total(again) == ("500000", "1800000")


def test_a_step_of_one_award_leaves_the_others_in_the_sum(talk: Talk) -> None:
    assert _total(talk(_SUM, "首台套扣掉一台")[1]) == ("500000", "1300000")


_TWO = "甲公司在盐都，江苏省认定首台套2台；乙公司在亭湖，民企，全职新引进全日制博士1名。各拿多少"


def test_each_applicant_has_awards_of_his_own(talk: Talk) -> None:
    both, of_one, going_on, other, together = talk(
        _TWO, "甲还有一个省级先进计算典型案例", "一共多少", "乙呢", "两家总共多少"
    )
    assert _awards(both) == ["first-set-equipment", "private-phd"]
    assert _awards(of_one) == ["typical-case"]
    assert _total(going_on) == ("100000", "1100000")
    assert _awards(other) == ["private-phd"]
    assert _total(together) == ("900000", "1900000")
    assert together.total is not None
    assert [(a.low, a.high) for a in together.total.applicants] == [
        ("100000", "1100000"),
        ("800000", "800000"),
    ]
    # What carries one project's name is one project (就高不重复): each claim is told as one of its own.
    assert [p.counted for p in together.total.projects] == [
        ("first-set-equipment",),
        ("typical-case",),
        ("private-phd",),
    ]
    assert len({p.project for p in together.total.projects}) == 3


def test_a_what_if_of_one_applicant_is_not_kept(talk: Talk) -> None:
    _, moved, after = talk(_TWO, "甲要是搬到东台呢", "甲实际能拿多少")
    assert moved.awards[0].eligibility == "ineligible"
    assert _highs(after, "first-set-equipment") == ["1000000"]


def test_another_client_takes_nothing_over(talk: Talk) -> None:
    _, other, first = talk(
        "客户在阜宁，江苏省认定的首台套3台，能拿多少",
        "另一个客户在盐南，江苏省认定的首台套1台",
        "阜宁那家如果搬到亭湖呢",
    )
    assert _highs(other, "first-set-equipment") == ["500000"]
    assert _highs(first, "first-set-equipment") == ["1500000"]


_CASES = "亭湖企业，入选国家级先进计算典型案例，能拿多少"


@pytest.mark.parametrize("more", ["另外还有一个省级的，一共多少", "又评上一个省级的，总共多少"])
def test_one_more_case_of_the_same_kind(talk: Talk, more: str) -> None:
    assert _total(talk(_CASES, more)[1]) == ("600000", "600000")


def test_one_case_of_several_changes_alone(talk: Talk) -> None:
    said = "盐都企业，首版次软件两个，一个国家级，一个市级，能拿多少"
    _, raised = talk(said, "市级那个要是升到省级呢")
    assert _highs(raised, "first-version-software") == ["300000", "300000"]


def test_cases_that_become_alike_are_counted_together(talk: Talk) -> None:
    said = "事业单位，亭湖区，全职新引进正高2人、副高3人，首次在盐参保，一共多少"
    _, alike = talk(said, "要是都是副高呢")
    assert _highs(alike, "professional-title") == ["360000"]


@pytest.mark.parametrize("alone", ["如果只来一个人呢", "带头人一个人来的话呢", "要是算个人呢"])
def test_a_team_of_which_one_comes_keeps_what_was_told(talk: Talk, alone: str) -> None:
    _, one = talk("大丰企业，从苏州全职引进一个人工智能团队，评审通过了，给多少", alone)
    assert [(r.award_id, r.eligibility, r.amount.high) for r in one.awards] == [
        ("talent-individual", "eligible", "1000000")
    ]


@pytest.mark.parametrize(
    "back", ["都不假设了，按最开始的算", "那就按一开始说的", "刚才只是假设，现在实际能拿多少"]
)
def test_what_was_supposed_is_over(talk: Talk, back: str) -> None:
    *_, after = talk("盐都企业，江苏省认定首台套1台，能拿多少", "假如是4台呢", back)
    assert _highs(after, "first-set-equipment") == ["500000"]


def test_a_what_if_goes_on_from_what_was_supposed(talk: Talk) -> None:
    *_, some = talk("盐都企业，江苏省认定首台套1台，能拿多少", "假如是4台呢", "那其中一台没通过认定呢")
    assert _highs(some, "first-set-equipment") == ["1500000"]


@pytest.mark.parametrize("right", ["不是150，是105", "150写错了，应该是105", "150说错了，是105"])
def test_a_bare_figure_of_a_correction_has_the_unit_told(talk: Talk, right: str) -> None:
    _, corrected = talk("亭湖公司承办全国性峰会，费用150万，在市区，没有财政包干，补多少", right)
    assert _highs(corrected, "national-event") == ["315000"]


def test_those_that_fell_away_come_back(talk: Talk) -> None:
    said = ("盐都民企，全职新引进5个博士，能拿多少", "其中2个是在职读的，3个全日制")
    assert _highs(talk(*said, "那两个如果也算上呢")[2], "private-phd") == ["4000000"]
    assert _highs(talk(*said, "要是全都符合呢")[2], "private-phd") == ["4000000"]


def test_a_follow_up_that_only_names_asks_the_same(talk: Talk) -> None:
    _, other, again = talk("算力券找谁申请", "那首版次呢", "首台套呢")
    assert "责任单位" in other.answer
    assert not other.questions
    assert "责任单位" in again.answer
