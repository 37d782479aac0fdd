"""For every metric: the same cases answered well and spoiled, so that the metric must get worse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from evals.cases import AnyCase
from evals.judged import Judged
from tests.evals import samples


@dataclass(frozen=True)
class Sample:
    case: AnyCase
    good: Any
    bad: Any
    good_ms: float = 5
    bad_ms: float = 5
    set_name: str = "set"

    def judged(self, spoiled: bool) -> Judged:
        body, latency = (self.bad, self.bad_ms) if spoiled else (self.good, self.good_ms)
        return samples.judged(self.case, body, set_name=self.set_name, latency_ms=latency)


def _changed(**more: Any) -> dict[str, Any]:
    return {**samples.answer(), **more}


def _dialogue(bad: Any, **more: Any) -> Sample:
    return Sample(samples.dialogue_case(**more), samples.answer(), bad)


def _search(bad: Any, *clauses: str) -> Sample:
    return Sample(samples.lookup_case(*clauses), samples.search(*clauses), bad)


#: To which ``test_metrics`` gives a price.
MODEL = "openai:scripted"
_WRONG = _changed(status="out_of_scope")
_QUESTIONS = [{"fact": fact, "text": "?"} for fact in ("region", "sets")]
_WRONG_SUM = {**samples.calculation(), "total": {**samples.calculation()["total"], "low": "1"}}


def _used(tokens: int, outcome: str = "written") -> dict[str, Any]:
    """The good answer, written by a model that read and wrote ``tokens``."""
    count = {"input_tokens": tokens, "output_tokens": tokens}
    return _changed(usage={"model": MODEL, "prompt": "1", "outcome": outcome, **count})


def _spent(bad: Any) -> Sample:
    return Sample(samples.dialogue_case(), _used(1000), bad)


METRIC_DEFECTS: dict[str, list[Sample]] = {
    "passed": [_dialogue(_WRONG)],
    "right": [_dialogue(_WRONG), _dialogue(_changed(awards=samples.answer()["awards"][:1]))],
    "passed_groups": [
        _dialogue(_WRONG, id="p1", group="g"),
        Sample(samples.dialogue_case(id="p2", group="g"), samples.answer(), samples.answer()),
    ],
    "status": [_dialogue(_WRONG), _dialogue("crash")],
    "clause_recall": [_dialogue(_changed(citations=samples.answer()["citations"][:1]))],
    "clause_precision": [
        _dialogue(
            _changed(citations=[*samples.answer()["citations"], samples.citation(3, "10", "全国性峰会")])
        )
    ],
    "award_recall": [_dialogue(_changed(awards=samples.answer()["awards"][:1]))],
    "award_precision": [
        _dialogue(
            _changed(awards=[*samples.answer()["awards"], samples.award("x", "1", "unspecified", None, None)])
        )
    ],
    "amounts": [_dialogue(_changed(awards=[samples.award("typical-case", "2", "fixed", "1", "1")]))],
    "totals": [_dialogue(_changed(total=None))],
    "results": [Sample(samples.award_case(), samples.calculation(), "crash")],
    "sums": [Sample(samples.award_case(), samples.calculation(), _WRONG_SUM)],
    "refusal_precision": [
        Sample(samples.refusal_case(), samples.refusal(), samples.refusal()),
        _dialogue(_WRONG),
    ],
    "refusal_recall": [
        Sample(samples.refusal_case(), samples.refusal(), {**samples.refusal(), "status": "answered"}),
        Sample(samples.refusal_case(), samples.refusal(), "crash"),
    ],
    "questions_per_case": [_dialogue(_changed(questions=_QUESTIONS))],
    "ungrounded_figures": [_dialogue(_changed(answer="补贴七十万元。征求意见稿"))],
    "contract_validity": [_dialogue(_changed(spoken="长" * 200)), _dialogue("crash")],
    "hit_at_1": [_search(samples.search("3", "2"), "2")],
    "hit_at_3": [_search(samples.search("3", "4", "5", "2"), "2")],
    "mrr": [_search(samples.search("3", "2"), "2"), _search("crash", "2")],
    "ndcg": [_search(samples.search("1", "3", "4", "2"), "1", "2")],
    "negatives_empty": [_search(samples.search("2")), _search("crash")],
    "latency_p50": [Sample(samples.refusal_case(), samples.refusal(), samples.refusal(), bad_ms=500)],
    "latency_p95": [
        *[Sample(samples.refusal_case(), samples.refusal(), samples.refusal()) for _ in range(9)],
        Sample(samples.refusal_case(), samples.refusal(), samples.refusal(), bad_ms=500),
    ],
    "model_input_tokens": [_spent(_used(3000))],
    "model_output_tokens": [_spent(_used(3000))],
    "model_cost": [_spent(_used(3000))],
    "model_fallbacks": [_spent(_used(1000, "fallback"))],
    "holdout_gap": [
        Sample(samples.dialogue_case(id="h", holdout=True), samples.answer(), _WRONG),
        Sample(samples.dialogue_case(id="s"), samples.answer(), samples.answer()),
    ],
}
