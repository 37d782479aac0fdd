"""Whatever goes wrong with the endpoint: the answer without the model, in time, with a notice."""

from __future__ import annotations

import json
import logging
import socket
import time

import pytest

from tests.models.conftest import KEY, MESSAGE, MakeTalk, Talk
from tests.models.scripted import Answers, BreaksOff, Calls, Hangs, Reply, Says

GOOD = Says("这一项是[[award:national-event.amount]]。")
LOOP = Calls([("search_clauses", {"query": "算力"})])

BROKEN: dict[str, tuple[tuple[Reply, ...], str]] = {
    "server error": ((Answers(500, "{}"),), "server_error"),
    "not allowed": ((Answers(401, json.dumps({"error": {"message": f"wrong key {KEY}"}})),), "not_allowed"),
    "context too long": ((Answers(400, '{"error": {"code": "too_long"}}'),), "refused_request"),
    "a page of HTML": ((Answers(200, "<html>登录</html>", content_type="text/html"),), "bad_reply"),
    "another object": ((Answers(200, '{"foo": 1}'),), "bad_reply"),
    "not JSON": ((Answers(200, "data: {oops\n\n", content_type="text/event-stream"),), "bad_reply"),
    "half a stream": ((BreaksOff("这一项对得上第十条。后面还有"),), "cut_off"),
    "nothing at all": ((Says(""),), "empty"),
    "cut by length": ((Says("这一项对得上第十条。", finish="length"),), "cut_off"),
    "an endless tool loop": ((LOOP,), "too_many_steps"),
    "too many tools at once": ((Calls([("list_awards", {})] * 30),), "too_many_steps"),
    "an endless text": ((Says("这一项对得上第十条。\n" * 400, size=400),), "too_long"),
}  # fmt: skip


#: In seconds: the endpoints that hang do so for longer, however busy the machine is.
LONG_BEFORE = 15


def assert_fallback(case: Talk, fault: str) -> None:
    plain = case.plain.chat(MESSAGE)
    started = time.monotonic()
    answer = case.ask()
    assert time.monotonic() - started < LONG_BEFORE
    assert (answer.answer, answer.status, answer.awards) == (plain.answer, plain.status, plain.awards)
    assert answer.citations == plain.citations
    assert answer.notices[:-1] == plain.notices and len(answer.notices) == len(plain.notices) + 1
    assert answer.usage and (answer.usage.outcome, answer.usage.fault) == ("fallback", fault)
    assert KEY not in answer.model_dump_json() and "Error" not in answer.model_dump_json()


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_endpoint(talk: MakeTalk, name: str, caplog: pytest.LogCaptureFixture) -> None:
    replies, fault = BROKEN[name]
    with caplog.at_level(logging.INFO):
        assert_fallback(talk(*replies), fault)
    assert KEY not in caplog.text


def test_an_endpoint_that_is_down(talk: MakeTalk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    assert_fallback(talk(GOOD, chat_base_url=f"http://127.0.0.1:{port}/v1"), "unreachable")


@pytest.mark.parametrize(
    "reply",
    [Hangs(), Hangs("这一项对得上第十条。然后"), Hangs(comments=True), Says("慢" * 200, size=1, pause=0.1)],
    ids=["at once", "in the middle", "but keeps the connection alive", "or says one word at a time"],
)
def test_an_endpoint_that_hangs_costs_no_more_than_the_set_time(talk: MakeTalk, reply: Reply) -> None:
    case = talk(reply, chat_timeout=1.0)
    case.assistant.warm()
    assert_fallback(case, "timeout")


def test_a_rate_limit_is_waited_for(talk: MakeTalk) -> None:
    case = talk(Answers(429, "{}", {"Retry-After": "1"}), GOOD)
    started = time.monotonic()
    answer = case.ask()
    assert answer.usage and answer.usage.outcome == "written"
    assert time.monotonic() - started >= 1.0
    assert len(case.server.requests) == 2


def test_a_server_error_that_passes_is_tried_again(talk: MakeTalk) -> None:
    answer = talk(Answers(503, "{}"), GOOD).ask()
    assert answer.usage and answer.usage.outcome == "written"


def test_a_rate_limit_without_end_is_not(talk: MakeTalk) -> None:
    case = talk(Answers(429, "{}", {"Retry-After": "30"}), chat_timeout=1.5)
    assert_fallback(case, "timeout")


def test_a_service_that_cannot_stream_answers_at_once(talk: MakeTalk) -> None:
    def whole(message: dict[str, object]) -> Answers:
        choice = {"index": 0, "message": {"role": "assistant"} | message}
        return Answers(200, json.dumps({"id": "1", "model": "scripted", "choices": [choice]}))

    function = {"name": "get_clause", "arguments": '{"clause_id": "1"}'}
    calls = whole({"content": "", "tool_calls": [{"id": "a", "type": "function", "function": function}]})
    case = talk(calls, calls, whole({"content": GOOD.text}))
    answer = case.ask()
    assert "这一项是50万元。" in answer.answer
    assert answer.usage and (answer.usage.outcome, answer.usage.tool_calls) == ("written", 1)
    assert [request.get("stream", False) for request in case.server.requests] == [True, False, False]
    case.ask()
    assert case.server.requests[-1].get("stream", False) is False


@pytest.mark.parametrize("name", ["no-such-provider:x", "huggingface:x", "no provider at all"])
def test_a_model_that_cannot_be_opened(talk: MakeTalk, name: str) -> None:
    assert_fallback(talk(GOOD, chat_model=name, chat_base_url=""), "not_opened")


def test_a_name_without_provider_means_an_openai_compatible_service(talk: MakeTalk) -> None:
    case = talk(GOOD, chat_model="qwen-plus")
    answer = case.ask()
    assert answer.usage and answer.usage.outcome == "written"
    assert case.server.requests[0]["model"] == "qwen-plus"


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "ALL_PROXY"])
def test_a_proxy_of_the_environment_is_not_asked_for_loopback(
    talk: MakeTalk, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, "socks5://127.0.0.1:9" if variable == "ALL_PROXY" else "http://127.0.0.1:9")
    answer = talk(GOOD).ask()
    assert answer.usage and answer.usage.outcome == "written"


def test_a_listener_who_leaves_early_frees_the_session_and_keeps_his_facts(talk: MakeTalk) -> None:
    case = talk(Says("这一项对得上第十条。" * 40, size=5, pause=0.05))
    events = case.assistant.stream(MESSAGE, "leaves-early")
    next(events)
    events.close()
    assert case.assistant.session("leaves-early").applicant["region"].value == "亭湖区"
    assert len(case.assistant.transcript("leaves-early")) == 1
    assert case.ask("首台套呢", "leaves-early").status == "needs_input"


def test_an_error_of_our_own_is_no_one_s_traceback(
    talk: MakeTalk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("a defect")

    case = talk(GOOD)
    monkeypatch.setattr("assistant.models.guard.Guard.check", broken)
    assert_fallback(case, "internal")
    assert "an error of our own" in caplog.text
