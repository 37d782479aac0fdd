"""Whether somebody asks of the rules or of his own case, and that nobody honest is called a cheat."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import Talk


@pytest.mark.parametrize(
    "question",
    [
        "申请概念验证中心有什么条件",
        "行业大模型对参数量怎么要求",
        "首版次软件外省认定的算不算",
        "职称补贴限不限正高",
        "示范园区的门槛是什么",
    ],
)
def test_a_question_about_the_rules_is_answered(question: str, talk: Talk) -> None:
    (reply,) = talk(question)
    assert reply.status == "answered"
    assert reply.awards


@pytest.mark.parametrize(
    "message",
    [
        "我们想申请概念验证中心，能行吗",
        "亭湖的软件公司，首版次认定了，符合条件吗",
        "副高，全职，刚从徐州引进来的，能领吗",
    ],
)
def test_of_a_case_more_is_asked(message: str, talk: Talk) -> None:
    (reply,) = talk(message)
    assert reply.status == "needs_input"
    assert reply.questions


@pytest.mark.parametrize("question", ["我们实际能拿多少", "真正到手多少", "换成公司名义呢", "实际给几个钱"])
def test_an_honest_short_question_is_not_refused(question: str, talk: Talk) -> None:
    _, reply = talk("亭湖的厂，一台江苏省认定的首台套", question)
    assert "造假" not in reply.answer
    assert reply.status != "out_of_scope"


@pytest.mark.parametrize("beside", ["找哪个部门", "政策有效期到什么时候", "资金哪级财政出", "原文怎么说的"])
def test_what_was_asked_beside_the_money_is_not_what_a_what_if_asks(beside: str, talk: Talk) -> None:
    _, reply = talk(
        f"大丰的公司在大丰承办全国性的AI大会，花了180万，能补多少？{beside}？", "那要是花了80万呢"
    )
    assert "24万元" in reply.answer.splitlines()[0]


def test_how_much_after_a_clause_without_a_sum(talk: Talk) -> None:
    _, reply = talk("重大项目落户在场地方面有支持吗", "多少钱")
    assert reply.status == "not_specified"
    assert [citation.clause_id for citation in reply.citations][:1] == ["3"]


@pytest.mark.parametrize("correction", ["不是32，是23", "不是32万，是23万", "场地不是32万，是23万"])
def test_a_corrected_part_is_not_asked_about(correction: str, talk: Talk) -> None:
    _, reply = talk("全国性AI论坛花了32万场地，18万嘉宾，12万搭建，能补多少", correction)
    assert reply.awards[0].amount.high == "159000"
    assert "32" not in reply.answer


@pytest.mark.parametrize("told", ["他社保之前在南京交的", "这位是全职来的", "人家三月份到岗的"])
def test_what_is_told_of_the_one_spoken_of_goes_on(told: str, talk: Talk) -> None:
    _, reply = talk("我们是事业单位，引进的副高，生活补贴一个月多少", told)
    assert [award.award_id for award in reply.awards] == ["professional-title"]


@pytest.mark.parametrize("message", ["把一台设备写成三台，可以吗", "一场会议拆成两场报，行得通吗"])
def test_one_thing_made_into_several_is_refused(message: str, talk: Talk) -> None:
    (reply,) = talk(message)
    assert "这个做法没法帮您" in reply.answer
    assert not reply.awards


def test_papers_written_otherwise_are_no_misprint_of_the_text(talk: Talk) -> None:
    (reply,) = talk("把一场会写成两场报，行得通吗")
    assert "这个写法" not in reply.answer
