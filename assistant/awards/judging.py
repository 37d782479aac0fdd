"""One claim judged: verdict, amount and what is missing, before any words are made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.awards.case import Case
from assistant.awards.conditions import Found
from assistant.awards.phrases import phrases
from assistant.awards.rulebook import Award, RuleBook
from assistant.awards.worked import NOT_PAID, Worked
from assistant.contract import Eligibility, Grounded


@dataclass(frozen=True, slots=True)
class Judged:
    """One claim judged: the verdict, the tests behind it and the amount worked out."""

    award: Award
    project: str | None
    eligibility: Eligibility
    found: Found
    worked: Worked
    #: Facts without which verdict or amount are not certain, conditions first.
    missing: tuple[str, ...]


def judge_case(rulebook: RuleBook, case: Case) -> list[Judged]:
    """Every claim of a case, in its order."""
    expired = _expired(rulebook, case.as_of)
    return [_judge(claim.award, claim.project, claim.facts, expired) for claim in case.claims]


def _judge(award: Award, project: str | None, facts: Mapping[str, Any], expired: Grounded | None) -> Judged:
    found = Found()
    if expired is not None:
        found.broken.append(expired)
    award.judge(facts, found)
    if found.broken:
        return Judged(award, project, "ineligible", found, NOT_PAID, ())
    worked = award.work(facts)
    missing: dict[str, None] = {leaf.fact: None for leaf in found.open}
    for name in worked.missing:
        missing[name] = None
    return Judged(award, project, "unknown" if missing else "eligible", found, worked, tuple(missing))


def _expired(rulebook: RuleBook, as_of: date) -> Grounded | None:
    validity = rulebook.scope.validity
    if validity is None or as_of <= validity.until:
        return None
    text = phrases().expired.format(as_of=as_of.isoformat(), until=validity.until.isoformat())
    return Grounded(text=text, clause_id=validity.clause, quote=validity.quote)
