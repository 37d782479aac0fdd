"""One event loop in a thread of its own, so that what a model is slow at can be broken off at any time."""

from __future__ import annotations

import asyncio
import queue
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")

#: Seconds more than its time that a run may need to be broken off.
_GRACE_S = 1.0


class _End(Generic[T]):
    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error


class Background:
    """Runs asynchronous generators for synchronous callers, many side by side."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._starting = threading.Lock()

    def iterate(self, make: Callable[[], AsyncIterator[T]], seconds: float) -> Iterator[T]:
        """The items of ``make()`` as they come.

        Raises what the generator raises, and ``TimeoutError`` once ``seconds`` have passed in all.
        A caller that stops listening stops the generator.
        """
        items: queue.SimpleQueue[T | _End[T]] = queue.SimpleQueue()

        async def run() -> None:
            try:
                async with asyncio.timeout(seconds):
                    async for item in make():
                        items.put(item)
            except BaseException as error:
                items.put(_End(error))
            else:
                items.put(_End())

        deadline = time.monotonic() + seconds + _GRACE_S
        running = asyncio.run_coroutine_threadsafe(run(), self._running_loop())
        try:
            while True:
                try:
                    item = items.get(timeout=max(0.0, deadline - time.monotonic()))
                except queue.Empty:
                    raise TimeoutError from None
                if isinstance(item, _End):
                    if item.error is not None:
                        raise item.error
                    return
                yield item
        finally:
            running.cancel()

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        with self._starting:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=self._loop.run_forever, name="chat-model", daemon=True).start()
            return self._loop
