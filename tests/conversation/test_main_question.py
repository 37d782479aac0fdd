"""The question on the first screen of the README, and every article and award by its own name."""

from __future__ import annotations

import pytest

from assistant.contract import CalculationRequest, Claim
from assistant.service import Assistant
from tests.conversation.conftest import Talk

QUESTION = "我们办了一场全国性AI峰会花了200万，能补多少？"


def test_the_main_question(talk: Talk) -> None:
    answer = talk(QUESTION)[0]
    award = answer.awards[0]
    assert award.award_id == "national-event"
    assert (award.amount.kind, award.amount.low, award.amount.high) == ("fixed", "500000", "500000")
    assert any("2000000 × 30% = 600000" in step.text for step in award.trace)
    assert "50万元" in answer.answer
    assert "第十条" in answer.answer
    assert "市工信局、市财政局" in answer.answer
    assert {"region", "event_in_urban_area", "fiscal_lump_sum"} <= set(award.missing)
    assert answer.status == "needs_input"
    assert answer.questions
    assert [citation.clause_id for citation in answer.citations] == ["10"]


def test_quotes_are_verbatim(talk: Talk, policy_text: str) -> None:
    for answer in talk(QUESTION, "我能申请什么", "同一个项目能都拿吗", "第八条第二句", "政策生效了吗"):
        for citation in answer.citations:
            assert policy_text[citation.start : citation.end] == citation.quote
            assert citation.quote.strip() == citation.quote


@pytest.mark.parametrize("number", range(1, 11))
def test_each_article_by_its_number(talk: Talk, policy_text: str, number: int) -> None:
    answer = talk(f"第{number}条写了什么")[0]
    assert answer.status == "answered"
    assert [citation.clause_id for citation in answer.citations] == [str(number)]
    assert answer.citations[0].quote in policy_text


def test_each_award_by_its_name(assistant: Assistant, talk: Talk) -> None:
    """The amount that the conversation gives is the calculator's, for every award of the catalogue."""
    for info in assistant.awards():
        answer = talk(f"{info.name}能拿多少钱？")[0]
        results = {result.award_id: result for result in answer.awards}
        assert info.award_id in results, info.name
        claim = Claim(award_id=info.award_id)
        expected = assistant.calculate(CalculationRequest(claims=[claim])).awards[0]
        assert results[info.award_id].amount == expected.amount
        if expected.amount.high in (None, "0"):
            assert answer.status == "not_specified", info.name
        else:
            assert answer.status == "needs_input", info.name


def test_what_can_i_apply_for_runs_every_award(assistant: Assistant, talk: Talk) -> None:
    first, second = talk("我们能申请什么？", "亭湖区，民营企业")
    every = {info.award_id for info in assistant.awards()}
    assert {result.award_id for result in first.awards} == every
    assert first.status == "needs_input"
    assert [question.fact for question in first.questions] == ["region", "entity_type"]
    closed = {result.award_id for result in second.awards if result.eligibility == "ineligible"}
    assert closed == {"professional-title"}
    assert second.status == "answered"


@pytest.mark.parametrize(
    ("message", "clause"),
    [
        ("这个文件什么时候生效", "supplementary"),
        ("哪些区的企业能享受", "supplementary"),
        ("钱是市里出还是区里出", "supplementary"),
        ("两个奖能不能同时拿", "supplementary"),
    ],
)
def test_questions_about_the_document(talk: Talk, message: str, clause: str) -> None:
    answer = talk(message)[0]
    assert answer.status == "answered"
    assert clause in {citation.clause_id for citation in answer.citations}


def test_a_draft_is_never_said_to_be_in_force(talk: Talk) -> None:
    answer = talk("政策现在已经生效了吧？")[0]
    assert "征求意见稿" in answer.answer
    assert "还没有正式印发" in answer.answer


@pytest.mark.parametrize(
    "message", ["要交哪些材料", "概念验证中心什么时候截止申报", "算力券的咨询电话是多少", "算力券能补多少钱"]
)
def test_what_is_not_written_is_said_so(talk: Talk, message: str) -> None:
    answer = talk(message)[0]
    assert answer.status == "not_specified"


def test_what_it_takes_to_reach_the_cap(talk: Talk) -> None:
    answer = talk("办全国性峰会要花多少钱才能拿满补贴")[0]
    assert "1666666.67元" in answer.answer
    assert any("1666666.67" in step.text for step in answer.awards[0].trace)


def test_the_spoken_form_is_short_and_grounded(talk: Talk) -> None:
    for answer in talk(QUESTION, "我能申请什么", "第八条", "今天天气怎么样", "引进团队最多多少"):
        assert 0 < len(answer.spoken) <= 120
        assert "**" not in answer.spoken
