"""Rank metrics of one look-up, by the clauses that count as right."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import log2


def hit_at(k: int, ranked: Sequence[str], right: Collection[str]) -> bool:
    """A right clause stands among the first ``k``."""
    return any(clause in right for clause in ranked[:k])


def reciprocal_rank(ranked: Sequence[str], right: Collection[str]) -> float:
    """1 over the rank of the first right clause; 0 where there is none."""
    return next((1 / rank for rank, clause in enumerate(ranked, start=1) if clause in right), 0.0)


def ndcg(ranked: Sequence[str], right: Collection[str]) -> float:
    """Discounted gain over the best possible order, all right clauses being equally right."""
    gain = sum(1 / log2(rank + 1) for rank, clause in enumerate(ranked, start=1) if clause in right)
    best = sum(1 / log2(rank + 1) for rank in range(1, len(right) + 1))
    return gain / best


def first_rank(ranked: Sequence[str], right: Collection[str]) -> int | None:
    return next((rank for rank, clause in enumerate(ranked, start=1) if clause in right), None)
