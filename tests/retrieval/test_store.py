"""Whatever kills or damages a build, look-up goes on with what is whole, or says what to do."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.documents.registry import Registry, load_registry
from assistant.errors import IndexUnavailable
from assistant.retrieval.build import IndexReport, build_index
from assistant.retrieval.search import Searcher
from assistant.retrieval.store import IndexStore

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
QUESTIONS = """\
author: someone
groups:
  - {clauses: ["10"], ask: amount, texts: [办会给多少]}
  - {clauses: [], ask: none, texts: [今天天气]}
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus of one document and two questions, quick to index."""
    folder = tmp_path / "corpus" / "yancheng-ai-plus"
    (folder / "questions").mkdir(parents=True)
    for name in ("policy.txt", "document.yaml"):
        shutil.copyfile(CORPUS / "yancheng-ai-plus" / name, folder / name)
    (folder / "questions" / "someone.yaml").write_text(QUESTIONS, encoding="utf-8")
    return tmp_path / "corpus"


def build(corpus: Path, data_dir: Path) -> IndexReport:
    return build_index(load_registry(corpus), data_dir, lambda *_: None)


def add_document(corpus: Path) -> None:
    folder = corpus / "second"
    folder.mkdir()
    (folder / "policy.txt").write_text(
        "一、支持养老。给予养老机构补贴。\n二、支持托育。给予托育机构补贴。\n", encoding="utf-8"
    )
    (folder / "document.yaml").write_text(
        "document_id: second\ntitle: 养老托育办法\nsource: policy\nstatus: in_force\nregion: 某市\n",
        encoding="utf-8",
    )


def test_an_unchanged_corpus_is_not_built_again(corpus: Path, tmp_path: Path) -> None:
    first, second = build(corpus, tmp_path), build(corpus, tmp_path)
    assert (first.built, first.added, first.clauses, first.questions) == (True, ("yancheng-ai-plus",), 12, 2)
    assert (second.built, second.added, second.changed, second.removed) == (False, (), (), ())
    assert second.folder == first.folder


def test_a_report_says_what_changed(corpus: Path, tmp_path: Path) -> None:
    first = build(corpus, tmp_path)
    add_document(corpus)
    report = build(corpus, tmp_path)
    assert (report.built, report.added, report.changed, report.clauses) == (True, ("second",), (), 14)
    questions = corpus / "yancheng-ai-plus" / "questions" / "someone.yaml"
    questions.write_text(QUESTIONS.replace("办会", "开会"), encoding="utf-8")
    assert build(corpus, tmp_path).changed == ("yancheng-ai-plus",)
    shutil.rmtree(corpus / "second")
    assert build(corpus, tmp_path).removed == ("second",)
    assert not first.folder.exists()


def test_a_new_document_is_found_at_once(corpus: Path, tmp_path: Path) -> None:
    Searcher.open(load_registry(corpus), tmp_path)
    add_document(corpus)
    searcher = Searcher.open(load_registry(corpus), tmp_path)
    assert [(h.document_id, h.clause_id) for h in searcher.search("托育机构").hits][:1] == [("second", "2")]
    assert {h.document_id for h in searcher.search("第二条").hits} == {"yancheng-ai-plus", "second"}


@pytest.mark.parametrize("damage", ["cut", "removed", "pointer", "manifest"])
def test_a_damaged_index_is_built_anew(damage: str, corpus: Path, tmp_path: Path) -> None:
    folder = build(corpus, tmp_path).folder
    files = sorted((folder / "clauses").glob("*.*"), key=lambda path: -path.stat().st_size)
    if damage == "cut":
        files[0].write_bytes(files[0].read_bytes()[:-1])
    elif damage == "removed":
        (folder / "lexicon" / "words.txt").unlink()
    elif damage == "pointer":
        (folder.parent / "CURRENT").write_text("nowhere")
    else:
        (folder / "manifest.json").write_text("{")
    assert IndexStore(tmp_path).current() is None
    assert Searcher.open(load_registry(corpus), tmp_path).search("第八条").hits


@pytest.mark.parametrize(
    "name", ["lexicon/words.txt", "clauses/meta.json", "questions/yancheng-ai-plus/idf.npy"]
)
def test_a_file_of_the_right_size_and_wrong_content_is_built_anew(
    name: str, corpus: Path, tmp_path: Path
) -> None:
    path = build(corpus, tmp_path).folder / name
    path.write_bytes(b"?" * path.stat().st_size)
    assert Searcher.open(load_registry(corpus), tmp_path).search("博览会").hits[0].clause_id == "10"


@pytest.mark.parametrize("kind", ["idx", "term", "store", "fieldnorm"])
def test_damage_within_a_file_is_noticed_and_mended(kind: str, corpus: Path, tmp_path: Path) -> None:
    folder = build(corpus, tmp_path).folder
    for path in (folder / "clauses").glob(f"*.{kind}"):
        data = path.read_bytes()
        path.write_bytes(b"?" * (len(data) // 2) + data[len(data) // 2 :])
    assert Searcher.open(load_registry(corpus), tmp_path).search("博览会").hits[0].clause_id == "10"
    add_document(corpus)
    assert build(corpus, tmp_path).clauses == 14


def test_without_room_to_write_the_old_index_serves(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(corpus, tmp_path)
    add_document(corpus)
    monkeypatch.setattr(IndexStore, "publish", _disk_full)
    searcher = Searcher.open(load_registry(corpus), tmp_path)
    assert searcher.search("博览会").hits[0].clause_id == "10"


def test_without_room_and_without_an_index_it_says_so(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(IndexStore, "publish", _disk_full)
    with pytest.raises(IndexUnavailable, match="磁盘空间"):
        Searcher.open(load_registry(corpus), tmp_path / "data")


def _disk_full(*_: object) -> None:
    raise OSError(28, "No space left on device")


_KILLED = """
import os, sys
from pathlib import Path
from assistant.documents.registry import load_registry
from assistant.retrieval import build
print("ready", flush=True)
def progress(what, done, total):
    print(what, done, total, flush=True)
    sys.stdin.readline()
build.build_index(load_registry(Path(sys.argv[1])), Path(sys.argv[2]), progress)
"""


@pytest.mark.parametrize("steps", [1, 2])
def test_a_build_killed_half_way_leaves_the_old_index_serving(
    steps: int, corpus: Path, tmp_path: Path
) -> None:
    before = build(corpus, tmp_path)
    old = load_registry(corpus)
    add_document(corpus)
    process = subprocess.Popen(
        [sys.executable, "-c", _KILLED, str(corpus), str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None and process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    for _ in range(steps - 1):
        process.stdout.readline()
        process.stdin.write("\n")
        process.stdin.flush()
    process.stdout.readline()
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdin.close()
    process.stdout.close()
    stored = IndexStore(tmp_path).current()
    assert stored is not None and stored.folder == before.folder
    assert Searcher(old, stored).search("博览会").hits[0].clause_id == "10"
    assert build(corpus, tmp_path).added == ("second",)
    assert not list((tmp_path / "index").glob("index.tmp-*"))


def test_two_builders_at_once_end_with_one_whole_index(corpus: Path, tmp_path: Path) -> None:
    code = _KILLED.replace("    sys.stdin.readline()\n", "")
    processes = [
        subprocess.Popen([sys.executable, "-c", code, str(corpus), str(tmp_path)], stdout=subprocess.DEVNULL)
        for _ in range(3)
    ]
    assert [process.wait(60) for process in processes] == [0, 0, 0]
    assert IndexStore(tmp_path).current() is not None
    assert len([path for path in (tmp_path / "index").iterdir() if path.is_dir()]) == 1


def test_a_search_goes_on_while_a_new_index_is_swapped_in(corpus: Path, tmp_path: Path) -> None:
    registry: Registry = load_registry(corpus)
    searcher = Searcher.open(registry, tmp_path)
    add_document(corpus)
    build(corpus, tmp_path)
    started = time.monotonic()
    assert searcher.search("博览会").hits[0].clause_id == "10"
    assert time.monotonic() - started < 30
