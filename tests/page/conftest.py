"""The page over a real server, in a real browser."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from assistant.feedback.store import FeedbackStore
from assistant.service import Assistant
from assistant.web.server import create_app
from tests.serving import served

WIDE: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def address(assistant: Assistant) -> Iterator[str]:
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    with served(create_app(assistant.warm())) as address:
        yield address


@pytest.fixture
def feedback(assistant: Assistant) -> FeedbackStore:
    return FeedbackStore(assistant.settings.data_dir / "feedback.sqlite")


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[OpenPage]:
    """Opens the page as a browser of its own, at ``path`` of the server ``at``, until there is ``ready``."""
    contexts = []

    def opened(
        path: str = "/",
        viewport: ViewportSize = WIDE,
        at: str = address,
        ready: str = "#latest :is(article, .welcome)",
        **how: Any,
    ) -> Page:
        context = browser.new_context(viewport=viewport, locale="zh-CN", **how)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.goto(at + path)
        page.wait_for_selector(ready, state="attached")
        return page

    yield opened
    for context in contexts:
        context.close()
