"""What is asked of the text itself: where a thing stands, which office has a part, what a clause says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.contract import Answer

Talk = Callable[..., list[Answer]]


def clauses(answer: Answer) -> list[str]:
    return list(dict.fromkeys(citation.clause_id for citation in answer.citations))


@pytest.mark.parametrize(
    ("wish", "wanted"),
    [
        ("政策里哪一条谈到低碳经济", ["5"]),
        ("智能网联汽车出现在哪几条", ["1", "5"]),
        ("高校院所都在第几条里提到了", ["2", "6"]),
        ("哪个条款说的是市场验证机会", ["2"]),
        ("“梯次培育”是哪条写的", ["9"]),
        ("工业互联网哪几条有", ["2", "5"]),
    ],
)
def test_the_clauses_in_which_a_thing_stands(talk: Talk, wish: str, wanted: list[str]) -> None:
    answer = talk(wish)[-1]
    assert answer.status == "answered" and clauses(answer) == wanted


def test_what_stands_in_the_name_of_an_office_only_is_no_thing_of_the_clause(talk: Talk) -> None:
    assert clauses(talk("讲数据的是哪一条")[-1]) == ["6"]


def test_the_next_thing_is_looked_up_too(talk: Talk) -> None:
    first, second = talk("讲园区的是第几条", "讲低碳的呢")
    assert clauses(first) == ["9"] and clauses(second) == ["5"]


@pytest.mark.parametrize(("wish", "clause"), [("文件有没有说机器人", "4"), ("提没提到文旅", "6")])
def test_whether_a_thing_stands_in_the_text(talk: Talk, wish: str, clause: str) -> None:
    answer = talk(wish)[-1]
    assert answer.status == "answered" and clauses(answer) == [clause]


def test_whom_a_clause_pays_is_asked_of_its_awards(talk: Talk) -> None:
    answer = talk("第二条给谁钱")[-1]
    assert "没有写" not in answer.answer.split("\n")[0] and clauses(answer) == ["2"]


@pytest.mark.parametrize("wish", ["低空经济在哪一条", "哪条写了养殖补助", "上市奖励是第几条"])
def test_what_stands_in_no_clause_is_not_there(talk: Talk, wish: str) -> None:
    answer = talk(wish)[-1]
    assert answer.status == "out_of_scope" and not answer.citations and not answer.awards


def test_an_office_is_asked_for_after_another(talk: Talk) -> None:
    answers = talk("市发改委是哪几条的责任单位", "黄海金控呢", "那组织部呢", "公安局呢")
    assert [clauses(answer) for answer in answers] == [["2"], ["7"], ["8"], []]
    assert "都没有“公安局”" in answers[-1].answer


def test_whether_an_office_answers_for_the_clause_that_was_read(talk: Talk) -> None:
    read, inside, outside = talk("念一下第六条", "数据局也在里面吗", "发改委管不管这条")
    assert clauses(read) == clauses(inside) == clauses(outside) == ["6"]
    assert "是，第六条的责任单位里有市数据局" in inside.answer
    assert "第六条的责任单位里没有市发改委" in outside.answer


def test_what_follows_a_clause_that_was_read_is_about_it(talk: Talk) -> None:
    _, units, amount = talk("第十条全文", "哪些部门负责", "最多多少")
    assert clauses(units) == ["10"] and "市财政局" in units.answer
    assert [(a.award_id, a.amount.high) for a in amount.awards] == [("national-event", "500000")]


def test_a_clause_that_is_read_ends_the_talk_of_another_award(talk: Talk) -> None:
    _, _, units = talk("首台套补多少", "第七条原文", "责任单位有哪些")
    assert clauses(units) == ["7"] and "黄海金控集团" in units.answer


def test_every_office_of_the_text(talk: Talk) -> None:
    answer = talk("全文一共涉及哪些责任单位")[-1]
    assert "共16个" in answer.answer and "市人民银行" in answer.answer


@pytest.mark.parametrize(
    ("wish", "label", "clause"),
    [
        ("首台套是第二条吧", "写在第一条，不在第二条", "1"),
        ("第六条说的担保费找谁", "写在第七条，不在第六条", "7"),
    ],
)
def test_an_award_said_to_stand_in_another_clause(talk: Talk, wish: str, label: str, clause: str) -> None:
    answer = talk(wish)[-1]
    assert label in answer.answer and clauses(answer) == [clause]


def test_an_address_that_there_is_not_is_denied_beside_one_that_there_is(talk: Talk) -> None:
    answer = talk("第十二条是不是讲附则")[-1]
    assert "没有“第十二条”" in answer.answer and clauses(answer) == ["supplementary"]


@pytest.mark.parametrize(
    ("wish", "quote"),
    [
        ("要打造几个核心产业园区", "打造2-3个人工智能核心产业园区"),
        ("联合攻关聚焦哪些领域", "聚焦通用大模型"),
        ("把第一条里讲首版次软件的那句念一下", "首版次人工智能软件"),
    ],
)
def test_the_sentence_that_is_asked_for_is_quoted(talk: Talk, wish: str, quote: str) -> None:
    answer = talk(wish)[-1]
    assert quote in answer.citations[0].quote and len(answer.citations[0].quote) < 120


def test_words_quoted_from_the_text_are_not_defined(talk: Talk) -> None:
    answer = talk("“按照对应政策”到底是什么政策")[-1]
    assert answer.status == "not_specified" and clauses(answer) == ["1"]


def test_clauses_are_set_side_by_side(talk: Talk) -> None:
    answer = talk("第一条和第二条有什么区别")[-1]
    assert answer.status == "answered" and clauses(answer) == ["1", "2"]


def test_of_what_is_only_mentioned_no_more_is_said(talk: Talk) -> None:
    _, amount, units = talk("黄海明珠人才计划在哪条", "这计划给多少钱", "归谁管")
    assert amount.status == "not_specified" and not amount.awards
    assert clauses(units) == ["8"] and "市委组织部" in units.answer


def test_words_that_are_counted_are_no_persons(talk: Talk) -> None:
    answer = talk("“科研补贴”四个字出现在哪里")[-1]
    assert clauses(answer) == ["8"] and all(award.amount.high == "800000" for award in answer.awards)
