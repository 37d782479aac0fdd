"""How long an answer without a chat model takes: ``python -m evals.conversation_benchmark``.

In process, with a warm index, over the single questions of ``evals/sets``; then over one session
of 200 turns, whose last fifty are held against its first fifty. Wall-clock milliseconds, the
session's write to disk included.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from assistant.contract import MAX_MESSAGE_CHARACTERS
from assistant.service import Assistant
from assistant.settings import ROOT, Settings

SESSION_TURNS = 200
_SETS = ("questions", "pairs", "dialogues")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        assistant = Assistant.open(Settings(data_dir=Path(folder))).warm()
        messages = _messages()
        for message in messages[:20]:
            assistant.chat(message)
        single = [_timed(assistant, message, None) for message in messages]
        session = [
            _timed(assistant, messages[turn % len(messages)], "benchmark") for turn in range(SESSION_TURNS)
        ]
    table = Table("", "answers", "p50 ms", "p95 ms", "worst ms")
    for name, times in (
        ("new session each", single),
        ("one session, turns 1–50", session[:50]),
        (f"one session, turns {SESSION_TURNS - 49}–{SESSION_TURNS}", session[-50:]),
    ):
        quantiles = statistics.quantiles(times, n=20)
        table.add_row(name, str(len(times)), *(f"{t:.1f}" for t in (quantiles[9], quantiles[18], max(times))))
    Console().print(table)


def _messages() -> list[str]:
    said = (turn["user"] for case in _cases() for turn in case["turns"])
    return [message for message in said if 0 < len(message.strip()) <= MAX_MESSAGE_CHARACTERS]


def _cases() -> Iterable[dict[str, list[dict[str, str]]]]:
    for name in _SETS:
        for line in (ROOT / "evals" / "sets" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def _timed(assistant: Assistant, message: str, session_id: str | None) -> float:
    started = time.perf_counter()
    assistant.chat(message, session_id)
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
