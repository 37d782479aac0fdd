"""What is still open about a case: what each missing fact would change, and how far the caps are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.awards.calculate import calculate, next_questions
from assistant.awards.inverse import ReachCap, reach_cap
from assistant.awards.phrases import phrases
from assistant.awards.rulebook import RuleBook
from assistant.contract import CalculationRequest, CalculationResponse, Money


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the whole case would come to, in yuan, if the fact were one of ``values`` (in Chinese)."""

    values: tuple[str, ...]
    low: Money
    high: Money
    #: Names of the awards that would then not be paid.
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """One missing fact; without ``outcomes`` it is a number that the amount is worked out from."""

    fact: str
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """The missing facts, the most telling first, and for each claim the way to its cap, if any."""

    effects: tuple[Effect, ...]
    caps: tuple[ReachCap | None, ...]


def outlook(rulebook: RuleBook, request: CalculationRequest, today: date) -> Outlook:
    """Raises ``InvalidRequest`` as ``calculate`` does."""
    now = calculate(rulebook, request, today)
    asked = next_questions(rulebook, request, today)
    effects = tuple(
        Effect(question.fact, _outcomes(rulebook, request, today, question.fact, now)) for question in asked
    )
    caps = tuple(reach_cap(rulebook, claim.award_id, claim.facts) for claim in request.claims)
    return Outlook(effects, caps)


def _outcomes(
    rulebook: RuleBook, request: CalculationRequest, today: date, fact: str, now: CalculationResponse
) -> tuple[Outcome, ...]:
    """One outcome for all values that come to the same."""
    groups: dict[tuple[Money, Money, tuple[str, ...]], list[str]] = {}
    for label, value in _values(rulebook, fact):
        then = calculate(rulebook, _with(rulebook, request, fact, value, now), today)
        lost = tuple(
            after.name
            for before, after in zip(now.awards, then.awards, strict=True)
            if after.eligibility == "ineligible" != before.eligibility
        )
        groups.setdefault((then.total.low, then.total.high, lost), []).append(label)
    return tuple(Outcome(tuple(labels), *same) for same, labels in groups.items())


def _values(rulebook: RuleBook, fact: str) -> list[tuple[str, Any]]:
    declared = rulebook.facts[fact]
    if declared.type == "bool":
        return list(zip(phrases().yes_no, (True, False), strict=True))
    return [(choice.label, choice.value) for choice in declared.choices]


def _with(
    rulebook: RuleBook, request: CalculationRequest, fact: str, value: Any, now: CalculationResponse
) -> CalculationRequest:
    """The request with one more fact, of the applicant or of every claim that lacks it."""
    if rulebook.facts[fact].scope == "applicant":
        return request.model_copy(update={"applicant": {**request.applicant, fact: value}})
    claims = [
        claim.model_copy(update={"facts": {**claim.facts, fact: value}}) if fact in award.missing else claim
        for claim, award in zip(request.claims, now.awards, strict=True)
    ]
    return request.model_copy(update={"claims": claims})
