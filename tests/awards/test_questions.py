"""What to ask next: only what can still change a result, the most telling first."""

from __future__ import annotations

from collections import Counter

import pytest

from assistant.awards.calculate import calculate, next_questions
from assistant.awards.rulebook import RuleBook
from assistant.contract import CalculationRequest
from evals.questions_to_certainty import PERSONAS
from evals.questions_to_certainty import ask as certainty
from tests.awards.cases import TABLE, Row
from tests.awards.conftest import TODAY


def ask(rulebook: RuleBook, limit: int | None = None, **request: object) -> list[str]:
    questions = next_questions(rulebook, CalculationRequest.model_validate(request), TODAY, limit)
    return [question.fact for question in questions]


def test_everything_open_is_asked_once_and_region_first(rulebook: RuleBook) -> None:
    claims = [{"award_id": award_id} for award_id in rulebook.awards]
    asked = ask(rulebook, claims=claims)
    assert asked[0] == "region"
    assert len(asked) == len(set(asked))
    request = CalculationRequest.model_validate({"claims": claims})
    missing = {fact for award in calculate(rulebook, request, TODAY).awards for fact in award.missing}
    assert set(asked) == missing
    assert ask(rulebook, 3, claims=claims) == asked[:3]


def test_nothing_is_asked_of_a_settled_claim(rulebook: RuleBook) -> None:
    broken = {"award_id": "national-event", "facts": {"fiscal_lump_sum": True}}
    assert ask(rulebook, claims=[broken]) == []
    assert ask(rulebook, applicant={"region": "东台市"}, claims=[{"award_id": "talent-team"}]) == []
    assert ask(rulebook, as_of="2028-01-01", claims=[{"award_id": "talent-team"}]) == []


def test_a_defaulted_fact_is_not_asked(rulebook: RuleBook) -> None:
    claim = {"award_id": "first-set-equipment", "facts": {"recognised_by_jiangsu": True}}
    assert ask(rulebook, applicant={"region": "亭湖区"}, claims=[claim]) == []


def test_who_invested_is_asked_of_the_scenario_provider_only(rulebook: RuleBook) -> None:
    def asked(role: str) -> list[str]:
        claim = {"award_id": "demo-scenario", "facts": {"selected": True, "role": role}}
        return ask(rulebook, applicant={"region": "亭湖区"}, claims=[claim])

    assert asked("scenario_provider") == ["government_invested"]
    assert asked("product_or_service_provider") == []


def test_conditions_come_before_the_figure(rulebook: RuleBook) -> None:
    asked = ask(rulebook, claims=[{"award_id": "national-event"}])
    assert asked[-1] == "total_cost"


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.award_id)
def test_every_question_can_change_the_result(row: Row, rulebook: RuleBook) -> None:
    """For each question asked, two answers lead to two different results."""
    values = {
        "bool": [True, False], "int": [1, 10**12], "decimal": ["0", "100000000"],
    }  # fmt: skip
    entity = (row.entity_types or ("private_enterprise",))[0]
    base = {"region": "亭湖区", "entity_type": entity, **row.facts}
    for name in ("region", "entity_type", *row.facts):
        known = {fact: value for fact, value in base.items() if fact != name}
        applicant = {fact: known.pop(fact) for fact in ("region", "entity_type") if fact in known}
        claim = {"award_id": row.award_id, "facts": known}
        if name not in ask(rulebook, applicant=applicant, claims=[claim]):
            continue
        fact = rulebook.facts[name]
        outcomes = set()
        for value in values.get(fact.type, [choice.value for choice in fact.choices]):
            if fact.scope == "applicant":
                request = {"applicant": {**applicant, name: value}, "claims": [claim]}
            else:
                facts = {**known, name: value}
                request = {"applicant": applicant, "claims": [{"award_id": row.award_id, "facts": facts}]}
            result = calculate(rulebook, CalculationRequest.model_validate(request), TODAY).awards[0]
            outcomes.add((result.eligibility, result.amount.low, result.amount.high))
        assert len(outcomes) > 1, name


def test_questions_are_in_chinese_with_choices(rulebook: RuleBook) -> None:
    request = CalculationRequest.model_validate(
        {"claims": [{"award_id": award} for award in rulebook.awards]}
    )
    for question in next_questions(rulebook, request, TODAY):
        assert question.text.endswith("？")
        fact = rulebook.facts[question.fact]
        if fact.type == "bool":
            assert question.choices == ("是", "否")
        assert len(question.choices) == (2 if fact.type == "bool" else len(fact.choices))


def test_the_label_of_a_choice_is_an_answer(rulebook: RuleBook) -> None:
    claim = {"award_id": "professional-title", "facts": {"title": "正高"}}
    applicant = {"region": "盐城经济技术开发区", "entity_type": "事业单位"}
    request = CalculationRequest.model_validate({"applicant": applicant, "claims": [claim]})
    assert calculate(rulebook, request, TODAY).awards[0].amount.high == "108000"


def test_the_order_needs_no_more_questions_than_the_file_order(rulebook: RuleBook) -> None:
    places = {name: place for place, name in enumerate(rulebook.facts)}
    ours, filed = Counter[str](), Counter[str]()
    for truth in PERSONAS.values():
        for tally, choose in (
            (ours, lambda names: names[0]),
            (filed, lambda names: min(names, key=places.__getitem__)),
        ):
            asked = certainty(rulebook, truth, choose)
            tally.update(questions=asked.questions, cost=asked.cost, nearly=asked.nearly)
    assert ours["questions"] < filed["questions"]
    assert ours["cost"] < filed["cost"]
    assert ours["nearly"] < filed["nearly"]


def test_what_an_office_decides_is_kept_apart_from_what_was_not_told(rulebook: RuleBook) -> None:
    claim = {"award_id": "open-source-project"}
    request = CalculationRequest.model_validate({"applicant": {"region": "亭湖区"}, "claims": [claim]})
    (award,) = calculate(rulebook, request, TODAY).awards
    own_ip, prospect, *_ = (reason.text for reason in award.reasons)
    assert own_ip.startswith("尚待确认") and prospect.startswith("尚待有关部门认定")
    assert any("以其结论为准" in notice for notice in award.notices)
