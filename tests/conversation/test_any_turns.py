"""No conversation breaks the assistant: turns of many callers, cut short, joined and in any order."""

from __future__ import annotations

import json
import random

import pytest

from assistant.contract import MAX_MESSAGE_CHARACTERS
from assistant.service import Assistant
from assistant.settings import ROOT
from tests.conversation.conftest import Talk

_CONVERSATIONS, _MOST_TURNS = 60, 7


def _said_by_callers() -> list[str]:
    lines = (
        json.loads(line)
        for path in sorted((ROOT / "evals" / "sets").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    )
    turns = (turn for case in lines for turn in case.get("turns", ()))
    return [turn["user"] for turn in turns if not turn.get("expect", {}).get("error")]


@pytest.mark.parametrize("seed", range(4))
def test_turns_of_many_callers_in_one_session(assistant: Assistant, seed: int) -> None:
    said, chance = _said_by_callers(), random.Random(seed)
    for _ in range(_CONVERSATIONS // 4):
        session = None
        for _ in range(chance.randint(2, _MOST_TURNS)):
            message = chance.choice(said)
            if chance.random() < 0.2:
                message = message[: chance.randint(1, len(message))]
            if chance.random() < 0.2:
                message = f"{message}，{chance.choice(said)}"
            answer = assistant.chat(message[:MAX_MESSAGE_CHARACTERS], session)
            session = answer.session_id
            assert answer.answer.strip()


def test_a_place_beyond_the_end_of_a_list(talk: Talk) -> None:
    *_, last = talk("首台套和首版次能一起拿吗", "下个月第5个场景上线，上线以后能给多少钱")
    assert last.answer.strip()
