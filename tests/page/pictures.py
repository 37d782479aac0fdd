"""Takes the pictures of the README: ``python -m tests.page.pictures``.

Needs Chromium (``ASSISTANT_BROWSER`` names another); writes ``assistant/web/pictures/*.png``.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from assistant.service import Assistant
from assistant.settings import ROOT, Settings
from assistant.web.server import create_app
from tests.conftest import QUIET
from tests.page.acting import SUMMIT, fill_event, look_up, say, tab, work_out
from tests.serving import served

PICTURES = ROOT / "assistant" / "web" / "pictures"
SHOWN_SET = "evals/sets/unseen_e.jsonl"
WIDTH = 1280
COLOURS = 96


def main() -> int:
    browser_path = os.environ.get("ASSISTANT_BROWSER") or shutil.which("chromium")
    if browser_path is None:
        print("找不到浏览器；请安装 chromium，或用环境变量 ASSISTANT_BROWSER 指明", file=sys.stderr)
        return 1
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        report = Path(data) / "report.html"
        evaluated = [sys.executable, "-m", "evals", "run", SHOWN_SET, "--html", str(report)]
        # Failed cases are no reason not to show the report.
        subprocess.run(evaluated, cwd=ROOT, env=os.environ | {"ASSISTANT_DATA_DIR": data}, check=False)
        settings = Settings(data_dir=Path(data), evaluation_report=report)
        assistant = Assistant.open(settings).warm()
        with served(create_app(assistant)) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_path, args=QUIET)
            page = browser.new_context(locale="zh-CN").new_page()
            page.goto(address)
            _ask(page)
            _look_up(page)
            _work_out(page)
            _check(page)
    return 0


def _ask(page: Page) -> None:
    page.wait_for_selector("#latest .welcome")
    answer = say(page, SUMMIT)
    answer.locator("details.award").first.evaluate("card => card.open = true")
    page.get_by_label("您的问题").blur()
    _save(page, "ask", height=1560)


def _look_up(page: Page) -> None:
    tab(page, "条款")
    look_up(page, "人才")
    query = page.get_by_role("combobox", name="条号、关键词或责任单位")
    query.press("ArrowDown")
    query.press("Enter")
    expect(page.locator("#clause mark").first).to_be_visible()
    _save(page, "look_up")


def _work_out(page: Page) -> None:
    tab(page, "测算")
    fill_event(page, "2000000")
    work_out(page)
    _save(page, "work_out", height=1400)


def _check(page: Page) -> None:
    tab(page, "评测")
    expect(page.frame_locator("#check iframe").locator("h1")).to_be_visible()
    _save(page, "check")


def _save(page: Page, name: str, height: int = 900) -> None:
    page.set_viewport_size({"width": WIDTH, "height": height})
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(300)
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    shot.quantize(COLOURS, dither=Image.Dither.NONE).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    sys.exit(main())
