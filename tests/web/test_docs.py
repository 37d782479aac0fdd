"""The documentation page, in a real browser."""

from __future__ import annotations

import httpx
from playwright.sync_api import Browser


def test_the_documentation_works_without_any_other_machine(client: httpx.Client, browser: Browser) -> None:
    asked: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{client.base_url}/docs")
    page.get_by_text("/api/awards/calculate").wait_for()
    assert page.get_by_text("提问，得到有出处的回答").is_visible()
    page.close()
    assert asked
    assert all(url.startswith((str(client.base_url), "data:")) for url in asked), asked
