"""A case with what came back and what was said of it: all that metrics and reports look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.documents.registry import Registry
from evals.cases import AnyCase, CaseSet, DialogueCase, Turn
from evals.checks import judge
from evals.checks.model import Verdict
from evals.observations import Observation, Reply


@dataclass(frozen=True)
class Judged:
    case: AnyCase
    observation: Observation
    verdict: Verdict

    @property
    def passed(self) -> bool:
        return self.verdict.passed

    def turns(self) -> Iterable[tuple[Turn, Reply]]:
        """Turns with their replies; none unless the case is a dialogue."""
        if isinstance(self.case, DialogueCase):
            yield from zip(self.case.turns, self.observation.replies, strict=False)


def judge_all(
    sets: Iterable[CaseSet], observations: Iterable[Observation], registry: Registry
) -> tuple[Judged, ...]:
    """Every case that was asked, worst first within its set, otherwise in the order of the set."""
    seen = {observation.key: observation for observation in observations}
    judged = [
        Judged(case, seen[found.name, case.id], judge(case, seen[found.name, case.id], registry))
        for found in sets
        for case in found.cases
        if (found.name, case.id) in seen
    ]
    return tuple(sorted(judged, key=lambda item: (item.verdict.set, -len(item.verdict.problems))))
