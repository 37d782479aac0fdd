"""Checks on one calculation. Each gives its problems, or None where it does not apply."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.awards import ruled_document
from assistant.contract import CalculationResponse
from assistant.documents.registry import Registry
from evals.cases import ExpectCalculation
from evals.checks.amounts import award_problems, total_problems
from evals.checks.validity import award_rules, total_rules


@dataclass(frozen=True)
class Calculated:
    expect: ExpectCalculation
    response: CalculationResponse
    registry: Registry


def results(view: Calculated) -> list[str] | None:
    """Awards in the order of the claims, with eligibility, kind, low and high."""
    if view.expect.awards is None:
        return None
    wanted = [expected.award_id for expected in view.expect.awards]
    got = [result.award_id for result in view.response.awards]
    if wanted != got:
        return [f"结果依次是 {got}，应为 {wanted}"]
    pairs = zip(view.expect.awards, view.response.awards, strict=True)
    return [problem for expected, result in pairs for problem in award_problems(expected, result)]


def missing(view: Calculated) -> list[str] | None:
    pairs = [
        (result, fact)
        for expected, result in zip(view.expect.awards or (), view.response.awards, strict=False)
        for fact in expected.missing
    ]
    return [f"{r.award_id}：没有列出缺少 {fact}" for r, fact in pairs if fact not in r.missing] or (
        [] if pairs else None
    )


def reasons(view: Calculated) -> list[str] | None:
    """The clause that decides is named among the reasons, with words that stand in it."""
    problems, judged = [], False
    for expected, result in zip(view.expect.awards or (), view.response.awards, strict=False):
        for clause in expected.reason_clauses:
            judged = True
            if clause not in {reason.clause_id for reason in result.reasons}:
                problems.append(f"{result.award_id}：理由里没有条款 {clause}")
    return problems if judged else None


def sums(view: Calculated) -> list[str] | None:
    if view.expect.total is None and view.expect.total_unspecified is None:
        return None
    problems = total_problems("合计", view.expect.total, view.response.total) if view.expect.total else []
    wanted = view.expect.total_unspecified
    if wanted is not None and set(view.response.total.unspecified) != set(wanted):
        problems.append(f"合计列出未定金额 {view.response.total.unspecified}，应为 {wanted}")
    return problems


def projects(view: Calculated) -> list[str] | None:
    if view.expect.projects is None:
        return None
    found = {project.project: project for project in view.response.total.projects}
    problems = []
    for expected in view.expect.projects:
        project = found.get(expected.project)
        problems += total_problems(f"项目 {expected.project}", expected, project)
        for key in ("counted", "unspecified"):
            wanted = getattr(expected, key)
            if project is not None and wanted is not None and getattr(project, key) != wanted:
                problems.append(f"项目 {expected.project}：{key} 是 {getattr(project, key)}，应为 {wanted}")
    return problems


def proofs(view: Calculated) -> list[str]:
    """Quotes of reasons and traces stand verbatim in the clause they name of the document with the rules."""
    document = ruled_document(view.registry)
    problems = []
    for result in view.response.awards:
        for step in (*result.reasons, *result.trace):
            clause = document.clause(step.clause_id) if step.clause_id else None
            if step.quote and not (clause and step.quote in document.whole_text(clause)):
                problems.append(f"{result.award_id}: “{step.quote}”不在条款 {step.clause_id} 之内")
    return problems


def rules(view: Calculated) -> list[str]:
    return award_rules(view.response.awards) + total_rules(view.response.total)


CALCULATION_CHECKS: dict[str, Callable[[Calculated], list[str] | None]] = {
    check.__name__: check for check in (results, missing, reasons, sums, projects, proofs, rules)
}
