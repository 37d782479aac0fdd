"""Two runs side by side, case by case: what got better, what broke, and whether it may be chance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from evals.judged import Judged
from evals.stats import mcnemar

Key = tuple[str, str]


class Change(BaseModel):
    """Counts over the cases that both runs hold with the same question; ``p`` is McNemar's, exact."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    both_passed: int
    both_failed: int
    fixed: tuple[Key, ...]
    broken: tuple[Key, ...]

    @property
    def p(self) -> float:
        return mcnemar(len(self.fixed), len(self.broken))

    @property
    def n(self) -> int:
        return self.both_passed + self.both_failed + len(self.fixed) + len(self.broken)


class Comparison(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    all: Change
    sets: dict[str, Change]
    tags: dict[str, Change]
    #: Cases of one run only, or asked differently in the two.
    unpaired: tuple[Key, ...]

    def rows(self) -> list[tuple[str, Change]]:
        """All, then every set, then the tags in which anything changed."""
        changed = [(name, change) for name, change in self.tags.items() if change.fixed or change.broken]
        return [("全部", self.all), *self.sets.items(), *changed]


def compare(before: Sequence[Judged], after: Sequence[Judged]) -> Comparison:
    old = {item.verdict.key: item for item in before}
    new = {item.verdict.key: item for item in after}
    pairs = {
        key: (old[key], new[key])
        for key in old
        if key in new and old[key].case.fingerprint == new[key].case.fingerprint
    }
    sets: dict[str, list[tuple[Judged, Judged]]] = defaultdict(list)
    tags: dict[str, list[tuple[Judged, Judged]]] = defaultdict(list)
    for key, pair in pairs.items():
        sets[key[0]].append(pair)
        for tag in pair[1].case.tags:
            tags[tag].append(pair)
    return Comparison(
        all=_change(list(pairs.values())),
        sets={name: _change(found) for name, found in sets.items()},
        tags={name: _change(found) for name, found in sorted(tags.items())},
        unpaired=tuple(sorted((old.keys() | new.keys()) - pairs.keys())),
    )


def _change(pairs: Sequence[tuple[Judged, Judged]]) -> Change:
    fixed = [after.verdict.key for before, after in pairs if after.passed and not before.passed]
    broken = [after.verdict.key for before, after in pairs if before.passed and not after.passed]
    return Change(
        both_passed=sum(before.passed and after.passed for before, after in pairs),
        both_failed=sum(not before.passed and not after.passed for before, after in pairs),
        fixed=tuple(fixed),
        broken=tuple(broken),
    )
