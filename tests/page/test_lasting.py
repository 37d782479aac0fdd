"""What lasts: a conversation of 200 turns, and what is on the page while the server is restarted."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

from playwright.sync_api import expect

from assistant.contract import Answer
from assistant.service import Assistant
from assistant.web.server import create_app
from tests.page.acting import SUMMIT, fill_event, say, tab
from tests.page.conftest import OpenPage
from tests.serving import served

TURNS = 200


def test_a_conversation_of_200_turns_is_as_quick(open_page: OpenPage, assistant: Assistant) -> None:
    page = open_page()
    sessions: list[str] = []

    def heard(_: str, answer: Answer) -> None:
        sessions.append(answer.session_id)

    assistant.listen(heard)
    began = time.monotonic()
    say(page, SUMMIT)
    first = time.monotonic() - began
    for number in range(1, TURNS):
        assistant.chat(f"说错了，费用是{number}万", sessions[0])
    page.reload()
    expect(page.locator("#latest h2.said")).to_contain_text(f"{TURNS - 1}万")
    # The latest turns are shown, and the others on request.
    assert page.locator("#earlier article").count() < 50
    began = time.monotonic()
    say(page, "找哪个部门？")
    assert time.monotonic() - began < max(5.0, 5 * first)
    page.get_by_role("button", name="显示前面的").click()
    expect(page.locator("#earlier article")).to_have_count(TURNS)
    expect(page.locator("#earlier h2").first).to_contain_text(SUMMIT)


def test_a_restart_under_an_open_page_loses_nothing(open_page: OpenPage, assistant: Assistant) -> None:
    with served(create_app(assistant)) as address:
        page = open_page(at=address)
        say(page, SUMMIT)
        tab(page, "测算")
        fill_event(page, "1234567")
        tab(page, "咨询")
    page.get_by_label("您的问题").fill("找哪个部门？")
    page.get_by_role("button", name="发送").click()
    expect(page.locator(".lost")).to_contain_text("正在重新连接")
    expect(page.get_by_text("Connection to the server")).to_be_hidden()
    with served(create_app(assistant), port=urlsplit(address).port or 0):
        expect(page.locator(".lost")).to_be_hidden(timeout=30_000)
        expect(page.locator("#latest h2.said")).to_contain_text(SUMMIT)
        # Not sent, it stands where it was written.
        expect(page.get_by_label("您的问题")).to_have_value("找哪个部门？")
        page.get_by_role("button", name="发送").click()
        expect(page.locator("#latest h2.said")).to_contain_text("找哪个部门？")
        expect(page.locator("#latest")).to_contain_text("市工信局")
        tab(page, "测算")
        expect(page.get_by_label("活动费用总金额是多少元？")).to_have_value("1234567")
