"""Every metric gets worse by its planted defect, every gate fails by one; both say so when they lack one."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from assistant.errors import CorpusError
from evals import spending
from evals.gates import EVERY_SET, Gate, GateError, check_gates, load_gates, raised, write_gates
from evals.judged import Judged
from evals.metrics import LESS_IS_BETTER, METRICS, by_tag, metrics
from evals.spending import Price, read_prices
from evals.stats import mcnemar, share
from tests.evals import samples
from tests.evals.metric_defects import METRIC_DEFECTS, MODEL


@pytest.fixture(autouse=True)
def price(monkeypatch: pytest.MonkeyPatch) -> None:
    prices = {MODEL: Price(input=Decimal(2), output=Decimal(8))}
    monkeypatch.setattr(spending, "prices", lambda: prices)


def cases(metric: str, spoiled: bool, set_name: str = "set") -> list[Judged]:
    found = [sample.judged(spoiled) for sample in METRIC_DEFECTS[metric]]
    moved = [item.verdict.model_copy(update={"set": set_name}) for item in found]
    return [Judged(i.case, i.observation, verdict) for i, verdict in zip(found, moved, strict=True)]


def test_every_metric_has_a_planted_defect() -> None:
    assert set(METRICS) == set(METRIC_DEFECTS)


@pytest.mark.parametrize("metric", METRICS)
def test_defect_worsens_its_metric(metric: str) -> None:
    good, bad = METRICS[metric](cases(metric, False)), METRICS[metric](cases(metric, True))
    assert good and bad
    if metric == "questions_per_case":
        # The spoiled answer still passes: only the number of questions tells it.
        assert (good.value, bad.value) == (0, 2)
    elif metric in LESS_IS_BETTER:
        assert bad.value > good.value
    else:
        assert bad.value < good.value == 1


@pytest.mark.parametrize("gate", load_gates(), ids=lambda gate: gate.name)
def test_every_gate_fails_by_its_planted_defect(gate: Gate) -> None:
    name = "any" if gate.set == EVERY_SET else gate.set
    good = check_gates([gate], cases(gate.metric, False, name))
    bad = check_gates([gate], cases(gate.metric, True, name))
    assert [result.passed for result in (*good, *bad)] == [True, False]


def test_a_gate_that_nothing_was_judged_by_fails() -> None:
    gate = Gate(set="set", metric="hit_at_1", at_least=0)
    assert [r.passed for r in check_gates([gate], [samples.judged(samples.refusal_case(), "crash")])] == [
        False
    ]


def test_gates_of_sets_that_did_not_run_are_left_out() -> None:
    assert check_gates([Gate(set="other", metric="passed", at_least=1)], cases("passed", False)) == ()


def test_floors_rise_and_never_sink(tmp_path: Path) -> None:
    file = tmp_path / "gates.yaml"
    file.write_text("# why\ngates:\n- {set: set, metric: passed, at_least: 0.4}\n", encoding="utf-8")
    many = [case for case in cases("passed", False) for _ in range(50)]
    write_gates(raised(load_gates(file), many), file)
    # Two of fifty may fail anew.
    assert load_gates(file)[0].at_least == 0.96
    write_gates(raised(load_gates(file), cases("passed", True)), file)
    assert load_gates(file)[0].at_least == 0.96
    assert file.read_text(encoding="utf-8").startswith("# why\n")


@pytest.mark.parametrize(
    "line",
    ["{set: a, metric: beauty, at_least: 1}", "{set: a, metric: passed}", "{set: a, metric: passed, x: 1}"],
)
def test_a_wrong_gate_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "gates.yaml"
    file.write_text(f"gates:\n- {line}\n", encoding="utf-8")
    with pytest.raises(GateError, match=r"gates\.yaml: gates\.0"):
        load_gates(file)


def test_several_right_clauses_in_any_order() -> None:
    measured = metrics([samples.judged(samples.lookup_case("1", "2"), samples.search("2", "1", "5"))])
    assert {name: measured[name].value for name in ("hit_at_1", "mrr", "ndcg", "passed")} == {
        "hit_at_1": 1,
        "mrr": 1,
        "ndcg": 1,
        "passed": 1,
    }


def test_one_address_of_two_documents_gains_once() -> None:
    measured = metrics([samples.judged(samples.lookup_case("1"), samples.search("1", "1", "1"))])
    assert measured["ndcg"].value == 1


def test_tags_come_worst_first() -> None:
    good = samples.judged(samples.refusal_case(tags=("fine", "mixed")), samples.refusal())
    bad = samples.judged(samples.refusal_case(tags=("mixed", "bad")), "crash")
    assert list(by_tag([good, bad])) == ["bad", "mixed", "fine"]


def test_wilson_and_mcnemar_by_hand() -> None:
    measure = share(8, 10)
    assert measure and measure.low and measure.high
    # Wilson 1927, 8 of 10 at 95 %.
    assert (round(measure.low, 3), round(measure.high, 3)) == (0.490, 0.943)
    assert mcnemar(0, 0) == 1
    # Two-sided binomial: 2 * (1 + 10) / 2**10.
    assert round(mcnemar(9, 1), 6) == round(22 / 1024, 6)


def test_spending_by_hand() -> None:
    measured = metrics(cases("model_cost", True))
    # 3000 tokens at 2 and 3000 at 8 yuan a million.
    assert (measured["model_input_tokens"].value, measured["model_cost"].value) == (3000, 0.03)
    assert measured["model_fallbacks"].value == 0


def test_without_a_model_nothing_was_spent_on_one_and_without_a_price_the_cost_is_unknown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert not any(name.startswith("model_") for name in metrics(cases("passed", False)))
    monkeypatch.setattr(spending, "prices", dict)
    measured = metrics(cases("model_cost", False))
    assert "model_cost" not in measured and "model_output_tokens" in measured


def test_prices_are_read_exactly_and_a_wrong_one_is_named(tmp_path: Path) -> None:
    file = tmp_path / "prices.yaml"
    file.write_text('prices:\n  m: {input: "0.10", output: 8}\n', encoding="utf-8")
    assert read_prices(file)["m"].of(1_000_000, 1) == Decimal("0.100008")
    file.write_text("prices:\n  m: {input: -1, output: 8}\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"prices\.yaml:2"):
        read_prices(file)
    assert read_prices(spending.PRICES_FILE) == {}
