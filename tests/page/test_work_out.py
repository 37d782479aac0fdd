"""From the form to amounts with their clauses."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.page.acting import SUMMIT, choose, fill_event, pick, say, tab, work_out
from tests.page.conftest import OpenPage


def test_from_form_to_amount_with_clause(open_page: OpenPage) -> None:
    page = open_page()
    tab(page, "测算")
    fill_event(page, "1234567.89")
    result = work_out(page)
    expect(result.locator("details.award > summary")).to_contain_text("370370.37元")
    expect(result.locator("details.award > summary")).to_contain_text("符合")
    expect(result.locator("details.award .trace")).to_contain_text("第十条：“按照国家级活动费用总金额的30%”")
    expect(result.locator(".figure")).to_contain_text("370370.37元")
    # Every sum of the total names its clause.
    expect(result.locator(".total").get_by_role("link", name="第十条")).to_be_visible()


def test_one_project_counts_its_highest_award_once(open_page: OpenPage) -> None:
    page = open_page()
    tab(page, "测算")
    fill_event(page, "200万")
    pick(page, "示范园区创建支持")
    # What was filled in before is still there.
    expect(page.get_by_label("活动费用总金额是多少元？")).to_have_value("200万")
    level = page.get_by_role("group", name="举办的是哪一级的活动？")
    expect(level.get_by_label("全国性", exact=True)).to_be_checked()
    choose(page, "创建的是哪一级的示范园区？", "国家级")
    choose(page, "是否已经成功创建？", "是")
    names = page.get_by_label("项目名称")
    names.nth(0).fill("甲")
    names.nth(1).fill("甲")
    result = work_out(page)
    figure = result.locator(".figure")
    expect(figure).to_contain_text("50万元 至 100万元")
    expect(result.locator(".total")).to_contain_text("不重复计入：全国性活动补贴")
    names.nth(1).fill("乙")
    work_out(page)
    expect(figure).to_contain_text("150万元")
    page.get_by_role("group", name="怎么合计").get_by_label("全部按一个项目").check()
    work_out(page)
    expect(figure).not_to_contain_text("150万元")
    page.locator(".claim").nth(1).get_by_role("button", name="移除").click()
    expect(page.locator(".claim")).to_have_count(1)


def test_mistakes_are_told_in_words_where_they_are(open_page: OpenPage) -> None:
    page = open_page()
    tab(page, "测算")
    page.get_by_role("button", name="加到表格", exact=True).click()
    expect(page.locator("#result")).to_contain_text("请先选一项奖补")
    pick(page, "全国性活动补贴")
    cost = page.get_by_label("活动费用总金额是多少元？")
    cost.fill("许多")
    alert = work_out(page).locator("[role=alert]")
    expect(alert).to_contain_text("全国性活动补贴：“活动费用总金额”应是数字")
    expect(cost).to_have_attribute("aria-invalid", "true")
    expect(cost).to_have_accessible_description(
        "单位：元，也可以写成200万 “活动费用总金额”应是数字，例如 2000000 或 200万"
    )
    alert.get_by_role("link").click()
    expect(cost).to_be_focused()
    cost.fill("5")
    page.get_by_label("申报日期").fill("2026-13-01")
    work_out(page)
    expect(alert).to_contain_text("“申报日期”不是有效日期")
    expect(cost).not_to_have_attribute("aria-invalid", "true")
    page.get_by_label("申报日期").fill("")
    expect(work_out(page).locator(".total")).to_be_visible()
    expect(page.locator("#case .error")).to_have_count(0)


def test_what_is_open_is_shown_with_chart_and_cap(open_page: OpenPage) -> None:
    page = open_page()
    tab(page, "测算")
    fill_event(page, "1200000")
    pick(page, "示范园区创建支持")
    result = work_out(page)
    chart = result.get_by_role("table", name="金额范围")
    expect(chart.get_by_role("row")).to_have_count(3)
    expect(chart.get_by_role("row").nth(0)).to_contain_text("36万元")
    expect(chart.get_by_role("row").nth(2)).to_contain_text("36万元 至 136万元")
    widths = chart.locator("rect:not(.ground)").evaluate_all("all => all.map(e => e.getAttribute('width'))")
    assert widths == ["26.47", "73.53", "73.53"]

    effects = result.locator(".effects")
    expect(effects).to_contain_text("国家级：合计 36万元 至 136万元")
    expect(effects).to_contain_text("市级：合计 36万元（示范园区创建支持不符合）")
    expect(result).to_contain_text("就到上限")
    expect(result).to_contain_text("1666666.67")


def test_a_firm_begins_with_what_it_is(open_page: OpenPage) -> None:
    page = open_page()
    tab(page, "测算")
    page.get_by_role("button", name="找出可能适用的奖补").click()
    expect(page.locator("#result")).to_contain_text("请先选注册地区或单位类型")
    page.get_by_label("贵单位注册在哪个区（县、市）？").select_option("大丰区")
    page.get_by_label("申报单位属于哪一类？").select_option("事业单位")
    page.get_by_role("button", name="找出可能适用的奖补").click()
    title = page.get_by_role("checkbox", name="事业单位职称人才生活补贴")
    expect(title).to_be_visible()
    expect(page.get_by_role("checkbox", name="民营企业博士科研补贴")).to_have_count(0)
    page.get_by_text("项和原因").click()
    expect(page.locator("#case")).to_contain_text("您说的单位类型：事业单位")
    title.check()
    page.get_by_role("checkbox", name="高层次人才资助").check()
    page.get_by_role("button", name="把选中的加到表格").click()
    expect(page.locator(".claim")).to_have_count(2)
    expect(page.get_by_label("申报单位属于哪一类？")).to_have_value("public_institution")
    # The first of what was added is where to go on.
    expect(page.locator("#claim-0")).to_be_focused()


def test_a_conversation_goes_on_as_a_calculation(open_page: OpenPage) -> None:
    page = open_page()
    tab(page, "测算")
    page.get_by_role("button", name="带入咨询中说过的情况").click()
    expect(page.locator("#result")).to_contain_text("还没有说过")
    tab(page, "咨询")
    say(page, SUMMIT)
    tab(page, "测算")
    page.get_by_role("button", name="带入咨询中说过的情况").click()
    expect(page.get_by_label("活动费用总金额是多少元？")).to_have_value("2000000")
    expect(work_out(page).locator(".figure")).to_contain_text("50万元")


def test_every_step_can_be_taken_back(open_page: OpenPage) -> None:
    page = open_page()
    tab(page, "测算")
    undo = page.get_by_role("button", name="撤销上一步")
    expect(undo).to_be_disabled()
    fill_event(page, "2000000")
    expect(work_out(page).locator(".figure")).to_contain_text("50万元")
    cost = page.get_by_label("活动费用总金额是多少元？")
    cost.fill("1000000")
    undo.click()
    expect(cost).to_have_value("2000000")
    expect(page.locator("#result")).to_contain_text("表格改过了")
    page.get_by_role("button", name="移除 全国性活动补贴").click()
    expect(page.locator(".claim")).to_have_count(0)
    undo.click()
    expect(cost).to_have_value("2000000")
    page.get_by_role("button", name="全部清空").click()
    expect(page.get_by_label("贵单位注册在哪个区（县、市）？")).to_have_value("")
    undo.click()
    expect(cost).to_have_value("2000000")
    # And nothing of it is lost by a reload, or by a change of language.
    page.reload()
    expect(cost).to_have_value("2000000")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_label("What is the total cost of the event?")).to_have_value("2000000")


def test_a_result_is_printed_with_what_it_was_worked_out_from(open_page: OpenPage) -> None:
    page = open_page("/?tab=work_out")
    fill_event(page, "2000000")
    work_out(page)
    page.evaluate(
        "void (window.print = () => { window.printed = "
        "['#case input[name$=total_cost]', '#case button', '#result .tools', '#result .aside ul']"
        ".map(each => document.querySelector(each).checkVisibility()) })"
    )
    page.emulate_media(media="print")
    page.evaluate("document.querySelector('[data-case-print]').click()")
    page.wait_for_function("window.printed")
    assert page.evaluate("window.printed") == [True, False, False, True]
