"""What a missing fact would change is what it changes when it is given."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.awards import calculate, outlook
from assistant.contract import CalculationRequest
from assistant.service import Assistant

TODAY = date(2026, 5, 1)


def request(**facts: Any) -> CalculationRequest:
    applicant = {"region": facts.pop("region")} if "region" in facts else {}
    claims = [{"award_id": "national-event", "facts": facts}, {"award_id": "demo-park"}]
    return CalculationRequest.model_validate({"applicant": applicant, "claims": claims})


def test_each_outcome_is_the_calculation_with_that_fact(assistant: Assistant) -> None:
    rules = assistant.rulebook
    open_case = request(event_level="national", total_cost="1200000")
    effects = {effect.fact: effect for effect in outlook(rules, open_case, TODAY).effects}
    missing = {fact for award in calculate(rules, open_case, TODAY).awards for fact in award.missing}
    assert set(effects) == missing
    labels = {choice.label: choice.value for choice in rules.facts["region"].choices}
    for outcome in effects["region"].outcomes:
        for label in outcome.values:
            given = request(event_level="national", total_cost="1200000", region=labels[label])
            total = calculate(rules, given, TODAY).total
            assert (total.low, total.high) == (outcome.low, outcome.high)
    assert sorted(label for one in effects["region"].outcomes for label in one.values) == sorted(labels)


def test_awards_that_would_be_lost_are_named(assistant: Assistant) -> None:
    effects = outlook(assistant.rulebook, request(region="亭湖区"), TODAY).effects
    lump = next(effect for effect in effects if effect.fact == "fiscal_lump_sum")
    assert [(one.values, one.lost) for one in lump.outcomes if one.lost] == [(("是",), ("全国性活动补贴",))]


def test_a_number_has_no_outcomes_and_a_cap_its_distance(assistant: Assistant) -> None:
    found = outlook(assistant.rulebook, request(region="亭湖区"), TODAY)
    assert next(effect for effect in found.effects if effect.fact == "total_cost").outcomes == ()
    assert found.caps[0] is not None and found.caps[0].short is None
    assert found.caps[1] is None
    given = outlook(assistant.rulebook, request(total_cost="1000000"), TODAY).caps[0]
    assert given is not None and str(given.short) == "666666.67"


@pytest.mark.parametrize("cost", ["-1", "x"])
def test_a_bad_case_is_refused(assistant: Assistant, cost: str) -> None:
    from assistant.errors import InvalidRequest

    with pytest.raises(InvalidRequest):
        outlook(assistant.rulebook, request(total_cost=cost), TODAY)
