"""Faults of the machine and of other programs, with real processes: look-up answers from what it has."""

from __future__ import annotations

import logging
import os
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.documents.registry import load_registry
from assistant.retrieval import build, chroma
from assistant.retrieval.build import VECTORS, build_index
from assistant.retrieval.chroma import Chroma
from assistant.retrieval.search import Searcher
from assistant.retrieval.vectors import VectorIndex
from tests.retrieval.corpora import add_document

_BUILD = """
import sys
from pathlib import Path
from assistant.documents.registry import load_registry
from assistant.errors import IndexUnavailable
from assistant.retrieval.build import build_index
def progress(what, done, total):
    print(what, flush=True)
    sys.stdin.readline()
try:
    build_index(load_registry(Path(sys.argv[1])), Path(sys.argv[2]), progress)
except IndexUnavailable as error:
    print(error, flush=True)
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for number in range(1, 21):
        add_document(tmp_path / "corpus", number)
    return tmp_path / "corpus"


def builder(corpus: Path, data_dir: Path, largest_file: int | None = None) -> subprocess.Popen[str]:
    """A process that builds, one step for each line it is sent."""

    def limit() -> None:
        if largest_file is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))

    return subprocess.Popen(
        [sys.executable, "-c", _BUILD, str(corpus), str(data_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        preexec_fn=limit,
    )


def test_a_search_answers_while_another_process_builds(corpus: Path, tmp_path: Path) -> None:
    searcher = Searcher.open(load_registry(corpus), tmp_path)
    for number in (3, 21, 22):
        add_document(corpus, number, more="另行奖励渔船更新。")
    process = builder(corpus, tmp_path)
    assert process.stdin is not None and process.stdout is not None
    answered = 0
    for _ in iter(process.stdout.readline, ""):
        started = time.monotonic()
        assert searcher.search("养老机构", 30).hits[0].clause_id == "1"
        assert not searcher.search("渔船更新").hits
        assert time.monotonic() - started < 30
        answered += 1
        process.stdin.write("\n")
        process.stdin.flush()
    assert process.wait(60) == 0 and answered >= 3
    # The folder that it serves from is gone, what it holds open is not.
    assert not searcher.folder.exists()
    assert len(searcher.search("养老机构", 30).hits) == 20
    hits = Searcher.open(load_registry(corpus), tmp_path).search("渔船更新", 30).hits
    assert {hit.document_id for hit in hits} == {"rule-003", "rule-021", "rule-022"}


def test_a_search_answers_where_the_disk_takes_no_more(corpus: Path, tmp_path: Path) -> None:
    before = build_index(load_registry(corpus), tmp_path, lambda *_: None)
    add_document(corpus, 21)
    process = builder(corpus, tmp_path, largest_file=20_000)
    told, _ = process.communicate("\n" * 100, timeout=120)
    assert "磁盘空间" in told.splitlines()[-1]
    assert [path for path in (tmp_path / "index").iterdir() if path.is_dir()] == [before.folder]
    registry = load_registry(corpus)
    limited = builder(corpus, tmp_path, largest_file=20_000)
    assert "磁盘空间" in limited.communicate("\n" * 100, timeout=120)[0]
    searcher = Searcher.open(registry, tmp_path)
    assert searcher.search("养老机构").hits


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with hardly any room, where the machine lets us have one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no tmpfs can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_is_told_and_left_clean(corpus: Path, small_disk: Path) -> None:
    process = builder(corpus, small_disk)
    assert "磁盘空间" in process.communicate("\n" * 100, timeout=120)[0].splitlines()[-1]
    assert [path.name for path in (small_disk / "index").iterdir()] == ["LOCK"]


@pytest.fixture
def silent_server() -> Iterator[str]:
    """The address of a server that accepts and never answers."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def test_a_chroma_server_that_hangs_costs_one_wait(
    corpus: Path,
    tmp_path: Path,
    silent_server: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(build, "LEAST_PASSAGES", 10)
    monkeypatch.setattr(chroma, "_FILL_TIMEOUT", 0.5)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    registry, hanging = load_registry(corpus), Chroma(silent_server, timeout=0.5)
    with caplog.at_level(logging.WARNING):
        report = build_index(registry, tmp_path, lambda *_: None, hanging)
    assert "Chroma was not filled" in caplog.text
    # As if it had been filled before it began to hang.
    (report.folder / VECTORS / chroma.FILLED).write_text('{"collection": "any", "ids": []}')
    every = frozenset(registry.document_ids)
    expected = VectorIndex(report.folder / VECTORS).nearest("海洋牧场", 3, every)
    started = time.monotonic()
    index = VectorIndex(report.folder / VECTORS, hanging)
    opened = time.monotonic()
    assert opened - started < 20 and "Chroma does not answer" in caplog.text
    for _ in range(20):
        assert index.nearest("海洋牧场", 3, every) == expected
    assert time.monotonic() - opened < 20 * hanging.timeout
