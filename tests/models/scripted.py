"""A scripted OpenAI-compatible chat server on loopback: real HTTP, real server-sent events.

A script gives, for the n-th request, what the server answers. Each reply is one of the classes
below; the last one is repeated. The requests are kept as they came.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Says:
    """A text, streamed in pieces of ``size`` characters with ``pause`` seconds between them."""

    text: str
    size: int = 7
    pause: float = 0.0
    finish: str | None = "stop"


@dataclass(frozen=True)
class Calls:
    """Tool calls: name and arguments (an object, or a string that is sent as it is)."""

    calls: Sequence[tuple[str, dict[str, Any] | str]]
    text: str = ""


@dataclass(frozen=True)
class Answers:
    """A plain HTTP response."""

    status: int
    body: str
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "application/json"


@dataclass(frozen=True)
class BreaksOff:
    """Half a stream, then the connection is closed."""

    text: str


@dataclass(frozen=True)
class Hangs:
    """The beginning of a stream, then nothing, or only comments that keep the connection alive."""

    text: str = ""
    seconds: float = 20.0
    comments: bool = False


Reply = Says | Calls | Answers | BreaksOff | Hangs


class ScriptedServer:
    def __init__(self, replies: Sequence[Reply]) -> None:
        self.replies = list(replies)
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.stopping = threading.Event()
        self.url = ""

    def next_reply(self, request: dict[str, Any], key: str) -> Reply:
        self.requests.append(request)
        self.keys.append(key)
        return self.replies[min(len(self.requests), len(self.replies)) - 1]


@contextmanager
def scripted(*replies: Reply) -> Iterator[ScriptedServer]:
    """Serves ``replies`` one after the other; ``.url`` is the base URL."""
    script = ScriptedServer(replies)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: Any) -> None:
            pass

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            reply = script.next_reply(json.loads(body), self.headers.get("Authorization", ""))
            try:
                _send(self, reply, script.stopping)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    script.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield script
    finally:
        script.stopping.set()
        server.shutdown()
        server.server_close()


def _send(handler: BaseHTTPRequestHandler, reply: Reply, stopping: threading.Event) -> None:
    if isinstance(reply, Answers):
        body = reply.body.encode()
        handler.send_response(reply.status)
        handler.send_header("Content-Type", reply.content_type)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)
        return
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.close_connection = True
    for event in _events(reply, stopping):
        handler.wfile.write(event.encode())
        handler.wfile.flush()


def _events(reply: Reply, stopping: threading.Event) -> Iterator[str]:
    if isinstance(reply, Says):
        for start in range(0, len(reply.text), reply.size):
            yield _chunk({"content": reply.text[start : start + reply.size]})
            if reply.pause:
                time.sleep(reply.pause)
        yield _chunk({}, reply.finish)
    elif isinstance(reply, Calls):
        if reply.text:
            yield _chunk({"content": reply.text})
        for index, (name, arguments) in enumerate(reply.calls):
            written = arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)
            function = {"name": name, "arguments": written}
            call = {"index": index, "id": f"call-{index}", "type": "function", "function": function}
            yield _chunk({"tool_calls": [call]})
        yield _chunk({}, "tool_calls")
    elif isinstance(reply, BreaksOff):
        yield _chunk({"content": reply.text})
        return
    elif isinstance(reply, Hangs):
        if reply.text:
            yield _chunk({"content": reply.text})
        deadline = time.monotonic() + reply.seconds
        while time.monotonic() < deadline and not stopping.is_set():
            stopping.wait(0.2)
            if reply.comments:
                yield ": still thinking\n\n"
        return
    usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
    yield _event({"choices": [], "usage": usage})
    yield "data: [DONE]\n\n"


def _chunk(delta: dict[str, Any], finish: str | None = None) -> str:
    return _event(
        {"choices": [{"index": 0, "delta": {"role": "assistant"} | delta, "finish_reason": finish}]}
    )


def _event(content: dict[str, Any]) -> str:
    frame = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "scripted"}
    return f"data: {json.dumps(frame | content, ensure_ascii=False)}\n\n"
