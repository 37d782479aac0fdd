"""Asking: sessions, several workers, going on after an interruption, and a server over REST."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from evals.asking import ask_all
from evals.cases import CaseSet, DialogueCase
from evals.observations import Reply
from evals.targets import OverRest
from tests.evals import samples


class Recorder:
    """A target that answers anything and keeps what it was asked."""

    name = "recorder"

    def __init__(self) -> None:
        self.asked: list[tuple[str, str | None]] = []

    def chat(self, message: str, session_id: str | None) -> Reply:
        self.asked.append((message, session_id))
        return Reply(body={"session_id": session_id or f"of {message}"}, latency_ms=1)

    def search(self, query: str, k: int) -> Reply:
        self.asked.append((query, None))
        return Reply(body=samples.search(), latency_ms=k)

    def calculate(self, request: dict[str, Any]) -> Reply:
        self.asked.append((json.dumps(request), None))
        return Reply(failure="boom", latency_ms=1)


def talk(name: str, *messages: str) -> DialogueCase:
    return DialogueCase.model_validate({"id": name, "turns": [{"user": message} for message in messages]})


def sets(*cases: Any) -> tuple[CaseSet, ...]:
    return (CaseSet(name="set", cases=cases),)


def test_a_dialogue_keeps_its_session_and_dialogues_do_not_mix() -> None:
    target = Recorder()
    ask_all(sets(talk("a", "1", "2", "3"), talk("b", "x")), target)
    assert target.asked == [("1", None), ("2", "of 1"), ("3", "of 1"), ("x", None)]


def test_order_is_that_of_the_sets_with_many_workers() -> None:
    cases = [talk(str(number), str(number)) for number in range(30)]
    found = ask_all(sets(*cases, samples.lookup_case(), samples.award_case()), Recorder(), workers=8)
    assert [item.case_id for item in found] == [*map(str, range(30)), "l", "a"]


def test_going_on_asks_only_what_is_new_or_changed(tmp_path: Path) -> None:
    journal = tmp_path / "journal.jsonl"
    ask_all(sets(talk("a", "1"), talk("b", "2")), Recorder(), journal=journal)
    with journal.open("a", encoding="utf-8") as lines:
        lines.write('{"set": "set", "case_id": "c", "finger')  # cut off in the middle
    target, advanced = Recorder(), []
    found = ask_all(
        sets(talk("a", "1"), talk("b", "changed"), talk("c", "3")),
        target,
        journal=journal,
        advance=lambda: advanced.append(1),
    )
    assert sorted(target.asked) == [("3", None), ("changed", None)]
    assert [item.case_id for item in found] == ["a", "b", "c"]
    assert len(advanced) == 3


class _Server(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self._reply(200, samples.search("2"))

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if self.path == "/api/awards/calculate":
            self._reply(500, {})
        elif body["message"].strip():
            self._reply(200, {"echo": body})
        else:
            self._reply(422, {"detail": [{"loc": ["body"], "msg": "空", "type": "empty"}]})

    def _reply(self, status: int, body: Any) -> None:
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def server() -> Iterator[OverRest]:
    http = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    Thread(target=http.serve_forever, daemon=True).start()
    yield OverRest(f"http://127.0.0.1:{http.server_port}")
    http.shutdown()


def test_over_rest(server: OverRest) -> None:
    assert server.chat("你好", "s").body == {"echo": {"message": "你好", "session_id": "s"}}
    assert server.chat("你好", None).body == {"echo": {"message": "你好"}}
    assert server.chat(" ", None).refused == [{"loc": ["body"], "msg": "空", "type": "empty"}]
    assert server.search("算力", 3).body == samples.search("2")
    assert "500" in (server.calculate({}).failure or "")


def test_a_server_that_is_not_there_is_a_failure() -> None:
    assert OverRest("http://127.0.0.1:9").chat("你好", None).failure
