"""Every gate holds for the assistant as it is: all sets are run, and a gate that fails is named."""

from __future__ import annotations

import pytest

from evals.gates import Gate, GateResult, check_gates, load_gates
from evals.judged import Judged
from tests.evals.conftest import SETS

EXACT = [("*", "contract_validity", 1), ("awards", "passed", 1)]


@pytest.fixture(scope="module")
def results(judged: tuple[Judged, ...]) -> dict[Gate, GateResult]:
    return {result.gate: result for result in check_gates(load_gates(), judged)}


@pytest.mark.parametrize("gate", load_gates(), ids=lambda gate: gate.name)
def test_gate(gate: Gate, results: dict[Gate, GateResult], judged: tuple[Judged, ...]) -> None:
    result = results[gate]
    failed = " ".join("/".join(item.verdict.key) for item in judged if not item.passed)
    assert result.passed, f"门槛未达到：{gate.name}，实际 {result.value}；未通过的用例：{failed}"


def test_every_set_has_its_gates() -> None:
    gates = load_gates()
    floors = {gate.set for gate in gates if gate.metric in {"passed", "passed_groups"} and gate.at_least}
    assert floors == {path.stem for path in SETS}
    talking = {path.stem for path in SETS} - {"awards", "lookup", "lookup_unseen", "lookup_unseen_b"}
    zero = {gate.set for gate in gates if gate.metric == "ungrounded_figures" and gate.at_most == 0}
    assert zero == talking
    for name, metric, least in EXACT:
        assert Gate(set=name, metric=metric, at_least=least) in gates
