"""``documents index`` and ``questions learn``, as processes that take a small corpus for a large one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.feedback.confirmed import ConfirmedQuestions
from assistant.retrieval.confirmed import LEARNED
from assistant.service import CONFIRMED
from assistant.settings import ROOT, Settings
from tests.cli.test_cli import result
from tests.retrieval.corpora import corpus_of

TOPICS = {
    "养老": ["养老床位", "护理员培训", "老年食堂", "适老化改造", "日间照料中心"],
    "渔业": ["渔船更新", "水产养殖", "冷链仓库", "渔港码头", "鱼苗繁育"],
    "旅游": ["民宿开办", "景区停车场", "导游培训", "乡村旅游", "旅行社"],
    "外贸": ["出口信用保险", "海外仓库", "跨境电商", "国际展会", "外贸企业"],
}
_SMALL = """
import sys
from assistant.cli import run
from assistant.retrieval import build, confirmed, rank_training
build.LEAST_PASSAGES = 10
confirmed.LEAST_QUESTIONS = rank_training.LEAST_QUESTIONS = 50
rank_training.LEAST_APART = 10
sys.exit(run(sys.argv[1:]))
"""


@pytest.fixture
def small(tmp_path: Path) -> Settings:
    (tmp_path / "corpus").mkdir()
    corpus_of(
        tmp_path / "corpus", TOPICS, "支持{thing}。对从事{thing}的单位给予奖励，由市{topic}局组织认定。"
    )
    return Settings(data_dir=tmp_path / "data", corpus_dir=tmp_path / "corpus")


def command(settings: Settings, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    places = {
        "ASSISTANT_DATA_DIR": str(settings.data_dir),
        "ASSISTANT_CORPUS_DIR": str(settings.corpus_dir),
    }
    return subprocess.run(
        [sys.executable, "-c", _SMALL, *arguments],
        cwd=ROOT,
        capture_output=True,
        env=os.environ | places,
        timeout=300,
    )


def test_indexing_learns_anew_where_confirmed_questions_have_changed(small: Settings) -> None:
    weights = small.data_dir / LEARNED / "weights.json"
    assert result(command(small, "documents", "index", "--json"))["learned"] == "too_little"
    assert not weights.exists()
    kept = ConfirmedQuestions(small.data_dir / CONFIRMED)
    for document, things in enumerate(TOPICS.values()):
        for clause_id, thing in enumerate(things, 1):
            for asked in (f"{thing}补不补", f"对{thing}有啥说法", f"想问{thing}"):
                kept.confirm(asked, [(f"document-{document}", str(clause_id))])
    learned = command(small, "documents", "index")
    assert "已从确认过的问法学习" in learned.stdout.decode()
    assert "学习确认过的问法" in learned.stderr.decode()
    before = weights.stat().st_mtime_ns
    assert result(command(small, "documents", "index", "--json"))["learned"] == "unchanged"
    again = command(small, "questions", "learn")
    assert again.returncode == 0 and "没有变动" in again.stdout.decode()
    assert weights.stat().st_mtime_ns == before
