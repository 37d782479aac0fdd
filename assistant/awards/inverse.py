"""The other way round: how much it takes for an award to reach its cap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from assistant.awards.case import read_claim
from assistant.awards.money import plain
from assistant.awards.phrases import phrases
from assistant.awards.rulebook import RuleBook
from assistant.awards.trace import flatten, step
from assistant.contract import Grounded


@dataclass(frozen=True, slots=True)
class ReachCap:
    """What ``fact`` must be for the award to reach ``cap``; all values in yuan."""

    award_id: str
    fact: str
    cap: Decimal
    exact: Fraction
    #: ``exact`` rounded up to the fen: the least that can be paid and reaches the cap.
    needed: Decimal
    #: How much is lacking from the facts given; None where the fact was not given.
    short: Decimal | None
    trace: tuple[Grounded, ...]


def reach_cap(rulebook: RuleBook, award_id: str, facts: Mapping[str, Any] | None = None) -> ReachCap | None:
    """What it takes to reach the award's cap; None where no rate leads to a cap.

    Raises ``InvalidRequest`` for an unknown award or a bad fact.
    """
    claim = read_claim(rulebook, award_id, facts or {})
    amount, clause_id = claim.award.rule.amount, claim.award.rule.clause
    if amount.share is None or amount.cap is None:
        return None
    words = phrases()
    rate = Fraction(amount.share.rate.rstrip("%")) / 100
    exact = Fraction(amount.cap.value) / rate
    fen = -(-exact * 100 // 1)
    needed = Decimal(fen).scaleb(-2)
    template = words.reach if exact * 100 == fen else words.reach_rounded
    text = template.format(cap=plain(amount.cap.value), rate=amount.share.rate, result=plain(needed))
    cap_text = words.cap.format(says=amount.cap.says, value=plain(amount.cap.value))
    steps = [
        step(text, clause_id, amount.quote, (step(cap_text, clause_id, amount.cap.quote),)),
    ]
    given = _given(claim.facts, amount.share.of, amount.share.or_sum_of)
    short = None
    if given is not None:
        short = max(needed - given, Decimal(0))
        if short:
            more = words.reach_more.format(needed=plain(needed), given=plain(given), short=plain(short))
            steps.append(step(more, clause_id, amount.quote))
    return ReachCap(award_id, amount.share.of, amount.cap.value, exact, needed, short, flatten(tuple(steps)))


def _given(facts: Mapping[str, Any], of: str, or_sum_of: str | None) -> Decimal | None:
    if of in facts:
        return Decimal(facts[of])
    if or_sum_of and or_sum_of in facts:
        return sum(facts[or_sum_of], Decimal(0))
    return None
