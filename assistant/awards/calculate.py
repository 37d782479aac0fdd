"""A request becomes award results and a total."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from assistant.awards.amounts import NOT_PAID, Worked, interval_text, render_amount
from assistant.awards.case import read_case
from assistant.awards.conditions import Found
from assistant.awards.phrases import phrases
from assistant.awards.rulebook import Award, RuleBook
from assistant.awards.stacking import Finished, total
from assistant.awards.trace import flatten
from assistant.contract import (
    Amount,
    AwardResult,
    CalculationRequest,
    CalculationResponse,
    Eligibility,
    Grounded,
    Stacking,
    Total,
)


@dataclass(frozen=True, slots=True)
class Judged:
    """One claim judged: the verdict, the tests behind it and the amount worked out."""

    award: Award
    eligibility: Eligibility
    found: Found
    worked: Worked
    #: Facts without which verdict or amount are not certain, conditions first.
    missing: tuple[str, ...]


def calculate(rulebook: RuleBook, request: CalculationRequest, today: date) -> CalculationResponse:
    """Every claim judged by the contract, and their total; ``today`` stands in for a missing ``as_of``.

    Raises ``InvalidRequest`` that names every mistake; nothing is computed from the rest.
    """
    case = read_case(rulebook, request, today)
    finished: list[Finished] = [
        (claim.project, render(judge(rulebook, claim.award, claim.facts, case.as_of), rulebook))
        for claim in case.claims
    ]
    totals = total(finished, case.stacking)
    return CalculationResponse(
        awards=tuple(award for _, award in finished),
        total=totals,
        notices=_notices(rulebook, finished, totals, case.stacking),
    )


def judge(rulebook: RuleBook, award: Award, facts: Mapping[str, Any], as_of: date) -> Judged:
    """One award over checked facts, those of the applicant among them."""
    found = Found()
    validity = rulebook.scope.validity
    if validity is not None and as_of > validity.until:
        text = phrases().expired.format(as_of=as_of.isoformat(), until=validity.until.isoformat())
        found.broken.append(Grounded(text=text, clause_id=validity.clause, quote=validity.quote))
    award.judge(facts, found)
    if found.broken:
        return Judged(award, "ineligible", found, NOT_PAID, ())
    worked = award.work(facts)
    missing = tuple(dict.fromkeys((*(leaf.fact for leaf in found.open), *worked.missing)))
    return Judged(award, "unknown" if missing else "eligible", found, worked, missing)


def render(judged: Judged, rulebook: RuleBook) -> AwardResult:
    """The contract's result of one judged claim."""
    award = judged.award
    paid = judged.eligibility != "ineligible"
    return AwardResult(
        award_id=award.rule.award_id,
        name=award.rule.name,
        clause_id=award.rule.clause,
        eligibility=judged.eligibility,
        amount=_amount(judged),
        reasons=_reasons(judged, rulebook),
        missing=judged.missing,
        trace=flatten(judged.worked.steps),
        responsible_units=award.units,
        notices=(*award.notices, *award.paid_notices, *_authority(judged, rulebook))
        if paid
        else award.notices,
    )


def _amount(judged: Judged) -> Amount:
    if judged.eligibility == "ineligible":
        # Also where the text names no figure: what is not paid is nothing, not unknown.
        return Amount(kind="none", low="0", high="0", text=phrases().not_paid)
    return render_amount(judged.worked)


def _reasons(judged: Judged, rulebook: RuleBook) -> tuple[Grounded, ...]:
    found, award = judged.found, judged.award
    if judged.eligibility == "ineligible":
        return tuple(found.broken)
    reasons = [leaf.open for leaf in found.open]
    conditions = {leaf.fact for leaf in found.open}
    for name in judged.worked.missing:
        if name not in conditions:
            text = phrases().open_amount.format(label=rulebook.facts[name].label)
            reasons.append(Grounded(text=text, clause_id=award.rule.clause, quote=award.rule.amount.quote))
    reasons += [leaf.met for leaf in found.met]
    if award.recipient is not None:
        reasons.append(award.recipient)
    return tuple(reasons)


def _authority(judged: Judged, rulebook: RuleBook) -> list[str]:
    facts = (rulebook.facts[name] for name in judged.missing)
    return [phrases().authority.format(label=fact.label) for fact in facts if fact.decided_by == "authority"]


def _notices(rulebook: RuleBook, finished: list[Finished], totals: Total, scope: Stacking) -> tuple[str, ...]:
    """What holds for the whole answer, and the other reading of 就高不重复 where it would differ."""
    notices = [rulebook.scope.draft.notice] if rulebook.scope.draft else []
    if len(finished) < 2:
        return tuple(notices)
    words, says = phrases(), rulebook.stacking.says
    notices.append(says.enterprise if scope == "enterprise" else says.highest)
    notices += [words.reading.format(says=one.says) for one in rulebook.readings.readings if one.switch]
    for other_scope in {rulebook.stacking.scope, *rulebook.stacking.other_scopes} - {scope}:
        other = total(finished, other_scope)
        if (other.low, other.high) == (totals.low, totals.high):
            continue
        if other_scope == "project":
            notices.append(words.other_reading_higher)
        else:
            text = interval_text("range", Decimal(other.low), Decimal(other.high))
            notices.append(words.other_reading_lower.format(text=text))
    return tuple(notices)
