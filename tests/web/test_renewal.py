"""A running server and an index that another process brings up to date."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from assistant import renewal
from assistant.service import Assistant
from assistant.settings import ROOT, Settings
from tests.cli.test_cli import assistant as command
from tests.serving import program

ADDED = "elder-care"
QUERY = "养老床位运营补贴"


@pytest.fixture
def apart(settings: Settings, tmp_path: Path) -> Settings:
    """A corpus and an index of its own, beginning as those of all tests."""
    assert command(settings, "documents", "index").returncode == 0
    shutil.copytree(settings.data_dir / "index", tmp_path / "data" / "index")
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    return settings.model_copy(update={"data_dir": tmp_path / "data", "corpus_dir": tmp_path / "corpus"})


def add(
    corpus: Path, text: str = "第一条 支持养老床位。对养老床位给予运营补贴，由市民政局组织认定。\n"
) -> None:
    folder = corpus / ADDED
    folder.mkdir()
    (folder / "policy.txt").write_text(text, encoding="utf-8")
    (folder / "document.yaml").write_text(
        f"document_id: {ADDED}\ntitle: 养老办法\nsource: policy\nstatus: in_force\nregion: 某市\n",
        encoding="utf-8",
    )


def index(settings: Settings) -> None:
    """By another process."""
    ended = command(settings, "documents", "index", ASSISTANT_CORPUS_DIR=str(settings.corpus_dir))
    assert ended.returncode == 0, ended.stderr.decode()


def until(true: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_running_program_hears_of_a_new_index(apart: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_CORPUS_DIR", str(apart.corpus_dir))
    with (
        program(data_dir=apart.data_dir) as (_, address),
        httpx.Client(base_url=address, timeout=30, trust_env=False) as client,
    ):

        def found() -> bool:
            response = client.get("/api/clauses", params={"q": QUERY})
            assert response.status_code == 200
            return ADDED in {hit["document_id"] for hit in response.json()["hits"]}

        until(lambda: client.get("/readyz").status_code == 200)
        assert not found()
        add(apart.corpus_dir)
        assert client.get(f"/api/clauses/{ADDED}/1").status_code == 404
        index(apart)
        until(found)
        assert "养老床位" in client.get(f"/api/clauses/{ADDED}/1").json()["text"]
        assert ADDED in {one["document_id"] for one in client.get("/api/documents").json()}
        assert client.post("/api/chat", json={"message": "第八条是什么"}).json()["citations"]
        shutil.rmtree(apart.corpus_dir / ADDED)
        index(apart)
        until(lambda: not found())
        assert client.get(f"/api/clauses/{ADDED}/1").status_code == 404


@pytest.fixture
def serving(apart: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Assistant]:
    monkeypatch.setattr(renewal, "EVERY_S", 0.0)
    return Assistant.open(apart, serving=True).warm()


def finds(assistant: Assistant) -> bool:
    return ADDED in {hit.document_id for hit in assistant.search(QUERY).hits}


def test_the_old_index_answers_where_the_new_one_does_not_open(
    serving: Assistant, apart: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    add(apart.corpus_dir)
    index(apart)
    current = apart.data_dir / "index" / "CURRENT"
    name = current.read_text(encoding="utf-8")
    lexicon = next((apart.data_dir / "index" / name / "lexicon").glob("*.json"))
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
    index(apart)
    until(lambda: finds(serving))


def test_a_text_that_has_changed_since_is_not_mixed_with_the_index(
    serving: Assistant, apart: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    add(apart.corpus_dir)
    index(apart)
    with (apart.corpus_dir / ADDED / "policy.txt").open("a", encoding="utf-8") as text:
        text.write("第二条 支持日间照料。\n")
    with caplog.at_level(logging.WARNING, renewal.__name__):
        until(lambda: bool(not finds(serving) and caplog.messages))
    assert serving.clause(ADDED, "2") is None
    index(apart)
    until(lambda: finds(serving))
    assert serving.clause(ADDED, "2") is not None


def test_only_a_server_looks_for_a_new_index(apart: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renewal, "EVERY_S", 0.0)
    once = Assistant.open(apart).warm()
    before = once.registry
    add(apart.corpus_dir)
    index(apart)
    assert not finds(once)
    assert once.registry is before
