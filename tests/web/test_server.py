"""The program as a process: it names its address, answers, and ends when told to."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from assistant.settings import ROOT, Settings
from assistant.web.starting import Starting
from tests.serving import program, served


def get(address: str, path: str, **headers: str) -> httpx.Response:
    return httpx.get(f"{address}{path}", headers=headers, timeout=30, trust_env=False)


def until_ready(address: str) -> httpx.Response:
    deadline = time.monotonic() + 30
    while (response := get(address, "/readyz")).status_code != 200 and time.monotonic() < deadline:
        time.sleep(0.05)
    return response


def test_it_is_reachable_while_it_loads_and_ready_when_loaded() -> None:
    loaded = threading.Event()
    called: list[str] = []

    def build() -> Starlette:
        loaded.wait(30)
        return Starlette(routes=[Route("/{path:path}", lambda _: PlainTextResponse("built"))])

    starting = Starting(build, lambda: called.append("ready"), lambda error: called.append(str(error)))
    with served(starting) as address:
        assert get(address, "/healthz").status_code == 200
        waiting = get(address, "/readyz")
        assert waiting.status_code == 503
        assert "正在" in waiting.json()["detail"][0]["msg"]
        assert "refresh" in get(address, "/", accept="text/html").text
        assert not called
        loaded.set()
        assert until_ready(address).text == "built"
        assert called == ["ready"]


def test_what_cannot_be_built_is_reported() -> None:
    errors: list[Exception] = []

    def build() -> Starlette:
        raise ValueError("a damaged corpus")

    with served(Starting(build, lambda: None, errors.append)) as address:
        assert get(address, "/readyz").status_code == 503
    assert str(errors[0]) == "a damaged corpus"


def test_it_stops_while_it_still_loads() -> None:
    blocked = threading.Event()

    def build() -> Starlette:
        blocked.wait(60)
        return Starlette()

    began = time.monotonic()
    with served(Starting(build, lambda: None, lambda _: None)) as address:
        assert get(address, "/healthz").status_code == 200
    assert time.monotonic() - began < 30
    blocked.set()


def test_the_program_serves_page_and_rest_and_ends_on_sigterm(settings: Settings) -> None:
    with program(data_dir=settings.data_dir) as (process, address):
        assert until_ready(address).status_code == 200
        assert get(address, "/api/documents").json()
        assert "<html" in get(address, "/", accept="text/html").text
        assert get(address, "/docs").status_code == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) in {0, -signal.SIGTERM}
        with pytest.raises(httpx.ConnectError):
            get(address, "/healthz")


def test_a_damaged_corpus_is_named_and_the_program_ends(settings: Settings, tmp_path: Path) -> None:
    document = tmp_path / "corpus" / "broken"
    document.mkdir(parents=True)
    (document / "policy.txt").write_text("一、支持。", encoding="utf-8")
    (document / "document.yaml").write_text("title: [", encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "app.py", "--port", "0"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        env=os.environ
        | {"ASSISTANT_CORPUS_DIR": str(document.parent), "ASSISTANT_DATA_DIR": str(settings.data_dir)},
        timeout=60,
    )
    assert ended.returncode == 1
    assert "document.yaml:" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_port_already_taken_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = subprocess.run(
            [sys.executable, "app.py", "--port", str(port)],
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )
    assert ended.returncode == 2
    assert str(port) in ended.stderr
    assert "占用" in ended.stderr
    assert "Traceback" not in ended.stderr
