"""Addresses name exactly one place, or a place the document does not have."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.documents.model import Document
from assistant.documents.outline import parse_clauses
from assistant.retrieval.address import find_addresses, is_only_address, read_number

STEPPED = """总则说明。
第一章 总则
第一条 目的。为了发展。
第二条 范围。适用于本区。
第二章 支持
第三条 支持方向。支持下列方向：
（一）支持研发。研发给予奖励。
（二）支持应用。应用给予补助。
第十二条 附加。另行通知。
第二款另起一段。
"""


@pytest.fixture(scope="module")
def stepped() -> Document:
    clauses, _ = parse_clauses(STEPPED)
    return Document(
        document_id="stepped",
        title="某区发展办法",
        source="policy",
        status="in_force",
        region="某区",
        text=STEPPED,
        clauses=clauses,
    )


def ids(text: str, document: Document) -> list[str | None]:
    return [mention.clause_id for mention in find_addresses(text, document)]


ARTICLE_8 = ["第八条", "八", "8", "第8条", "第 8 条", "８", "八、", "8.", "第八條", "8条"]
ARTICLE_8_ENGLISH = ["art 8", "Article 8", "ART. 8", "no.8"]
ARTICLE_8_ASKED_FOR = ["看看第八条", "第八条原文", "请问第八条是什么", "本政策第八条的内容"]


@pytest.mark.parametrize("text", [*ARTICLE_8, *ARTICLE_8_ENGLISH, *ARTICLE_8_ASKED_FOR])
def test_whole_queries_that_are_one_article(text: str, policy: Document) -> None:
    assert ids(text, policy) == ["8"]
    assert is_only_address(text, policy)


@pytest.mark.parametrize("text", ["附则", "最后一段", "结尾", "末段"])
def test_the_closing_paragraph(text: str, policy: Document) -> None:
    assert ids(text, policy) == ["supplementary"]


@pytest.mark.parametrize("text", ["开头", "前言", "序言", "第一段"])
def test_the_opening_paragraph(text: str, policy: Document) -> None:
    assert ids(text, policy) == ["preamble"]


@pytest.mark.parametrize(
    "text", ["第十五条", "第十一条", "11", "十二", "第三条（二）", "第3.2条", "第二章", "第8条第二十句"]
)
def test_addresses_the_document_does_not_have(text: str, policy: Document) -> None:
    assert ids(text, policy) == [None]


@pytest.mark.parametrize(
    "text",
    [
        "我有8个人",
        "50万",
        "2027",
        "3个项目能拿多少",
        "政策一共十条",
        "第一次申请",
        "第三批",
        "一个月3000",
        "",
        "。",
    ],
)
def test_numbers_that_are_no_address(text: str, policy: Document) -> None:
    assert ids(text, policy) == []


def test_an_article_of_another_law_is_no_address_here(policy: Document) -> None:
    assert ids("《劳动合同法》第八条怎么说", policy) == []
    assert ids("《盐城市“人工智能+”政策》第八条怎么说", policy) == ["8"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第八条和第十条", ["8", "10"]),
        ("第三至五条", ["3", "4", "5"]),
        ("第八、九条", ["8", "9"]),
        ("第一条到第三条", ["1", "2", "3"]),
        ("倒数第二条", ["9"]),
        ("最后一条", ["10"]),
    ],
)
def test_several_and_counted_from_the_end(text: str, expected: list[str], policy: Document) -> None:
    assert ids(text, policy) == expected


def test_an_address_inside_a_question_keeps_its_place(policy: Document) -> None:
    text = "请教：第十条的补贴上限是多少"
    (mention,) = find_addresses(text, policy)
    assert (mention.clause_id, text[mention.start : mention.end]) == ("10", "第十条")
    assert not is_only_address(text, policy)


def test_a_sentence_of_an_article(policy: Document) -> None:
    (mention,) = find_addresses("第8条第二句", policy)
    assert mention.span is not None
    assert policy.text[mention.span.start : mention.span.end].startswith("深人实施“黄海明珠人才计划”")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第三条（二）", "3.2"),
        ("第三条第(二)项", "3.2"),
        ("第3.2条", "3.2"),
        ("3.2", "3.2"),
        ("三（二）", "3.2"),
        ("第三条第三项", None),
        ("第二章第三条", "3"),
        ("第十二条", "12"),
        ("12", "12"),
        ("一十二", "12"),
    ],
)
def test_steps_within_an_article(text: str, expected: str | None, stepped: Document) -> None:
    assert ids(text, stepped) == [expected]


def test_a_paragraph_of_an_article(stepped: Document) -> None:
    (mention,) = find_addresses("第十二条第二款", stepped)
    assert mention.span is not None
    assert stepped.text[mention.span.start : mention.span.end] == "第二款另起一段。"
    assert ids("第十二条第三款", stepped) == [None]


@pytest.mark.parametrize(
    ("text", "value"),
    [("十", 10), ("十二", 12), ("二十", 20), ("一百零三", 103), ("1 0", 10), ("〇", 0), ("二三", 23)],
)
def test_read_number(text: str, value: int) -> None:
    assert read_number(text) == value


def test_every_clause_of_every_fixture_is_found_by_its_label() -> None:
    folder = Path(__file__).resolve().parents[3] / "shared" / "fixtures" / "policies"
    files = sorted(folder.glob("*.txt"))
    if not files:
        pytest.skip("no fixture policies beside the project")
    for path in files:
        text = path.read_text(encoding="utf-8")
        clauses, _ = parse_clauses(text)
        document = Document(
            document_id=path.stem,
            title=path.stem,
            source="policy",
            status="in_force",
            region="",
            text=text,
            clauses=clauses,
        )
        articles = [clause for clause in clauses if clause.clause_id.isdigit()]
        assert [ids(clause.label, document) for clause in articles] == [[c.clause_id] for c in articles], (
            path.name
        )
