"""What the choice of the next question rests on, worked out once from the rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assistant.awards.conditions import tests_of
from assistant.awards.fact_schema import Fact
from assistant.awards.phrases import phrases
from assistant.awards.rulebook import Asking
from assistant.awards.schema import Condition, FactTest
from assistant.contract import Question


def asking(facts: Iterable[Fact]) -> dict[str, Asking]:
    """For each fact its question, with the choices in Chinese, its cost and its place."""
    return {fact.fact: Asking(_question(fact), fact.cost, place) for place, fact in enumerate(facts)}


def _question(fact: Fact) -> Question:
    choices = phrases().yes_no if fact.type == "bool" else tuple(choice.label for choice in fact.choices)
    return Question(fact=fact.fact, text=fact.question, choices=choices)


def breach_chances(conditions: tuple[Condition, ...], facts: Mapping[str, Fact]) -> dict[str, float]:
    """For each fact of the conditions, the share of its possible values that break its test."""
    chances: dict[str, float] = {}
    for test in tests_of(conditions):
        chance = _chance(test, facts[test.fact])
        chances[test.fact] = max(chance, chances.get(test.fact, 0.0))
    return chances


def _chance(test: FactTest, fact: Fact) -> float:
    if fact.type != "choice" or test.equals is None or isinstance(test.equals, bool):
        return 0.5
    accepted = 1 if isinstance(test.equals, str) else len(test.equals)
    return 1 - accepted / len(fact.choices)
