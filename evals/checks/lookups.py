"""The check on one look-up: the clause stands first, or nothing is found where nothing is."""

from __future__ import annotations

from assistant.contract import SearchResponse
from evals.cases import LookupCase


def found(case: LookupCase, response: SearchResponse) -> list[str]:
    """Several clauses may stand in any order, but before all others."""
    hits = [hit.clause_id for hit in response.hits]
    if not case.clauses:
        return [f"找到 {hits[0]}，应当什么也找不到"] if hits else []
    top = hits[: len(case.clauses)]
    return [] if set(top) == set(case.clauses) else [f"排在前面的是 {top or '（无）'}，应为 {case.clauses}"]
