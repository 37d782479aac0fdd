"""A mistake in the words of answers is told with file, line and mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answers.clause_writer import load_general_answers
from assistant.answers.replies import Replies
from assistant.documents.registry import load_document
from assistant.errors import CorpusError
from assistant.settings import ROOT

RULED = ROOT / "corpus" / "yancheng-ai-plus"


def test_a_field_that_is_not_declared(tmp_path: Path) -> None:
    path = tmp_path / "replies.yaml"
    path.write_text(
        "replies:\n  greeting:\n    when: always\n    text: 您好\n"
        "  sum:\n    when: always\n    fields: [low]\n    text: 从{low}到{high}\n",
        encoding="utf-8",
    )
    with pytest.raises(CorpusError) as caught:
        Replies.load(path)
    assert str(caught.value).startswith(f"{path}:5: replies.sum: ")
    assert "{high}" in str(caught.value) and "请" in str(caught.value)


@pytest.mark.parametrize(
    ("before", "after", "line", "field"),
    [
        ("clause: supplementary", "clause: '99'", 6, "validity.clause"),
        ("本文件自印发之日施行", "本文件自发布之日施行", 7, "validity.quotes"),
    ],
)
def test_an_answer_that_the_text_does_not_hold(
    tmp_path: Path, before: str, after: str, line: int, field: str
) -> None:
    path = tmp_path / "answers.yaml"
    text = (RULED / "answers.yaml").read_text(encoding="utf-8")
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(CorpusError) as caught:
        load_general_answers(path, load_document(RULED))
    assert str(caught.value).startswith(f"{path}:{line}: {field}: ")
    assert "请" in str(caught.value)
