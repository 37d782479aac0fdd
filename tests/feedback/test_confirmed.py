"""Confirmed questions are kept, replaced, forgotten and masked; another process is noticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import AssistantError
from assistant.feedback.confirmed import MAX_CHARACTERS, ConfirmedQuestions

ANSWER = ("policy", "5")


@pytest.fixture
def kept(tmp_path: Path) -> ConfirmedQuestions:
    return ConfirmedQuestions(tmp_path / "confirmed.sqlite")


def test_a_question_is_kept_with_its_clauses(kept: ConfirmedQuestions) -> None:
    kept.confirm("算力券 怎么领", [ANSWER, ("policy", "6"), ANSWER], "小王")
    (one,) = kept.all()
    assert (one.question, one.answers, one.confirmed_by) == (
        "算力券 怎么领",
        (ANSWER, ("policy", "6")),
        "小王",
    )


def test_confirming_again_replaces(kept: ConfirmedQuestions) -> None:
    kept.confirm("算力券怎么领", [ANSWER])
    kept.confirm(" 算力券怎么领\n", [("policy", "7")])
    assert [one.answers for one in kept.all()] == [(("policy", "7"),)]


def test_a_removed_question_is_gone(kept: ConfirmedQuestions) -> None:
    kept.confirm("算力券怎么领", [ANSWER])
    assert kept.remove("算力券怎么领")
    assert not kept.remove("算力券怎么领")
    assert kept.all() == ()


def test_telephones_are_masked(kept: ConfirmedQuestions) -> None:
    one = kept.confirm("我的电话13912345678，算力券怎么领", [ANSWER])
    assert "13912345678" not in one.question
    assert kept.remove("我的电话13912345678，算力券怎么领")


@pytest.mark.parametrize(
    ("question", "answers"), [("  ", [ANSWER]), ("长" * (MAX_CHARACTERS + 1), [ANSWER]), ("算力券", [])]
)
def test_what_is_no_question_is_refused(
    kept: ConfirmedQuestions, question: str, answers: list[tuple[str, str]]
) -> None:
    with pytest.raises(ValueError):
        kept.confirm(question, answers)
    assert kept.all() == ()


def test_nothing_is_written_by_reading(tmp_path: Path) -> None:
    assert ConfirmedQuestions(tmp_path / "deep" / "confirmed.sqlite").all() == ()
    assert not (tmp_path / "deep").exists()


def test_another_process_is_noticed(kept: ConfirmedQuestions, tmp_path: Path) -> None:
    before = kept.stamp
    ConfirmedQuestions(tmp_path / "confirmed.sqlite").confirm("算力券怎么领", [ANSWER])
    assert kept.stamp != before


def test_a_damaged_file_is_told(kept: ConfirmedQuestions, tmp_path: Path) -> None:
    (tmp_path / "confirmed.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(AssistantError, match=r"confirmed\.sqlite.*请"):
        kept.all()
