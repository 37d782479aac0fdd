"""What several test folders share: the assistant over a fresh data folder, the schema, a browser."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from assistant.settings import ROOT, Settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from assistant.service import Assistant

#: The arguments of a browser that talks to the page and to nobody else.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

SHARED = ROOT.parent / "shared"

# The same examples every time, so that what fails once fails again (--hypothesis-profile=default: others).
hypothesis.settings.register_profile("repeatable", derandomize=True, print_blob=True)
hypothesis.settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(data_dir=tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def assistant(settings: Settings) -> Assistant:
    # Here, so that tests of one part do not load all the others.
    from assistant.service import Assistant

    return Assistant.open(settings)


@pytest.fixture(scope="session")
def answer_schema() -> dict[str, Any]:
    path = SHARED / "contract" / "answer.schema.json"
    if not path.exists():
        pytest.skip(f"{path} is absent")
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema


@pytest.fixture(scope="session")
def browser_path() -> str:
    """The Chromium that ``.ci/browser`` sees to."""
    names = [os.environ.get("ASSISTANT_BROWSER", ""), "chromium", "chromium-browser", "google-chrome"]
    found = next(filter(None, map(shutil.which, filter(None, names))), None)
    if found is None:
        pytest.skip("no browser: chromium, chromium-browser, google-chrome, ASSISTANT_BROWSER")
    return found


@pytest.fixture(scope="session")
def browser(browser_path: str) -> Iterator[Browser]:
    """One for all tests: Playwright cannot be started twice at the same time."""
    from playwright.sync_api import expect, sync_playwright

    # Generous, for the machine may be busy with other tests.
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def policy_text() -> str:
    path: Path = ROOT / "corpus" / "yancheng-ai-plus" / "policy.txt"
    return path.read_bytes().decode()
