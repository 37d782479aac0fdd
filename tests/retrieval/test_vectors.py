"""Vectors of a large corpus: the file and Chroma say the same, and the file answers when Chroma does not."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.documents.registry import Registry
from assistant.retrieval import build
from assistant.retrieval.build import VECTORS, build_index
from assistant.retrieval.chroma import Chroma
from assistant.retrieval.embedding import StaticEmbedder
from assistant.retrieval.search import Searcher
from assistant.retrieval.vectors import VectorIndex
from tests.retrieval.corpora import corpus_of

TOPICS = {
    "养老": ["养老机构建设", "护理人员培训", "老年助餐", "床位补贴", "居家照护"],
    "渔业": ["渔船更新", "水产养殖", "海洋牧场", "冷链仓储", "鱼苗繁育"],
    "文旅": ["民宿改造", "景区提升", "非遗传承", "夜间经济", "文艺演出"],
    "外贸": ["出口信用保险", "海外仓建设", "跨境电商", "境外参展", "通关便利"],
}
ARTICLE = (
    "支持{thing}。对从事{thing}的单位给予奖励。{thing}项目由市{topic}局组织认定，按照{thing}的投入给予补助。"
)
QUERIES = ["养老床位", "渔船和冷链", "民宿", "海外仓怎么支持", "出口"]


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return corpus_of(tmp_path_factory.mktemp("corpus"), TOPICS, ARTICLE)


@pytest.fixture(scope="module")
def data_dir(registry: Registry, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An index with vectors, as of a corpus that is large enough for them."""
    folder = tmp_path_factory.mktemp("data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "LEAST_PASSAGES", 10)
        build_index(registry, folder, lambda *_: None)
    yield folder


def vectors_of(data_dir: Path, registry: Registry, chroma: Chroma | None) -> VectorIndex:
    return VectorIndex(Searcher.open(registry, data_dir).folder / VECTORS, chroma)


def test_sentence_transformers_loads_the_model_and_gives_the_same_vectors(
    data_dir: Path, registry: Registry
) -> None:
    from sentence_transformers import SentenceTransformer

    model = Searcher.open(registry, data_dir).folder / VECTORS / "model"
    theirs = SentenceTransformer(str(model), device="cpu", local_files_only=True).encode(QUERIES)
    assert np.allclose(theirs, StaticEmbedder(model).encode(QUERIES), atol=1e-6)


def test_a_text_of_unknown_words_is_near_nothing(data_dir: Path, registry: Registry) -> None:
    assert vectors_of(data_dir, registry, None).nearest("", 5, frozenset(["document-0"])) == {}


def test_parts_of_a_clause_lie_near_it(data_dir: Path, registry: Registry) -> None:
    found = vectors_of(data_dir, registry, None).nearest(
        "水产养殖的投入", 3, frozenset(registry.document_ids)
    )
    assert next(iter(found)) == ("document-1", "2")


@pytest.mark.parametrize(
    "documents", [["document-0", "document-1", "document-2", "document-3"], ["document-3"]]
)
def test_embedded_chroma_says_the_same_as_the_file(
    documents: list[str], data_dir: Path, registry: Registry
) -> None:
    among = frozenset(documents)
    file, chroma = vectors_of(data_dir, registry, None), vectors_of(data_dir, registry, Chroma())
    for query in QUERIES:
        assert list(file.nearest(query, 4, among).items()) == list(chroma.nearest(query, 4, among).items())
    assert chroma._neighbours is not None


def test_search_is_the_same_with_and_without_chroma(data_dir: Path, registry: Registry) -> None:
    plain, server = Searcher.open(registry, data_dir), Searcher.open(registry, data_dir, chroma=Chroma())
    for query in QUERIES:
        assert plain.search(query).hits == server.search(query).hits
    assert plain.search("海外仓").hits[0].document_id == "document-3"


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def start_chroma(folder: Path, port: int) -> subprocess.Popen[bytes]:
    command = [str(Path(sys.executable).parent / "chroma"), "run", "--path", str(folder), "--port", str(port)]
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "NO_PROXY": "127.0.0.1"},
    )
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v2/heartbeat", timeout=1).close()
            return process
        except OSError:
            time.sleep(0.1)
    process.kill()
    pytest.fail("the Chroma server did not start")


def test_a_chroma_server_that_goes_away_and_comes_back(
    registry: Registry, port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "LEAST_PASSAGES", 10)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    url = f"http://127.0.0.1:{port}"
    server = start_chroma(tmp_path / "chroma-server", port)
    try:
        build_index(registry, tmp_path, lambda *_: None, Chroma(url))
        file, chroma = vectors_of(tmp_path, registry, None), vectors_of(tmp_path, registry, Chroma(url))
        documents = frozenset(registry.document_ids)
        expected = file.nearest("海外仓", 3, documents)
        assert chroma.nearest("海外仓", 3, documents) == expected
        assert chroma._neighbours is not None
        server.kill()
        server.wait()
        assert chroma.nearest("海外仓", 3, documents) == expected
        assert chroma._neighbours is None
        server = start_chroma(tmp_path / "chroma-server", port)
        assert chroma.nearest("海外仓", 3, documents) == expected
        assert chroma._neighbours is not None
    finally:
        server.kill()
        server.wait()
