"""Look-up on the command line: explanations, and the index built on the way."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.settings import ROOT, Settings
from tests.cli.test_cli import assistant, result


@pytest.fixture(scope="module", autouse=True)
def indexed(settings: Settings) -> None:
    assert assistant(settings, "documents", "index").returncode == 0


def test_explain_for_a_reader(settings: Settings) -> None:
    shown = assistant(settings, "search", "算力券50万元", "--explain", "-k", "1").stdout.decode()
    assert "第二条" in shown and "按来电问法" in shown
    assert "正文的词" in shown and "数值 500000" in shown and "money" not in shown
    assert "改正了错别字" not in shown
    assert "改正了错别字" in assistant(settings, "search", "算立券", "--explain").stdout.decode()
    assert "按条号或责任单位" in assistant(settings, "search", "第八条", "--explain").stdout.decode()


def test_explain_for_a_program(settings: Settings) -> None:
    found = result(assistant(settings, "search", "算力券50万元", "--explain", "--json", "-k", "2"))
    plain = result(assistant(settings, "search", "算力券50万元", "--json", "-k", "2"))
    assert [hit["clause_id"] for hit in found["hits"]] == [hit["clause_id"] for hit in plain["hits"]]
    assert [hit["score"] for hit in found["hits"]] == [hit["score"] for hit in plain["hits"]]
    assert {field["field"] for field in found["hits"][0]["fields"]} >= {"grams", "words", "numbers"}


def test_explain_without_a_hit_ends_with_1(settings: Settings) -> None:
    ended = assistant(settings, "search", "第十五条", "--explain")
    assert ended.returncode == 1
    assert "没有找到" in ended.stdout.decode()


def test_a_person_sees_the_index_being_built_and_a_program_does_not(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "quiet")
    ended = assistant(settings, "search", "第八条", "--json")
    assert result(ended)["hits"] and ended.stderr == b""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant", "search", "第八条", "--json"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        env=os.environ | {"ASSISTANT_DATA_DIR": str(tmp_path / "seen"), "TERM": "xterm"},
    )
    os.close(theirs)
    seen = bytearray()
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # the terminal's other end is closed
            break
        if not piece:
            break
        seen += piece
    os.close(ours)
    assert process.wait(60) == 0
    assert "收录文件" in seen.decode(errors="ignore") and "100%" in seen.decode(errors="ignore")


def test_an_embedding_model_that_is_not_there_is_told(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    ended = assistant(settings, "documents", "index", ASSISTANT_EMBEDDING_MODEL="/no/such/model")
    assert ended.returncode == 3
    assert "不在本机" in ended.stderr.decode() and "Traceback" not in ended.stderr.decode()


def test_documents_index_says_what_changed(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    first = assistant(settings, "documents", "index").stdout.decode()
    assert "新增：" in first and "yancheng-ai-plus" in first
    again = assistant(settings, "documents", "index").stdout.decode()
    assert "已是最新" in again and "新增" not in again
