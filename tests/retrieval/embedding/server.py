"""An OpenAI-compatible embedding service on loopback: real HTTP, bags of characters as vectors."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal
from zlib import crc32

Fault = Literal["refuses_key", "html", "uneven", "short", "hangs"]


class EmbeddingServer:
    """``texts`` holds what was asked, a list a request; ``fault`` and ``dimensions`` may be changed."""

    def __init__(self, dimensions: int) -> None:
        self.dimensions = dimensions
        self.fault: Fault | None = None
        self.texts: list[list[str]] = []
        self.models: set[str] = set()
        self.keys: set[str] = set()
        self.stopping = threading.Event()
        self.url = ""

    def vectors(self, texts: list[str]) -> list[list[float]]:
        rows = []
        for number, text in enumerate(texts):
            row = [0.0] * (self.dimensions + (number if self.fault == "uneven" else 0))
            for character in text:
                row[crc32(character.encode()) % self.dimensions] += 1.0
            rows.append(row)
        return rows[1:] if self.fault == "short" and len(rows) > 1 else rows


@contextmanager
def serving(dimensions: int = 64) -> Iterator[EmbeddingServer]:
    """A running service; ``.url`` is its base URL. It is down after the ``with``."""
    state = EmbeddingServer(dimensions)

    class Handler(BaseHTTPRequestHandler):
        # A connection a request, so that a server that is shut down is really gone.
        protocol_version = "HTTP/1.0"

        def log_message(self, *_: Any) -> None:
            pass

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            state.texts.append(request["input"])
            state.models.add(request["model"])
            state.keys.add(self.headers.get("Authorization", ""))
            if state.fault == "hangs":
                state.stopping.wait(20)
            data = [
                {"object": "embedding", "index": number, "embedding": vector}
                for number, vector in enumerate(state.vectors(request["input"]))
            ]
            usage = {"prompt_tokens": 1, "total_tokens": 1}
            body = json.dumps({"object": "list", "model": request["model"], "data": data, "usage": usage})
            with suppress(BrokenPipeError, ConnectionResetError):
                self.answer(body)

        def answer(self, body: str) -> None:
            html, status = state.fault == "html", 401 if state.fault == "refuses_key" else 200
            content = b"<html>busy</html>" if html else body.encode()
            self.send_response(status)
            self.send_header("Content-Type", "text/html" if html else "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    state.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield state
    finally:
        state.stopping.set()
        server.shutdown()
        server.server_close()
