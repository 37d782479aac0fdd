"""A corpus and an index apart from those of all tests, to be changed by another process."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from assistant.settings import ROOT, Settings
from tests.cli.test_cli import assistant

ADDED = "elder-care"
QUERY = "养老床位运营补贴"


def apart(settings: Settings, folder: Path) -> Settings:
    """Settings for a copy in ``folder`` of the corpus and of the index of ``settings``."""
    assert assistant(settings, "documents", "index").returncode == 0
    shutil.copytree(settings.data_dir / "index", folder / "data" / "index")
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    return settings.model_copy(update={"data_dir": folder / "data", "corpus_dir": folder / "corpus"})


def add(corpus: Path) -> None:
    """Add a document that answers ``QUERY``."""
    folder = corpus / ADDED
    folder.mkdir()
    text = "第一条 支持养老床位。对养老床位给予运营补贴，由市民政局组织认定。\n"
    (folder / "policy.txt").write_text(text, encoding="utf-8")
    (folder / "document.yaml").write_text(
        f"document_id: {ADDED}\ntitle: 养老办法\nsource: policy\nstatus: in_force\nregion: 某市\n",
        encoding="utf-8",
    )


def index(settings: Settings) -> None:
    """By another process."""
    ended = assistant(settings, "documents", "index", ASSISTANT_CORPUS_DIR=str(settings.corpus_dir))
    assert ended.returncode == 0, ended.stderr.decode()


def until(true: Callable[[], bool], seconds: float = 120) -> None:
    """Wait for it; long, for the machine may be busy with other tests."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.1)
