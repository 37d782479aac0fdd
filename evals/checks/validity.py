"""What the contract says must hold between the parts of any reply, whatever was asked."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from assistant.contract import Answer, AwardResult, Total

MAX_SPOKEN = 120


def validity_problems(answer: Answer) -> list[str]:
    problems = award_rules(answer.awards) + (total_rules(answer.total) if answer.total else [])
    if answer.status == "needs_input" and not answer.questions:
        problems.append("needs_input 却没有反问")
    if len(answer.spoken) > MAX_SPOKEN:
        problems.append(f"口播稿有 {len(answer.spoken)} 字")
    names = [result.award_id for result in answer.awards]
    unsettled = [question.fact for question in answer.questions]
    if len(set(unsettled)) != len(unsettled):
        problems.append("同一个事实问了两次")
    if answer.total and len(names) == 0:
        problems.append("有合计却没有奖补")
    return problems


def award_rules(results: Iterable[AwardResult]) -> list[str]:
    """Kind, ends and eligibility of every result agree with one another."""
    problems = []
    for result in results:
        amount = result.amount
        low, high = amount.low, amount.high
        agrees = {
            "fixed": low is not None and low == high,
            "up_to": low is not None and Decimal(low) == 0 and high is not None,
            "range": low is not None and high is not None and Decimal(low) <= Decimal(high),
            "unspecified": low is None and high is None,
            "none": low is not None and high is not None and Decimal(low) == Decimal(high) == 0,
        }[amount.kind]
        if not agrees:
            problems.append(f"{result.award_id}: {amount.kind} 与 low {low}、high {high} 不符")
        if result.eligibility == "ineligible" and amount.kind != "none":
            problems.append(f"{result.award_id}：不符合条件，金额类型却是 {amount.kind}")
        if result.eligibility == "ineligible" and not result.reasons:
            problems.append(f"{result.award_id}：不符合条件却没有理由")
        if result.eligibility == "unknown" and not result.missing:
            problems.append(f"{result.award_id}：待定却没有列出缺少的事实")
        problems += [
            f"{result.award_id}：{end} 超过两位小数"
            for end in (low, high)
            if end is not None and -int(Decimal(end).as_tuple().exponent) > 2
        ]
    return problems


def total_rules(total: Total) -> list[str]:
    """The total is the sum of its projects."""
    for end in ("low", "high"):
        parts = sum((Decimal(getattr(project, end)) for project in total.projects), Decimal(0))
        if total.projects and parts != Decimal(getattr(total, end)):
            return [f"各项目 {end} 之和是 {parts}，合计写作 {getattr(total, end)}"]
    return []
