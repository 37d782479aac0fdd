"""就高不重复: totals over finished awards, by the contract's rule and the scope of ``stacking.yaml``."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant.awards.money import plain
from assistant.contract import AwardResult, ProjectTotal, Stacking, Total

ZERO = Decimal(0)

Finished = tuple[str | None, AwardResult]


def total(finished: Sequence[Finished], scope: Stacking) -> Total:
    """The total over finished awards, each with its project (None: a project of its own).

    Within a project the highest low and the highest high count; projects are added. With
    ``enterprise`` all claims are one project.
    """
    projects = tuple(_project(name, group) for name, group in groups(finished, scope))
    return Total(
        low=plain(sum((Decimal(project.low) for project in projects), ZERO)),
        high=plain(sum((Decimal(project.high) for project in projects), ZERO)),
        projects=projects,
        unspecified=tuple(dict.fromkeys(award for project in projects for award in project.unspecified)),
    )


def bounds(finished: Sequence[Finished], scope: Stacking) -> tuple[Decimal, Decimal]:
    """The low and high of ``total`` alone."""
    low = high = ZERO
    for _, group in groups(finished, scope):
        highs, lows = zip(*map(_bounds, group), strict=True)
        low, high = low + max(lows), high + max(highs)
    return low, high


def unsure_total(finished: Sequence[Finished]) -> Total:
    """The total where it is not known whether the claims are one project: it spans both readings.

    The projects listed are those of the claims as given.
    """
    apart, together = bounds(finished, "project"), bounds(finished, "enterprise")
    span = {"low": plain(min(apart[0], together[0])), "high": plain(max(apart[1], together[1]))}
    return total(finished, "project").model_copy(update=span)


def groups(finished: Sequence[Finished], scope: Stacking) -> list[tuple[str | None, list[AwardResult]]]:
    """The awards of each project, in the order of ``Total.projects``."""
    if scope == "enterprise":
        return [(None, [award for _, award in finished])] if finished else []
    found: list[tuple[str | None, list[AwardResult]]] = []
    named: dict[str, list[AwardResult]] = {}
    for project, award in finished:
        if project is None:
            found.append((None, [award]))
        elif project in named:
            named[project].append(award)
        else:
            named[project] = [award]
            found.append((project, named[project]))
    return found


def _bounds(award: AwardResult) -> tuple[Decimal, Decimal]:
    """The award's high and low as they count: an open eligibility may turn out to be nothing."""
    amount = award.amount
    if amount.high is None or amount.low is None:
        return ZERO, ZERO
    return Decimal(amount.high), ZERO if award.eligibility == "unknown" else Decimal(amount.low)


def _project(name: str | None, awards: list[AwardResult]) -> ProjectTotal:
    best: AwardResult | None = None
    best_bounds, low = (ZERO, ZERO), ZERO
    for award in awards:
        if award.eligibility == "ineligible" or award.amount.kind == "unspecified":
            continue
        one = _bounds(award)
        if one[1] > low:
            low = one[1]
        if best is None or one > best_bounds:
            best, best_bounds = award, one
    return ProjectTotal(
        project=name,
        low=plain(low),
        high=plain(best_bounds[0]),
        counted=(best.award_id,) if best is not None else (),
        not_counted=tuple(
            award.award_id for award in awards if award is not best and award.amount.kind != "unspecified"
        ),
        unspecified=tuple(award.award_id for award in awards if award.amount.kind == "unspecified"),
    )
