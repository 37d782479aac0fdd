"""Checks on one answer of a dialogue. Each gives its problems, or None where it does not apply."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.contract import Answer
from assistant.documents.registry import Registry
from evals.cases import Expect
from evals.checks.amounts import award_problems, total_problems
from evals.checks.citations import citation_problems
from evals.checks.grounding import ungrounded
from evals.checks.validity import validity_problems
from evals.wording import asserts, says

DRAFT_WORDS = ("征求意见稿", "正式印发")


@dataclass(frozen=True)
class Answered:
    """An answer with what it is judged by: expectation, everything the user said so far, the documents."""

    expect: Expect
    answer: Answer
    user_texts: tuple[str, ...]
    registry: Registry


def status(view: Answered) -> list[str] | None:
    if not view.expect.status:
        return None
    if view.answer.status in view.expect.status:
        return []
    return [f"是 {view.answer.status}，应为 {'或'.join(view.expect.status)}"]


def clauses(view: Answered) -> list[str] | None:
    if view.expect.clauses is None:
        return None
    cited = {citation.clause_id for citation in view.answer.citations}
    return [f"没有引用条款 {clause}" for clause in view.expect.clauses if clause not in cited]


def awards(view: Answered) -> list[str] | None:
    if view.expect.awards is None:
        return None
    results = {result.award_id: result for result in view.answer.awards}
    problems = []
    for award_id, expected in view.expect.awards.items():
        if award_id not in results:
            problems.append(f"awards 里没有 {award_id}")
        else:
            problems += award_problems(expected, results[award_id])
    return problems


def total(view: Answered) -> list[str] | None:
    if view.expect.total is None:
        return None
    return total_problems("合计", view.expect.total, view.answer.total)


def say(view: Answered) -> list[str] | None:
    if not view.expect.say:
        return None
    return [f"没有说到“{words}”" for words in view.expect.say if not says(view.answer.answer, words)]


def never_say(view: Answered) -> list[str] | None:
    if not view.expect.never_say:
        return None
    return [f"不该说“{words}”" for words in view.expect.never_say if asserts(view.answer.answer, words)]


def grounded(view: Answered) -> list[str]:
    figures = ungrounded(view.answer, view.user_texts, view.registry)
    return [f"没有出处的数字：{figure}" for figure in sorted(figures)]


def valid(view: Answered) -> list[str]:
    return validity_problems(view.answer)


def citations(view: Answered) -> list[str]:
    return citation_problems(view.answer, view.registry)


def draft(view: Answered) -> list[str] | None:
    """An answer with money in it says that the document is only a draft, if it is one."""
    documents = {view.registry.get(citation.document_id) for citation in view.answer.citations}
    drafts = any(document and document.status == "draft" for document in documents)
    if not drafts or not any(result.amount.high for result in view.answer.awards):
        return None
    said = [view.answer.answer, *view.answer.notices, *(n for a in view.answer.awards for n in a.notices)]
    return [] if any(word in text for word in DRAFT_WORDS for text in said) else ["没有说明是征求意见稿"]


ANSWER_CHECKS: dict[str, Callable[[Answered], list[str] | None]] = {
    check.__name__: check
    for check in (status, clauses, awards, total, say, never_say, grounded, valid, citations, draft)
}
