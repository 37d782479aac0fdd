"""The memory of confirmed questions: likeness by words, and the gate of its field."""

from __future__ import annotations

import pytest

from assistant.retrieval.memory import SAME, Memory, MemoryField

QUESTIONS = ["养老床位补贴怎么申请", "渔船更新改造给多少钱", "民宿开办要什么条件", "冷链仓库建设有没有补助"]


def test_the_same_words_are_the_likest() -> None:
    memory = Memory(QUESTIONS)
    for number, question in enumerate(QUESTIONS):
        first = memory.similar(question, 4)[0]
        assert first.question == number
        assert first.similarity == pytest.approx(1.0)


def test_rare_words_count_more_than_common_ones() -> None:
    memory = Memory(["补贴怎么申请渔船", "补贴怎么申请民宿", "补贴怎么申请冷链"])
    likeness = {one.question: one.similarity for one in memory.similar("民宿想申请补贴", 3)}
    assert max(likeness, key=lambda number: likeness[number]) == 1
    assert likeness[1] > 1.5 * likeness[0]


def test_nothing_in_common_is_nothing_alike() -> None:
    assert Memory(QUESTIONS).similar("xyz", 3) == ()
    assert Memory([]).similar("养老", 3) == ()


def test_unknown_words_make_a_query_less_alike() -> None:
    memory = Memory(QUESTIONS)
    plain = memory.similar("养老床位补贴", 1)[0].similarity
    assert memory.similar("养老床位补贴和飞机票打折活动", 1)[0].similarity < plain


def test_the_same_question_puts_its_answers_first() -> None:
    field = MemoryField([(question, [number]) for number, question in enumerate(QUESTIONS)])
    found = field.recalled("渔船更新改造给多少钱？")
    assert max(found, key=lambda answer: found[answer]) == 1
    assert found[1] > 1


def test_a_similar_question_adds_less_than_the_best_of_the_words() -> None:
    found = MemoryField([(question, [n]) for n, question in enumerate(QUESTIONS)]).recalled("渔船改造的钱")
    assert list(found) == [1]
    assert 0 < found[1] < 1


def test_the_gate_keeps_out_what_is_hardly_alike() -> None:
    field = MemoryField([(question, [n]) for n, question in enumerate(QUESTIONS)])
    assert Memory(QUESTIONS).similar("新能源汽车怎么申请上牌", 1)[0].similarity > 0
    assert field.recalled("新能源汽车怎么申请上牌") == {}


def test_same_is_stricter_than_alike() -> None:
    alike = Memory(QUESTIONS).similar("渔船更新改造给多少补助", 1)[0].similarity
    assert 0.4 < alike < SAME
