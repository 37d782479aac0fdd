"""A saved case on the form: whatever it holds, it is read as far as it can be, and the rest is named."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.contract import CalculationRequest
from assistant.errors import InvalidRequest
from assistant.saved_case import read_request, read_saved, rules_version, save
from assistant.service import Assistant
from assistant.web.page.draft import Draft, read_draft

CASE: dict[str, Any] = {
    "as_of": "2026-05-01",
    "applicant": {"region": "亭湖区", "entity_type": "private_enterprise"},
    "claims": [
        {
            "award_id": "national-event",
            "project": "甲",
            "facts": {"event_level": "national", "fiscal_lump_sum": False, "total_cost": "2000000.50"},
        },
        {"award_id": "proof-of-concept-center", "facts": {"annual_service_fees": ["300000", "500000"]}},
    ],
    "projects_known": False,
}

JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["as_of", "applicant", "claims", "facts", "award_id", "region", "project", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


def test_what_is_saved_comes_back_as_it_was(assistant: Assistant) -> None:
    request = CalculationRequest.model_validate(CASE)
    saved = read_saved(save(request, assistant.rulebook).encode())
    assert (saved.intact, saved.rules) == (True, rules_version(assistant.rulebook))
    draft, lost = read_draft(saved.case, assistant.rulebook)
    assert lost == []
    assert assistant.calculate(draft.request(assistant.rulebook)) == assistant.calculate(request)
    assert read_request(save(request, assistant.rulebook).encode()) == request


def test_a_form_says_the_same_as_what_it_was_filled_from(assistant: Assistant) -> None:
    form = {
        "as_of": "2026-05-01",
        "stacking": "unknown",
        "applicant.region": "亭湖区",
        "applicant.entity_type": "private_enterprise",
        "0.award": "national-event",
        "0.project": "甲",
        "0.facts.event_level": "national",
        "0.facts.fiscal_lump_sum": "false",
        "0.facts.event_in_urban_area": "",
        "0.facts.total_cost": "200.00005万元",
        "1.award": "proof-of-concept-center",
        "1.facts.annual_service_fees": "300000, 500000",
    }
    request = Draft.of_form(form).request(assistant.rulebook)
    assert assistant.calculate(request) == assistant.calculate(CalculationRequest.model_validate(CASE))


def test_the_version_is_that_of_the_rules_and_not_of_their_layout(assistant: Assistant) -> None:
    again = Assistant.open(assistant.settings)
    assert rules_version(again.rulebook) == rules_version(assistant.rulebook)
    award = next(iter(again.rulebook.awards.values()))
    renamed = award.rule.model_copy(update={"name": "另一个名称"})
    object.__setattr__(award, "rule", renamed)
    assert rules_version(again.rulebook) != rules_version(assistant.rulebook)


@given(junk=JUNK, place=st.sampled_from(["as_of", "applicant", "claims", "stacking", "colour", ""]))
def test_no_damage_is_more_than_can_be_told(assistant: Assistant, junk: Any, place: str) -> None:
    case = copy.deepcopy(CASE) | {place: junk} if place else junk
    try:
        draft, _ = read_draft(read_saved(json.dumps(case).encode()).case, assistant.rulebook)
    except InvalidRequest:
        return
    # What could be read stands in the form.
    if place not in ("claims", ""):
        assert [claim.award_id for claim in draft.claims] == ["national-event", "proof-of-concept-center"]
    if place not in ("applicant", ""):
        assert draft.applicant["region"] == "亭湖区"


@pytest.mark.parametrize("claims", [[{"award_id": "gone"}], [{"facts": {}}], ["x"], 3])
def test_a_claim_that_is_none_is_named(assistant: Assistant, claims: Any) -> None:
    draft, lost = read_draft({"claims": claims}, assistant.rulebook)
    assert draft.claims == []
    assert len(lost) == 1
