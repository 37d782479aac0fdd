"""The event subsidy in other rules engines, with the figures of the rule file.

Neither gives reasons, a trace, an interval for missing facts or the next question; both count in binary
floats. An engine that is not installed is named as absent.
"""

from __future__ import annotations

import importlib.metadata
import json
import time
from typing import Any

import numpy as np

from assistant.awards import RuleBook
from evals.awards_timing import EVENT, TODAY, Row, timed


def openfisca(rulebook: RuleBook, rounds: int, firms: int) -> list[Row]:
    """The event subsidy in openfisca-core: one firm, and all firms as one vector."""
    try:
        from openfisca_core import (  # type: ignore[import-not-found, unused-ignore]
            entities,
            periods,
            simulations,
            taxbenefitsystems,
            variables,
        )
    except ImportError:
        return [{"what": "openfisca-core", "absent": True}]
    rate, cap = event_figures(rulebook)
    day = TODAY.isoformat()
    firm = entities.build_entity(key="firm", plural="firms", label="firm", is_person=True)
    system = taxbenefitsystems.TaxBenefitSystem([firm])

    def variable(name: str, kind: type, **more: Any) -> None:
        fields = {
            "value_type": kind,
            "entity": firm,
            "definition_period": periods.DateUnit.DAY,
            "label": name,
        }
        system.add_variable(type(name, (variables.Variable,), fields | more))

    def subsidy(firms: Any, period: Any, _: Any = None) -> Any:
        fits = firms("fits_region", period) * firms("national", period) * firms("urban", period)
        return fits * ~firms("lump_sum", period) * np.minimum(firms("total_cost", period) * rate, cap)

    told = {
        "fits_region": True,
        "national": True,
        "urban": True,
        "lump_sum": False,
        "total_cost": 1_000_000.0,
    }
    for name, value in told.items():
        variable(name, type(value))
    variable("subsidy", float, formula=subsidy)

    def run(count: int) -> Any:
        simulation = simulations.SimulationBuilder().build_default_simulation(system, count)
        for name, value in told.items():
            simulation.set_input(name, day, np.full(count, value))
        return simulation.calculate("subsidy", day)

    label = f"openfisca-core {importlib.metadata.version('openfisca-core')}"
    began = time.perf_counter()
    run(firms)
    rows = [timed(f"{label}，全国性活动一项", lambda: run(1), rounds)]
    rows.append(
        {"what": f"{label}，同一项，{firms}家", "cases_per_second": firms / (time.perf_counter() - began)}
    )
    return rows


def zen(rulebook: RuleBook, rounds: int, _: int) -> list[Row]:
    """The event subsidy as an expression of zen-engine."""
    try:
        import zen as engine  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        return [{"what": "zen-engine", "absent": True}]
    rate, cap = event_figures(rulebook)
    regions = json.dumps(list(rulebook.scope.conditions[0].equals), ensure_ascii=False)  # type: ignore[union-attr,arg-type]
    fits = (
        f"region in {regions} and event_level == 'national' and event_in_urban_area and not fiscal_lump_sum"
    )
    rule = {"id": "1", "key": "subsidy", "value": f"{fits} ? min([total_cost * {rate}, {cap}]) : 0"}
    places = {"position": {"x": 0, "y": 0}}
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", **places},
        {
            "id": "rule",
            "type": "expressionNode",
            "name": "rule",
            "content": {"expressions": [rule]},
            **places,
        },
        {"id": "out", "type": "outputNode", "name": "out", **places},
    ]
    edges = [
        {"id": f"{a}-{b}", "sourceId": a, "targetId": b, "type": "edge"}
        for a, b in (("in", "rule"), ("rule", "out"))
    ]
    decision = engine.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))
    case = {"region": "亭湖区", "event_level": "national", "event_in_urban_area": True}
    case |= {"fiscal_lump_sum": False, "total_cost": 1_000_000}
    label = f"zen-engine {importlib.metadata.version('zen-engine')}，全国性活动一项"
    return [timed(label, lambda: decision.evaluate(case), rounds)]


def event_figures(rulebook: RuleBook) -> tuple[float, float]:
    """Rate and cap of the event subsidy as the rule file has them."""
    amount = rulebook.awards[EVENT].rule.amount
    assert amount.share is not None
    assert amount.cap is not None
    return float(amount.share.rate.rstrip("%")) / 100, float(amount.cap.value)
