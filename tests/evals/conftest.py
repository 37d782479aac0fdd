"""All sets put once to the assistant as it is, over a fresh index, for every test that judges it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.service import Assistant
from evals.asking import ask_all
from evals.cases import load_sets
from evals.judged import Judged, judge_all
from evals.targets import InProcess

SETS = sorted((Path(__file__).parents[2] / "evals" / "sets").glob("*.jsonl"))


@pytest.fixture(scope="session")
def judged(assistant: Assistant) -> tuple[Judged, ...]:
    sets = load_sets(SETS)
    return judge_all(sets, ask_all(sets, InProcess(assistant.warm()), workers=2), assistant.registry)
