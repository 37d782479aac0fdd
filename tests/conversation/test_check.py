"""The last check: a figure without proof does not leave the house."""

from __future__ import annotations

from datetime import date

from assistant.answers.grounding import ungrounded_figures
from assistant.answers.replies import Replies
from assistant.contract import Answer
from assistant.conversation.check import Check
from assistant.conversation.session import SessionState
from assistant.conversation.turn import Turn
from assistant.settings import ROOT
from tests.conversation.conftest import Talk

REPLIES = Replies.load(ROOT / "prompts" / "replies.yaml")


def _checked(answer: str, message: str = "能补多少") -> str:
    session = SessionState(session_id="s")
    turn = Turn(
        message=message, session=session, as_of=date(2026, 5, 1), today=date(2026, 5, 1), view=session
    )
    turn.answer = Answer(session_id="s", status="answered", answer=answer, spoken=answer[:120])
    Check(REPLIES)(turn)
    assert not ungrounded_figures(turn.answer, [message])
    return turn.answer.answer


def test_a_planted_figure_is_dropped_and_the_rest_stays() -> None:
    words = _checked("可以向市工信局咨询。最高可得88万元。请看条款。")
    assert "88万" not in words
    assert "可以向市工信局咨询。" in words
    assert "无法核实" in words


def test_chinese_numerals_and_percentages_are_figures() -> None:
    words = _checked("补贴八十八万元。比例是百分之四十。")
    assert "八十八万" not in words
    assert "百分之四十" not in words


def test_two_sums_in_one_message_leave_one_total(talk: Talk) -> None:
    answer = talk("国家级示范园区和全国性会议最多补多少？首台套和首版次一共最高多少？")[0]
    assert "无法核实" not in answer.answer
    assert not ungrounded_figures(answer, [])


def test_the_users_own_figure_may_be_repeated() -> None:
    assert _checked("您说的花费是200万元。", "花了200万") == "您说的花费是200万元。"
