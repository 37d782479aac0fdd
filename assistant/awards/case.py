"""A request read against the rules: every value checked, every mistake named, nothing guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.awards.facts import BadFact, Loc
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
    projects_known: bool
    claims: tuple[CheckedClaim, ...]


def read_case(rulebook: RuleBook, request: CalculationRequest, today: date) -> Case:
    """The request checked. Raises ``InvalidRequest`` with every mistake found."""
    mistakes: list[ErrorDetail] = []
    applicant = _applicant(rulebook, request.applicant, mistakes)
    claims = []
    for place, claim in enumerate(request.claims):
        checked = _claim(rulebook, claim, ("claims", place), applicant, mistakes)
        if checked is not None:
            claims.append(checked)
    if mistakes:
        raise InvalidRequest(mistakes)
    stacking = request.stacking if "stacking" in request.model_fields_set else rulebook.stacking.scope
    return Case(request.as_of or today, stacking, request.projects_known, tuple(claims))


def read_claim(rulebook: RuleBook, award_id: str, facts: Mapping[str, Any]) -> CheckedClaim:
    """One claim checked on its own. Raises ``InvalidRequest`` with every mistake found."""
    mistakes: list[ErrorDetail] = []
    checked = _claim(rulebook, Claim(award_id=award_id, facts=dict(facts)), (), {}, mistakes)
    if mistakes or checked is None:
        raise InvalidRequest(mistakes)
    return checked


def _claim(
    rulebook: RuleBook, claim: Claim, loc: Loc, applicant: Mapping[str, Any], mistakes: list[ErrorDetail]
) -> CheckedClaim | None:
    award = rulebook.awards.get(claim.award_id)
    if award is None:
        bad = BadFact("unknown_award", (*loc, "award_id"), given=claim.award_id[:40])
        mistakes.append(bad.detail)
        return None
    facts = _claim_facts(rulebook, award, claim, loc, mistakes)
    project = claim.project.strip() or None if claim.project else None
    return CheckedClaim(award, project, {**applicant, **facts})


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
    rulebook: RuleBook, award: Award, claim: Claim, at: Loc, mistakes: list[ErrorDetail]
) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for name, value in claim.facts.items():
        loc = (*at, "facts", name)
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
            mistakes.append(BadFact("both_given", (*at, "facts", other), **labels).detail)
    return facts


def _put(facts: dict[str, Any], name: str, value: Any) -> None:
    if value is not None:
        facts[name] = value
