"""From the form to amounts with their clauses."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.page.acting import choose, fill_event, pick, tab
from tests.page.conftest import OpenPage


def test_from_form_to_amount_with_clause(open_page: OpenPage) -> None:
    page = open_page()
    tab(page, "测算")
    fill_event(page, "1234567.89")
    page.get_by_role("button", name="开始测算").click()
    result = page.locator("#result")
    expect(result.locator("details.award > summary")).to_contain_text("370370.37元")
    expect(result.locator("details.award > summary")).to_contain_text("符合")
    expect(result.locator(".trace")).to_contain_text("第十条：“按照国家级活动费用总金额的30%”")
    expect(result.locator(".figure")).to_contain_text("370370.37元")


def test_one_project_counts_its_highest_award_once(open_page: OpenPage) -> None:
    page = open_page()
    tab(page, "测算")
    fill_event(page, "2000000")
    pick(page, "示范园区创建支持")
    expect(page.locator(".claim")).to_have_count(2)
    # What was filled in before is still there.
    expect(page.get_by_label("活动费用总金额是多少元？")).to_have_value("2000000")
    choose(page, "创建的是哪一级的示范园区？", "国家级")
    choose(page, "是否已经成功创建？", "是")
    names = page.get_by_label("项目名称")
    names.nth(0).fill("甲")
    names.nth(1).fill("甲")
    page.get_by_role("button", name="开始测算").click()
    figure = page.locator("#result .figure")
    expect(figure).to_contain_text("最高 100万元")
    expect(page.locator("#result .total")).to_contain_text("不重复计入：全国性活动补贴")
    names.nth(1).fill("乙")
    page.get_by_role("button", name="开始测算").click()
    expect(figure).to_contain_text("150万元")
    page.locator(".claim").nth(1).get_by_role("button", name="移除").click()
    expect(page.locator(".claim")).to_have_count(1)


def test_mistakes_are_told_in_words(open_page: OpenPage) -> None:
    page = open_page()
    tab(page, "测算")
    page.get_by_role("button", name="加到测算").click()
    expect(page.locator("#result")).to_contain_text("请先选一项奖补")
    pick(page, "全国性活动补贴")
    page.get_by_label("活动费用总金额是多少元？").fill("-5")
    page.get_by_role("button", name="开始测算").click()
    alert = page.locator("#result [role=alert]")
    expect(alert).to_contain_text("全国性活动补贴")
    page.get_by_label("活动费用总金额是多少元？").fill("5")
    page.get_by_label("申报日期").fill("2026-13-01")
    page.get_by_role("button", name="开始测算").click()
    expect(alert).to_contain_text("日期")
