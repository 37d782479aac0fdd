"""Wrong rule files fail with file, line and mend; each file under ``bad/`` says what it must give."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from assistant.awards.load import load_rulebook
from assistant.documents.model import Document
from assistant.errors import CorpusError

BAD = sorted((Path(__file__).parent / "bad").glob("*.yaml"))
RULE_FILES = ("facts.yaml", "scope.yaml", "stacking.yaml", "readings.yaml", "not_money.yaml", "pins.yaml")


@pytest.fixture(scope="session")
def copied(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("rules")
    shutil.copytree(folder / "awards", copy / "awards")
    for name in RULE_FILES:
        shutil.copy(folder / name, copy / name)
    return copy


def test_the_copy_itself_loads(copied: Path, document: Document) -> None:
    assert len(load_rulebook(copied, document).awards) == 24


@pytest.mark.parametrize("bad", BAD, ids=lambda path: path.stem)
def test_bad_file(bad: Path, copied: Path, folder: Path, document: Document) -> None:
    text = bad.read_text(encoding="utf-8")
    target = re.search(r"^# file: (.+)$", text, re.M)
    error = re.search(r"^# error: (.+)$", text, re.M)
    assert target and error
    name = target[1]
    (copied / name).write_text(text, encoding="utf-8")
    try:
        with pytest.raises(CorpusError) as refused:
            load_rulebook(copied, document)
    finally:
        shutil.copy(folder / name, copied / name)
    message = next((line for line in str(refused.value).splitlines() if error[1] in line), None)
    assert message is not None, str(refused.value)
    assert re.match(rf"{re.escape(str(copied / name))}:\d+: ", message), message
    assert "；" in message, "the message says the mend"
