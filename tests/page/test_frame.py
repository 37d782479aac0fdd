"""What holds for the whole page: offline, accessible, on a phone, in two languages."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from assistant.web.page.words import page_words
from tests.page.acting import SUMMIT, barriers, look_up, pick, say, tab, work_out
from tests.page.conftest import PHONE, WIDE, OpenPage


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


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")


def welcome(page: Page) -> None:
    expect(page.locator(".welcome")).to_be_visible()


def asked(page: Page) -> None:
    say(page, "我们是亭湖区的民营企业，能申请哪些奖补？")
    say(page, SUMMIT)
    unfold(page)


def refused(page: Page) -> None:
    page.get_by_role("button", name="发送").click()
    expect(page.locator("#latest [role=alert]")).to_be_visible()


def found(page: Page) -> None:
    tab(page, "条款")
    look_up(page, "人才")
    page.keyboard.press("ArrowDown")


def opened(page: Page) -> None:
    page.locator("#results [role=option]").first.click()
    page.get_by_role("button", name="转接单").click()
    expect(page.locator("#transfer article")).to_be_visible()
    unfold(page)


def missed(page: Page) -> None:
    page.get_by_role("combobox", name="条号、关键词或责任单位").fill("第十五条")
    expect(page.locator("#results")).to_contain_text("没有找到")


def begun(page: Page) -> None:
    tab(page, "测算")
    page.get_by_label("贵单位注册在哪个区（县、市）？").select_option("亭湖区")
    page.get_by_role("button", name="找出可能适用的奖补").click()
    expect(page.get_by_role("checkbox").first).to_be_visible()
    unfold(page)


def wrong(page: Page) -> None:
    for name in ("全国性活动补贴", "示范园区创建支持"):
        page.get_by_role("checkbox", name=name).check()
    page.get_by_role("button", name="把选中的加到表格").click()
    page.get_by_label("活动费用总金额是多少元？").fill("许多")
    work_out(page)


def worked_out(page: Page) -> None:
    page.get_by_label("活动费用总金额是多少元？").fill("100万")
    page.get_by_role("button", name="开始测算").click()
    expect(page.locator("#result .total")).to_be_visible()
    unfold(page)


def shared(page: Page) -> None:
    case = {"claims": [{"award_id": "national-event"}, {"award_id": "gone"}]}
    page.evaluate("text => { location.hash = `case=${encodeURIComponent(text)}` }", json.dumps(case))
    expect(page.locator("#result .opened")).to_be_visible()


#: What a visitor may see, one after another.
STATES = (welcome, asked, refused, found, opened, missed, begun, wrong, worked_out, shared)

#: Elements to be hit by a thumb that are lower than it, but for links within a sentence.
SMALL = """() => [...document.querySelectorAll(
    'button, summary, select, textarea, input:not([type=hidden]):not(.sr), [role=option], [role=tab]')]
  .filter((each) => each.checkVisibility() && !each.closest('.sr, .visually-hidden, .overflow-menu'))
  .map((each) => [each.closest('label') ?? each, each.outerHTML.slice(0, 120)])
  .filter(([part]) => part.getBoundingClientRect().height < 43.5).map(([, html]) => html)"""


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_no_state_has_a_barrier(open_page: OpenPage, viewport: ViewportSize) -> None:
    page = open_page(viewport=viewport)
    for reach in STATES:
        reach(page)
        name = reach.__name__
        assert barriers(page) == [], name
        if viewport is PHONE:
            # No scrolling sideways, nothing beyond the edge, and room for a thumb.
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], name
            outside = page.evaluate(
                "[...document.querySelectorAll('main *')].filter(e => e.checkVisibility()"
                " && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 120))"
            )
            assert outside == [], name
            assert page.evaluate(SMALL) == [], name


def test_a_dark_system_changes_nothing(open_page: OpenPage) -> None:
    page = open_page(color_scheme="dark")
    say(page, SUMMIT)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert barriers(page) == []


def test_a_planted_barrier_is_found(open_page: OpenPage) -> None:
    page = open_page()
    page.evaluate("document.querySelector('#latest h1').style.color = '#eee'")
    assert "color-contrast" in [kind for kind, _ in barriers(page)]


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
