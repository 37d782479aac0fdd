"""A mistake in ``prompts/agent.yaml`` is told with file, line and mend before anybody asks anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import CorpusError
from assistant.models.prompts import load_prompts
from assistant.settings import ROOT

PATH = ROOT / "prompts" / "agent.yaml"
KEYS = frozenset({"injection", "promise", "evasion", "forging"})


def test_the_file_is_sound_and_holds_no_figure_of_the_policy() -> None:
    prompts = load_prompts(PATH, KEYS)
    assert prompts.version
    for figure in ("50万", "30%", "1000万", "3000元", "8万"):
        assert not any(figure in told for told in prompts.told)


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ("{message}", "{mesage}", "mesage"),
        ("leave_alone: [injection", "leave_alone: [injekshun", "injekshun"),
        ("small_count: 10", "small_count: ten", "small_count"),
        ("when: draft", "when: sometimes", "sometimes"),
        ("  latin:", "  greek:", "greek"),
        ("(?:委)?", "(?:委?", "正则式"),
        ("(会|将|就能|都能)", "(会|将|就能|都能", "括号"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, before: str, after: str, complaint: str) -> None:
    text = PATH.read_text(encoding="utf-8")
    assert before in text
    path = tmp_path / "agent.yaml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(CorpusError, match=complaint) as caught:
        load_prompts(path, KEYS)
    assert f"{path}:" in str(caught.value)
