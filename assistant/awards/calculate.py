"""A request becomes award results, a total and the questions that are still open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.awards.case import Case, read_case
from assistant.awards.judging import Judged, judge_case
from assistant.awards.phrases import phrases
from assistant.awards.questions import rank
from assistant.awards.render import render
from assistant.awards.rulebook import RuleBook
from assistant.awards.stacking import Finished, bounds, groups, total, unsure_total
from assistant.awards.worked import interval_text
from assistant.contract import CalculationRequest, CalculationResponse, Question, Stacking, Total


@dataclass(frozen=True, slots=True)
class Review:
    """A calculation with the questions that could still change it, the most telling first."""

    response: CalculationResponse
    questions: tuple[Question, ...]


def calculate(rulebook: RuleBook, request: CalculationRequest, today: date) -> CalculationResponse:
    """Every claim judged by the contract, and their total; ``today`` stands in for a missing ``as_of``.

    Raises ``InvalidRequest`` that names every mistake; nothing is computed from the rest.
    """
    case = read_case(rulebook, request, today)
    return _respond(rulebook, judge_case(rulebook, case), case)


def next_questions(
    rulebook: RuleBook, request: CalculationRequest, today: date, limit: int | None = None
) -> tuple[Question, ...]:
    """Questions about the facts that the request's claims still lack, the most telling first.

    Only facts that can still change a result are asked. Raises ``InvalidRequest`` as ``calculate`` does.
    """
    return rank(rulebook, judge_case(rulebook, read_case(rulebook, request, today)))[:limit]


def review(rulebook: RuleBook, request: CalculationRequest, today: date) -> Review:
    """``calculate`` and ``next_questions`` of one request, judged once."""
    case = read_case(rulebook, request, today)
    judged = judge_case(rulebook, case)
    return Review(_respond(rulebook, judged, case), rank(rulebook, judged))


def _respond(rulebook: RuleBook, judged: Sequence[Judged], case: Case) -> CalculationResponse:
    finished: list[Finished] = [(one.project, render(one, rulebook)) for one in judged]
    totals = total(finished, case.stacking) if case.projects_known else unsure_total(finished)
    return CalculationResponse(
        awards=tuple(award for _, award in finished),
        total=totals,
        notices=_notices(rulebook, finished, totals, case.stacking),
    )


def _notices(rulebook: RuleBook, finished: list[Finished], totals: Total, scope: Stacking) -> tuple[str, ...]:
    """What holds for the whole answer, and the other reading of 就高不重复 where it would differ."""
    notices = [rulebook.scope.draft.notice] if rulebook.scope.draft else []
    if len(finished) < 2:
        return tuple(notices)
    words, says = phrases(), rulebook.stacking.says
    notices.append(says.enterprise if scope == "enterprise" else says.highest)
    notices += [words.reading.format(says=one.says) for one in rulebook.readings.readings if one.switch]
    notices += _losers(finished, totals, scope)
    taken = Decimal(totals.low), Decimal(totals.high)
    for other_scope in {rulebook.stacking.scope, *rulebook.stacking.other_scopes} - {scope}:
        other = bounds(finished, other_scope)
        if other == taken:
            continue
        if other_scope == "project":
            notices.append(words.other_reading_higher)
        else:
            notices.append(
                words.other_reading_lower.format(text=interval_text("range" if other[0] else "up_to", *other))
            )
    return tuple(notices)


def _losers(finished: list[Finished], totals: Total, scope: Stacking) -> Iterator[str]:
    """For each project in which an award gives way to a higher one: which counts and which do not."""
    words = phrases()
    for project, (name, awards) in zip(totals.projects, groups(finished, scope), strict=True):
        paid = [award for award in awards if Decimal(award.amount.high or 0)]
        if len(paid) < 2:
            continue
        counted = next(award for award in paid if award.award_id == project.counted[0])
        others = "".join(words.quoted.format(name=award.name) for award in paid if award is not counted)
        whole = words.one_enterprise if name is None else words.one_project.format(project=name)
        yield words.highest_counts.format(project=whole, counted=counted.name, others=others)
