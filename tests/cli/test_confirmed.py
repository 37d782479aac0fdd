"""Confirmed questions on the command line: kept, shown, moved to and from YAML, taken back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.documents.registry import load_registry
from assistant.retrieval.questions import load_questions
from assistant.settings import ROOT, Settings
from tests.cli.test_cli import assistant, result

DOCUMENT = "yancheng-ai-plus"
QUESTION = "侬阿爸阿妈没人睏哪能办"


@pytest.fixture
def fresh(settings: Settings, tmp_path: Path) -> Settings:
    """The index of all tests, with a memory of its own."""
    assert assistant(settings, "documents", "index").returncode == 0
    (tmp_path / "index").symlink_to(settings.data_dir / "index")
    return settings.model_copy(update={"data_dir": tmp_path})


def first(settings: Settings) -> tuple[str, str] | None:
    """Document and clause of the first hit; None where nothing is found, which ends with status 1."""
    ended = assistant(settings, "search", QUESTION, "--json")
    assert ended.returncode in (0, 1), ended.stderr.decode()
    hits = json.loads(ended.stdout)["hits"]
    return (hits[0]["document_id"], hits[0]["clause_id"]) if hits else None


def test_a_confirmed_question_is_listed_found_and_taken_back(fresh: Settings) -> None:
    assert first(fresh) != (DOCUMENT, "10")
    kept = result(
        assistant(
            fresh, "questions", "confirm", QUESTION, "--clause", f"{DOCUMENT}/10", "--by", "小王", "--json"
        )
    )
    assert (kept["question"], kept["answers"], kept["confirmed_by"]) == (QUESTION, [[DOCUMENT, "10"]], "小王")
    assert QUESTION in assistant(fresh, "questions", "list").stdout.decode()
    assert first(fresh) == (DOCUMENT, "10")
    assert assistant(fresh, "questions", "remove", QUESTION).returncode == 0
    assert assistant(fresh, "questions", "remove", QUESTION).returncode == 1
    assert first(fresh) != (DOCUMENT, "10")


def test_an_unknown_clause_is_refused(fresh: Settings) -> None:
    for clause in (f"{DOCUMENT}/999", "nowhere/1", DOCUMENT):
        ended = assistant(fresh, "questions", "confirm", QUESTION, "--clause", clause)
        assert ended.returncode == 2
        assert "没有" in ended.stderr.decode()
    assert result(assistant(fresh, "questions", "list", "--json")) == []


def test_moved_out_as_yaml_and_in_again(fresh: Settings, tmp_path: Path) -> None:
    for question, clause in ((QUESTION, "10"), ("侬孤老哪能弄", "8")):
        done = assistant(fresh, "questions", "confirm", question, "--clause", f"{DOCUMENT}/{clause}")
        assert done.returncode == 0
    moved = assistant(fresh, "questions", "export", DOCUMENT, "--author", "hotline-1")
    (tmp_path / "questions").mkdir()
    file = tmp_path / "questions" / "hotline-1.yaml"
    file.write_bytes(moved.stdout)
    document = load_registry(ROOT / "corpus").get(DOCUMENT)
    assert document is not None
    read = load_questions(tmp_path / "questions", document)
    assert {(one.text, one.clauses, one.author) for one in read} == {
        (QUESTION, ("10",), "hotline-1"),
        ("侬孤老哪能弄", ("8",), "hotline-1"),
    }
    (fresh.data_dir / "confirmed.sqlite").unlink()
    kept = result(assistant(fresh, "questions", "import", str(file), DOCUMENT, "--json"))
    assert {one["question"] for one in kept} == {QUESTION, "侬孤老哪能弄"}


def test_a_file_with_a_mistake_is_told_by_line(fresh: Settings, tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text(
        "author: a\ngroups:\n  - clauses: ['999']\n    ask: text\n    texts: [啥]\n", encoding="utf-8"
    )
    ended = assistant(fresh, "questions", "import", str(file), DOCUMENT)
    assert ended.returncode == 3
    assert "wrong.yaml:3" in ended.stderr.decode()


def test_nothing_to_export_or_to_learn_from_is_told(fresh: Settings) -> None:
    assert assistant(fresh, "questions", "export", DOCUMENT).returncode == 1
    ended = assistant(fresh, "questions", "learn")
    assert ended.returncode == 1
    assert "太少" in ended.stdout.decode()
