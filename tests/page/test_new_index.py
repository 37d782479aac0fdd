"""The page of a running server, opened after another process has brought the index up to date."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from assistant import renewal
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.web.server import create_app
from tests.apart import ADDED, QUERY, add, apart, index, until
from tests.page.acting import look_up, tab
from tests.page.conftest import OpenPage
from tests.serving import served


def test_it_shows_what_has_come(
    open_page: OpenPage, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renewal, "EVERY_S", 0.0)
    own = apart(settings, tmp_path)
    assistant = Assistant.open(own, serving=True).warm()
    with served(create_app(assistant)) as address:
        before = open_page(at=address)
        tab(before, "条款")
        expect(before.get_by_label("地区")).to_have_count(0)
        add(own.corpus_dir)
        index(own)
        until(lambda: ADDED in assistant.registry)
        page = open_page(at=address)
        tab(page, "条款")
        expect(page.get_by_label("地区")).to_contain_text("某市")
        expect(page.locator("#results")).to_contain_text("养老办法")
        expect(look_up(page, QUERY).first).to_contain_text("养老床位")
        page.get_by_label("地区").select_option("江苏省盐城市")
        expect(page.locator("#results")).to_contain_text("没有找到")
