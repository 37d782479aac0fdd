"""The few statistics that results are reported with."""

from __future__ import annotations

from collections.abc import Sequence

import numpy
from pydantic import BaseModel, ConfigDict


class Measure(BaseModel):
    """One number with the count it rests on; ``low`` and ``high`` bound a share at 95 % (Wilson)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    value: float
    n: int
    low: float | None = None
    high: float | None = None


def share(hits: int, n: int) -> Measure | None:
    """``hits`` of ``n`` with its Wilson interval; None of nothing."""
    from scipy.stats import binomtest

    if n == 0:
        return None
    interval = binomtest(hits, n).proportion_ci(confidence_level=0.95, method="wilson")
    return Measure(value=hits / n, n=n, low=float(interval.low), high=float(interval.high))


def mean(values: Sequence[float]) -> Measure | None:
    return Measure(value=float(numpy.mean(values)), n=len(values)) if values else None


def percentile(values: Sequence[float], percent: float) -> Measure | None:
    return Measure(value=float(numpy.percentile(values, percent)), n=len(values)) if values else None


def mcnemar(fixed: int, broken: int) -> float:
    """Exact two-sided p that as many changes one way happen by chance; 1 without a change."""
    from scipy.stats import binomtest

    changed = fixed + broken
    return float(binomtest(fixed, changed, 0.5).pvalue) if changed else 1.0
