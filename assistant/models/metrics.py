"""What the chat model did since the start, for ``GET /metrics`` in Prometheus' text format."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator

from assistant.contract import ModelUsage
from assistant.models.faults import KINDS

_OUTCOMES = ("written", "repaired", "fallback")
#: Upper bounds of the time histogram, in seconds.
_BUCKETS = (0.5, 1, 2, 5, 10, 20, 30, 60)


class Metrics:
    """Counts answers; safe for many threads. One for each process."""

    def __init__(self) -> None:
        self._counting = threading.Lock()
        self._answers: Counter[str] = Counter()
        self._faults: Counter[str] = Counter()
        self._totals: Counter[str] = Counter()
        self._at_most: Counter[float] = Counter()
        self._milliseconds = 0

    def add(self, usage: ModelUsage) -> None:
        """Count one answer for which the model was asked."""
        with self._counting:
            self._answers[usage.outcome] += 1
            if usage.fault:
                self._faults[usage.fault] += 1
            self._totals["steps"] += usage.steps
            self._totals["tool_calls"] += usage.tool_calls
            self._totals["input"] += usage.input_tokens
            self._totals["output"] += usage.output_tokens
            self._milliseconds += usage.milliseconds
            self._at_most.update(bound for bound in _BUCKETS if usage.milliseconds <= bound * 1000)

    def prometheus(self) -> str:
        """The counts as lines of text."""
        with self._counting:
            return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        yield from _family("answers_total", "Answers for which the model was asked, by outcome.")
        yield from (f'assistant_model_answers_total{{outcome="{o}"}} {self._answers[o]}' for o in _OUTCOMES)
        yield from _family("faults_total", "Answers composed without the model, by fault.")
        yield from (f'assistant_model_faults_total{{fault="{k}"}} {self._faults[k]}' for k in KINDS)
        yield from _family("steps_total", "Calls of the model.")
        yield f"assistant_model_steps_total {self._totals['steps']}"
        yield from _family("tool_calls_total", "Calls of tools by the model.")
        yield f"assistant_model_tool_calls_total {self._totals['tool_calls']}"
        yield from _family("tokens_total", "Tokens read and written by the model.")
        for direction in ("input", "output"):
            yield f'assistant_model_tokens_total{{direction="{direction}"}} {self._totals[direction]}'
        yield from _family("seconds", "Time of the model's part of an answer.", "histogram")
        count = self._answers.total()
        for bound in _BUCKETS:
            yield f'assistant_model_seconds_bucket{{le="{bound}"}} {self._at_most[bound]}'
        yield f'assistant_model_seconds_bucket{{le="+Inf"}} {count}'
        yield f"assistant_model_seconds_sum {self._milliseconds / 1000:.3f}"
        yield f"assistant_model_seconds_count {count}"


def _family(name: str, words: str, kind: str = "counter") -> tuple[str, str]:
    return f"# HELP assistant_model_{name} {words}", f"# TYPE assistant_model_{name} {kind}"
