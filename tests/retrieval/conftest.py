from __future__ import annotations

from pathlib import Path

import pytest

from assistant.documents.model import Document
from assistant.documents.registry import Registry, load_registry
from assistant.retrieval.search import Searcher

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


@pytest.fixture(scope="session")
def registry() -> Registry:
    return load_registry(CORPUS)


@pytest.fixture(scope="session")
def policy(registry: Registry) -> Document:
    document = registry.get("yancheng-ai-plus")
    assert document is not None
    return document


@pytest.fixture(scope="session")
def searcher(registry: Registry, tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    return Searcher.open(registry, tmp_path_factory.mktemp("data"))
