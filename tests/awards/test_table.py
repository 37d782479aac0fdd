"""Every award against the contract's table: eligible, broken, at each boundary, with each fact missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from assistant.awards.calculate import calculate
from assistant.awards.rulebook import RuleBook
from assistant.contract import AwardResult, CalculationRequest, CalculationResponse
from assistant.errors import InvalidRequest
from tests.awards.cases import (
    BOUNDS,
    COUNTIES,
    DECIDED_BY_AUTHORITY,
    ENTITY_TYPES,
    IN_SCOPE,
    LAST_DAY,
    TABLE,
    TALENT,
    Row,
)

Judge = Callable[..., AwardResult]
Calc = Callable[..., CalculationResponse]
WITH_FACTS = [row for row in TABLE if row.facts]


def applicant(row: Row) -> dict[str, str]:
    return {"region": "亭湖区", "entity_type": (row.entity_types or ENTITY_TYPES)[0]}


def same_amount(result: AwardResult, kind: str, low: Any, high: Any) -> bool:
    amount = result.amount
    if low is None:
        return amount.kind == kind and amount.low is None and amount.high is None
    assert amount.low is not None and amount.high is not None
    return (amount.kind, Decimal(amount.low), Decimal(amount.high)) == (kind, Decimal(low), Decimal(high))


def by_id(row: Row) -> str:
    return row.award_id


def test_the_catalogue_is_complete(rulebook: RuleBook) -> None:
    assert {row.award_id for row in TABLE} == set(rulebook.awards)
    assert len(TABLE) == 24


@pytest.mark.parametrize("row", TABLE, ids=by_id)
def test_eligible(row: Row, judge: Judge) -> None:
    result = judge(row.award_id, row.facts, **applicant(row))
    assert (result.eligibility, result.clause_id, result.missing) == ("eligible", row.clause_id, ())
    assert same_amount(result, row.kind, row.low, row.high), result.amount
    assert result.trace and result.responsible_units
    assert any("征求意见稿" in notice for notice in result.notices)


@pytest.mark.parametrize("row", [row for row in TABLE if row.amounts], ids=by_id)
def test_amounts(row: Row, judge: Judge) -> None:
    for changed, kind, low, high in row.amounts:
        result = judge(row.award_id, {**row.facts, **changed}, **applicant(row))
        assert result.eligibility == "eligible"
        assert same_amount(result, kind, low, high), (changed, result.amount)


@pytest.mark.parametrize("row", [row for row in TABLE if row.breaking], ids=by_id)
def test_one_breach_decides_whatever_is_missing(row: Row, judge: Judge) -> None:
    for fact, value in row.breaking:
        alone = {fact: value} if fact != "government_invested" else {fact: value, "role": "scenario_provider"}
        for facts in ({**row.facts, fact: value}, alone):
            result = judge(row.award_id, facts)
            assert result.eligibility == "ineligible", (fact, value)
            assert same_amount(result, "none", 0, 0) and result.missing == ()
            assert result.reasons and all(reason.quote for reason in result.reasons)


@pytest.mark.parametrize("row", WITH_FACTS, ids=by_id)
def test_each_fact_missing(row: Row, judge: Judge) -> None:
    for fact in row.facts:
        for facts in ({k: v for k, v in row.facts.items() if k != fact}, {**row.facts, fact: None}):
            result = judge(row.award_id, facts, **applicant(row))
            if fact in row.optional:
                assert (result.eligibility, result.missing) == ("eligible", ())
                assert same_amount(result, row.kind, row.low, row.high)
            else:
                assert (result.eligibility, result.missing) == ("unknown", (fact,))
                expected = {name: rest for name, *rest in row.missing}.get(
                    fact, [row.kind, row.low, row.high]
                )
                assert same_amount(result, *expected), (fact, result.amount)


@pytest.mark.parametrize("row", TABLE, ids=by_id)
def test_nothing_known(row: Row, judge: Judge) -> None:
    result = judge(row.award_id, {})
    assert result.eligibility == "unknown"
    assert "region" in result.missing
    assert ("entity_type" in result.missing) == (row.entity_types is not None)


@pytest.mark.parametrize("row", TABLE, ids=by_id)
def test_regions(row: Row, judge: Judge) -> None:
    entity = applicant(row)["entity_type"]
    for region in IN_SCOPE:
        assert judge(row.award_id, row.facts, region=region, entity_type=entity).eligibility == "eligible"
    for region in COUNTIES:
        result = judge(row.award_id, {}, region=region)
        assert result.eligibility == "ineligible"
        assert result.reasons[0].clause_id == "supplementary"
        assert result.reasons[0].quote and "其他县（市）" in result.reasons[0].quote
    for region in ("南京市鼓楼区", "上海", "盐南", "outside"):
        expected = "eligible" if region == "盐南" else "ineligible"
        assert judge(row.award_id, row.facts, region=region, entity_type=entity).eligibility == expected


@pytest.mark.parametrize("row", TABLE, ids=by_id)
def test_entity_types(row: Row, judge: Judge) -> None:
    for entity in ENTITY_TYPES:
        result = judge(row.award_id, row.facts, region="盐都区", entity_type=entity)
        accepted = row.entity_types is None or entity in row.entity_types
        assert result.eligibility == ("eligible" if accepted else "ineligible")


@pytest.mark.parametrize("row", TABLE, ids=by_id)
def test_last_day(row: Row, judge: Judge) -> None:
    assert judge(row.award_id, row.facts, as_of=LAST_DAY, **applicant(row)).eligibility == "eligible"
    after = judge(row.award_id, {}, as_of="2028-01-01")
    assert after.eligibility == "ineligible" and same_amount(after, "none", 0, 0)
    assert after.reasons[0].quote == "有效期至2027年12月31日"


@pytest.mark.parametrize("bound", BOUNDS, ids=lambda bound: f"{bound[0]}-{bound[1]}")
def test_least_values(bound: tuple[str, str, Any, Any], judge: Judge) -> None:
    award_id, fact, least, below = bound
    assert judge(award_id, {fact: least}).award_id == award_id
    with pytest.raises(InvalidRequest) as refused:
        judge(award_id, {fact: below})
    place = (1,) if isinstance(below, list) else ()
    assert refused.value.details[0].loc == ("claims", 0, "facts", fact, *place)
    assert refused.value.details[0].type == "below_minimum"


def test_one_project_is_the_default_scope(calc: Calc) -> None:
    park = {"award_id": "demo-park", "facts": {"park_level": "national", "established": True}}
    claims = [park, {"award_id": "talent-team", "facts": dict(TALENT)}]
    apart = calc(applicant={"region": "亭湖区"}, claims=claims).total
    assert (apart.low, apart.high) == ("1000000", "4000000")


def test_without_a_date_today_counts(rulebook: RuleBook) -> None:
    request = CalculationRequest.model_validate({"claims": [{"award_id": "ai-fund"}]})
    before, after = (
        calculate(rulebook, request, day).awards[0] for day in (date(2027, 12, 31), date(2028, 1, 1))
    )
    assert (before.eligibility, after.eligibility) == ("unknown", "ineligible")


def test_what_an_authority_decides(rulebook: RuleBook) -> None:
    found = {name for name, fact in rulebook.facts.items() if fact.decided_by == "authority"}
    assert found == DECIDED_BY_AUTHORITY
