"""就高不重复: totals within and over projects, by both readings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assistant.contract import CalculationResponse

Calc = Callable[..., CalculationResponse]

HERE = {"region": "亭湖区", "entity_type": "private_enterprise"}
PARK = {"award_id": "demo-park", "facts": {"park_level": "national", "established": True}}
TEAM = {
    "award_id": "talent-team",
    "facts": {"from_outside_city": True, "full_time": True, "passed_review": True},
}
EVENT = {
    "award_id": "national-event",
    "facts": {
        "event_level": "national", "event_in_urban_area": True, "fiscal_lump_sum": False,
        "total_cost": "1000000",
    },
}  # fmt: skip
VOUCHER = {"award_id": "compute-voucher", "facts": {"uses_compute_service": True}}
CASE = {"award_id": "typical-case", "facts": {"case_level": "national", "case_type": "industrial_ai"}}


def put(claim: dict[str, Any], project: str | None) -> dict[str, Any]:
    return {**claim, "project": project}


def test_within_a_project_the_highest_counts(calc: Calc) -> None:
    response = calc(
        applicant=HERE, claims=[put(PARK, "A"), put(TEAM, "A"), put(EVENT, "A"), put(VOUCHER, "A")]
    )
    (project,) = response.total.projects
    # Highest low is the team's 100万, highest high the team's 300万.
    assert (response.total.low, response.total.high) == ("1000000", "3000000")
    assert project.project == "A"
    assert project.counted == ("talent-team",)
    assert project.not_counted == ("demo-park", "national-event")
    assert any(
        "项目“A”只计最高的“高层次人才团队资助”，不再另计“示范园区创建支持”“全国性活动补贴”" in notice
        for notice in response.notices
    )
    assert project.unspecified == response.total.unspecified == ("compute-voucher",)


def test_low_and_high_may_come_from_different_claims(calc: Calc) -> None:
    response = calc(applicant=HERE, claims=[put(PARK, "A"), put(EVENT, "A")])
    assert (response.total.low, response.total.high) == ("300000", "1000000")
    assert response.total.projects[0].counted == ("demo-park",)


def test_over_projects_both_are_added(calc: Calc) -> None:
    response = calc(applicant=HERE, claims=[put(PARK, "A"), put(EVENT, "B"), put(CASE, "B")])
    assert (response.total.low, response.total.high) == ("500000", "1500000")
    assert [project.project for project in response.total.projects] == ["A", "B"]


def test_a_claim_without_a_project_is_one_of_its_own(calc: Calc) -> None:
    response = calc(applicant=HERE, claims=[EVENT, CASE, put(PARK, " ")])
    assert [project.project for project in response.total.projects] == [None, None, None]
    assert (response.total.low, response.total.high) == ("800000", "1800000")


def test_one_enterprise_shares_one_award_by_the_other_reading(calc: Calc) -> None:
    claims = [put(PARK, "A"), put(TEAM, "B"), CASE]
    apart, together = (
        calc(applicant=HERE, claims=claims),
        calc(applicant=HERE, claims=claims, stacking="enterprise"),
    )
    assert (apart.total.low, apart.total.high) == ("1500000", "4500000")
    assert (together.total.low, together.total.high) == ("1000000", "3000000")
    assert len(together.total.projects) == 1
    assert any("100万—300万元" in notice for notice in apart.notices)
    assert any("不同项目" in notice for notice in together.notices)
    sure = calc(applicant=HERE, claims=[put(PARK, "A"), put(TEAM, "A")])
    assert not any("合计为" in notice for notice in sure.notices), "the readings agree: nothing to point out"


def test_ineligible_counts_nothing_and_unknown_only_its_high(calc: Calc) -> None:
    broken = {"award_id": "demo-park", "facts": {"park_level": "city"}}
    open_team = {"award_id": "talent-team", "facts": {"from_outside_city": True}}
    response = calc(applicant=HERE, claims=[put(broken, "A"), put(open_team, "A"), put(EVENT, "A")])
    (project,) = response.total.projects
    assert (project.low, project.high) == ("300000", "3000000")
    assert (project.counted, project.not_counted) == (("talent-team",), ("demo-park", "national-event"))
    alone = calc(applicant=HERE, claims=[put(broken, "A")]).total
    assert (alone.low, alone.high, alone.projects[0].counted) == ("0", "0", ())


def test_ties_go_to_the_highest_low_and_then_to_the_first(calc: Calc) -> None:
    provincial_park = {"award_id": "demo-park", "facts": {"park_level": "provincial", "established": True}}
    claims = [put(provincial_park, "A"), put(CASE, "A")]
    for order in (claims, claims[::-1]):
        assert calc(applicant=HERE, claims=order).total.projects[0].counted == ("typical-case",)
    twice = [
        put(CASE, "A"),
        put({**CASE, "facts": {**CASE["facts"], "case_type": "advanced_computing"}}, "A"),
    ]
    project = calc(applicant=HERE, claims=twice).total.projects[0]
    assert (project.counted, project.not_counted, project.high) == (
        ("typical-case",),
        ("typical-case",),
        "500000",
    )


def test_where_the_project_is_unsure_the_total_spans_both(calc: Calc) -> None:
    known = calc(applicant=HERE, claims=[EVENT, CASE, PARK])
    spanning = calc(applicant=HERE, claims=[EVENT, CASE, PARK], projects_known=False).total
    assert known.awards == calc(applicant=HERE, claims=[EVENT, CASE, PARK], projects_known=False).awards
    assert (spanning.low, spanning.high) == ("500000", "1800000")


def test_no_claims_no_total(calc: Calc) -> None:
    response = calc(claims=[])
    assert (response.awards, response.total.low, response.total.high) == ((), "0", "0")
