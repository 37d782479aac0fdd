"""Errors in the project's terms are put right, and nothing else is touched."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.normalise import normalise
from assistant.language.spelling import Speller

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller.load(ROOT / "corpus" / "vocabulary")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("首抬套怎么申请", "首台套怎么申请"),
        ("算力劵", "算力券"),
        ("算力卷怎么领", "算力券怎么领"),
        ("人工只能", "人工智能"),
        ("人工只能企业有什么补贴", "人工智能企业有什么补贴"),
        ("担保废能补吗", "担保费能补吗"),
        ("亭胡区", "亭湖区"),
        ("盐读区的公司", "盐都区的公司"),
        ("大摸型备案", "大模型备案"),
        ("语料酷", "语料库"),
        ("概念验正中心", "概念验证中心"),
        ("概念验证中新", "概念验证中心"),
        ("智改数专", "智改数转"),
        ("专精特心", "专精特新"),
        ("就搞不重复", "就高不重复"),
        ("黄海名珠", "黄海明珠"),
        ("科技宝险", "科技保险"),
        ("市公信局", "市工信局"),
        ("征求意建稿", "征求意见稿"),
        ("人工能智", "人工智能"),
        ("算力力券", "算力券"),
        ("suanliquan", "算力券"),
        ("huanghai mingzhu", "黄海明珠"),
        ("suanliquan怎么弄", "算力券怎么弄"),
        ("yanduqu", "盐都区"),
        ("我想问suanliquan zenme shenqing", "我想问算力券 怎么申请"),
    ],
)
def test_an_error_is_put_right(speller: Speller, text: str, right: str) -> None:
    repaired = speller.repair(text)
    assert repaired.text == right
    assert repaired.changes
    for change in repaired.changes:
        assert text[change.start : change.end] == change.before


@pytest.mark.parametrize(
    "text",
    [
        "现在人工只能处理一半", "人工智障", "亭湖去盐都怎么走", "算力权益", "盐南高新区和盐城高新区",
        "高层人才", "行为的一致性", "公募基金会", "这该怎么办呢", "大学学生", "是人民银行的职责",
        "国家重大项目用海", "旅游业态项目", "the best agent for you", "gpt-4 and h100", "花了200万,报30%",
        "5个人3台套", "十台套", "", "12345",
    ],
)  # fmt: skip
def test_good_words_stay(speller: Speller, text: str) -> None:
    assert speller.repair(text).text == text


def test_every_name_of_the_vocabulary_stays(speller: Speller) -> None:
    for path in ("terms", "units", "places"):
        text = normalise((ROOT / f"corpus/vocabulary/{path}.yaml").read_text(encoding="utf-8")).text
        changes = [change for line in text.splitlines() for change in speller.repair(line).changes]
        assert changes == [], path


def _ordinary_sentences() -> Iterator[str]:
    for path in sorted((SHARED / "fixtures/policies").glob("*.txt")):
        yield from re.split(r"[。；\n]", path.read_text(encoding="utf-8"))
    for path in sorted((SHARED / "benchmarks").glob("*/queries.jsonl")):
        yield from (json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines())


def test_ordinary_chinese_stays_as_it_is(speller: Speller) -> None:
    sentences = [normalise(sentence).text for sentence in _ordinary_sentences()]
    if not sentences:
        pytest.skip("shared/fixtures/policies and shared/benchmarks are absent")
    wrong = [change for sentence in sentences for change in speller.repair(sentence).changes]
    assert len(wrong) <= len(sentences) / 1000, wrong


@given(st.text(max_size=60))
def test_digits_are_never_touched(text: str) -> None:
    plain = normalise(text + "花了200万首抬套3台").text
    repaired = _SPELLER.repair(plain)
    assert re.findall(r"[0-9]+", repaired.text) == re.findall(r"[0-9]+", plain)


_SPELLER = Speller(["首台套", "算力券", "人工智能", "一次性"])
