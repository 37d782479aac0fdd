"""An operator's embedding model that changes, hangs, goes away or was never there."""

from __future__ import annotations

import logging
import time
from pathlib import Path

import pytest

from assistant.documents.registry import Registry, load_registry
from assistant.errors import IndexUnavailable
from assistant.retrieval.search import Searcher
from tests.retrieval.embedding.models import BOTH, build, local, local_model, opened, service, vectors
from tests.retrieval.embedding.server import EmbeddingServer, Fault, serving


def test_a_service_that_changes_its_dimensions_is_not_mixed_in(
    registry: Registry, server: EmbeddingServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    searcher = Searcher.open(registry, tmp_path, embedding=service(server))
    plain = searcher.search("养老机构补贴").hits
    server.dimensions = 48
    again = Searcher.open(registry, tmp_path, embedding=service(server))
    assert [hit.clause_id for hit in again.search("养老机构补贴").hits][:1] == [plain[0].clause_id]
    assert "维数" in caplog.text
    (tmp_path / "corpus" / "second" / "policy.txt").write_text("一、支持体育。\n", encoding="utf-8")
    with pytest.raises(IndexUnavailable, match="维数"):
        build(load_registry(tmp_path / "corpus"), tmp_path, service(server))


def test_a_service_that_goes_away_leaves_look_up_without_vectors(
    registry: Registry, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with serving() as server:
        model = service(server)
        searcher = Searcher.open(registry, tmp_path, embedding=model)
        with_vectors = searcher.search("养老机构补贴").hits
    caplog.set_level(logging.WARNING)
    for _ in range(3):
        without = searcher.search("养老机构补贴").hits
    assert without[0].clause_id == with_vectors[0].clause_id
    assert caplog.text.count("look-up goes on without vectors") == 1
    assert "sk-test" not in caplog.text
    # A new process finds its index whole and does not ask for vectors to open it.
    again = Searcher.open(registry, tmp_path, embedding=model)
    assert again.search("养老机构补贴").hits == without


def test_a_service_that_comes_back_is_asked_again(
    registry: Registry, server: EmbeddingServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = service(server)
    index = vectors(build(registry, tmp_path, model), model)
    server.fault = "refuses_key"
    assert index.nearest("养老", 3, BOTH) == {}
    server.fault = None
    assert index.nearest("养老", 3, BOTH) == {}
    monkeypatch.setattr("assistant.retrieval.vectors._REST", 0.0)
    server.fault = "refuses_key"
    index._resting_until = 1.0
    assert index.nearest("养老", 3, BOTH) == {}
    server.fault = None
    assert index.nearest("养老", 3, BOTH)


def test_a_service_that_hangs_costs_a_query_a_few_seconds_once(
    registry: Registry, server: EmbeddingServer, tmp_path: Path
) -> None:
    searcher = Searcher.open(registry, tmp_path, embedding=service(server))
    server.fault = "hangs"
    started = time.monotonic()
    for _ in range(3):
        assert searcher.search("养老机构补贴").hits
    assert time.monotonic() - started < 15


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("refuses_key", "不认密钥"),
        ("html", "不是向量"),
        ("uneven", "长短不一"),
        ("short", "一条文字一个向量"),
    ],
)
def test_a_service_that_fails_while_indexing_leaves_the_old_index(
    fault: Fault, said: str, registry: Registry, server: EmbeddingServer, tmp_path: Path
) -> None:
    before = build(registry, tmp_path, None)
    server.fault = fault
    with pytest.raises(IndexUnavailable, match=f"openai:some-model.*{said}.*ASSISTANT_EMBEDDING_"):
        build(registry, tmp_path, service(server, batch=3))
    assert before.folder.exists()
    searcher = Searcher.open(registry, tmp_path, embedding=service(server, batch=3))
    assert searcher.folder == before.folder
    assert searcher.search("博览会").hits[0].clause_id == "10"


def test_a_service_that_is_down_and_no_index_says_so(registry: Registry, tmp_path: Path) -> None:
    with serving() as server:
        model = service(server)
    with pytest.raises(IndexUnavailable, match="连不上"):
        Searcher.open(registry, tmp_path / "data", embedding=model)


@pytest.mark.parametrize("name", ["no-such-model", "nobody/no-such-model", "/no/such/folder"])
def test_a_local_model_that_is_not_there_is_told_at_once(
    name: str, registry: Registry, tmp_path: Path
) -> None:
    started = time.monotonic()
    with pytest.raises(IndexUnavailable, match="不在本机"):
        build(registry, tmp_path, opened(embedding_model=name))
    assert time.monotonic() - started < 30


def test_a_folder_that_is_no_model_is_told(registry: Registry, tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "modules.json").write_text("{", encoding="utf-8")
    with pytest.raises(IndexUnavailable, match="用不了"):
        build(registry, tmp_path, local(tmp_path / "model"))


def test_an_older_index_by_another_model_serves_without_its_vectors(
    registry: Registry, tmp_path: Path
) -> None:
    before = build(registry, tmp_path, local(local_model(tmp_path / "model")))
    gone = opened(embedding_model=str(tmp_path / "gone"))
    searcher = Searcher.open(registry, tmp_path, embedding=gone)
    assert searcher.folder == before.folder
    hits = searcher.explain("养老机构补贴").candidates
    assert hits and all(one.evidence.vector == 0 for one in hits if one.evidence)
