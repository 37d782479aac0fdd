"""Looking up a clause with nothing but the keyboard."""

from __future__ import annotations

import time

from playwright.sync_api import expect

from assistant.feedback.store import FeedbackStore
from assistant.language.quantities import read_quantities
from assistant.service import Assistant
from assistant.web.page.clauses import ClauseViews
from assistant.web.page.views import Views
from tests.page.acting import SUMMIT, look_up, say, tab
from tests.page.conftest import OpenPage


def test_type_choose_open_copy_by_keyboard(open_page: OpenPage, assistant: Assistant) -> None:
    page = open_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("tab", name="咨询").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    query = page.get_by_role("combobox", name="条号、关键词或责任单位")
    query.focus()
    page.keyboard.type("市财政局")
    options = page.locator("#results").get_by_role("option")
    expect(options).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    chosen = options.nth(1).locator(".name").inner_text()
    page.keyboard.press("Enter")
    clause = page.locator("#clause article")
    expect(clause.locator("h2")).to_contain_text(chosen)
    expect(clause.locator("mark").first).to_have_text("市财政局")

    page.keyboard.press("Tab")
    page.get_by_role("button", name="复制原文和出处").focus()
    page.keyboard.press("Enter")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "责任单位" in copied
    assert copied.endswith(f"——《盐城市支持“人工智能+”发展若干政策措施（征求意见稿）》{chosen}")

    query.focus()
    page.keyboard.press("Escape")
    clauses = [each for document in assistant.registry.documents for each in document.clauses]
    expect(options).to_have_count(sum(clause.parent_id is None for clause in clauses))
    page.keyboard.type("8")
    expect(options).to_have_count(1)
    page.keyboard.press("Enter")
    expect(clause.locator("h2")).to_contain_text("第八条")
    expect(clause.get_by_role("table")).to_contain_text("民营企业博士科研补贴")


def test_a_link_leads_to_clause_and_search(open_page: OpenPage) -> None:
    page = open_page()
    tab(page, "条款")
    options = look_up(page, "算力券")
    expect(options.first).to_contain_text("第二条")
    options.first.click()
    expect(page.locator("#clause h2")).to_contain_text("第二条")
    path = page.evaluate("location.pathname + location.search")
    again = open_page(path)
    expect(again.locator("#clause h2")).to_contain_text("第二条")
    expect(again.locator("#clause mark").first).to_be_visible()
    expect(again.get_by_role("combobox")).to_have_value("算力券")

    gone = open_page("/?doc=yancheng-ai-plus&clause=99")
    expect(gone.locator("#clause")).to_contain_text("没有这一条")


def test_nothing_found_is_told(open_page: OpenPage) -> None:
    page = open_page("/?q=第十五条")
    expect(page.locator("#results")).to_contain_text("没有找到与“第十五条”有关的条款")


def test_each_key_costs_the_server_well_under_a_tenth_of_a_second(assistant: Assistant) -> None:
    clauses = ClauseViews(assistant, Views(assistant, "zh"))
    clauses.results("没有这种说法")  # what finds nothing loads the most
    queries = ["算", "算力", "算力券", "市工信局", "8", "第八条", "人才", "人才补贴怎么拿"]
    began = time.thread_time()
    for query in queries:
        clauses.results(query)
    assert (time.thread_time() - began) / len(queries) < 0.05


def test_a_clause_is_read_out_in_one_breath(assistant: Assistant) -> None:
    views = ClauseViews(assistant, Views(assistant, "zh"))
    amounts = {award.clause_id: award.amount_text for award in assistant.awards()}
    for document in assistant.registry.documents:
        for clause in document.clauses:
            detail = assistant.clause(document.document_id, clause.clause_id)
            assert detail is not None
            told = views.spoken(detail)
            assert detail.label in told
            assert len(told) <= 120, told
            rules = "".join(views._awards(detail)[n].amount_text for n in range(len(views._awards(detail))))
            for figure in read_quantities(told):
                if figure.kind in ("money", "percent"):
                    assert figure.text in detail.text + rules, told
    tenth = assistant.clause("yancheng-ai-plus", "10")
    assert tenth is not None
    assert amounts["10"] in views.spoken(tenth)
    assert "市工信局、市财政局" in views.spoken(tenth)


def test_a_call_is_handed_on_with_its_case(open_page: OpenPage, feedback: FeedbackStore) -> None:
    page = open_page()
    say(page, SUMMIT)
    tab(page, "条款")
    look_up(page, "第十条").first.click()
    clause = page.locator("#clause article")
    expect(clause.locator(".spoken")).to_contain_text("全国性活动补贴")
    clause.get_by_role("button", name="转接单").click()
    card = page.locator("#transfer article")
    expect(card).to_contain_text("责任单位：市工信局、市财政局")
    expect(card).to_contain_text("活动费用总金额：200万元")
    expect(card).to_contain_text(SUMMIT)
    look_up(page, "第二条").first.click()
    expect(card).to_have_count(0)

    clause.get_by_text("报告错误").click()
    clause.get_by_label("错在哪里").fill("少了一句")
    clause.get_by_role("button", name="提交报告").click()
    expect(page.locator("#clause-thanks")).to_contain_text("已记录")
    assert feedback.reports()[0].subject.endswith("第二条")
    assert feedback.reports()[0].message == ""
