"""Facts given exactly, and a turn taken back."""

from __future__ import annotations

import uuid

import pytest

from assistant.errors import InvalidRequest
from assistant.service import Assistant

SUMMIT = "我们办了一场全国性AI峰会花了200万，能补多少？"


@pytest.fixture
def session() -> str:
    return uuid.uuid4().hex


def test_a_choice_needs_no_words(assistant: Assistant, session: str) -> None:
    assistant.chat(SUMMIT, session)
    # Two yes-or-no facts at once, which a bare 是 could not tell apart.
    answer = assistant.reply(
        session, {"region": "盐都区", "event_in_urban_area": True, "fiscal_lump_sum": False}
    )
    assert answer.awards[0].eligibility == "eligible"
    assert answer.awards[0].amount.low == "500000"
    assert assistant.transcript(session)[-1].message == (
        "注册地区：盐都区；在盐城市区举办：是；市财政资金包干：否"
    )
    assert assistant.reply(session, {"fiscal_lump_sum": True}).awards[0].eligibility == "ineligible"


def test_a_fact_is_put_right_for_its_own_award(assistant: Assistant, session: str) -> None:
    assistant.chat(SUMMIT, session)
    assistant.chat("算力券找哪个部门？", session)
    answer = assistant.reply(session, {"total_cost": "100万元"}, "national-event")
    assert [(award.award_id, award.amount.high) for award in answer.awards] == [("national-event", "300000")]
    assert assistant.session(session).cases["national-event"]["total_cost"].value == "1000000"


@pytest.mark.parametrize(
    "facts", [{"total_cost": "-5"}, {"total_cost": "很多"}, {"event_level": "全球"}, {"no_such": 1}, {}]
)
def test_a_bad_fact_changes_nothing(assistant: Assistant, session: str, facts: dict[str, object]) -> None:
    assistant.chat(SUMMIT, session)
    before = assistant.session(session)
    with pytest.raises(InvalidRequest):
        assistant.reply(session, facts)
    assert assistant.session(session) == before
    assert len(assistant.transcript(session)) == 1


def test_turns_are_taken_back_one_by_one(assistant: Assistant, session: str) -> None:
    assistant.chat(SUMMIT, session)
    first = assistant.session(session)
    assistant.chat("说错了，费用是100万", session)
    undone = assistant.undo(session)
    assert undone is not None
    assert undone.message == "说错了，费用是100万"
    assert assistant.session(session) == first
    assert [one.message for one in assistant.transcript(session)] == [SUMMIT]
    answer = assistant.chat("那花了80万呢？", session)
    assert answer.awards[0].amount.high == "240000"
    assert [one.message for one in assistant.transcript(session)] == [SUMMIT, "那花了80万呢？"]
    assert assistant.undo(session) and assistant.undo(session)
    assert assistant.undo(session) is None
    assert assistant.transcript(session) == ()
    assert assistant.session(session).cases == {}
