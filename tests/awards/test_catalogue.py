"""The catalogue, the way back from a cap, money in Chinese, and the schema file."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from assistant.awards import applicant_facts, catalogue, reach_cap
from assistant.awards.money import format_yuan, plain, to_fen
from assistant.awards.rulebook import RuleBook
from assistant.awards.schema import json_schema
from assistant.contract import AwardResult
from assistant.documents.model import Document
from assistant.errors import InvalidRequest
from tests.awards.cases import ENTITY_TYPES, TABLE


def test_every_award_with_its_facts(rulebook: RuleBook, document: Document) -> None:
    awards = catalogue(rulebook)
    order = [clause.clause_id for clause in document.clauses]
    assert [award.clause_id for award in awards] == sorted((a.clause_id for a in awards), key=order.index)
    assert {award.award_id: award.amount_kind for award in awards} == {
        row.award_id: row.kind for row in TABLE
    }
    for award in awards:
        row = next(row for row in TABLE if row.award_id == award.award_id)
        assert set(row.facts) - {"annual_service_fees"} <= {fact.fact for fact in award.facts}
        clause = document.clause(award.clause_id)
        assert clause is not None and award.responsible_units == clause.responsible_units
        for fact in award.facts:
            assert len(fact.choices) == len(fact.choice_labels)


def test_amount_rules_in_words(rulebook: RuleBook) -> None:
    words = {award.award_id: award.amount_text for award in catalogue(rulebook)}
    assert words["first-set-equipment"] == "最高50万元/台（套）"
    assert words["typical-case"] == "国家级50万元、省级10万元"
    assert words["demo-park"] == "国家级最高100万元、省级最高50万元"
    assert words["national-event"] == "活动费用总金额的30%，不超过50万元"
    assert words["proof-of-concept-center"] == "年度服务费用的最高20%，总额不超过200万元"
    assert words["private-phd"] == "8万元/人/年，最长10年"
    assert words["talent-individual"] == "30万—100万元/人"
    assert words["graduate"] == "未写明具体金额"
    assert words["ai-fund"] == "不是资金奖补"


def test_what_is_meant_when_a_fact_is_left_out(rulebook: RuleBook) -> None:
    defaults = {
        (award.award_id, fact.fact): fact.default for award in catalogue(rulebook) for fact in award.facts
    }
    assert defaults["professional-title", "months"] == "36"
    assert defaults["private-phd", "years"] == "10"
    assert defaults["first-set-equipment", "sets"] == "1"
    assert defaults["national-event", "total_cost"] is None


def test_the_applicant(rulebook: RuleBook) -> None:
    facts = {fact.fact: fact for fact in applicant_facts(rulebook)}
    assert set(facts) == {"region", "entity_type"}
    assert facts["entity_type"].choices == ENTITY_TYPES


def test_how_much_the_event_must_cost(rulebook: RuleBook, judge: Callable[..., AwardResult]) -> None:
    reached = reach_cap(rulebook, "national-event", {"total_cost": "1000000"})
    assert reached is not None
    assert (reached.exact, reached.needed) == (Fraction(5_000_000, 3), Decimal("1666666.67"))
    assert reached.short == Decimal("666666.67")
    assert any("500000 ÷ 30%" in step.text for step in reached.trace)
    assert judge("national-event", {"total_cost": str(reached.needed)}).amount.high == "500000"
    fee = reach_cap(rulebook, "proof-of-concept-center", {"annual_service_fees": ["6000000", "6000000"]})
    assert fee is not None and (fee.needed, fee.short) == (Decimal(10_000_000), 0)
    assert reach_cap(rulebook, "talent-team") is None
    with pytest.raises(InvalidRequest):
        reach_cap(rulebook, "national-event", {"total_cost": "-1"})
    with pytest.raises(InvalidRequest):
        reach_cap(rulebook, "national-party")


@pytest.mark.parametrize(
    ("yuan", "words"),
    [
        ("0", "0元"), ("0.5", "0.5元"), ("3000", "3000元"), ("9999.99", "9999.99元"), ("10000", "1万元"),
        ("485000", "48.5万元"), ("500000.00", "50万元"), ("499999.99", "499999.99元"),
        ("123400", "12.34万元"),
        ("123456", "123456元"), ("1666666.67", "1666666.67元"), ("10000000", "1000万元"),
        ("100000000", "1亿元"), ("120000000", "1.2亿元"), ("123400000", "12340万元"),
        ("100000001", "100000001元"),
    ],
)  # fmt: skip
def test_money_in_chinese_is_exact(yuan: str, words: str) -> None:
    assert format_yuan(Decimal(yuan)) == words


def test_one_rounding_half_up() -> None:
    assert [plain(to_fen(Decimal(text))) for text in ("0.005", "0.0049", "2.675", "1e3")] == [
        "0.01", "0", "2.68", "1000",
    ]  # fmt: skip


def test_amounts_in_words(judge: Callable[..., AwardResult]) -> None:
    def text(award_id: str, **facts: object) -> str:
        return judge(award_id, facts).amount.text

    assert text("national-event", total_cost="2000000") == "50万元"
    assert text("national-event") == "最高50万元"
    assert text("talent-team") == "100万—300万元"
    assert text("talent-individual", persons=2) == "60万—200万元（30万—100万元/人×2人）"
    assert text("professional-title", title="senior") == "10.8万元（3000元/月×36个月）"
    assert (
        text("professional-title", title="associate", months=6, persons=2)
        == "2.4万元（2000元/人/月×2人×6个月）"
    )
    assert text("private-phd", years=1) == "8万元"
    assert text("first-set-equipment", sets=3) == "最高150万元（最高50万元/台（套）×3台（套））"
    assert text("open-source-project") == "未写明具体金额"
    assert text("smart-hardware") == "不是资金奖补"


def test_the_working_of_a_long_run(judge: Callable[..., AwardResult]) -> None:
    result = judge("professional-title", {"title": "senior", "months": 48, "persons": 2})
    texts = [step.text for step in result.trace]
    assert "享受月数 48 超过 36，按 36 计" in texts
    assert "3000 × 2 × 36 = 216000" in texts
    assert any("2027年12月31日" in notice for notice in result.notices)
    assert any(
        "按最长 36 个月计" in step.text for step in judge("professional-title", {"title": "senior"}).trace
    )


def test_the_working_of_the_contract_example(judge: Callable[..., AwardResult]) -> None:
    texts = [step.text for step in judge("national-event", {"total_cost": "2000000"}).trace]
    assert texts[:2] == ["2000000 × 30% = 600000", "不超过 500000"]


def test_the_schema_file_is_up_to_date(folder: Path) -> None:
    """Mend: ``python -m assistant.awards schema > corpus/yancheng-ai-plus/rules.schema.json``."""
    assert (folder / "rules.schema.json").read_text(encoding="utf-8") == json_schema()
