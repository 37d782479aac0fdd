"""What to ask next: only facts that can still change a result, first those that settle most at least cost."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.awards.judging import Judged
from assistant.awards.rulebook import RuleBook
from assistant.contract import Question


def rank(rulebook: RuleBook, judged: Iterable[Judged]) -> tuple[Question, ...]:
    """The questions that judged claims leave open, the most telling first.

    A fact is worth the part of each claim that its answer is expected to settle: a breach settles the
    whole claim, any other answer one of its open facts. The worth over all claims is divided by the cost
    of asking. Facts worth the same are asked in the order of their file.
    """
    worth: dict[str, float] = {}
    for one in judged:
        part = 1 / len(one.missing) if one.missing else 0.0
        chances = one.award.breach_chance
        for name in one.missing:
            chance = chances.get(name, 0.0)
            worth[name] = worth.get(name, 0.0) + chance + (1 - chance) * part
    asking = rulebook.asking
    order = sorted(worth, key=lambda name: (-worth[name] / asking[name].cost, asking[name].place))
    return tuple(asking[name].question for name in order)
