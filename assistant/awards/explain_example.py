"""A worked example of an award: facts that fit it, found by asking the calculator, and its own result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from assistant.awards.calculate import calculate
from assistant.awards.conditions import tests_of
from assistant.awards.fact_schema import Fact
from assistant.awards.inverse import reach_cap
from assistant.awards.rulebook import Award, RuleBook
from assistant.contract import AwardResult, CalculationRequest, Claim

#: Where an amount is counted per person, set or title, the example has this many.
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Example:
    """The numbers chosen, and what the calculator makes of them."""

    numbers: Mapping[str, Any]
    result: AwardResult


def work_example(rulebook: RuleBook, award: Award) -> Example | None:
    """An eligible case of ``award`` with its working; None where the text names no figure."""
    validity = rulebook.scope.validity
    as_of = date.min if validity is None else validity.until  # the same whenever it is rendered
    amount = award.rule.amount
    if amount.kind in ("unspecified", "none"):
        return None
    numbers: dict[str, Any] = {factor.fact: _SEVERAL for factor in amount.times if factor.longest is None}
    if amount.share is not None:
        numbers[amount.share.of] = _round_base(rulebook, award)
    facts = dict(numbers)
    result = _result(rulebook, award, facts, as_of)
    while result.missing:
        name = result.missing[0]
        for value in _values(rulebook, award, rulebook.facts[name]):
            result = _result(rulebook, award, {**facts, name: value}, as_of)
            if result.eligibility != "ineligible":
                facts[name] = value
                break
        else:
            raise ValueError(f"{award.rule.award_id}: no value of {name} fits its conditions")
    assert result.eligibility == "eligible"
    return Example(numbers, result)


def _round_base(rulebook: RuleBook, award: Award) -> Decimal:
    """The largest power of ten of yuan that does not go beyond the cap."""
    reached = reach_cap(rulebook, award.rule.award_id)
    assert reached is not None
    return Decimal(10) ** reached.needed.adjusted()


def _result(rulebook: RuleBook, award: Award, facts: Mapping[str, Any], as_of: date) -> AwardResult:
    applicant = {name: value for name, value in facts.items() if name in rulebook.applicant_facts}
    rest = {name: value for name, value in facts.items() if name not in applicant}
    claim = Claim(award_id=award.rule.award_id, facts=rest)
    return calculate(rulebook, CalculationRequest(applicant=applicant, claims=[claim]), as_of).awards[0]


def _values(rulebook: RuleBook, award: Award, fact: Fact) -> Iterator[Any]:
    """Values to try: those of the tiers in their order, all choices, and what lies at thresholds."""
    tiers = award.rule.amount.tiers
    if tiers is not None and tiers.fact == fact.fact:
        yield from (step.value_of for step in tiers.steps)
    yield from (True, False) if fact.type == "bool" else (choice.value for choice in fact.choices)
    for test in tests_of((*rulebook.scope.conditions, *award.rule.conditions)):
        if test.fact == fact.fact:
            bounds = (test.at_least, test.more_than, test.at_most, test.less_than)
            for bound in bounds:
                yield from () if bound is None else (bound, bound + 1, bound - 1)
