"""The look-up tab over more documents than are held: few of them are read to draw it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.documents import registry
from assistant.documents.model import Document
from assistant.documents.registry import HELD, load_document
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.web.page.clauses import Asked, ClauseViews
from assistant.web.page.views import Views
from tests.apart import apart
from tests.retrieval.corpora import TOPICS, add_document


@pytest.fixture
def many(settings: Settings, tmp_path: Path) -> Assistant:
    own = apart(settings, tmp_path)
    for number in range(HELD):
        region = "甲市" if number == 7 else "乙市"
        add_document(own.corpus_dir, number, {"region": region})
    return Assistant.open(own).warm()


def test_few_are_read(many: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counted(folder: Path) -> Document:
        read.append(folder.name)
        return load_document(folder)

    monkeypatch.setattr(registry, "load_document", counted)
    many.registry._read.cache_clear()
    views = ClauseViews(many, Views(many, "zh"))
    assert "甲市" in views.box() and "乙市" in views.box()
    assert read == []
    contents = views.results(Asked())
    assert contents.count('role="option"') == 200
    assert len(set(read)) <= 200 // len(TOPICS) + 1
    read.clear()
    only = views.results(Asked(region="甲市"))
    assert only.count('role="option"') == len(TOPICS) and set(read) <= {"rule-007"}
    read.clear()
    assert views.results(Asked(region="甲市", status="expired")).count('role="option"') == 0
    assert read == []
    assert "扶持办法7" in views.results(Asked("养老机构建设", region="甲市"))
    assert len(set(read)) <= 1
