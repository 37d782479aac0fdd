"""Timing a call many times."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np

TODAY = date(2026, 5, 1)
EVENT = "national-event"

Row = dict[str, Any]


def timed(what: str, run: Callable[[], object], rounds: int) -> Row:
    for _ in range(min(rounds, 20)):
        run()
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        run()
        times.append(time.perf_counter() - began)
    return spread(what, times)


def spread(what: str, seconds: list[float]) -> Row:
    p50, p95 = np.percentile(seconds, [50, 95])
    return {"what": what, "p50_ms": float(p50) * 1000, "p95_ms": float(p95) * 1000, "n": len(seconds)}
