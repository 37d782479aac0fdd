"""What an amount is multiplied by: so many persons, sets, months, and no longer than the text allows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from assistant.awards.fact_schema import Fact
from assistant.awards.money import EXACT, plain
from assistant.awards.phrases import phrases
from assistant.awards.schema import Factor
from assistant.awards.trace import Step, step
from assistant.awards.worked import ZERO, Worked

Facts = Mapping[str, Any]
_Count = Callable[[Facts], tuple[int, Step | None]]


def compile_factors(
    factors: tuple[Factor, ...], facts: Mapping[str, Fact], clause_id: str
) -> Callable[[Worked, Facts], Worked]:
    """The function that multiplies the amount of one unit by all factors."""
    counts = tuple((facts[factor.fact], _count(factor, facts[factor.fact], clause_id)) for factor in factors)

    def multiply(unit: Worked, given: Facts) -> Worked:
        steps = unit.steps
        taken: list[tuple[Fact, int]] = []
        for fact, count in counts:
            number, why = count(given)
            if why is not None:
                steps = (*steps, why)
            if number != 1:
                taken.append((fact, number))
        low, high = unit.low, unit.high
        if taken and low is not None and high is not None:
            low, low_text = _product(low, taken)
            high, high_text = _product(high, taken)
            text = high_text if unit.low in (ZERO, unit.high) else f"{low_text}，{high_text}"
            steps = (step(text, clause_id, factors[0].quote, steps),)
        return Worked(unit.kind, low, high, steps, unit.missing, unit.unit_text, tuple(taken))

    return multiply


def _count(factor: Factor, fact: Fact, clause_id: str) -> _Count:
    """How many units count, with the step that says so where it is not simply what was given."""
    name, longest = factor.fact, factor.longest
    if longest is None:
        assert fact.default is not None  # provenance demands a default or a longest run
        default = int(fact.default)
        return lambda given: (given.get(name, default), None)
    words, quote, most = phrases(), longest.quote, int(longest.value)
    assumed = words.longest_assumed.format(label=fact.label, longest=most, unit=fact.unit)
    assumed_step = step(assumed, clause_id, quote)

    def count(given: Facts) -> tuple[int, Step | None]:
        number = given.get(name)
        if number is None:
            return most, assumed_step
        if number <= most:
            return number, None
        text = words.longest.format(label=fact.label, value=number, longest=most)
        return most, step(text, clause_id, quote)

    return count


def _product(unit: Decimal, taken: list[tuple[Fact, int]]) -> tuple[Decimal, str]:
    product, shown = unit, plain(unit)
    for _, number in taken:
        product = EXACT.multiply(product, Decimal(number))
        shown += f" × {number}"
    return product, phrases().product.format(factors=shown, result=plain(product))
