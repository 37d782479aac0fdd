"""Comparing expected amounts, exactly and as decimals, with those of a reply."""

from __future__ import annotations

from decimal import Decimal

from assistant.contract import AwardResult, ProjectTotal, Total
from evals.cases import ExpectedAward, Span


def span_problems(what: str, expected: Span, low: str | None, high: str | None) -> list[str]:
    """An end not expected is not judged; 500000 and 500000.00 are the same amount."""
    problems = []
    for end, wanted, got in (("low", expected.low, low), ("high", expected.high, high)):
        if wanted is not None and (got is None or Decimal(got) != wanted):
            problems.append(f"{what} {end} is {got}, expected {wanted}")
    return problems


def award_problems(expected: ExpectedAward, result: AwardResult) -> list[str]:
    problems = span_problems(result.award_id, expected, result.amount.low, result.amount.high)
    if expected.eligibility and result.eligibility != expected.eligibility:
        problems.append(f"{result.award_id} is {result.eligibility}, expected {expected.eligibility}")
    if expected.kind and result.amount.kind != expected.kind:
        problems.append(f"{result.award_id} is of kind {result.amount.kind}, expected {expected.kind}")
    return problems


def total_problems(what: str, expected: Span, total: Total | ProjectTotal | None) -> list[str]:
    if total is None:
        return [f"no {what}"]
    return span_problems(what, expected, total.low, total.high)
