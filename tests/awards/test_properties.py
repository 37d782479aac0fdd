"""What must hold for every case, searched for counter-examples."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.awards.calculate import calculate, next_questions
from assistant.awards.fact_schema import Fact
from assistant.awards.load import load_rulebook
from assistant.contract import Amount, CalculationRequest, CalculationResponse
from assistant.documents.registry import load_document
from tests.awards.conftest import FOLDER, TODAY

RULES = load_rulebook(FOLDER, load_document(FOLDER))

_MONEY = st.decimals(0, 10**8, places=3) | st.sampled_from(
    [Decimal(text) for text in ("0", "0.01", "0.015", "1666666.66", "1666666.67", "10000000", "10000000.01")]
)


def values(fact: Fact) -> st.SearchStrategy[Any]:
    least = int(fact.minimum or 0)
    of_type: dict[str, Callable[[], st.SearchStrategy[Any]]] = {
        "bool": st.booleans,
        "int": lambda: st.integers(least, 50) | st.sampled_from([10**10 - 1, 10**10, 10**10 + 1]),
        "decimal": lambda: _MONEY.map(str),
        "decimal_list": lambda: st.lists(_MONEY.map(str), min_size=1, max_size=4),
        "choice": lambda: st.sampled_from([choice.value for choice in fact.choices]),
    }
    return of_type[fact.type]()


@st.composite
def claims(draw: st.DrawFn) -> dict[str, Any]:
    award = RULES.awards[draw(st.sampled_from(sorted(RULES.awards)))]
    names = [name for name in award.facts if draw(st.booleans())]
    if "annual_service_fee" in names and "annual_service_fees" in names:
        names.remove("annual_service_fees")
    facts = {name: draw(values(RULES.facts[name])) for name in names}
    project = draw(st.sampled_from([None, "A", "B"]))
    return {"award_id": award.rule.award_id, "project": project, "facts": facts}


@st.composite
def applicants(draw: st.DrawFn) -> dict[str, Any]:
    return {name: draw(values(RULES.facts[name])) for name in RULES.applicant_facts if draw(st.booleans())}


@st.composite
def requests(draw: st.DrawFn, max_claims: int = 4) -> dict[str, Any]:
    return {
        "as_of": draw(st.sampled_from([None, "2026-05-01", "2027-12-31", "2028-01-01"])),
        "applicant": draw(applicants()),
        "claims": draw(st.lists(claims(), min_size=1, max_size=max_claims)),
        "stacking": draw(st.sampled_from(["project", "enterprise"])),
    }


def run(request: dict[str, Any]) -> CalculationResponse:
    return calculate(RULES, CalculationRequest.model_validate(request), TODAY)


def bounds(amount: Amount) -> tuple[Decimal, Decimal] | None:
    return None if amount.low is None or amount.high is None else (Decimal(amount.low), Decimal(amount.high))


CAPS = {"national-event": 500_000, "proof-of-concept-center": 2_000_000, "demo-park": 1_000_000}


@settings(max_examples=300, deadline=None)
@given(requests())
def test_every_result_is_well_formed(request: dict[str, Any]) -> None:
    for award in run(request).awards:
        kind, interval = award.amount.kind, bounds(award.amount)
        assert (interval is None) == (kind == "unspecified")
        assert (award.eligibility == "unknown") == bool(award.missing)
        if award.eligibility == "ineligible":
            assert (kind, interval) == ("none", (0, 0))
            assert award.reasons
        if interval is None:
            continue
        low, high = interval
        assert 0 <= low <= high <= CAPS.get(award.award_id, high)
        assert low == low.quantize(Decimal("0.01")) and high == high.quantize(Decimal("0.01"))
        assert kind != "fixed" or low == high
        assert kind != "up_to" or low == 0
        assert kind != "none" or high == 0


@settings(max_examples=200, deadline=None)
@given(applicants(), claims())
def test_every_quote_stands_in_its_clause(applicant: dict[str, Any], claim: dict[str, Any]) -> None:
    document = load_document(FOLDER)
    (award,) = run({"applicant": applicant, "claims": [claim]}).awards
    for grounded in (*award.reasons, *award.trace):
        if grounded.quote is not None:
            clause = document.clause(grounded.clause_id or "")
            assert clause is not None and grounded.quote in document.whole_text(clause)


@settings(max_examples=300, deadline=None)
@given(applicants(), claims(), st.data())
def test_an_answer_only_narrows_and_every_completion_lies_inside(
    applicant: dict[str, Any], claim: dict[str, Any], data: st.DataObject
) -> None:
    """Answer what is asked until nothing is; no step leaves the interval of the step before."""
    # A fixed run that the firm shortens itself is not an answer to a question: defaults stay as they are.
    state = {"applicant": dict(applicant), "claims": [{**claim, "facts": dict(claim["facts"])}]}
    (award,) = run(state).awards
    for _ in range(12):
        questions = next_questions(RULES, CalculationRequest.model_validate(state), TODAY)
        assert {question.fact for question in questions} == set(award.missing)
        if not questions:
            break
        fact = RULES.facts[questions[0].fact]
        where = state["applicant"] if fact.scope == "applicant" else state["claims"][0]["facts"]
        where[fact.fact] = data.draw(values(fact))
        (after,) = run(state).awards
        before_bounds, after_bounds = bounds(award.amount), bounds(after.amount)
        if before_bounds is not None and after_bounds is not None:
            low = Decimal(0) if award.eligibility == "unknown" else before_bounds[0]
            assert low <= after_bounds[0] and after_bounds[1] <= before_bounds[1]
            if after.eligibility != "ineligible":
                assert before_bounds[0] <= after_bounds[0]
        assert len(after.missing) < len(award.missing) or "government_invested" in after.missing
        award = after
    else:
        raise AssertionError("the questions never end")
    assert award.eligibility != "unknown"


@settings(max_examples=200, deadline=None)
@given(_MONEY, _MONEY)
def test_more_cost_never_lowers_an_award(one: Decimal, other: Decimal) -> None:
    for award_id, fact in (
        ("national-event", "total_cost"),
        ("proof-of-concept-center", "annual_service_fee"),
    ):
        highs = [
            Decimal(
                run({"claims": [{"award_id": award_id, "facts": {fact: str(cost)}}]}).awards[0].amount.high
                or 0
            )
            for cost in sorted((one, other))
        ]
        assert highs[0] <= highs[1]


@settings(max_examples=200, deadline=None)
@given(requests(), st.randoms(use_true_random=False))
def test_the_order_of_claims_and_facts_does_not_matter(request: dict[str, Any], shuffler: Any) -> None:
    before = run(request)
    places = list(range(len(request["claims"])))
    shuffler.shuffle(places)
    moved = {**request, "claims": []}
    for place in places:
        claim = request["claims"][place]
        facts = list(claim["facts"].items())
        shuffler.shuffle(facts)
        moved["claims"].append({**claim, "facts": dict(facts)})
    after = run(moved)
    assert [before.awards[place] for place in places] == list(after.awards)
    assert (before.total.low, before.total.high) == (after.total.low, after.total.high)


@settings(max_examples=300, deadline=None)
@given(requests())
def test_a_project_counts_between_each_member_and_their_sum(request: dict[str, Any]) -> None:
    response = run(request)
    highs = [Decimal(award.amount.high or 0) for award in response.awards]
    high = Decimal(response.total.high)
    assert max(highs) <= high <= sum(highs)
    assert high == sum(Decimal(project.high) for project in response.total.projects)
    listed = [
        award_id
        for project in response.total.projects
        for award_id in (*project.counted, *project.not_counted, *project.unspecified)
    ]
    assert sorted(listed) == sorted(award.award_id for award in response.awards)
    together = Decimal(run({**request, "stacking": "enterprise"}).total.high)
    assert together == max(highs) <= Decimal(run({**request, "stacking": "project"}).total.high)


@settings(max_examples=200, deadline=None)
@given(requests())
def test_the_same_request_has_the_same_answer(request: dict[str, Any]) -> None:
    assert run(request).model_dump_json() == run(request).model_dump_json()
