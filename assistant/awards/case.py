"""A request read against the rules: every value checked, every mistake named, nothing guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.awards.facts import BadFact
from assistant.awards.rulebook import Award, RuleBook
from assistant.contract import CalculationRequest, Claim, ErrorDetail, Stacking
from assistant.errors import InvalidRequest


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """One claim with its facts, those of the applicant among them."""

    award: Award
    project: str | None
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """A request whose every value has been checked."""

    as_of: date
    stacking: Stacking
    claims: tuple[CheckedClaim, ...]


def read_case(rulebook: RuleBook, request: CalculationRequest, today: date) -> Case:
    """The request checked. Raises ``InvalidRequest`` with every mistake found."""
    mistakes: list[ErrorDetail] = []
    applicant = _applicant(rulebook, request.applicant, mistakes)
    claims = []
    for place, claim in enumerate(request.claims):
        award = rulebook.awards.get(claim.award_id)
        if award is None:
            mistakes.append(
                BadFact("unknown_award", ("claims", place, "award_id"), given=claim.award_id[:40]).detail
            )
            continue
        facts = _claim_facts(rulebook, award, claim, place, mistakes)
        project = claim.project.strip() or None if claim.project else None
        claims.append(CheckedClaim(award, project, {**applicant, **facts}))
    if mistakes:
        raise InvalidRequest(mistakes)
    return Case(request.as_of or today, request.stacking, tuple(claims))


def _applicant(rulebook: RuleBook, given: Mapping[str, Any], mistakes: list[ErrorDetail]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for name, value in given.items():
        loc = ("applicant", name)
        fact = rulebook.facts.get(name)
        try:
            if fact is None or fact.scope != "applicant":
                allowed = "、".join(rulebook.applicant_facts)
                raise BadFact("unknown_applicant_fact", loc, given=name[:40], allowed=allowed)
            _put(facts, name, None if value is None else rulebook.readers[name](value, loc))
        except BadFact as bad:
            mistakes.append(bad.detail)
    return facts


def _claim_facts(
    rulebook: RuleBook, award: Award, claim: Claim, place: int, mistakes: list[ErrorDetail]
) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for name, value in claim.facts.items():
        loc = ("claims", place, "facts", name)
        try:
            if name not in award.facts:
                allowed = "、".join(award.facts) or "—"
                raise BadFact("unknown_fact", loc, name=award.rule.name, given=name[:40], allowed=allowed)
            _put(facts, name, None if value is None else rulebook.readers[name](value, loc))
        except BadFact as bad:
            mistakes.append(bad.detail)
    for one, other in award.alternatives:
        if one in facts and other in facts:
            labels = {"label": rulebook.facts[other].label, "other": rulebook.facts[one].label}
            mistakes.append(BadFact("both_given", ("claims", place, "facts", other), **labels).detail)
    return facts


def _put(facts: dict[str, Any], name: str, value: Any) -> None:
    if value is not None:
        facts[name] = value
