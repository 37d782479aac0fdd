"""A change costs what it changes, and the index answers as one that was built from nothing."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.documents.registry import load_registry
from assistant.retrieval import build
from assistant.retrieval.build import CLAUSES, QUESTIONS, VECTORS, build_index
from assistant.retrieval.search import Searcher
from tests.retrieval.corpora import QUERIES, add_document, add_questions

Hits = list[tuple[str, str, float]]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for number in range(1, 31):
        add_document(tmp_path / "corpus", number)
    return tmp_path / "corpus"


def steps_of(corpus: Path, data_dir: Path) -> list[tuple[str, int]]:
    """Build, and give each kind of work with how much there was of it."""
    told: dict[str, int] = {}
    build_index(load_registry(corpus), data_dir, lambda work, _, total: told.update({work: total}))
    return list(told.items())


def answers(corpus: Path, data_dir: Path) -> dict[str, Hits]:
    searcher = Searcher.open(load_registry(corpus), data_dir)
    return {
        query: [(hit.document_id, hit.clause_id, hit.score) for hit in searcher.search(query, 20).hits]
        for query in QUERIES
    }


def segments(data_dir: Path) -> dict[str, int]:
    """The inode of every file of the inverted index that holds entries."""
    (folder,) = (path for path in (data_dir / "index").iterdir() if path.is_dir())
    return {path.name: path.stat().st_ino for path in (folder / CLAUSES).glob("*.store")}


def test_a_new_document_leaves_the_entries_of_the_others_as_they_are(corpus: Path, tmp_path: Path) -> None:
    steps_of(corpus, tmp_path)
    before = segments(tmp_path)
    add_document(corpus, 31)
    assert steps_of(corpus, tmp_path) == [("收录文件", 1)]
    after = segments(tmp_path)
    assert before.items() < after.items()
    assert answers(corpus, tmp_path) == answers(corpus, tmp_path / "fresh")
    assert Searcher.open(load_registry(corpus), tmp_path).search("31类单位").hits[0].document_id == "rule-031"


def test_a_changed_document_answers_by_its_new_text_alone(corpus: Path, tmp_path: Path) -> None:
    steps_of(corpus, tmp_path)
    add_document(corpus, 7, more="另行奖励渔船更新。")
    assert steps_of(corpus, tmp_path) == [("收录文件", 1)]
    assert_much_alike(answers(corpus, tmp_path), answers(corpus, tmp_path / "fresh"))
    hits = Searcher.open(load_registry(corpus), tmp_path).search("渔船更新", 20).hits
    assert {hit.document_id for hit in hits} == {"rule-007"}
    assert len(hits) == len({hit.clause_id for hit in hits})


def assert_much_alike(found: dict[str, Hits], fresh: dict[str, Hits]) -> None:
    """The same clauses; until parts are merged, what went still counts a little in how common a word is."""
    for query in QUERIES:
        scores = [{hit[:2]: hit[2] for hit in hits} for hits in (found[query], fresh[query])]
        assert scores[0] == pytest.approx(scores[1], abs=0.02)


def test_a_removed_document_is_found_no_more(corpus: Path, tmp_path: Path) -> None:
    steps_of(corpus, tmp_path)
    shutil.rmtree(corpus / "rule-007")
    assert steps_of(corpus, tmp_path) == []
    searcher = Searcher.open(load_registry(corpus), tmp_path)
    assert not searcher.search("第三条", document_id="rule-007").hits
    assert "rule-007" not in {hit.document_id for hit in searcher.search("养老机构", 50).hits}
    assert len(searcher.search("第三条", 50).hits) == 29


def test_a_change_of_much_is_a_new_index(corpus: Path, tmp_path: Path) -> None:
    steps_of(corpus, tmp_path)
    for number in range(1, 4):
        add_document(corpus, number, more="有改动。")
    assert steps_of(corpus, tmp_path) == [("收录文件", 30)]
    assert answers(corpus, tmp_path) == answers(corpus, tmp_path / "fresh")


def test_only_changed_questions_are_learned_again(corpus: Path, tmp_path: Path) -> None:
    add_questions(corpus, "rule-001", "养老院盖一座给多少")
    add_questions(corpus, "rule-002", "敬老院补贴多少")
    steps_of(corpus, tmp_path)
    (folder,) = (path for path in (tmp_path / "index").iterdir() if path.is_dir())
    kept, old = ((folder / QUESTIONS / name / "idf.npy").stat().st_ino for name in ("rule-001", "rule-002"))
    add_questions(corpus, "rule-002", "敬老院扩建补贴多少")
    steps_of(corpus, tmp_path)
    (folder,) = (path for path in (tmp_path / "index").iterdir() if path.is_dir())
    again, new = ((folder / QUESTIONS / name / "idf.npy").stat().st_ino for name in ("rule-001", "rule-002"))
    assert (again, new != old) == (kept, True)
    assert_much_alike(answers(corpus, tmp_path), answers(corpus, tmp_path / "fresh"))


def test_what_only_touches_a_file_is_no_change(corpus: Path, tmp_path: Path) -> None:
    steps_of(corpus, tmp_path)
    (corpus / "rule-003" / "policy.txt").touch()
    assert steps_of(corpus, tmp_path) == []
    assert not build_index(load_registry(corpus), tmp_path, lambda *_: None).built


def test_a_change_that_leaves_size_and_time_alone_right_after_indexing_shows(
    corpus: Path, tmp_path: Path
) -> None:
    text = corpus / "rule-003" / "policy.txt"
    steps_of(corpus, tmp_path)
    at = text.stat()
    text.write_text(text.read_text(encoding="utf-8").replace("水产", "淡水"), encoding="utf-8")
    os.utime(text, ns=(at.st_atime_ns, at.st_mtime_ns))
    assert text.stat().st_size == at.st_size
    assert build_index(load_registry(corpus), tmp_path, lambda *_: None).changed == ("rule-003",)


def test_vectors_of_what_has_not_changed_are_taken_over(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "LEAST_PASSAGES", 10)
    first = dict(steps_of(corpus, tmp_path))
    assert first["训练语义向量"] and first["计算语义向量"] == first["写入 Chroma"] == 240
    add_document(corpus, 31)
    assert dict(steps_of(corpus, tmp_path)) == {"收录文件": 1, "计算语义向量": 8, "写入 Chroma": 8}
    for number in range(32, 45):
        add_document(corpus, number)
    assert "训练语义向量" in dict(steps_of(corpus, tmp_path))


_KILLED = """
import os, signal, sys
from pathlib import Path
from assistant.documents.registry import load_registry
from assistant.retrieval import build
build.LEAST_PASSAGES = 10
def progress(what, done, total):
    if what == sys.argv[3] and done == total:
        os.kill(os.getpid(), signal.SIGKILL)
build.build_index(load_registry(Path(sys.argv[1])), Path(sys.argv[2]), progress)
"""


def test_a_build_after_a_killed_one_does_not_train_again(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_questions(corpus, "rule-001", "养老院盖一座给多少")
    add_questions(corpus, "rule-002", "敬老院补贴多少")
    command = [sys.executable, "-c", _KILLED, str(corpus), str(tmp_path), "写入 Chroma"]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    monkeypatch.setattr(build, "LEAST_PASSAGES", 10)
    left = {path.parent.name: path.stat().st_ino for path in (tmp_path / "index").glob("*/*/*/idf.npy")}
    steps = dict(steps_of(corpus, tmp_path))
    assert "训练语义向量" not in steps
    now = {path.parent.name: path.stat().st_ino for path in (tmp_path / "index").glob("*/*/*/idf.npy")}
    assert now == left and len(now) == 2
    assert (next((tmp_path / "index").glob("*/")) / VECTORS / "vectors.npy").exists()
    assert answers(corpus, tmp_path)["养老机构"]
