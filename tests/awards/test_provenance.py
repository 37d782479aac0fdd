"""The text and the rules prove each other; a changed clause marks its rules stale."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.awards.calculate import calculate
from assistant.awards.fact_schema import Choice, FactsFile
from assistant.awards.load import compile_rules, load_rulebook
from assistant.awards.proof import named_choices
from assistant.awards.provenance import check, numbers_of, pin
from assistant.awards.sources import read_sources
from assistant.contract import CalculationRequest
from assistant.documents.model import Document
from assistant.documents.outline import parse_clauses
from assistant.errors import CorpusError
from assistant.yaml_files import load_model
from tests.awards.conftest import TODAY


def changed(document: Document, old: str, new: str) -> Document:
    assert old in document.text
    text = document.text.replace(old, new)
    return replace(document, text=text, clauses=parse_clauses(text)[0])


def test_the_rules_are_proved(folder: Path, document: Document) -> None:
    assert check(read_sources(folder), document) == ()
    assert pin(read_sources(folder), document) == (folder / "pins.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("总金额的30%", "总金额的35%"), ("不超过50万元的补贴", "不超过80万元的补贴"), ("最高20%", "最高25%"),
        ("参数量超百亿", "参数量超千亿"), ("不少于5个", "超过5个"),
        ("分别奖励50万元、10万元", "分别奖励60万元、10万元"),
        ("10年内给予", "8年内给予"), ("3000元/月", "3500元/月"), ("100－300万元", "100－500万元"),
        ("有效期至2027年12月31日", "有效期至2028年12月31日"),
        ("市财政资金包干的不享受", "市财政资金包干的也享受"),
        ("每台（套）给予最高50万元", "每台（套）给予50万元"), ("亭湖区、盐都区、", "亭湖区、"),
        ("打造2-3个", "打造2-3个（每个500万元）"),
    ],
)  # fmt: skip
def test_a_changed_figure_of_the_text_is_found(folder: Path, document: Document, old: str, new: str) -> None:
    with pytest.raises(CorpusError):
        load_rulebook(folder, changed(document, old, new))


def test_another_change_of_a_clause_makes_its_rules_stale(folder: Path, document: Document) -> None:
    other = changed(document, "鼓励园区积极创建", "鼓励各园区积极创建")
    sources = read_sources(folder)
    findings = check(sources, other)
    stale = [finding for finding in findings if finding.stale]
    assert [finding.clause_id for finding in stale] == ["9"]
    rulebook = compile_rules(sources, other)
    request = CalculationRequest.model_validate(
        {"claims": [{"award_id": "demo-park"}, {"award_id": "ai-fund"}]}
    )
    park, fund = calculate(rulebook, request, TODAY).awards
    assert any("复核" in notice for notice in park.notices)
    assert not any("复核" in notice for notice in fund.notices)


def test_a_new_number_must_be_accounted_for(folder: Path, document: Document) -> None:
    other = changed(document, "提升算力使用率", "提升算力使用率至80%")
    (finding,) = [finding for finding in check(read_sources(folder), other) if not finding.stale]
    assert "80%" in finding.says and finding.clause_id == "6"


def test_a_status_other_than_draft_drops_the_draft_notice(folder: Path, document: Document) -> None:
    with pytest.raises(CorpusError, match="草案才写 draft"):
        load_rulebook(folder, replace(document, status="in_force"))


def test_bare_digits_count_as_numbers() -> None:
    text = "2027年起支持3个，A2级"
    assert [text[start:end] for start, end in numbers_of(text)] == ["2027", "3个", "2"]


def test_the_longest_word_names_the_choice(folder: Path) -> None:
    facts = {fact.fact: fact for fact in load_model(folder / "facts.yaml", FactsFile).facts}
    entity = facts["entity_type"].choices
    assert named_choices(entity, False, "对民营企业给予") == {"private_enterprise"}
    enterprises = {"private_enterprise", "state_owned_enterprise", "foreign_enterprise"}
    assert named_choices(entity, False, "典型案例的企业") == enterprises
    level = facts["recognition_level"].choices
    assert named_choices(level, True, "经江苏省及以上认定") == {"provincial", "national"}
    assert named_choices(level, True, "经江苏省认定") == {"provincial"}
    assert named_choices((Choice(value="x", label="x"),), False, "x") == set()
