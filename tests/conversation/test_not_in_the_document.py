"""Things that the document does not have; short follow-ups; a side word beside the real question."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import Talk


@pytest.mark.parametrize(
    ("message", "thing"),
    [
        ("文件里讲没讲瞪羚企业", "瞪羚企业"),
        ("技术改造能补多少", "技术改造"),
        ("里面有没有涉及到元宇宙的", "元宇宙"),
        ("小巨人企业有没有奖励", "小巨人"),
    ],
)
def test_a_thing_that_is_not_there_is_said_so(message: str, thing: str, talk: Talk) -> None:
    answer = talk(message)[0]
    assert answer.status == "out_of_scope"
    assert f"文件里没有“{thing}" in answer.answer
    assert not answer.questions


@pytest.mark.parametrize("title", ["专精特新企业", "高新技术企业", "科技型中小企业"])
def test_a_title_that_the_speaker_has_asks_nothing(title: str, talk: Talk) -> None:
    answer = talk(f"我们是{title}，首版次软件能补多少")[0]
    assert [award.award_id for award in answer.awards] == ["first-version-software"]


@pytest.mark.parametrize(
    ("follow_up", "words"),
    [
        ("啥时候给", "没有写申报材料"),
        ("多少来着", "最高50万元"),
        ("凭什么", "首台（套）"),
        ("流程", "没有写申报材料"),
        ("还有别的吗", "逐项核对"),
        ("真的吗", "原文"),
    ],
)
def test_a_follow_up_of_a_few_characters(follow_up: str, words: str, talk: Talk) -> None:
    assert words in talk("首台套最高给多少", follow_up)[1].answer


def test_the_side_word_of_a_complaint_is_not_what_is_asked(talk: Talk) -> None:
    answer = talk("利息高，房租涨，人工更贵，科技保险到底补不补")[0]
    assert [award.award_id for award in answer.awards] == ["tech-insurance"]


def test_the_same_is_asked_of_another(talk: Talk) -> None:
    answer = talk("首台套给多少？首版次呢？")[0]
    assert [award.award_id for award in answer.awards] == ["first-set-equipment", "first-version-software"]


def test_telegram_style(talk: Talk) -> None:
    answer = talk("省级园区 钱? 单位?")[0]
    assert "最高50万元" in answer.answer and "市数据局" in answer.answer
