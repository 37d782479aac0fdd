"""From the form to amounts with their clauses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import expect

from assistant.settings import ROOT, Settings
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
    expect(result.locator("details.award .trace")).to_contain_text("第十条：“按照国家级活动费用总金额的30%”")
    expect(result.locator(".figure")).to_contain_text("370370.37元")


def test_one_project_counts_its_highest_award_once(open_page: OpenPage) -> None:
    page = open_page()
    tab(page, "测算")
    fill_event(page, "2000000")
    pick(page, "示范园区创建支持")
    expect(page.locator(".claim")).to_have_count(2)
    # What was filled in before is still there.
    expect(page.get_by_label("活动费用总金额是多少元？")).to_have_value("2000000")
    level = page.get_by_role("group", name="举办的是哪一级的活动？")
    expect(level.get_by_label("全国性", exact=True)).to_be_checked()
    choose(page, "创建的是哪一级的示范园区？", "国家级")
    choose(page, "是否已经成功创建？", "是")
    names = page.get_by_label("项目名称")
    names.nth(0).fill("甲")
    names.nth(1).fill("甲")
    page.get_by_role("button", name="开始测算").click()
    figure = page.locator("#result .figure")
    expect(figure).to_contain_text("50万元 至 100万元")
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


def test_what_is_open_is_shown_with_chart_and_cap(open_page: OpenPage) -> None:
    page = open_page()
    tab(page, "测算")
    fill_event(page, "1200000")
    pick(page, "示范园区创建支持")
    expect(page.locator(".claim")).to_have_count(2)
    page.get_by_role("button", name="开始测算").click()
    result = page.locator("#result")
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


def test_a_case_goes_as_a_link_and_as_a_file(open_page: OpenPage, settings: Settings, tmp_path: Path) -> None:
    page = open_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab(page, "测算")
    fill_event(page, "2000000")
    page.get_by_label("项目名称").fill("甲 & 乙")
    page.get_by_role("button", name="开始测算").click()
    result = page.locator("#result")
    result.get_by_role("button", name="复制测算链接").click()
    link = page.evaluate("navigator.clipboard.readText()")
    with page.expect_download() as download:
        result.get_by_role("button", name="保存为文件").click()
    assert download.value.suggested_filename.endswith(".json")
    saved = tmp_path / "case.json"
    download.value.save_as(saved)

    done = subprocess.run(
        [sys.executable, "-m", "assistant", "award", "calc", "--json", str(saved)],
        cwd=ROOT,
        env=os.environ | {"ASSISTANT_DATA_DIR": str(settings.data_dir)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)["total"]["high"] == "500000"

    path = link.removeprefix(page.evaluate("location.origin"))
    again = open_page(path)
    expect(again.locator("#result .figure")).to_contain_text("50万元")
    expect(again.get_by_role("tab", name="测算")).to_have_attribute("aria-selected", "true")
    expect(again.locator("#result .total")).to_contain_text("甲 & 乙")

    opened = open_page()
    tab(opened, "测算")
    opened.get_by_label("打开保存的测算").set_input_files(saved)
    expect(opened.locator("#result .figure")).to_contain_text("50万元")
    broken = tmp_path / "broken.json"
    broken.write_text('{"claims": [{"award_id": "no-such"}]}', encoding="utf-8")
    opened.get_by_label("打开保存的测算").set_input_files(broken)
    expect(opened.locator("#result [role=alert]")).to_contain_text("no-such")
