"""An operator's own embedding model: what gets vectors, and never vectors of two models at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.documents.registry import Registry, load_registry
from assistant.models.embedding import open_embedding
from assistant.retrieval.build import VECTORS, build_index
from assistant.retrieval.chroma import Chroma
from assistant.retrieval.ranking import Fusion
from assistant.retrieval.search import Searcher
from assistant.settings import Settings
from tests.retrieval.embedding.models import BOTH, PLAIN, build, local, local_model, service, vectors
from tests.retrieval.embedding.server import EmbeddingServer


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
