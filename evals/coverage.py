"""Which clauses, awards, facts and statuses the sets look at, and which nobody does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import get_args

from pydantic import BaseModel, ConfigDict

from assistant.contract import AwardInfo, Status
from assistant.documents.model import Document
from evals.cases import AwardCase, CaseSet, DialogueCase, LookupCase

KINDS = ("clause", "award", "fact", "status")


class Coverage(BaseModel):
    """Number of cases for every address, award, fact and status; 0 is a hole."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    counts: dict[str, dict[str, int]]

    @property
    def holes(self) -> tuple[str, ...]:
        return tuple(
            f"{kind} {name}"
            for kind, names in self.counts.items()
            for name, count in names.items()
            if not count
        )


def coverage(sets: Iterable[CaseSet], document: Document, awards: Iterable[AwardInfo]) -> Coverage:
    """Counts over the top clauses of ``document``, its ``awards`` with their facts, and all statuses."""
    awards = tuple(awards)
    seen = {kind: Counter[str]() for kind in KINDS}
    for case in (case for found in sets for case in found.cases):
        for kind, names in _looked_at(case).items():
            seen[kind].update(names)
    wanted = {
        "clause": [clause.clause_id for clause in document.clauses if clause.parent_id is None],
        "award": [award.award_id for award in awards],
        "fact": sorted({fact.fact for award in awards for fact in award.facts}),
        "status": list(get_args(Status)),
    }
    return Coverage(counts={kind: {name: seen[kind][name] for name in wanted[kind]} for kind in KINDS})


def _looked_at(case: DialogueCase | LookupCase | AwardCase) -> dict[str, set[str]]:
    if isinstance(case, LookupCase):
        return {"clause": set(case.clauses)}
    if isinstance(case, AwardCase):
        claims = [claim for claim in case.request.get("claims", ()) if isinstance(claim, dict)]
        facts = [case.request.get("applicant", {}), *(claim.get("facts", {}) for claim in claims)]
        return {
            "award": {str(claim.get("award_id")) for claim in claims},
            "fact": {name for found in facts for name in found},
        }
    expects = [turn.expect for turn in case.turns]
    return {
        "clause": {clause for expect in expects for clause in expect.clauses or ()},
        "award": {award for expect in expects for award in expect.awards or ()},
        "status": {status for expect in expects for status in expect.status if len(expect.status) == 1},
    }
