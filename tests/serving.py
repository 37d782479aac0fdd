"""Real servers for tests: an app in a thread, or the program in a process, on a free loopback port."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from assistant.settings import ROOT


@contextmanager
def served(app: ASGIApp, port: int = 0) -> Iterator[str]:
    """Serves ``app`` in a thread, on a free port if not on ``port``; gives its address."""
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", timeout_graceful_shutdown=2))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started:
        if not thread.is_alive() or time.monotonic() > deadline:
            raise RuntimeError("the server did not start")
        time.sleep(0.02)
    host, port = server.servers[0].sockets[0].getsockname()[:2]
    try:
        yield f"http://{host}:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


@contextmanager
def program(*arguments: str, data_dir: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Runs ``python app.py`` on a free port until it names its address; gives process and address."""
    process = subprocess.Popen(
        [sys.executable, "app.py", "--port", "0", *arguments],
        cwd=ROOT,
        env=os.environ | {"ASSISTANT_DATA_DIR": str(data_dir)},
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        address = re.search(r"http://\S+", line)
        assert address, f"no address in {line!r}, status {process.poll()}"
        yield process, address.group()
    finally:
        process.kill()
        process.wait(10)
