"""Good replies to judge, built from the real document, each to be spoiled in one way by a planted defect."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

from assistant.documents.registry import Registry, load_registry
from assistant.settings import Settings
from evals.cases import AnyCase, AwardCase, DialogueCase, LookupCase
from evals.checks import judge
from evals.judged import Judged
from evals.observations import Observation, Reply

DOCUMENT = "yancheng-ai-plus"
FIRST_SET = "对经江苏省级认定的首台（套）装备，每台（套）给予最高50万元支持"
TYPICAL = "分别奖励50万元、10万元"
COUNTIES = "其他县（市）可参照本方案"


@cache
def registry() -> Registry:
    return load_registry(Settings().corpus_dir)


def citation(n: int, clause_id: str, quote: str) -> dict[str, Any]:
    document = registry().get(DOCUMENT)
    assert document
    start = document.text.index(quote)
    place = {"document_id": DOCUMENT, "clause_id": clause_id, "label": clause_id, "source": "policy"}
    return {"n": n, **place, "quote": quote, "start": start, "end": start + len(quote)}


def award(
    award_id: str, clause_id: str, kind: str, low: str | None, high: str | None, **more: Any
) -> dict[str, Any]:
    amount = {"kind": kind, "low": low, "high": high, "currency": "CNY", "text": ""}
    named = {"award_id": award_id, "name": award_id, "clause_id": clause_id, "eligibility": "eligible"}
    return {**named, "amount": amount, **more}


def answer() -> dict[str, Any]:
    """To ``dialogue_case``: two awards and their total, every figure with its source."""
    return {
        "session_id": "s",
        "status": "answered",
        "answer": "首台套每台最高50万元[1]，国家级典型案例奖励50万元[2]，合计最高100万元。"
        "您说的60万元不对。文件是征求意见稿。",
        "citations": [citation(1, "1", FIRST_SET), citation(2, "2", TYPICAL)],
        "awards": [
            award("first-set-equipment", "1", "up_to", "0", "500000"),
            award("typical-case", "2", "fixed", "500000", "500000"),
        ],
        "total": {
            "low": "500000",
            "high": "1000000",
            "projects": [
                {"project": None, "low": "0", "high": "500000", "counted": ["first-set-equipment"]},
                {"project": None, "low": "500000", "high": "500000", "counted": ["typical-case"]},
            ],
        },
        "spoken": "合计最高100万元。",
    }


def dialogue_case(**more: Any) -> DialogueCase:
    expect = {
        "status": ["answered"],
        "clauses": ["1", "2"],
        "awards": {
            "first-set-equipment": {"low": "0", "high": "500000", "kind": "up_to"},
            "typical-case": {"low": "500000", "high": "500000", "eligibility": "eligible"},
        },
        "total": {"low": "500000", "high": "1000000"},
        "say": ["50万"],
        "never_say": ["60万元"],
    }
    turn = {"user": "首台套和国家级典型案例一共多少，是60万吧", "expect": expect}
    return DialogueCase.model_validate({"id": "d", "turns": [turn], **more})


def refusal() -> dict[str, Any]:
    return {"session_id": "s", "status": "out_of_scope", "answer": "这不在政策范围内。"}


def refusal_case(**more: Any) -> DialogueCase:
    turn = {"user": "天气怎么样", "expect": {"status": ["out_of_scope"]}}
    return DialogueCase.model_validate({"id": "r", "turns": [turn], **more})


def calculation() -> dict[str, Any]:
    """To ``award_case``: one award that is due, one that is not, one of which a fact is missing."""
    reason = {"text": "不在大市区", "clause_id": "supplementary", "quote": COUNTIES}
    return {
        "awards": [
            award("typical-case", "2", "fixed", "500000", "500000"),
            award("first-set-equipment", "1", "none", "0", "0", eligibility="ineligible", reasons=[reason]),
            award(
                "national-event", "10", "fixed", "300000", "300000", eligibility="unknown", missing=["region"]
            ),
        ],
        "total": {
            "low": "500000",
            "high": "800000",
            "projects": [
                {"project": "A", "low": "500000", "high": "500000", "counted": ["typical-case"]},
                {"project": "B", "low": "0", "high": "300000", "counted": ["national-event"]},
            ],
        },
    }


def award_case(**more: Any) -> AwardCase:
    expect = {
        "awards": [
            {"award_id": "typical-case", "eligibility": "eligible", "low": "500000", "high": "500000"},
            {"award_id": "first-set-equipment", "eligibility": "ineligible", "kind": "none"},
            {"award_id": "national-event", "eligibility": "unknown", "missing": ["region"]},
        ],
        "total": {"low": "500000", "high": "800000"},
        "projects": [{"project": "A", "low": "500000", "high": "500000", "counted": ["typical-case"]}],
    }
    expect["awards"][1]["reason_clauses"] = ["supplementary"]  # type: ignore[index]
    return AwardCase.model_validate({"id": "a", "request": {"claims": []}, "expect": expect, **more})


def search(*clauses: str) -> dict[str, Any]:
    named = {"document_id": DOCUMENT, "label": "", "heading": "", "text": "", "score": 1.0}
    return {"query": "q", "took_ms": 1.0, "hits": [{**named, "clause_id": clause} for clause in clauses]}


def lookup_case(*clauses: str, **more: Any) -> LookupCase:
    return LookupCase.model_validate({"id": "l", "query": "算力", "clauses": clauses, **more})


def judged(case: AnyCase, *bodies: Any, set_name: str = "set", latency_ms: float = 5) -> Judged:
    """``case`` judged on replies: a body, a list for a refusal (422), a string for a crash."""
    replies = tuple(_reply(body, latency_ms) for body in bodies)
    seen = Observation(set=set_name, case_id=case.id, fingerprint=case.fingerprint, replies=replies)
    return Judged(case, seen, judge(case, seen, registry()))


def _reply(body: Any, latency_ms: float) -> Reply:
    if isinstance(body, str):
        return Reply(failure=body, latency_ms=latency_ms)
    if isinstance(body, list):
        return Reply(refused=body, latency_ms=latency_ms)
    return Reply(body=deepcopy(body), latency_ms=latency_ms)
