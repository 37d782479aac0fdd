"""``documents index`` and ``questions learn`` over a corpus large enough to have vectors, as processes."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.feedback.confirmed import ConfirmedQuestions
from assistant.retrieval.confirmed import LEARNED
from assistant.retrieval.rank_training import LEAST_QUESTIONS
from assistant.retrieval.vectors import LEAST_PASSAGES
from assistant.service import CONFIRMED
from assistant.settings import Settings
from tests.cli.test_cli import assistant, result
from tests.retrieval.corpora import TOPICS, add_document

DOCUMENTS = LEAST_PASSAGES // len(TOPICS) + 1


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder: Path = tmp_path_factory.mktemp("large")
    for number in range(DOCUMENTS):
        add_document(folder / "corpus", number)
    return Settings(data_dir=folder / "data", corpus_dir=folder / "corpus")


def confirm(settings: Settings, questions: int) -> None:
    kept = ConfirmedQuestions(settings.data_dir / CONFIRMED)
    for number in range(questions):
        document, topic = number % DOCUMENTS, number % len(TOPICS)
        kept.confirm(f"{TOPICS[topic]}{number}补不补", [(f"rule-{document:03d}", str(topic + 1))])


def test_indexing_learns_anew_where_confirmed_questions_have_changed(large: Settings) -> None:
    def index() -> str:
        ended = assistant(large, "documents", "index", "--json", ASSISTANT_CORPUS_DIR=str(large.corpus_dir))
        if "learned" in (report := result(ended))["learned"]:
            assert "学习确认过的问法" in ended.stderr.decode()
        return str(report["learned"])

    weights = large.data_dir / LEARNED / "weights.json"
    assert index() == "too_little" and not weights.exists()
    confirm(large, LEAST_QUESTIONS)
    assert index() == "learned"
    before = weights.stat().st_mtime_ns
    assert index() == "unchanged" and weights.stat().st_mtime_ns == before
    confirm(large, LEAST_QUESTIONS + 1)
    learned = assistant(large, "questions", "learn", ASSISTANT_CORPUS_DIR=str(large.corpus_dir))
    assert learned.returncode == 0 and "已从确认过的问法学习" in learned.stdout.decode()
    assert weights.stat().st_mtime_ns != before
    again = assistant(large, "questions", "learn", ASSISTANT_CORPUS_DIR=str(large.corpus_dir))
    assert again.returncode == 0 and "没有变动" in again.stdout.decode()
