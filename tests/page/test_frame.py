"""What holds for the whole page: offline, accessible, on a phone, in two languages."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from assistant.web.page.words import page_words
from tests.page.acting import SUMMIT, look_up, pick, say, tab, work_out
from tests.page.conftest import PHONE, OpenPage


def fill_all_tabs(page: Page) -> None:
    say(page, SUMMIT)
    tab(page, "条款")
    look_up(page, "峰会").first.click()
    expect(page.locator("#clause article")).to_be_visible()
    tab(page, "测算")
    pick(page, "全国性活动补贴")
    work_out(page)


def test_nothing_is_asked_of_another_host(open_page: OpenPage, address: str) -> None:
    page = open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    fill_all_tabs(page)
    page.goto(address + "/en")
    expect(page.get_by_role("tab", name="Ask")).to_be_visible()
    assert len(asked) > 20
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []


def test_no_serious_barrier(open_page: OpenPage) -> None:
    page = open_page()
    fill_all_tabs(page)
    found = []
    for name in ("咨询", "条款", "测算"):
        tab(page, name)
        page.wait_for_timeout(300)
        for violation in Axe().run(page).response["violations"]:
            if violation["impact"] in ("serious", "critical"):
                where = [node["html"][:200] for node in violation["nodes"]]
                found.append((name, violation["id"], where))
    assert found == []


def test_a_planted_barrier_is_found(open_page: OpenPage) -> None:
    page = open_page()
    page.evaluate("document.querySelector('#latest h1').style.color = '#eee'")
    assert "color-contrast" in [each["id"] for each in Axe().run(page).response["violations"]]


def test_a_phone_need_not_scroll_sideways(open_page: OpenPage) -> None:
    page = open_page(viewport=PHONE)
    fill_all_tabs(page)
    for name in ("咨询", "条款", "测算"):
        tab(page, name)
        page.wait_for_timeout(200)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], name
        outside = page.evaluate(
            "[...document.querySelectorAll('main *')].filter(e => e.checkVisibility()"
            " && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 120))"
        )
        assert outside == [], name


def test_the_draft_is_named_and_the_page_can_be_read_in_english(open_page: OpenPage) -> None:
    page = open_page()
    expect(page.locator(".banner")).to_contain_text("尚未正式印发")
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("tab", name="Look up")).to_be_visible()
    expect(page.locator(".banner")).to_contain_text("has not been issued")
    assert page.evaluate("document.documentElement.lang") == "en"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_word_is_there(language: str) -> None:
    words = page_words().languages[language]  # type: ignore[index]
    assert [key for key, text in words.items() if not text.strip()] == []
