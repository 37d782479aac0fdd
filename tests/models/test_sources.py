"""A model's turn goes by the documents it works with, however many there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.documents import registry
from assistant.documents.model import Document
from assistant.documents.registry import HELD, Registry, load_document, load_registry
from assistant.models.known import Known
from assistant.models.sources import Library, Sources
from tests.retrieval.corpora import add_document


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents that are read, one after the other."""
    names: list[str] = []

    def counted(folder: Path) -> Document:
        names.append(folder.name)
        return load_document(folder)

    monkeypatch.setattr(registry, "load_document", counted)
    return names


@pytest.fixture
def many(tmp_path: Path) -> Registry:
    for number in range(HELD + 2):
        source = "interpretation" if number == 2 else "policy"
        add_document(tmp_path, number, {"source": source}, more=f"详见第{number + 3000}号公告。")
    return load_registry(tmp_path)


def test_only_documents_of_the_turn_are_read_and_believed(many: Registry, read: list[str]) -> None:
    ruled = many.get("rule-000")
    assert ruled is not None
    clauses = {("rule-000", "1")}
    sources = Sources(Library(many, ruled), clauses, Known.of(["听说是7788号"]))
    assert [one.document_id for one in sources.documents()] == ["rule-000"]
    assert "3000号公告" in sources.known.text and "7788号" in sources.known.text
    assert "3001号公告" not in sources.known.text
    clauses.add(("rule-001", "2"))
    assert [one.document_id for one in sources.documents()] == ["rule-000", "rule-001"]
    assert "3001号公告" in sources.known.text and "3003号公告" not in sources.known.text
    assert set(read) == {"rule-000", "rule-001"}


def test_a_reading_of_our_own_proves_nothing(many: Registry) -> None:
    ruled = many.get("rule-000")
    assert ruled is not None
    library = Library(many, ruled)
    assert library.get("rule-002") is None and library.get("nowhere") is None
    sources = Sources(library, {("rule-002", "1")}, Known.of([]))
    assert [one.document_id for one in sources.documents()] == ["rule-000"]
    assert "3002号公告" not in sources.known.text
