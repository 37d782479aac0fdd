"""What to ask next: only facts that can still change a result, first those that settle most at least cost."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.awards.judging import Judged
from assistant.awards.rulebook import RuleBook
from assistant.contract import Question


def rank(rulebook: RuleBook, judged: Iterable[Judged]) -> tuple[Question, ...]:
    """The questions that judged claims leave open, the most telling first.

    A fact is worth what its answer is expected to settle: a breach settles a claim with all its open
    facts, any other answer settles the fact alone; the worth over all claims is divided by the cost of
    asking. Facts worth the same are asked in the order of their file.
    """
    worth: dict[str, float] = {}
    for one in judged:
        others = len(one.missing) - 1
        chances = one.award.breach_chance
        for name in one.missing:
            worth[name] = worth.get(name, 0.0) + 1 + chances.get(name, 0.0) * others
    asking = rulebook.asking
    order = sorted(worth, key=lambda name: (-worth[name] / asking[name].cost, asking[name].place))
    return tuple(asking[name].question for name in order)
