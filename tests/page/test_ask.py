"""Asking, as someone in front of the page does it."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator

import pytest
from playwright.sync_api import expect

from assistant.contract import Answer
from assistant.feedback.store import FeedbackStore
from assistant.service import Assistant
from tests.page.acting import SUMMIT, answer_to, say
from tests.page.conftest import OpenPage


def test_from_question_to_amount_quote_and_office(open_page: OpenPage) -> None:
    page = open_page()
    answer = say(page, SUMMIT)
    expect(answer.locator(".prose-text")).to_contain_text("50万元")
    card = answer.locator("details.award")
    expect(card.locator("> summary")).to_contain_text("50万元")
    expect(card).to_contain_text("2000000 × 30% = 600000")
    expect(card).to_contain_text("市工信局、市财政局")

    citation = answer.locator("details.citation")
    expect(citation.locator("mark")).not_to_be_visible()
    answer.locator("a.mark").first.click()
    expect(citation.locator("mark")).to_be_visible()
    expect(citation.locator("mark")).to_contain_text("一次性不超过50万元的补贴")
    # The clause is there whole: more than the words that were quoted.
    expect(citation.locator("blockquote")).to_contain_text("十、搭建产业交流合作平台。")
    expect(citation).to_contain_text("第十条")
    expect(page.locator("#announcement")).to_contain_text("50万元")


def test_a_conversation_with_a_click_and_a_correction(open_page: OpenPage) -> None:
    page = open_page()
    say(page, SUMMIT).get_by_role("button", name="亭湖区").click()
    answer_to(page, "亭湖区")
    facts = page.locator("#facts")
    expect(facts).to_contain_text("亭湖区")
    expect(facts).to_contain_text("200万元")
    answer = say(page, "说错了，费用是100万")
    expect(answer.locator("details.award > summary")).to_contain_text("30万元")
    expect(facts).to_contain_text("100万元")
    expect(page.locator("#earlier article")).to_have_count(2)

    page.get_by_role("button", name="删除“活动费用总金额”").click()
    expect(facts).not_to_contain_text("100万元")
    expect(facts).to_contain_text("亭湖区")


def test_each_browser_has_its_own_conversation_and_keeps_it(open_page: OpenPage) -> None:
    first, second = open_page(), open_page()
    say(first, SUMMIT)
    say(first, "找哪个部门？")
    expect(second.locator(".welcome")).to_be_visible()
    say(second, "算力券找哪个部门？")
    expect(second.locator("#facts")).not_to_contain_text("200万元")

    first.reload()
    answer_to(first, "找哪个部门？")
    expect(first.locator("#earlier article h2")).to_contain_text(SUMMIT)
    expect(first.locator("#facts")).to_contain_text("200万元")

    first.get_by_role("button", name="新对话").click()
    expect(first.locator(".welcome")).to_be_visible()
    expect(first.locator("#facts")).not_to_contain_text("200万元")
    second.reload()
    answer_to(second, "算力券找哪个部门？")


def test_what_a_user_writes_stays_text(open_page: OpenPage) -> None:
    page = open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    words = '<img src="/stolen.png" onerror="document.title=1"> ![x](/stolen.png) 算力券怎么申请？'
    answer = say(page, words)
    assert answer.locator("img").count() == 0
    assert not [url for url in asked if "stolen" in url]


def test_a_refused_message_is_kept_and_the_reason_told(open_page: OpenPage) -> None:
    page = open_page()
    say(page, SUMMIT)
    page.get_by_role("button", name="发送").click()
    expect(page.locator("#latest [role=alert]")).to_contain_text("不能为空")
    expect(page.locator("#earlier")).to_contain_text(SUMMIT)
    say(page, "找哪个部门？")


def test_a_failure_is_told_and_can_be_tried_again(
    open_page: OpenPage, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page()

    def broken(*_: object) -> None:
        raise RuntimeError("broken on purpose")

    with monkeypatch.context() as broken_for_now:
        broken_for_now.setattr(assistant, "stream", broken)
        page.get_by_label("您的问题").fill(SUMMIT)
        page.get_by_label("您的问题").press("Enter")
        expect(page.locator("#latest [role=alert]")).to_contain_text("编号")
        expect(page.locator("#latest")).not_to_contain_text("broken on purpose")
    page.get_by_role("button", name="重新发送").click()
    answer_to(page, SUMMIT)


def test_the_conversation_can_be_taken_along(open_page: OpenPage) -> None:
    page = open_page()
    say(page, SUMMIT)
    with page.expect_download() as download:
        page.get_by_role("button", name="导出对话").click()
    assert download.value.suggested_filename.endswith(".md")
    text = download.value.path().read_text(encoding="utf-8")
    assert SUMMIT in text
    assert "50万元" in text
    assert "[1] 《盐城市支持“人工智能+”发展若干政策措施（征求意见稿）》第十条：“在盐城市区举办" in text


def test_a_fact_is_corrected_in_place(open_page: OpenPage) -> None:
    page = open_page()
    say(page, SUMMIT)
    facts = page.locator("#facts")
    facts.locator("summary[aria-label='更正“活动费用总金额”']").click()
    facts.get_by_label("活动费用总金额", exact=True).fill("100万元")
    facts.get_by_role("button", name="保存").click()
    answer = answer_to(page, "活动费用总金额：100万元")
    expect(answer.locator("details.award > summary")).to_contain_text("30万元")
    expect(facts).to_contain_text("100万元")

    facts.locator("summary[aria-label='更正“活动费用总金额”']").click()
    facts.get_by_label("活动费用总金额", exact=True).fill("许多")
    facts.get_by_role("button", name="保存").click()
    expect(page.locator("#latest [role=alert]")).to_contain_text("应是数字")
    expect(facts).to_contain_text("100万元")


def test_questions_back_are_a_form_too(open_page: OpenPage) -> None:
    page = open_page()
    answer = say(page, SUMMIT)
    answer.get_by_text("一次填完").click()
    form = answer.locator("form.fields")
    form.get_by_label("贵单位注册在哪个区（县、市）？").first.select_option("大丰区")
    form.get_by_label("活动是否在盐城市区举办？").first.select_option("是")
    form.get_by_role("button", name="一起提交").click()
    answer = answer_to(page, "注册地区：大丰区；在盐城市区举办：是")
    # One question is left, and one click answers it, whichever question a bare 否 would have meant.
    answer.get_by_role("button", name="否", exact=True).click()
    answer = answer_to(page, "市财政资金包干：否")
    expect(answer.locator("details.award > summary")).to_contain_text("符合")


def test_a_turn_is_taken_back_and_its_words_can_be_changed(open_page: OpenPage) -> None:
    page = open_page()
    say(page, SUMMIT)
    say(page, "说错了，费用是100万")
    page.get_by_role("button", name="撤回这一轮").click()
    answer_to(page, SUMMIT)
    expect(page.get_by_label("您的问题")).to_have_value("说错了，费用是100万")
    expect(page.locator("#facts")).to_contain_text("200万元")
    page.reload()
    answer_to(page, SUMMIT)
    page.get_by_role("button", name="撤回这一轮").click()
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator("#facts")).not_to_contain_text("200万元")


def test_an_answer_is_rated_and_its_error_reported(open_page: OpenPage, feedback: FeedbackStore) -> None:
    page = open_page()
    say(page, SUMMIT)
    answer = say(page, "找哪个部门？")
    answer.get_by_role("button", name="有用").click()
    expect(page.locator("#thanks")).to_contain_text("已记录")
    first = page.locator("#earlier article")
    first.get_by_text("没有帮助").click()
    first.get_by_label("金额不对").check()
    first.get_by_label("其他").fill("电话13912345678")
    first.get_by_role("button", name="提交评价").click()
    expect(first.locator(".report[open]")).to_have_count(0)
    down, up = sorted(feedback.votes()[:2], key=lambda vote: vote.up)
    assert (up.up, up.message) == (True, "找哪个部门？")
    assert (down.up, down.reason, down.message) == (False, "金额不对；电话＊＊＊", SUMMIT)

    first.get_by_text("报告错误").click()
    form = first.locator("form[data-report]")
    form.get_by_label("哪里有错").select_option("全国性活动补贴")
    form.get_by_label("错在哪里").fill("应当先问是否包干")
    form.get_by_role("button", name="提交报告").click()
    expect(first.locator(".report[open]")).to_have_count(0)
    report = feedback.reports()[0]
    assert (report.subject, report.reason, report.message) == ("全国性活动补贴", "应当先问是否包干", SUMMIT)
    assert "50万元" in report.answer


def test_the_conversation_is_printed_with_its_sources_open(open_page: OpenPage) -> None:
    page = open_page()
    say(page, SUMMIT)
    say(page, "找哪个部门？")
    page.emulate_media(media="print")
    page.evaluate(
        "void (window.print = () => { window.printed = "
        "['#composer', '#facts', '.citation blockquote', '.tools']"
        ".map(each => document.querySelector(each).checkVisibility()) })"
    )
    page.evaluate("document.querySelector('#print').click()")
    page.wait_for_function("window.printed")
    assert page.evaluate("window.printed") == [False, False, True, False]
    assert page.locator("#latest details[open].citation").count() == 0
    assert page.pdf().startswith(b"%PDF")


class SlowWriter:
    """A chat model that never gets to the end of its answer."""

    def __init__(self) -> None:
        self.closed = threading.Event()

    def write(self, *_: object) -> Generator[str, None, Answer]:
        try:
            while True:
                yield "慢慢写……"
                time.sleep(0.05)
        finally:
            self.closed.set()


def test_a_long_answer_is_stopped_and_the_conversation_goes_on(
    open_page: OpenPage, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page()
    writer = SlowWriter()
    with monkeypatch.context() as slow:
        slow.setitem(assistant._edition.__dict__, "writer", writer)
        page.get_by_label("您的问题").fill(SUMMIT)
        page.get_by_role("button", name="发送").click()
        expect(page.locator("#latest .pending")).to_contain_text("慢慢写")
        page.get_by_role("button", name="停止").click()
        # What the rules had found is there, and the model writes no more.
        expect(answer_to(page, SUMMIT)).to_contain_text("50万元")
        assert writer.closed.wait(5)
    expect(page.locator("#announcement")).to_contain_text("已停止")
    expect(page.locator("#facts")).to_contain_text("200万元")
    expect(say(page, "说错了，费用是100万").locator("details.award > summary")).to_contain_text("30万元")
    expect(page.locator("#earlier article")).to_have_count(1)
