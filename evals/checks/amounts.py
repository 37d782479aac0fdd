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
            problems.append(f"{what} 的 {end} 是 {got}，应为 {wanted}")
    return problems


def award_problems(expected: ExpectedAward, result: AwardResult) -> list[str]:
    problems = span_problems(result.award_id, expected, result.amount.low, result.amount.high)
    if expected.eligibility and result.eligibility != expected.eligibility:
        problems.append(f"{result.award_id} 判为 {result.eligibility}，应为 {expected.eligibility}")
    if expected.kind and result.amount.kind != expected.kind:
        problems.append(f"{result.award_id} 金额类型是 {result.amount.kind}，应为 {expected.kind}")
    return problems


def total_problems(what: str, expected: Span, total: Total | ProjectTotal | None) -> list[str]:
    if total is None:
        return [f"没有{what}"]
    return span_problems(what, expected, total.low, total.high)
