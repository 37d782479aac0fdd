"""Figures the user expects, held against what the clause says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.awards.schema import AmountRule
from assistant.contract import AwardResult
from assistant.language.quantities import Quantity, read_quantities


def judge_premise(figure: Quantity, rules: Sequence[AmountRule], results: Sequence[AwardResult]) -> str:
    """Which reply fits a figure that the user takes for granted.

    ``premise_right``: the clause names it; ``premise_ceiling``: only as a ceiling;
    ``premise_range``: as one end of a range; ``premise_result``: it is what comes out for him;
    ``premise_step``: it is a step of the working; ``premise_wrong``: none of these.
    """
    for written in figures_of(rules):
        if written.kind != figure.kind:
            continue
        if written.low == written.high == figure.high:
            only_ceiling = written.bound == "at_most" and figure.bound != "at_most"
            return "premise_ceiling" if only_ceiling else "premise_right"
        if written.low != written.high and figure.high in (written.low, written.high):
            whole = (figure.low, figure.high) == (written.low, written.high)
            return "premise_right" if whole else "premise_range"
    digits = format(figure.high.normalize(), "f")
    for result in results:
        if result.amount.high is not None and Decimal(result.amount.high) == figure.high:
            return "premise_ceiling" if result.amount.kind == "up_to" else "premise_result"
        if any(digits in re.findall(r"[0-9.]+", step.text) for step in result.trace):
            return "premise_step"
    return "premise_wrong"


def figures_of(rules: Sequence[AmountRule]) -> Iterator[Quantity]:
    """The figures of the clauses that the amounts are worked out from."""
    for rule in rules:
        parts = (rule, rule.tiers, rule.cap, *rule.times)
        for quote in dict.fromkeys(part.quote for part in parts if part is not None):
            yield from read_quantities(quote)
