"""Looking up a clause with nothing but the keyboard."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from assistant.feedback.store import FeedbackStore
from assistant.language.quantities import read_quantities
from assistant.service import Assistant
from assistant.web.page.clauses import ClauseViews
from assistant.web.page.views import Views
from assistant.web.server import create_app
from tests.page.acting import SUMMIT, barriers, look_up, say, tab
from tests.page.conftest import OpenPage
from tests.serving import served


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


SECOND = """南通市支持算力发展若干措施
一、算力券。对使用智算服务的企业给予算力券补助，最高20万元。（责任单位：市数据局）
二、机房建设。对新建智算机房给予支持。（责任单位：市工信局）
"""


@pytest.fixture(scope="module")
def two_cities(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with the policies of two cities."""
    folder = tmp_path_factory.mktemp("two")
    corpus = folder / "corpus"
    # Callers' questions take long to learn from and are not needed here.
    shutil.copytree(assistant.settings.corpus_dir, corpus, ignore=shutil.ignore_patterns("questions"))
    second = corpus / "nantong-compute"
    second.mkdir()
    (second / "policy.txt").write_text(SECOND, encoding="utf-8")
    (second / "document.yaml").write_text(
        "document_id: nantong-compute\ntitle: 南通市支持算力发展若干措施\nsource: policy\nstatus: in_force\n"
        "region: 江苏省南通市\nvalid_from: 2026-01-01\nvalid_until: 2026-12-31\nversion: 2026年版\n",
        encoding="utf-8",
    )
    inner = Assistant(assistant.settings.model_copy(update={"corpus_dir": corpus, "data_dir": folder})).warm()
    with served(create_app(inner)) as address:
        yield address


def test_a_look_up_keeps_to_region_status_and_day(open_page: OpenPage, two_cities: str) -> None:
    page = open_page("/?tab=look_up", at=two_cities)
    options = look_up(page, "智算服务")
    nantong = options.filter(has_text="南通市支持算力发展若干措施")
    expect(nantong).to_have_count(1)
    expect(nantong).to_contain_text("2026年版")
    expect(nantong).to_contain_text("现行有效")
    page.get_by_label("地区").select_option("江苏省盐城市")
    expect(nantong).to_have_count(0)
    expect(options.first).to_contain_text("第二条")
    page.get_by_label("地区").select_option("")
    page.get_by_label("状态").select_option("现行有效")
    expect(options).to_have_count(1)
    page.get_by_label("状态").select_option("")
    page.get_by_label("哪一天有效").fill("2027-06-01")
    page.get_by_label("哪一天有效").press("Tab")
    expect(nantong).to_have_count(0)
    # The search is at its address, with what narrows it down.
    again = open_page(page.url.removeprefix(two_cities), at=two_cities)
    expect(again.get_by_label("哪一天有效")).to_have_value("2027-06-01")
    expect(again.locator("#results").get_by_role("status")).not_to_have_text("目录")
    page.get_by_label("哪一天有效").fill("someday")
    page.get_by_label("哪一天有效").press("Tab")
    expect(page.locator("#results")).to_contain_text("“哪一天有效”不是有效日期")
    assert barriers(page) == []


def test_one_policy_needs_no_narrowing_down(open_page: OpenPage) -> None:
    page = open_page("/?tab=look_up")
    expect(page.get_by_role("combobox", name="条号、关键词或责任单位")).to_be_visible()
    expect(page.get_by_label("地区")).to_have_count(0)
