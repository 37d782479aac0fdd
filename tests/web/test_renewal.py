"""A running server and an index that another process brings up to date."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from assistant import renewal
from assistant.service import Assistant
from assistant.settings import Settings
from tests.apart import ADDED, QUERY, add, apart, index, until
from tests.serving import program


@pytest.fixture
def separate(settings: Settings, tmp_path: Path) -> Settings:
    return apart(settings, tmp_path)


def test_a_running_program_hears_of_a_new_index(separate: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_CORPUS_DIR", str(separate.corpus_dir))
    with (
        program(data_dir=separate.data_dir) as (_, address),
        httpx.Client(base_url=address, timeout=30, trust_env=False) as client,
    ):

        def found() -> bool:
            response = client.get("/api/clauses", params={"q": QUERY})
            assert response.status_code == 200
            return ADDED in {hit["document_id"] for hit in response.json()["hits"]}

        until(lambda: client.get("/readyz").status_code == 200)
        assert not found()
        add(separate.corpus_dir)
        assert client.get(f"/api/clauses/{ADDED}/1").status_code == 404
        index(separate)
        until(found)
        assert "养老床位" in client.get(f"/api/clauses/{ADDED}/1").json()["text"]
        assert ADDED in {one["document_id"] for one in client.get("/api/documents").json()}
        assert client.post("/api/chat", json={"message": "第八条是什么"}).json()["citations"]
        shutil.rmtree(separate.corpus_dir / ADDED)
        index(separate)
        until(lambda: not found())
        assert client.get(f"/api/clauses/{ADDED}/1").status_code == 404


@pytest.fixture
def serving(separate: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Assistant]:
    monkeypatch.setattr(renewal, "EVERY_S", 0.0)
    return Assistant.open(separate, serving=True).warm()


def finds(assistant: Assistant) -> bool:
    return ADDED in {hit.document_id for hit in assistant.search(QUERY).hits}


def test_the_old_index_answers_where_the_new_one_does_not_open(
    serving: Assistant, separate: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    add(separate.corpus_dir)
    index(separate)
    current = separate.data_dir / "index" / "CURRENT"
    name = current.read_text(encoding="utf-8")
    lexicon = next((separate.data_dir / "index" / name / "lexicon").glob("*.json"))
    lexicon.write_bytes(lexicon.read_bytes()[::-1])
    with caplog.at_level(logging.WARNING, renewal.__name__):
        for _ in range(20):
            assert [hit.clause_id for hit in serving.search("第八条").hits] == ["8"]
            assert not finds(serving)
            time.sleep(0.05)
    (told,) = caplog.messages
    assert name in told and "documents index" in told
    assert current.read_text(encoding="utf-8") == name, "a server mends and removes nothing"
    current.unlink()
    index(separate)
    until(lambda: finds(serving))


def test_a_text_that_has_changed_since_is_not_mixed_with_the_index(
    serving: Assistant, separate: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    add(separate.corpus_dir)
    index(separate)
    with (separate.corpus_dir / ADDED / "policy.txt").open("a", encoding="utf-8") as text:
        text.write("第二条 支持日间照料。\n")
    with caplog.at_level(logging.WARNING, renewal.__name__):
        until(lambda: bool(not finds(serving) and caplog.messages))
    assert serving.clause(ADDED, "2") is None
    index(separate)
    until(lambda: finds(serving))
    assert serving.clause(ADDED, "2") is not None


def test_only_a_server_looks_for_a_new_index(separate: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renewal, "EVERY_S", 0.0)
    once = Assistant.open(separate).warm()
    before = once.registry
    add(separate.corpus_dir)
    index(separate)
    assert not finds(once)
    assert once.registry is before
