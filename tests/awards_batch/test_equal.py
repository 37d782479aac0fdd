"""100,000 random cases (one award for one firm each) come out as the single calculation has them."""

from __future__ import annotations

import csv
import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from assistant.awards import RuleBook, calculate
from assistant.awards.batch import screen_file
from assistant.awards.batch_words import words
from assistant.awards.fact_schema import Fact
from assistant.contract import AwardResult, CalculationRequest, Claim

from .conftest import TODAY, Lines, read

CASES = 100_000
WRITTEN = {True: "是", False: "否"}
NUMBERS = {
    "parameters": [0, 9_999_999_999, 10_000_000_000, 10_000_000_001, 13_000_000_000, 10**18],
    "scenarios": [0, 4, 5, 6, 100],
    "months": [0, 1, 35, 36, 37, 10**6],
    "years": [0, 1, 9, 10, 11, 10**6],
}


def random_value(fact: Fact, chance: random.Random) -> Any:
    if fact.type == "bool":
        return chance.random() < 0.8
    if fact.type == "choice":
        return chance.choice([choice.value for choice in fact.choices])
    if fact.fact in NUMBERS:
        return chance.choice(NUMBERS[fact.fact])
    if fact.type == "int":
        return chance.choice([1, 2, 3, 17, 10**6, 10**15])
    if fact.type == "decimal_list":
        return [random_money(chance) for _ in range(chance.randint(1, 4))]
    return random_money(chance)


def random_money(chance: random.Random) -> Decimal:
    near = [Decimal(text) for text in ("0", "1666666.66", "1666666.67", "10000000", "0.05", "0.016667")]
    odd = Decimal(chance.randrange(10**9)).scaleb(-chance.choice([0, 1, 2, 3, 12]))
    return chance.choice([*near, odd, odd, odd * 1000])


def written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return WRITTEN[value]
    return ";".join(map(str, value)) if isinstance(value, list) else str(value)


def random_firm(rulebook: RuleBook, chance: random.Random) -> dict[str, Any]:
    """A firm's facts; some firms tell nearly everything, others nearly nothing, most fit the region."""
    told = chance.choice([0.5, 0.9, 1.0])
    firm: dict[str, Any] = {
        name: random_value(fact, chance) for name, fact in rulebook.facts.items() if chance.random() < told
    }
    if chance.random() < 0.7:
        firm["region"] = "亭湖区"
    firm.pop(chance.choice(["annual_service_fee", "annual_service_fees"]), None)
    return firm


def single(rulebook: RuleBook, firm: dict[str, Any], award_id: str) -> AwardResult:
    applicant = {name: firm[name] for name in rulebook.applicant_facts if name in firm}
    facts = {name: firm[name] for name in rulebook.awards[award_id].facts if name in firm}
    claim = Claim(award_id=award_id, facts=facts)
    return calculate(rulebook, CalculationRequest(applicant=applicant, claims=[claim]), TODAY).awards[0]


def as_row(rulebook: RuleBook, result: AwardResult) -> dict[str, str]:
    said = words()
    return {
        "结论": said.eligibility[result.eligibility],
        "金额类别": said.kind[result.amount.kind],
        "最低金额（元）": result.amount.low or "",
        "最高金额（元）": result.amount.high or "",
        "还需了解": "、".join(rulebook.facts[name].label for name in result.missing),
    }


@pytest.fixture(scope="module")
def screened(rulebook: RuleBook, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Any], Lines]:
    chance = random.Random(20260501)
    firms = [random_firm(rulebook, chance) for _ in range(-(-CASES // len(rulebook.awards)))]
    folder: Path = tmp_path_factory.mktemp("equal")
    source, out, bad = (folder / f"{name}.csv" for name in ("source", "out", "bad"))
    with source.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(rulebook.facts)
        writer.writerows([written(firm.get(name)) for name in rulebook.facts] for firm in firms)
    report = screen_file(rulebook, source, out, bad, TODAY)
    assert (report.firms, report.bad_rows) == (len(firms), 0)
    return firms, read(out)


def test_every_case_equals_the_single_calculation(
    rulebook: RuleBook, screened: tuple[list[Any], Lines]
) -> None:
    firms, lines = screened
    assert len(lines) >= CASES
    place = 0
    for number, firm in enumerate(firms, 2):
        for award_id in rulebook.awards:
            line = lines[place]
            place += 1
            assert (line["行号"], line["奖补编号"]) == (str(number), award_id)
            expected = as_row(rulebook, single(rulebook, firm, award_id))
            assert {name: line[name] for name in expected} == expected, (award_id, firm)
    assert place == len(lines)


def test_the_cases_reach_every_verdict_and_kind(
    rulebook: RuleBook, screened: tuple[list[Any], Lines]
) -> None:
    """Random facts that never fit would prove nothing: each award is seen in all the ways it can end."""
    seen = {(line["奖补编号"], line["结论"]) for line in screened[1]}
    for award_id, award in rulebook.awards.items():
        assert {(award_id, verdict) for verdict in ("符合", "不符合")} <= seen
        kinds = {line["金额类别"] for line in screened[1] if line["奖补编号"] == award_id}
        assert words().kind[award.rule.amount.kind] in kinds
