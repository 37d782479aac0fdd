"""The rendered reading: up to date, addressable, labelled, and without a figure of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from assistant.awards import RuleBook, load_rulebook, reach_cap
from assistant.awards.explain import Reading, explain, main, quotes_of
from assistant.awards.explain_example import work_example
from assistant.awards.explain_words import load_words
from assistant.contract import Grounded
from assistant.documents.model import Clause, Document
from assistant.documents.registry import load_document
from assistant.language.quantities import read_quantities
from assistant.settings import ROOT

FOLDER = ROOT / "corpus" / "yancheng-ai-plus"
COMMITTED = ROOT / "corpus" / "yancheng-ai-plus-reading"
DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")


@pytest.fixture(scope="module")
def policy() -> Document:
    return load_document(FOLDER)


@pytest.fixture(scope="module")
def rulebook(policy: Document) -> RuleBook:
    return load_rulebook(FOLDER, policy)


@pytest.fixture(scope="module")
def reading(rulebook: RuleBook, policy: Document) -> Reading:
    return explain(rulebook, policy, load_words(ROOT / "prompts"))


@pytest.fixture(scope="module")
def document(reading: Reading, tmp_path_factory: pytest.TempPathFactory) -> Document:
    folder: Path = tmp_path_factory.mktemp("corpus") / reading.document_id
    folder.mkdir()
    (folder / "policy.txt").write_text(reading.text, encoding="utf-8")
    (folder / "document.yaml").write_text(reading.metadata, encoding="utf-8")
    return load_document(folder)


def award_clauses(document: Document, rulebook: RuleBook) -> Iterator[tuple[str, Clause]]:
    ids = {award.rule.name: award_id for award_id, award in rulebook.awards.items()}
    for clause in document.clauses:
        if clause.heading in ids:
            yield ids[clause.heading], clause


def test_the_committed_text_is_what_the_rules_say(reading: Reading) -> None:
    """Where this fails: ``python -m assistant.awards.explain``."""
    if not COMMITTED.exists():
        pytest.skip(f"{COMMITTED.name} is not part of this corpus")
    assert (COMMITTED / "policy.txt").read_text(encoding="utf-8") == reading.text
    assert (COMMITTED / "document.yaml").read_text(encoding="utf-8") == reading.metadata


def test_one_clause_an_award_under_the_number_of_its_article(document: Document, rulebook: RuleBook) -> None:
    found = dict(award_clauses(document, rulebook))
    assert list(found) == list(rulebook.awards)
    assert [clause.parent_id for clause in found.values()] == [
        a.rule.clause for a in rulebook.awards.values()
    ]
    assert document.unplaced == ()
    assert len({clause.clause_id for clause in document.clauses}) == len(document.clauses)
    articles = {clause.clause_id for clause in document.clauses if clause.parent_id is None}
    assert articles == {"preamble"} | {award.rule.clause for award in rulebook.awards.values()}


def test_no_label_can_be_taken_for_one_of_the_policy(document: Document, policy: Document) -> None:
    labels = {clause.label for clause in policy.clauses} - {"开头"}
    assert not labels & {clause.label for clause in document.clauses}


def test_it_says_everywhere_that_it_is_not_official(document: Document) -> None:
    assert document.source == "interpretation"
    assert document.status == "draft"
    assert "非官方" in document.title
    for clause in document.clauses:
        assert "本项目的理解，非官方" in document.own_text(clause), clause.clause_id


def figures(text: str) -> set[tuple[str, Decimal]]:
    """Every figure of a text: money, rates, counts and durations, and digits that are part of none."""
    found = set()
    quantities = read_quantities(text)
    for quantity in quantities:
        found |= {(quantity.kind, quantity.low), (quantity.kind, quantity.high)}
    for match in DIGITS.finditer(text):
        if not any(q.start <= match.start() and match.end() <= q.end for q in quantities):
            found.add(("number", Decimal(match[0])))
    return found


def proved(texts: list[str]) -> set[Decimal]:
    return {value for text in texts for _, value in figures(text)}


def test_every_figure_stands_in_a_quote_or_in_the_working(
    document: Document, rulebook: RuleBook, policy: Document
) -> None:
    for award_id, clause in award_clauses(document, rulebook):
        award = rulebook.awards[award_id]
        source = policy.clause(award.rule.clause)
        assert source is not None
        quotes = quotes_of(award.rule, policy.whole_text(source))
        assert all(quote in policy.whole_text(source) for quote in quotes)
        readings = [one for one in rulebook.readings.readings if award_id in one.awards]
        trace: list[Grounded] = []
        example, reached = work_example(rulebook, award), reach_cap(rulebook, award_id)
        if example is not None:
            trace += [*example.result.trace, Grounded(text=example.result.amount.text)]
        if reached is not None:
            trace += reached.trace
        proof = proved([*quotes, *(one.quote for one in readings), *(one.text for one in trace)])
        said = document.own_text(clause).split("\n", 2)[2]  # without number and heading
        said = said.replace(rulebook.stacking.says.highest, "")  # 最高的一项 is no figure
        unproved = {figure for figure in figures(said) if figure[1] not in proof}
        assert not unproved, (award_id, unproved)


def test_a_figure_from_nowhere_is_seen() -> None:
    assert {value for _, value in figures("最高60万元、3年、25%")} == {
        Decimal(600000),
        Decimal(36),
        Decimal("0.25"),
    }
    assert not proved(["最高60万元"]) & proved(["最高50万元"])


def test_examples_are_eligible_and_reach_what_the_text_names(rulebook: RuleBook) -> None:
    for award in rulebook.awards.values():
        example = work_example(rulebook, award)
        figureless = award.rule.amount.kind in ("unspecified", "none")
        assert (example is None) == figureless
        if example is not None:
            assert example.result.eligibility == "eligible"
            assert example.result.missing == ()
            assert example.result.amount.kind == award.rule.amount.kind


def test_what_is_left_open_and_what_is_not_written_is_said(document: Document, rulebook: RuleBook) -> None:
    for award_id, clause in award_clauses(document, rulebook):
        said = document.own_text(clause)
        award = rulebook.awards[award_id]
        for reading in rulebook.readings.readings:
            assert (reading.says in said) == (award_id in reading.awards)
        assert "申报时间、申报方式、所需材料、咨询电话" in said
        assert rulebook.stacking.says.highest in said
        assert all(unit in said for unit in award.units)
        assert ("没有写具体金额" in said) == (award.rule.amount.kind == "unspecified")
        assert ("不是资金奖补" in said) == (award.rule.amount.kind == "none")


def test_what_a_text_does_write_is_not_said_to_be_missing(rulebook: RuleBook, policy: Document) -> None:
    from dataclasses import replace

    longer = replace(policy, text=policy.text + "咨询电话见通知。")
    said = explain(rulebook, longer, load_words(ROOT / "prompts")).text
    assert "原文没有写的：申报时间、申报方式、所需材料。" in said


def test_it_is_written_beside_the_policy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import shutil

    shutil.copytree(FOLDER, tmp_path / FOLDER.name)
    assert main([str(tmp_path / FOLDER.name)]) == 0
    written = load_document(tmp_path / COMMITTED.name)
    assert written.document_id == COMMITTED.name
    assert COMMITTED.name in capsys.readouterr().out
    metadata = yaml.safe_load((tmp_path / COMMITTED.name / "document.yaml").read_text(encoding="utf-8"))
    assert metadata["valid_until"] == date(2027, 12, 31)


def test_a_folder_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "absent")]) == 2
    assert "；请" in capsys.readouterr().err
