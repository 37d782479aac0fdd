"""Gates: what a run must reach, kept in a file, with floors that only rise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import floor
from pathlib import Path
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from evals.judged import Judged
from evals.metrics import LESS_IS_BETTER, METRICS, metrics, sets_of
from evals.stats import Measure

GATES_FILE = Path(__file__).parent / "gates.yaml"
EVERY_SET = "*"
#: Cases that may fail anew before a floor is missed: an improvement elsewhere may cost one or two.
ROOM = 2


class GateError(Exception):
    """The gates file is wrong. The message names file and field."""


class Gate(BaseModel):
    """``metric`` of ``set`` (``*``: all sets together) must be at least or at most something."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    set: str
    metric: str
    at_least: float | None = None
    at_most: float | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if self.metric not in METRICS:
            raise ValueError(f"没有 {self.metric} 这个指标；可用的有：{'、'.join(METRICS)}")
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("at_least 与 at_most 必须恰有其一")
        return self

    @property
    def name(self) -> str:
        bound = f"≥ {self.at_least:g}" if self.at_least is not None else f"≤ {self.at_most:g}"
        return f"{self.set} {self.metric} {bound}"

    def holds(self, measure: Measure) -> bool:
        if self.at_least is not None:
            return measure.value >= self.at_least
        return self.at_most is not None and measure.value <= self.at_most


class GateResult(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    gate: Gate
    value: float | None
    passed: bool


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    gates: tuple[Gate, ...]


def load_gates(path: Path = GATES_FILE) -> tuple[Gate, ...]:
    try:
        return _File.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))).gates
    except (OSError, yaml.YAMLError) as error:
        raise GateError(f"{path}: {error}") from None
    except ValidationError as error:
        lines = [f"{path}: {'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors()]
        raise GateError("\n".join(lines)) from None


def check_gates(gates: Sequence[Gate], cases: Sequence[Judged]) -> tuple[GateResult, ...]:
    """Gates of sets that were run. A gate whose metric nothing was judged by fails: it would hide."""
    measured = _measured(cases)
    results = []
    for gate in gates:
        if gate.set not in measured:
            continue
        measure = measured[gate.set].get(gate.metric)
        value = measure.value if measure else None
        results.append(GateResult(gate=gate, value=value, passed=bool(measure and gate.holds(measure))))
    return tuple(results)


def raised(gates: Sequence[Gate], cases: Sequence[Judged]) -> tuple[Gate, ...]:
    """The gates with every ``at_least`` lifted close to what was reached; none is lowered.

    A floor is in whole per cent and leaves ``ROOM`` cases; where every case must pass it stands at 1 already.
    """
    measured = _measured(cases)
    return tuple(_raise(gate, measured.get(gate.set, {}).get(gate.metric)) for gate in gates)


def write_gates(gates: Sequence[Gate], path: Path = GATES_FILE) -> None:
    """Rewrites the list; the comment lines at the head of the file stay."""
    head = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    body = yaml.safe_dump(
        {"gates": [gate.model_dump(exclude_none=True) for gate in gates]},
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=None,
        width=110,
    )
    path.write_text("\n".join([*head, body]), encoding="utf-8")


def _raise(gate: Gate, measure: Measure | None) -> Gate:
    if measure is None or gate.at_least is None or gate.metric in LESS_IS_BETTER:
        return gate
    close = max(0, floor((measure.value - ROOM / measure.n) * 100)) / 100
    return gate.model_copy(update={"at_least": max(gate.at_least, close)})


def _measured(cases: Sequence[Judged]) -> Mapping[str, dict[str, Measure]]:
    return {EVERY_SET: metrics(cases)} | {name: metrics(items) for name, items in sets_of(cases).items()}
