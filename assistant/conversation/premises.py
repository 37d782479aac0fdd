"""Figures the user expects, held against what the clause says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.awards.schema import AmountRule
from assistant.contract import AwardResult
from assistant.language.quantities import Quantity, read_quantities

#: In months.
_YEAR = 12


def judge_premise(
    figure: Quantity,
    rules: Sequence[AmountRule],
    results: Sequence[AwardResult],
    others: Sequence[AmountRule] = (),
) -> str:
    """Which reply fits a figure that the user takes for granted.

    ``premise_right``: the clause names it; ``premise_ceiling``: only as a ceiling;
    ``premise_range``: as one end of a range; ``premise_result``: it is what comes out for him;
    ``premise_step``: it is a step of the working; ``premise_year``: a year of what it names by the month;
    ``premise_other_level``: the clause names it for another level or title than his;
    ``premise_elsewhere``: another clause of ``others`` names it; ``premise_wrong``: none of these.
    """
    if _of_another_level(figure, rules, results):
        return "premise_other_level"
    for written in figures_of(rules):
        if written.kind != figure.kind:
            continue
        if written.low == written.high == figure.high:
            only_ceiling = written.bound == "at_most" and figure.bound != "at_most"
            return "premise_ceiling" if only_ceiling else "premise_right"
        if written.low != written.high and figure.high in (written.low, written.high):
            whole = (figure.low, figure.high) == (written.low, written.high)
            return "premise_right" if whole else "premise_range"
    monthly = (w for w in figures_of(rules) if w.kind == figure.kind and "month" in w.per)
    if any(written.low * _YEAR == figure.high for written in monthly):
        return "premise_year"
    digits = format(figure.high.normalize(), "f")
    for result in results:
        if result.amount.high is not None and Decimal(result.amount.high) == figure.high:
            return "premise_ceiling" if result.amount.kind == "up_to" else "premise_result"
        if any(digits in re.findall(r"[0-9.]+", step.text) for step in result.trace):
            return "premise_step"
    elsewhere = any(figure.high in (w.low, w.high) for w in figures_of(others) if w.kind == figure.kind)
    return "premise_elsewhere" if elsewhere else "premise_wrong"


def _of_another_level(figure: Quantity, rules: Sequence[AmountRule], results: Sequence[AwardResult]) -> bool:
    """Whether the clause names the figure, but for none of the levels that were reckoned with."""
    working = "".join(step.text for result in results for step in result.trace)
    for rule in rules:
        steps = rule.tiers.steps if rule.tiers else ()
        told = [step for step in steps if step.word in working]
        values = {Decimal(step.value) for step in told}
        if told and figure.low == figure.high and figure.high not in values:
            return any(Decimal(step.value) == figure.high for step in steps)
    return False


def figures_of(rules: Sequence[AmountRule]) -> Iterator[Quantity]:
    """The figures of the clauses that the amounts are worked out from."""
    for rule in rules:
        parts = (rule, rule.tiers, rule.cap, *rule.times)
        for quote in dict.fromkeys(part.quote for part in parts if part is not None):
            yield from read_quantities(quote)
