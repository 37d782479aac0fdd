"""Bad input is refused whole, with the place, the kind and the mend; nothing is computed from the rest."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from assistant.contract import CalculationResponse
from assistant.errors import InvalidRequest

Calc = Callable[..., CalculationResponse]

AT = ("claims", 0, "facts")

BAD_FACTS: tuple[tuple[str, str, Any, str], ...] = (
    ("national-event", "total_cost", "-1", "below_minimum"),
    ("national-event", "total_cost", -1, "below_minimum"),
    ("national-event", "total_cost", "-0.01", "below_minimum"),
    ("national-event", "total_cost", "NaN", "not_a_number"),
    ("national-event", "total_cost", "Infinity", "not_a_number"),
    ("national-event", "total_cost", float("nan"), "not_a_number"),
    ("national-event", "total_cost", float("inf"), "not_a_number"),
    ("national-event", "total_cost", Decimal("sNaN"), "not_a_number"),
    ("national-event", "total_cost", "200万", "not_a_number"),
    ("national-event", "total_cost", "2,000,000", "not_a_number"),
    ("national-event", "total_cost", "２００", "not_a_number"),
    ("national-event", "total_cost", "1_000", "not_a_number"),
    ("national-event", "total_cost", "", "not_a_number"),
    ("national-event", "total_cost", "0x10", "not_a_number"),
    ("national-event", "total_cost", True, "not_a_number"),
    ("national-event", "total_cost", ["1"], "not_a_number"),
    ("national-event", "total_cost", {"yuan": 1}, "not_a_number"),
    ("national-event", "total_cost", "1e400", "too_large"),
    ("national-event", "total_cost", "1e99999999", "not_a_number"),
    ("national-event", "total_cost", "1e-400", "too_large"),
    ("national-event", "total_cost", 10**5000, "too_large"),
    ("national-event", "total_cost", "9" * 50, "too_large"),
    ("national-event", "event_level", "City", "not_a_choice"),
    ("national-event", "event_level", 1, "not_text"),
    ("national-event", "event_level", "", "not_a_choice"),
    ("national-event", "fiscal_lump_sum", "true", "not_a_bool"),
    ("national-event", "fiscal_lump_sum", 1, "not_a_bool"),
    ("national-event", "fiscal_lump_sum", "否", "not_a_bool"),
    ("national-event", "sets", 1, "unknown_fact"),
    ("national-event", "region", "亭湖区", "unknown_fact"),
    ("smart-hardware", "own_ip", True, "unknown_fact"),
    ("first-set-equipment", "sets", "1.5", "not_an_integer"),
    ("first-set-equipment", "sets", 0, "below_minimum"),
    ("industry-model", "scenarios", 4.5, "not_an_integer"),
    ("proof-of-concept-center", "annual_service_fees", [], "not_a_list"),
    ("proof-of-concept-center", "annual_service_fees", "300000", "not_a_list"),
    ("proof-of-concept-center", "annual_service_fees", ["1"] * 101, "too_many"),
    ("typical-case", "case_type", "robotics", "not_a_choice"),
    ("professional-title", "title", "教授", "not_a_choice"),
)


@pytest.mark.parametrize(("award_id", "fact", "value", "kind"), BAD_FACTS, ids=range(len(BAD_FACTS)))
def test_bad_facts(calc: Calc, award_id: str, fact: str, value: Any, kind: str) -> None:
    with pytest.raises(InvalidRequest) as refused:
        calc(claims=[{"award_id": award_id, "facts": {fact: value}}])
    (detail,) = refused.value.details
    assert (detail.loc, detail.type) == ((*AT, fact), kind)
    assert "；" in detail.msg, "a message says what is wrong and then the mend"


def test_a_bad_item_of_a_list_is_named_by_its_place(calc: Calc) -> None:
    facts = {"annual_service_fees": ["1", "x", True]}
    with pytest.raises(InvalidRequest) as refused:
        calc(claims=[{"award_id": "proof-of-concept-center", "facts": facts}])
    assert refused.value.details[0].loc == (*AT, "annual_service_fees", 1)


def test_both_forms_of_the_fee_contradict_each_other(calc: Calc) -> None:
    facts = {"annual_service_fee": "1", "annual_service_fees": ["1"]}
    with pytest.raises(InvalidRequest) as refused:
        calc(claims=[{"award_id": "proof-of-concept-center", "facts": facts}])
    assert refused.value.details[0].type == "both_given"


def test_unknown_award(calc: Calc) -> None:
    with pytest.raises(InvalidRequest) as refused:
        calc(claims=[{"award_id": "smart-hardware"}, {"award_id": "free-money"}])
    (detail,) = refused.value.details
    assert (detail.loc, detail.type) == (("claims", 1, "award_id"), "unknown_award")


@pytest.mark.parametrize(
    ("applicant", "name", "kind"),
    [
        ({"entity_type": "bank"}, "entity_type", "not_a_choice"),
        ({"entity_type": 3}, "entity_type", "not_text"),
        ({"region": ["亭湖区"]}, "region", "not_text"),
        ({"region": "  "}, "region", "not_a_choice"),
        ({"employees": 3}, "employees", "unknown_applicant_fact"),
        ({"total_cost": 3}, "total_cost", "unknown_applicant_fact"),
    ],
)
def test_bad_applicant(calc: Calc, applicant: dict[str, Any], name: str, kind: str) -> None:
    with pytest.raises(InvalidRequest) as refused:
        calc(applicant=applicant, claims=[{"award_id": "ai-fund"}])
    (detail,) = refused.value.details
    assert (detail.loc, detail.type) == (("applicant", name), kind)


def test_every_mistake_is_named_at_once(calc: Calc) -> None:
    claims = [
        {"award_id": "national-event", "facts": {"total_cost": "x", "event_level": "y"}},
        {"award_id": "nothing"},
    ]
    with pytest.raises(InvalidRequest) as refused:
        calc(applicant={"region": 1}, claims=claims)
    assert len(refused.value.details) == 4


@pytest.mark.parametrize(
    ("value", "high"),
    [
        ("1000000", "300000"), (1000000, "300000"), (Decimal("1000000.00"), "300000"), ("1e6", "300000"),
        (" 1000000 ", "300000"), ("+1000000", "300000"), (1000000.5, "300000.15"), ("0.1", "0.03"),
        ("-0", "0"), ("0.01", "0"), ("0.05", "0.02"), ("0.015", "0"),
    ],
)  # fmt: skip
def test_numbers_are_taken_exactly(judge: Callable[..., Any], value: Any, high: str) -> None:
    assert judge("national-event", {"total_cost": value}).amount.high == high


@pytest.mark.parametrize(
    ("written", "eligible"),
    [
        ("亭湖区", True), ("亭湖", True), ("盐城市亭湖区", True), ("江苏省盐城市亭湖区", True),
        ("盐城市亭湖区希望大道1号", True), (" 大丰区 ", True), ("市开发区", True), ("盐城经开区", True),
        ("盐城市经济技术开发区", True), ("盐南高新区", True), ("盐城高新区", True),
        ("东台", False), ("盐城市建湖县", False), ("江苏省盐城市滨海县", False),
        ("南京市", False), ("上海市浦东新区", False), ("亭湖大酒店", False), ("苏州工业园区", False),
        ("天津市滨海新区", False),
    ],
)  # fmt: skip
def test_ways_to_write_a_region(judge: Callable[..., Any], written: str, eligible: bool) -> None:
    assert judge("ai-fund", {}, region=written).eligibility == ("eligible" if eligible else "ineligible")


@pytest.mark.parametrize("written", ["盐城", "盐城市", "江苏省", "江苏省盐城市", "市区", None])
def test_a_place_too_broad_is_asked_for_again(judge: Callable[..., Any], written: str | None) -> None:
    result = judge("ai-fund", {}, region=written)
    assert (result.eligibility, result.missing) == ("unknown", ("region",))
