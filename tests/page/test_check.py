"""The tab 评测 and the staff area, as visitors and staff see them in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant.feedback.store import FeedbackStore
from assistant.service import Assistant
from assistant.web.server import create_app
from assistant.web.staff.signing import MAX_FAILURES
from evals.comparing import compare
from evals.record import circumstances, record
from evals.report import to_html
from tests.evals.test_commands import judged
from tests.page.acting import barriers, tab
from tests.page.conftest import PHONE, WIDE, OpenPage
from tests.serving import served
from tests.web.test_staff import HASH, PASSWORD

#: With a fold that the page must make room for, and a script that must not run.
REPORT = """<!doctype html><html lang="zh-CN"><title>评测报告</title><h1>评测报告</h1><p>通过率 97%</p>
<details><summary>未通过的用例</summary><div style="height: 3000px">详情</div></details>
<script>document.querySelector("h1").textContent = "改写"</script>"""


@pytest.fixture(scope="module")
def staffed(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with staff and a report."""
    report: Path = tmp_path_factory.mktemp("evaluation") / "report.html"
    report.write_text(REPORT, encoding="utf-8")
    changes = {"staff": f"zhang:{HASH}", "evaluation_report": report}
    inner = Assistant(assistant.settings.model_copy(update=changes)).warm()
    with served(create_app(inner)) as address:
        yield address


def sign_in(page: Page, password: str = PASSWORD) -> None:
    """By keyboard alone: the first field has the focus."""
    expect(page.get_by_label("用户名")).to_be_focused()
    page.keyboard.type("zhang")
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")


def test_everybody_sees_the_report_whole(open_page: OpenPage, staffed: str) -> None:
    page = open_page(at=staffed)
    tab(page, "评测")
    report = page.frame_locator("#check iframe")
    expect(report.locator("h1")).to_have_text("评测报告")
    frame = page.locator("#check iframe")
    before = frame.evaluate("each => each.clientHeight")
    report.locator("summary").click()
    # No second thing to scroll: the page makes room.
    page.wait_for_function("document.querySelector('#check iframe').clientHeight > 3000")
    assert before < 1000
    assert barriers(page) == []
    page.reload()
    expect(page.get_by_role("tab", name="评测")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("link", name="工作人员登录")).to_be_visible()


def test_the_report_itself_has_no_barrier(open_page: OpenPage) -> None:
    items = judged()
    report = to_html(
        record(circumstances(datetime.now(UTC), "test", 1, []), items, ()), compare(items, items)
    )
    page = open_page(viewport=PHONE)
    page.set_content(report)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_without_report_and_staff_there_is_no_such_tab(open_page: OpenPage) -> None:
    page = open_page("/?tab=check")
    expect(page.get_by_role("tab")).to_have_text(["咨询", "条款", "测算"])
    expect(page.get_by_role("tab", name="咨询")).to_have_attribute("aria-selected", "true")


def test_staff_sign_in_look_and_sign_out_by_keyboard(
    open_page: OpenPage, staffed: str, feedback: FeedbackStore
) -> None:
    feedback.report("全国性活动补贴", "应当先问是否包干", "能补多少？", "可得50万元")
    page = open_page("/?tab=check", at=staffed)
    page.get_by_role("link", name="工作人员登录").click()
    assert barriers(page) == []
    sign_in(page, "wrong")
    expect(page.get_by_role("alert")).to_contain_text("用户名或口令不对")
    assert barriers(page) == []
    sign_in(page)
    expect(page.get_by_role("heading", name="未能回答")).to_be_visible()
    for name in ("报告的错误", "评价", "未能回答"):
        page.get_by_role("link", name=name).focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name=name)).to_be_visible()
        assert barriers(page) == [], name
    page.get_by_role("link", name="报告的错误").click()
    article = page.get_by_role("article").first
    expect(article).to_contain_text("应当先问是否包干")
    article.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(article).to_contain_text("可得50万元")
    page.set_viewport_size(PHONE)
    page.get_by_role("link", name="未能回答").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert barriers(page) == []
    page.set_viewport_size(WIDE)
    page.get_by_role("link", name="报告的错误").click()

    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="Reported errors")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en"
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.go_back()
    page.reload()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(page.get_by_text("应当先问是否包干")).to_have_count(0)


def test_guessing_is_stopped_in_words(assistant: Assistant, open_page: OpenPage) -> None:
    inner = Assistant(assistant.settings.model_copy(update={"staff": f"zhang:{HASH}"}))
    with served(create_app(inner, page=False)) as address:
        page = open_page(at=address, path="/staff", ready="h1")
        for _ in range(MAX_FAILURES):
            sign_in(page, "wrong")
            expect(page.get_by_role("alert")).to_contain_text("口令不对")
        sign_in(page)
        expect(page.get_by_role("alert")).to_contain_text("请过一刻钟再试")


def test_staff_confirm_which_clause_answers(open_page: OpenPage, staffed: str, assistant: Assistant) -> None:
    page = open_page(at=staffed, path="/staff", ready="h1")
    sign_in(page)
    page.get_by_role("link", name="已确认").click()
    page.get_by_role("link", name="确认另一个问题").click()
    page.get_by_label("提问").fill("搭台子请专家来讲课给不给报")
    page.get_by_label("换个说法查条款").fill("第十条")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert")).to_contain_text("至少选一条")
    assert barriers(page) == []
    page.get_by_role("checkbox", name="第十条").check()
    page.get_by_role("button", name="保存").click()
    article = page.get_by_role("article")
    expect(article).to_contain_text("搭台子请专家来讲课给不给报")
    expect(article).to_contain_text("第十条")
    expect(article).to_contain_text("zhang")
    assert barriers(page) == []
    assert [one.answers for one in assistant.confirmed_questions()] == [(("yancheng-ai-plus", "10"),)]
    article.get_by_role("button", name="撤销").click()
    expect(article).to_have_count(0)
    assert assistant.confirmed_questions() == ()
