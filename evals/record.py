"""A run as it is kept: everything that was asked, answered and found, with how and where."""

from __future__ import annotations

import platform
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from os import cpu_count
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from evals.cases import AnyCase
from evals.checks.model import Verdict
from evals.gates import GateResult
from evals.judge.judging import JudgeReport
from evals.judged import Judged
from evals.metrics import by_tag, metrics, sets_of
from evals.observations import Observation
from evals.stats import Measure

_PACKAGES = ("pydantic", "langchain", "chromadb", "sentence-transformers", "tantivy", "jieba", "gradio")


class RecordError(Exception):
    """A run file cannot be read."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Circumstances(_Model):
    """Where, when and against what a run was made."""

    started: datetime
    seconds: float
    target: str
    workers: int
    sets: tuple[str, ...]
    commit: str
    python: str
    machine: str
    packages: dict[str, str]


class CaseRecord(_Model):
    case: AnyCase
    observation: Observation
    verdict: Verdict


class Run(_Model):
    circumstances: Circumstances
    metrics: dict[str, dict[str, Measure]]
    tags: dict[str, dict[str, Measure]]
    gates: tuple[GateResult, ...]
    cases: tuple[CaseRecord, ...]
    #: Only where a chat model was asked for its opinion.
    judge: JudgeReport | None = None

    def judged(self) -> tuple[Judged, ...]:
        return tuple(Judged(item.case, item.observation, item.verdict) for item in self.cases)


def circumstances(started: datetime, target: str, workers: int, sets: Sequence[Path]) -> Circumstances:
    return Circumstances(
        started=started,
        seconds=round((datetime.now(UTC) - started).total_seconds(), 1),
        target=target,
        workers=workers,
        sets=tuple(path.name for path in sets),
        commit=_commit(),
        python=platform.python_version(),
        machine=f"{platform.system()} {platform.machine()}, {cpu_count()} cores",
        packages={name: _version(name) for name in _PACKAGES},
    )


def record(
    where: Circumstances,
    cases: Sequence[Judged],
    gates: tuple[GateResult, ...],
    judge: JudgeReport | None = None,
) -> Run:
    """``metrics`` and ``tags`` by set, ``*`` over all of them."""
    named: dict[str, Sequence[Judged]] = {"*": cases, **sets_of(cases)}
    return Run(
        circumstances=where,
        metrics={name: metrics(items) for name, items in named.items()},
        tags={name: by_tag(items) for name, items in named.items()},
        gates=gates,
        cases=tuple(
            CaseRecord(case=item.case, observation=item.observation, verdict=item.verdict) for item in cases
        ),
        judge=judge,
    )


def read_run(path: Path) -> Run:
    try:
        return Run.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValidationError) as error:
        raise RecordError(f"{path}: 不是评测运行的记录: {error}") from None


def write_run(run: Run, path: Path) -> None:
    path.write_text(run.model_dump_json(indent=1), encoding="utf-8")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _commit() -> str:
    command = ["git", "describe", "--always", "--dirty"]
    try:
        done = subprocess.run(command, cwd=Path(__file__).parent, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return done.stdout.strip()
