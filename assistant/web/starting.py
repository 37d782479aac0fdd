"""Reachable at once, ready when built: what the server answers while the assistant is loading."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from assistant.web.failures import failure

T = TypeVar("T")

REASON = "正在载入文件、索引和页面"

_PAGE = f"""<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta http-equiv="refresh" content="2">
<title>正在准备</title><body style="font-family:sans-serif;text-align:center;margin-top:20vh">
<h1>正在准备</h1><p>{REASON}，好了会自动打开，请稍候。</p></body></html>"""


class Starting:
    """An ASGI app that builds another in a thread and, once it is built, hands every request on to it.

    Until then ``/healthz`` answers 200 and all else 503. Then ``ready`` is called, or ``failed`` with
    the error if it could not be built.
    """

    def __init__(
        self, build: Callable[[], Starlette], ready: Callable[[], None], failed: Callable[[Exception], None]
    ) -> None:
        self._build, self._ready, self._failed = build, ready, failed
        self._waiting = Starlette(
            routes=[Route("/healthz", _alive), Route("/{rest:path}", _not_ready)], lifespan=self._lifespan
        )
        self._built: Starlette | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self._waiting if scope["type"] == "lifespan" else self._built or self._waiting
        await app(scope, receive, send)

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        stop = asyncio.Event()
        living = asyncio.create_task(self._live(stop))
        yield
        stop.set()
        if self._built is None:
            living.cancel()
        await asyncio.gather(living, return_exceptions=True)

    async def _live(self, stop: asyncio.Event) -> None:
        # One task from beginning to end: an app's lifespan must be left in the task that entered it.
        try:
            app = await _in_thread(self._build)
            async with app.router.lifespan_context(app):
                self._built = app
                self._ready()
                await stop.wait()
        except Exception as error:
            self._failed(error)


async def _alive(_: Request) -> Response:
    return JSONResponse({"status": "alive"})


async def _not_ready(request: Request) -> Response:
    if "text/html" in request.headers.get("accept", ""):
        return HTMLResponse(_PAGE, 503, headers={"Retry-After": "2"})
    return failure(503, "not_ready", reason=REASON)


async def _in_thread(work: Callable[[], T]) -> T:
    """``asyncio.to_thread``, except that the process may end while the work still goes on."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: Exception | None) -> None:
        if done.cancelled():
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(result)  # type: ignore[arg-type]

    def worker() -> None:
        result, error = None, None
        try:
            result = work()
        except Exception as caught:
            error = caught
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, result, error)

    threading.Thread(target=worker, name="starting", daemon=True).start()
    return await done
