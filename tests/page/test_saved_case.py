"""A calculation as a link or a file: opened by somebody else, changed, damaged, or older than the rules."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from assistant.settings import ROOT, Settings
from tests.page.acting import fill_event, pick, tab, work_out
from tests.page.conftest import OpenPage


@pytest.fixture
def page_with_case(open_page: OpenPage) -> Page:
    page = open_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab(page, "测算")
    fill_event(page, "2000000")
    pick(page, "全国性活动补贴")
    page.locator("#claim-1").get_by_label("活动费用总金额是多少元？").fill("100000")
    page.get_by_label("项目名称").nth(0).fill("甲 & 乙")
    page.get_by_label("申报日期").fill("2026-05-01")
    work_out(page)
    return page


def linked(page: Page) -> str:
    """The path of the link to what was worked out."""
    page.get_by_role("button", name="复制测算链接").click()
    link: str = page.evaluate("navigator.clipboard.readText()")
    return link.removeprefix(page.evaluate("location.origin"))


def saved(page: Page, to: Path) -> dict[str, Any]:
    with page.expect_download() as download:
        page.get_by_role("button", name="保存为文件").click()
    assert download.value.suggested_filename.endswith(".json")
    download.value.save_as(to)
    case: dict[str, Any] = json.loads(to.read_text(encoding="utf-8"))
    return case


def test_a_colleague_opens_a_link_changes_a_fact_and_works_it_out(
    open_page: OpenPage, page_with_case: Page
) -> None:
    again = open_page(linked(page_with_case))
    expect(again.get_by_role("tab", name="测算")).to_have_attribute("aria-selected", "true")
    expect(again.locator("#result .figure")).to_contain_text("50万元")
    expect(again.locator("#result .total")).to_contain_text("甲 & 乙")
    expect(again.locator("#result .opened")).to_contain_text("已打开保存的测算")
    expect(again.locator("#result .opened li")).to_have_count(0)
    # The same facts stand in the form, of both projects.
    expect(again.get_by_label("贵单位注册在哪个区（县、市）？")).to_have_value("亭湖区")
    expect(again.get_by_label("申报日期")).to_have_value("2026-05-01")
    costs = again.get_by_label("活动费用总金额是多少元？")
    expect(costs.nth(0)).to_have_value("2000000")
    expect(costs.nth(1)).to_have_value("100000")
    level = again.locator("#claim-0").get_by_role("group", name="举办的是哪一级的活动？")
    expect(level.get_by_label("全国性", exact=True)).to_be_checked()
    expect(again.get_by_label("项目名称").nth(0)).to_have_value("甲 & 乙")

    costs.nth(0).fill("1000000")
    work_out(again)
    expect(again.locator("#result .total")).to_contain_text("30万元")
    # What was changed outlives a reload; the link does not come back over it.
    again.reload()
    expect(costs.nth(0)).to_have_value("1000000")


def test_a_link_opened_over_a_form_can_be_taken_back(page_with_case: Page) -> None:
    page = page_with_case
    link = linked(page)
    cost = page.get_by_label("活动费用总金额是多少元？").nth(0)
    cost.fill("7")
    page.evaluate("link => { location.href = link }", link)
    expect(page.locator("#result .opened")).to_be_visible()
    expect(cost).to_have_value("2000000")
    page.get_by_role("button", name="撤销上一步").click()
    expect(cost).to_have_value("7")


def test_a_file_is_read_by_the_page_and_the_command_line(
    open_page: OpenPage, page_with_case: Page, settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "case.json"
    saved(page_with_case, file)
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "award", "calc", "--json", str(file)],
        cwd=ROOT,
        env=os.environ | {"ASSISTANT_DATA_DIR": str(settings.data_dir)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)["awards"][0]["amount"]["high"] == "500000"
    page = open_page()
    tab(page, "测算")
    page.get_by_label("打开保存的测算").set_input_files(file)
    expect(page.get_by_label("活动费用总金额是多少元？").nth(0)).to_have_value("2000000")
    # A request written by hand is opened as well, and nothing is said of its rules.
    bare = {"claims": [{"award_id": "national-event", "facts": {"total_cost": 300000}}]}
    file.write_text(json.dumps(bare), encoding="utf-8")
    page.get_by_label("打开保存的测算").set_input_files(file)
    expect(page.locator(".claim")).to_have_count(1)
    expect(page.get_by_label("活动费用总金额是多少元？")).to_have_value("300000")
    expect(page.locator("#result .opened")).not_to_contain_text("另一版规则")


def _older(case: dict[str, Any]) -> None:
    case["rules"] = "0" * 16


def _changed(case: dict[str, Any]) -> None:
    case["case"]["claims"][0]["facts"]["total_cost"] = "1"


def _unknown_pieces(case: dict[str, Any]) -> None:
    first = case["case"]["claims"][0]
    first["facts"] |= {"seats": "300", "event_level": "galactic", "total_cost": "many"}
    case["case"]["claims"] += [{"award_id": "moon-landing", "facts": {"crew": 3}}, {"project": "丙"}]
    case["case"] |= {"as_of": "someday", "colour": "red"}


@pytest.mark.parametrize(
    ("change", "told", "cost"),
    [
        (_older, ["另一版规则"], "2000000"),
        (_changed, ["被改动过"], "1"),
        (
            _unknown_pieces,
            [
                "被改动过",
                "moon-landing（crew：3）",
                "seats：300",
                "活动级别：galactic",
                "someday",
                "red",
                "应是数字",
            ],
            "many",
        ),
    ],
)
def test_what_does_not_fit_is_named_and_all_else_filled_in(
    page_with_case: Page, tmp_path: Path, change: Callable[..., None], told: list[str], cost: str
) -> None:
    page, file = page_with_case, tmp_path / "case.json"
    case = saved(page, file)
    change(case)
    file.write_text(json.dumps(case, ensure_ascii=False), encoding="utf-8")
    page.get_by_label("打开保存的测算").set_input_files(file)
    for words in told:
        expect(page.locator("#result")).to_contain_text(words)
    expect(page.get_by_label("活动费用总金额是多少元？").nth(0)).to_have_value(cost)
    expect(page.get_by_label("贵单位注册在哪个区（县、市）？")).to_have_value("亭湖区")
    expect(page.locator(".claim")).to_have_count(2)


@pytest.mark.parametrize("text", ["{", "[1]", "", "not a case", '{"claims": 3, "claims": 4}'])
def test_what_is_no_case_leaves_the_form_alone(page_with_case: Page, tmp_path: Path, text: str) -> None:
    page, file = page_with_case, tmp_path / "case.json"
    file.write_text(text, encoding="utf-8")
    page.get_by_label("打开保存的测算").set_input_files(file)
    expect(page.locator("#result [role=alert]")).to_contain_text("打不开这份测算")
    expect(page.locator("#result [role=alert]")).to_contain_text("您的表格没有变")
    expect(page.get_by_label("活动费用总金额是多少元？").nth(0)).to_have_value("2000000")


def test_half_a_link_is_told(open_page: OpenPage, page_with_case: Page) -> None:
    link = linked(page_with_case)
    for half in (link[: len(link) // 2], "/#case=" + quote('{"case": {'), "/#case=%E4%B8"):
        page = open_page(half)
        expect(page.locator("#result [role=alert]")).to_contain_text("打不开这份测算")
        expect(page.get_by_role("tab", name="测算")).to_have_attribute("aria-selected", "true")
