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
    groups: dict[object, list[AwardResult]] = {}
    names: dict[object, str | None] = {}
    for place, (project, award) in enumerate(finished):
        key: object = "enterprise" if scope == "enterprise" else (project if project is not None else place)
        groups.setdefault(key, []).append(award)
        names[key] = None if scope == "enterprise" else project
    projects = tuple(_project(names[key], group) for key, group in groups.items())
    return Total(
        low=plain(sum((Decimal(project.low) for project in projects), ZERO)),
        high=plain(sum((Decimal(project.high) for project in projects), ZERO)),
        projects=projects,
        unspecified=tuple(dict.fromkeys(award for project in projects for award in project.unspecified)),
    )


def unsure_total(finished: Sequence[Finished]) -> Total:
    """The total where it is not known whether the claims are one project: it spans both readings.

    The projects listed are those of the claims as given.
    """
    apart, together = total(finished, "project"), total(finished, "enterprise")
    low = min(Decimal(apart.low), Decimal(together.low))
    high = max(Decimal(apart.high), Decimal(together.high))
    return apart.model_copy(update={"low": plain(low), "high": plain(high)})


def _bounds(award: AwardResult) -> tuple[Decimal, Decimal]:
    """The award's high and low as they count: an open eligibility may turn out to be nothing."""
    low = ZERO if award.eligibility == "unknown" else Decimal(award.amount.low or 0)
    return Decimal(award.amount.high or 0), low


def _project(name: str | None, awards: list[AwardResult]) -> ProjectTotal:
    unspecified = [award.award_id for award in awards if award.amount.kind == "unspecified"]
    valued = [award for award in awards if award.amount.kind != "unspecified"]
    counting = [award for award in valued if award.eligibility != "ineligible"]
    best = max(counting, key=_bounds, default=None)
    return ProjectTotal(
        project=name,
        low=plain(max((_bounds(award)[1] for award in counting), default=ZERO)),
        high=plain(max((_bounds(award)[0] for award in counting), default=ZERO)),
        counted=(best.award_id,) if best is not None else (),
        not_counted=tuple(award.award_id for award in valued if award is not best),
        unspecified=tuple(unspecified),
    )
