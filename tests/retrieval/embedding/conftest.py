from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.documents.registry import Registry, load_registry
from tests.retrieval.embedding.models import CORPUS, PLAIN, QUESTIONS
from tests.retrieval.embedding.server import EmbeddingServer, serving


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A document with callers' questions and one without."""
    first, second = tmp_path / "corpus" / "yancheng-ai-plus", tmp_path / "corpus" / "second"
    (first / "questions").mkdir(parents=True)
    for name in ("policy.txt", "document.yaml"):
        shutil.copyfile(CORPUS / "yancheng-ai-plus" / name, first / name)
    (first / "questions" / "someone.yaml").write_text(QUESTIONS, encoding="utf-8")
    second.mkdir()
    (second / "policy.txt").write_text(PLAIN, encoding="utf-8")
    (second / "document.yaml").write_text(
        "document_id: second\ntitle: 养老托育办法\nsource: policy\nstatus: in_force\nregion: 某市\n",
        encoding="utf-8",
    )
    return tmp_path / "corpus"


@pytest.fixture
def registry(corpus: Path) -> Registry:
    return load_registry(corpus)


@pytest.fixture
def server() -> Iterator[EmbeddingServer]:
    with serving() as server:
        yield server
