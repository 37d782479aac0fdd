"""A judged claim becomes the contract's result: every sentence with the clause and words that prove it."""

from __future__ import annotations

from assistant.awards.judging import Judged
from assistant.awards.phrases import phrases
from assistant.awards.rulebook import RuleBook
from assistant.awards.trace import flatten
from assistant.awards.worked import render_amount
from assistant.contract import Amount, AwardResult, Grounded


def render(judged: Judged, rulebook: RuleBook) -> AwardResult:
    """The contract's result of one judged claim."""
    award, rule = judged.award, judged.award.rule
    return AwardResult(
        award_id=rule.award_id,
        name=rule.name,
        clause_id=rule.clause,
        eligibility=judged.eligibility,
        amount=_amount(judged),
        reasons=_reasons(judged, rulebook),
        missing=judged.missing,
        trace=flatten(judged.worked.steps),
        responsible_units=award.units,
        notices=_notices(judged, rulebook),
    )


def _amount(judged: Judged) -> Amount:
    if judged.eligibility == "ineligible":
        # Also where the text names no figure: what is not paid is nothing, not unknown.
        return Amount(kind="none", low="0", high="0", text=phrases().not_paid)
    return render_amount(judged.worked)


def _reasons(judged: Judged, rulebook: RuleBook) -> tuple[Grounded, ...]:
    """Breaches where there are any; otherwise what is open, what is met, and whom the text names."""
    found, award = judged.found, judged.award
    if judged.eligibility == "ineligible":
        return tuple(found.broken)
    reasons = [leaf.open for leaf in found.open]
    if judged.worked.missing:
        conditions = {leaf.fact for leaf in found.open}
        for name in judged.worked.missing:
            if name not in conditions:
                text = phrases().open_amount.format(label=rulebook.facts[name].label)
                said = Grounded(text=text, clause_id=award.rule.clause, quote=award.rule.amount.quote)
                reasons.append(said)
    reasons += [leaf.met for leaf in found.met]
    if award.recipient is not None:
        reasons.append(award.recipient)
    return tuple(reasons)


def _notices(judged: Judged, rulebook: RuleBook) -> tuple[str, ...]:
    award = judged.award
    if judged.eligibility == "ineligible":
        return award.notices
    decided = [
        phrases().authority.format(label=rulebook.facts[name].label)
        for name in judged.missing
        if rulebook.facts[name].decided_by == "authority"
    ]
    return (*award.paid_notices, *decided)
