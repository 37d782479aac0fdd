"""An operator's own embedding model: real parts, real faults, and never vectors of two models at once."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.documents.registry import Registry, load_registry
from assistant.errors import IndexUnavailable
from assistant.models.embedding import open_embedding
from assistant.retrieval.build import VECTORS, IndexReport, build_index
from assistant.retrieval.chroma import Chroma
from assistant.retrieval.embedding import EmbeddingModel
from assistant.retrieval.ranking import Fusion
from assistant.retrieval.search import Searcher
from assistant.retrieval.vectors import VectorIndex
from assistant.settings import Settings
from tests.retrieval.embedding_server import EmbeddingServer, Fault, serving

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
QUESTIONS = """\
author: someone
groups:
  - {clauses: ["10"], ask: amount, texts: [办会给多少, 开大会有没有钱]}
  - {clauses: ["7", "8"], ask: amount, texts: [数据和算力分别补多少]}
  - {clauses: [], ask: none, texts: [今天天气]}
"""
PLAIN = "一、支持养老。给予养老机构补贴。按床位发放。\n二、支持托育。给予托育机构补贴。\n"


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


def local_model(folder: Path, dimensions: int = 32, seed: int = 0) -> Path:
    """A sentence-transformers model over the corpus's characters, saved as any other is."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Regex, Tokenizer, models, pre_tokenizers

    text = (CORPUS / "yancheng-ai-plus" / "policy.txt").read_text(encoding="utf-8") + PLAIN + QUESTIONS
    vocabulary = {character: n for n, character in enumerate(["<unk>", *sorted(set(text))])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, "<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex("."), "isolated")
    weights = np.random.default_rng(seed).normal(size=(len(vocabulary), dimensions)).astype(np.float32)
    static = StaticEmbedding(tokenizer, embedding_weights=weights)
    SentenceTransformer(modules=[static], device="cpu").save(str(folder))
    return folder


def local(folder: Path) -> EmbeddingModel:
    return opened(embedding_model=str(folder))


def service(server: EmbeddingServer, name: str = "openai:some-model", batch: int = 10) -> EmbeddingModel:
    return opened(
        embedding_model=name,
        embedding_base_url=server.url,
        embedding_api_key="sk-test",
        embedding_batch=batch,
    )


def opened(**settings: object) -> EmbeddingModel:
    model = open_embedding(Settings.model_validate(settings))
    assert model is not None
    return model


def build(registry: Registry, data_dir: Path, model: EmbeddingModel | None) -> IndexReport:
    return build_index(registry, data_dir, lambda *_: None, embedding=model)


def vectors(report: IndexReport, model: EmbeddingModel | None, chroma: Chroma | None = None) -> VectorIndex:
    return VectorIndex(report.folder / VECTORS, chroma, model)


BOTH = frozenset(["yancheng-ai-plus", "second"])


def test_no_model_named_is_no_model() -> None:
    assert open_embedding(Settings(embedding_model=" ")) is None


def test_a_local_model_embeds_clauses_sentences_and_questions(registry: Registry, tmp_path: Path) -> None:
    model = local(local_model(tmp_path / "model"))
    told: list[tuple[str, int, int]] = []
    report = build_index(registry, tmp_path, lambda *step: told.append(step), embedding=model)
    index = vectors(report, model)
    address, nearness = next(iter(index.nearest("按床位发放。", 3, BOTH).items()))
    assert address == ("second", "1")
    assert nearness == pytest.approx(1)
    assert next(iter(index.nearest("办会给多少", 3, BOTH).items()))[0] == ("yancheng-ai-plus", "10")
    both = index.nearest("数据和算力分别补多少", 2, BOTH)
    assert set(both) == {("yancheng-ai-plus", "7"), ("yancheng-ai-plus", "8")}
    (*_, last) = (step for step in told if step[0] == "计算语义向量")
    assert last[1] == last[2] > 20


def test_a_query_of_a_near_miss_is_not_pulled_to_a_clause(registry: Registry, tmp_path: Path) -> None:
    model = local(local_model(tmp_path / "model"))
    nearest = vectors(build(registry, tmp_path, model), model).nearest("今天天气", 1, BOTH)
    assert max(nearest.values()) < 0.99


def test_a_service_is_asked_in_batches_with_its_key(
    registry: Registry, server: EmbeddingServer, tmp_path: Path
) -> None:
    model = service(server, batch=4)
    report = build(registry, tmp_path, model)
    assert (server.models, server.keys) == ({"some-model"}, {"Bearer sk-test"})
    assert max(map(len, server.texts)) == 4
    assert all(isinstance(text, str) for batch in server.texts for text in batch)
    file, chroma = vectors(report, model), vectors(report, model, Chroma())
    for query in ("养老床位", "托育", "办会"):
        assert file.nearest(query, 3, BOTH) == chroma.nearest(query, 3, BOTH) != {}
    assert chroma._neighbours is not None


def test_search_goes_by_the_model_s_vectors(
    registry: Registry, server: EmbeddingServer, tmp_path: Path
) -> None:
    model = service(server)
    searcher = Searcher.open(registry, tmp_path, embedding=model, fusion=Fusion(questions=0.3))
    for query, document in (("养老机构补贴", "second"), ("办会给多少", "yancheng-ai-plus")):
        candidates = searcher.explain(query, document_id=document).candidates
        assert candidates[0].evidence is not None and candidates[0].evidence.vector == 1.0
        assert all(0 <= one.evidence.vector <= 1 for one in candidates if one.evidence)


def test_documents_with_questions_are_ranked_without_vectors_by_default(
    registry: Registry, server: EmbeddingServer, tmp_path: Path
) -> None:
    searcher = Searcher.open(registry, tmp_path, embedding=service(server))
    asked = len(server.texts)
    assert searcher.search("办会给多少", document_id="yancheng-ai-plus").hits[0].clause_id == "10"
    assert len(server.texts) == asked


def test_another_model_re_indexes_and_vectors_never_mix(
    registry: Registry, server: EmbeddingServer, tmp_path: Path
) -> None:
    first, second = local(local_model(tmp_path / "one", 32)), local(local_model(tmp_path / "two", 48))
    report = build(registry, tmp_path, first)
    assert not build(registry, tmp_path, first).built
    again = build(registry, tmp_path, second)
    assert again.built and (again.added, again.changed, again.removed) == ((), (), ())
    assert not report.folder.exists()
    assert vectors(again, second)._vectors.shape[1] == 48
    assert vectors(again, second).nearest("养老", 3, BOTH)
    for other in (first, service(server), None):
        assert vectors(again, other).nearest("养老", 3, BOTH) == {}
    assert build(registry, tmp_path, service(server)).built
    assert build(registry, tmp_path, service(server, "openai:other")).built
    report = build(registry, tmp_path, None)
    assert report.built and not (report.folder / VECTORS).exists()


def test_the_same_name_with_other_weights_is_another_model(registry: Registry, tmp_path: Path) -> None:
    folder = local_model(tmp_path / "model")
    build(registry, tmp_path, local(folder))
    shutil.rmtree(folder)
    local_model(folder, seed=1)
    assert build(registry, tmp_path, local(folder)).built


def test_texts_that_did_not_change_are_not_embedded_again(
    corpus: Path, server: EmbeddingServer, tmp_path: Path
) -> None:
    first = build(load_registry(corpus), tmp_path, service(server))
    before = vectors(first, service(server)).nearest("床位", 9, BOTH)
    server.texts.clear()
    (corpus / "second" / "policy.txt").write_text(
        PLAIN + "三、支持助餐。给予助餐点补贴。\n", encoding="utf-8"
    )
    report = build(load_registry(corpus), tmp_path, service(server))
    asked = [text for batch in server.texts for text in batch]
    assert report.changed == ("second",)
    assert len(asked) < 6 and any("助餐" in text for text in asked) and not any("托育" in t for t in asked)
    after = vectors(report, service(server)).nearest("床位", 9, frozenset(["second"]))
    assert after[("second", "1")] == before[("second", "1")]


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
    assert time.monotonic() - started < 8


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
    assert time.monotonic() - started < 5


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
