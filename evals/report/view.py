"""What a report shows of a run, gathered once for HTML and Markdown alike."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import get_args

from pydantic import BaseModel

from assistant.contract import Status
from evals.cases import AnyCase, AwardCase, LookupCase
from evals.judged import Judged
from evals.metrics import passed, sets_of
from evals.ranking import first_rank
from evals.record import Run
from evals.stats import Measure

STATUSES: tuple[str, ...] = get_args(Status)
_LATENCY_MS = (10, 25, 50, 100, 250, 500, 1000, 2500)


@dataclass(frozen=True)
class SetRow:
    """One set: all cases, those for development, those held out."""

    name: str
    all: Measure
    development: Measure | None
    holdout: Measure | None

    @property
    def gap(self) -> float | None:
        if self.development is None or self.holdout is None:
            return None
        return self.development.value - self.holdout.value


@dataclass(frozen=True)
class Exchange:
    asked: str
    expected: str
    answered: str
    raw: str


@dataclass(frozen=True)
class Failure:
    key: str
    tags: tuple[str, ...]
    holdout: bool
    problems: tuple[str, ...]
    exchanges: tuple[Exchange, ...]


def set_rows(run: Run) -> tuple[SetRow, ...]:
    rows = []
    for name, items in sets_of(run.judged()).items():
        everything = passed(items)
        if everything:
            held = passed([item for item in items if item.case.holdout])
            seen = passed([item for item in items if not item.case.holdout])
            rows.append(SetRow(name, everything, seen, held))
    return tuple(rows)


def failures(run: Run) -> tuple[Failure, ...]:
    """Failed cases with everything that was said, the most problems first."""
    failed = sorted((i for i in run.judged() if not i.passed), key=lambda i: -len(i.verdict.problems))
    return tuple(
        Failure(
            key="/".join(item.verdict.key),
            tags=item.case.tags,
            holdout=item.case.holdout,
            problems=item.verdict.problems,
            exchanges=tuple(_exchanges(item)),
        )
        for item in failed
    )


def confusion(run: Run) -> Counter[tuple[str, str]]:
    """Expected against given status, over turns; of several expected, the given one where allowed."""
    counts: Counter[tuple[str, str]] = Counter()
    for item in run.judged():
        for turn, reply in item.turns():
            given = reply.body.get("status") if reply.body else None
            if turn.expect.status and given in STATUSES:
                expected = given if given in turn.expect.status else turn.expect.status[0]
                counts[expected, str(given)] += 1
    return counts


def rank_histogram(run: Run) -> dict[str, int]:
    """At which rank look-ups find their first right clause."""
    counts: Counter[str] = Counter()
    for item in run.judged():
        body = item.observation.replies[0].body
        if isinstance(item.case, LookupCase) and item.case.clauses and body:
            rank = first_rank([hit["clause_id"] for hit in body.get("hits", ())], item.case.clauses)
            counts[f"第 {rank} 位" if rank else "没有找到"] += 1
    places = [f"第 {rank} 位" for rank in range(1, 11)] + ["没有找到"]
    return {place: counts[place] for place in places if counts[place]}


def latency_histogram(run: Run) -> dict[str, int]:
    bounds = [*_LATENCY_MS, float("inf")]
    names = [f"≤ {bound} 毫秒" for bound in _LATENCY_MS] + [f"> {_LATENCY_MS[-1]} 毫秒"]
    counts = Counter[str]()
    for item in run.cases:
        for reply in item.observation.replies:
            place = next(n for n, bound in enumerate(bounds) if reply.latency_ms <= bound)
            counts[names[place]] += 1
    return {name: counts[name] for name in names if counts[name]}


def _exchanges(item: Judged) -> list[Exchange]:
    return [
        Exchange(
            asked=question,
            expected=expected,
            answered=str((reply.body or {}).get("answer") or reply.failure or "（见完整回答）"),
            raw=json.dumps(reply.body or reply.refused, ensure_ascii=False, indent=1),
        )
        for (question, expected), reply in zip(_asked(item.case), item.observation.replies, strict=False)
    ]


def _asked(case: AnyCase) -> list[tuple[str, str]]:
    """What was asked and what was expected, turn by turn."""
    if isinstance(case, LookupCase):
        return [(case.query, f"条款 {'、'.join(case.clauses) or '（无）'}")]
    if isinstance(case, AwardCase):
        return [(json.dumps(case.request, ensure_ascii=False, default=str), _keys(case.expect))]
    return [(turn.user, _keys(turn.expect)) for turn in case.turns]


def _keys(expect: BaseModel) -> str:
    return expect.model_dump_json(exclude_none=True, exclude_defaults=True)
