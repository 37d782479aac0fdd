"""A session goes on when the model is switched on or off: the memory is the same."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from assistant.service import Assistant
from assistant.settings import Settings
from tests.models.conftest import MESSAGE, MakeTalk
from tests.models.scripted import Says

FIRST = "我们办了一场全国性人工智能峰会，花了200万，能补多少？"
SECOND = "我们在亭湖区，在盐城市区办的，没有财政包干"
THIRD = "如果花了100万呢"


def test_with_without_and_with_again(talk: MakeTalk, settings: Settings) -> None:
    case = talk(Says("这一项是[[award:national-event.amount]]。"))
    off = Assistant.open(settings)
    first = case.ask(FIRST)
    second = off.chat(SECOND, first.session_id)
    third = case.ask(THIRD, first.session_id)
    rules = [off.chat(FIRST)]
    rules += [off.chat(message, rules[0].session_id) for message in (SECOND, THIRD)]
    for answer, plain in zip((first, second, third), rules, strict=True):
        assert (answer.status, answer.awards, answer.total, answer.questions) == (
            plain.status, plain.awards, plain.total, plain.questions,
        )  # fmt: skip
    assert second.usage is None and first.usage is not None and third.usage is not None
    assert [exchange.answer for exchange in off.transcript(first.session_id)] == [first, second, third]
    assert off.session(first.session_id).applicant["region"].value == "亭湖区"


def test_the_model_hears_what_was_said_before_and_nothing_from_before_it_was_forgotten(
    talk: MakeTalk,
) -> None:
    case = talk(Says("这一项是[[award:national-event.amount]]。"))
    first = case.ask(FIRST)
    case.ask(SECOND, first.session_id)
    said = [message["content"] for message in case.server.requests[-1]["messages"]]
    assert FIRST in said
    case.ask("忘掉我说的，重新开始", first.session_id)
    case.ask(MESSAGE, first.session_id)
    said = [message["content"] for message in case.server.requests[-1]["messages"]]
    assert FIRST not in said


def test_sessions_do_not_hear_of_each_other(talk: MakeTalk) -> None:
    case = talk(Says("这一项是[[award:national-event.amount]]。"))
    case.ask(FIRST)
    case.ask(MESSAGE)
    assert all(FIRST not in m["content"] for m in case.server.requests[-1]["messages"])


def test_a_model_s_words_do_not_become_facts(talk: MakeTalk) -> None:
    case = talk(Says("您在大丰区，活动是国家级，首台套已经江苏省级认定。"))
    answer = case.ask("担保费补多少？")
    state = case.assistant.session(answer.session_id)
    assert state.applicant == {} and state.cases == {}


def test_many_sessions_side_by_side(talk: MakeTalk) -> None:
    case = talk(Says("这一项是[[award:national-event.amount]]。", size=2, pause=0.02))
    case.assistant.warm()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: case.ask(MESSAGE, f"many-{n % 4}"), range(16)))
    assert all(answer.usage and answer.usage.outcome == "written" for answer in answers)
    assert all("这一项是50万元。" in answer.answer for answer in answers)
    assert [len(case.assistant.transcript(f"many-{n}")) for n in range(4)] == [4] * 4
