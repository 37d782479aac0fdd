"""The words of the assistant and of its users are data: complete, used, and wrong ones are named."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from assistant.answers.clause_writer import load_general_answers
from assistant.answers.replies import Replies
from assistant.conversation.phrases import Phrases
from assistant.conversation.pointing_words import load_pointing
from assistant.conversation.wording import CONVERSATION, load_asks, load_conversation, load_wording
from assistant.errors import CorpusError
from assistant.language.figures import money_and_percent_figures
from assistant.service import Assistant
from assistant.settings import ROOT

REPLIES = ROOT / "prompts" / "replies.yaml"
WORDING = ROOT / "corpus" / "yancheng-ai-plus" / "wording.yaml"
VOCABULARY = ROOT / "corpus" / "vocabulary"


def _sources() -> str:
    folders = ("conversation", "answers")
    return "\n".join(p.read_text() for f in folders for p in (ROOT / "assistant" / f).glob("*.py"))


def test_every_reply_is_used_and_every_used_reply_is_there() -> None:
    keys = Replies.load(REPLIES).keys
    sources = _sources()
    literal = set(re.findall(r'_say\(\s*"([a-z_]+)"', sources))
    assert literal <= keys
    patterns = [re.sub(r"\{[^}]*\}", "[a-z_]+", p) for p in re.findall(r'_say\(\s*f"([^"]+)"', sources)]
    named = set(re.findall(r'"([a-z_]+)"', sources))
    unused = {k for k in keys - named if not any(re.fullmatch(p, k) for p in patterns)}
    assert unused == set()


def test_no_reply_holds_a_figure() -> None:
    assert money_and_percent_figures(re.sub(r"\{\w+\}", "", REPLIES.read_text(encoding="utf-8"))) == ()


def test_a_reply_with_an_undeclared_field_is_named(tmp_path: Path) -> None:
    path = tmp_path / "replies.yaml"
    path.write_text("replies:\n  hello:\n    when: always\n    text: 您好{name}\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"replies\.yaml:2: replies\.hello: .*\{name\}"):
        Replies.load(path)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("  smart-hardware:\n", "  smart-hardwear:\n", "smart-hardwear"),
        ("  total_cost:\n", "  total_costs:\n", "total_costs"),
        ("names: [智能硬件", "nams: [智能硬件", "nams"),
        ("国家级, 全国性", '"(国家级", 全国性', "括号"),
    ],
)
def test_a_wrong_wording_file_is_named(
    assistant: Assistant, tmp_path: Path, old: str, new: str, told: str
) -> None:
    text = WORDING.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "wording.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CorpusError, match=r"wording\.yaml") as error:
        load_wording(path, assistant.rulebook)
    assert told in str(error.value)


def test_a_general_answer_must_be_verbatim(assistant: Assistant, tmp_path: Path) -> None:
    source = ROOT / "corpus" / "yancheng-ai-plus" / "answers.yaml"
    path = tmp_path / "answers.yaml"
    path.write_text(
        source.read_text(encoding="utf-8").replace("2027年12月31日", "2028年12月31日"), encoding="utf-8"
    )
    with pytest.raises(CorpusError, match=r"没有这句话"):
        load_general_answers(path, assistant.ruled_document)


def test_the_vocabulary_loads() -> None:
    assert load_asks(VOCABULARY / "asks.yaml")
    assert load_conversation(VOCABULARY / "conversation.yaml")["negation"]("没有")
    assert load_pointing(VOCABULARY / "pointing.yaml").ordinals[-1]("最后一个")


def test_no_two_files_have_a_list_of_the_same_name() -> None:
    names = [name for file in CONVERSATION.values() for name in file.model_fields]
    assert len(names) == len(set(names))


def test_a_list_that_is_wrong_is_named_with_file_line_and_mend(tmp_path: Path) -> None:
    for name in CONVERSATION:
        shutil.copy(VOCABULARY / name, tmp_path / name)
    claims = tmp_path / "claims.yaml"
    claims.write_text(claims.read_text(encoding="utf-8") + "level_perhaps: [也许]\n", encoding="utf-8")
    line = claims.read_text(encoding="utf-8").count("\n")
    with pytest.raises(CorpusError, match=rf"claims\.yaml:{line}: level_perhaps"):
        load_conversation(tmp_path / "conversation.yaml")


def test_phrases_stand_in_larger_patterns_and_give_way_to_other_words() -> None:
    phrases = Phrases(["(甲|乙)厂", "甲厂房"])
    assert [found.group() for found in re.finditer(rf"{phrases.pattern}在", "甲厂房在，乙厂在")] == [
        "甲厂房在",
        "乙厂在",
    ]
    assert phrases.begins("乙厂在") and not phrases.begins("在乙厂") and phrases.begun("乙厂在") == 2
    assert phrases.instead("甲厂和乙厂", "它") == "它和它" and phrases.without("乙厂好") == "好"
    nothing = Phrases([])
    assert nothing.instead("甲厂", "它") == "甲厂" and not re.search(nothing.pattern, "甲厂")


def test_a_dollar_in_brackets_is_the_end_and_else_itself() -> None:
    ends = Phrases(["跑不了(吧|$)", "us$"])
    assert ends("这下跑不了") and ends("跑不了吧，那") and not ends("跑不了多远")
    assert ends("收us$") and not ends("收us")
