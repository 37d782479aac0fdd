"""What to ask next: only facts that can still change a result, first those that settle most at least cost."""

from __future__ import annotations

from datetime import date

from assistant.awards.calculate import judge
from assistant.awards.case import read_case
from assistant.awards.rulebook import RuleBook
from assistant.contract import CalculationRequest, Question


def next_questions(
    rulebook: RuleBook, request: CalculationRequest, today: date, limit: int | None = None
) -> tuple[Question, ...]:
    """Questions about the facts that the request's claims still lack, the most telling first.

    A fact is worth what its answer is expected to settle: a breach settles a claim with all its open
    facts, any other answer settles the fact alone; the worth over all claims is divided by the cost of
    asking. Raises ``InvalidRequest`` as ``calculate`` does.
    """
    case = read_case(rulebook, request, today)
    worth: dict[str, float] = {}
    for claim in case.claims:
        missing = judge(rulebook, claim.award, claim.facts, case.as_of).missing
        for name in missing:
            chance = claim.award.breach_chance.get(name, 0.0)
            worth[name] = worth.get(name, 0.0) + 1 + chance * (len(missing) - 1)
    places = {name: place for place, name in enumerate(rulebook.facts)}
    order = sorted(worth, key=lambda name: (-worth[name] / rulebook.facts[name].cost, places[name]))
    return tuple(rulebook.questions[name] for name in order[:limit])
