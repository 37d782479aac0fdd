"""How many questions until every award is certain: the calculator's order against the order of the file.

``python -m evals.questions_to_certainty`` asks each persona about all awards, one question at a time, in
the calculator's order, in the order of ``facts.yaml`` and in random orders. All ask only what is still
open; they differ in the order alone.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.awards import RuleBook, load_rulebook, review
from assistant.contract import CalculationRequest
from assistant.documents.registry import load_document

FOLDER = Path(__file__).resolve().parent.parent / "corpus" / "yancheng-ai-plus"
AS_OF = date(2026, 5, 1)

_TALENT = {"from_outside_city": True, "full_time": True, "newly_recruited": True}
#: What is true of each persona; every fact not named is false, the lowest level, or zero.
PERSONAS: dict[str, dict[str, Any]] = {
    "装备制造企业": {
        "region": "大丰区", "entity_type": "private_enterprise", "recognised_by_jiangsu": True, "sets": 3,
    },
    "大模型初创企业": {
        "region": "盐南高新区", "entity_type": "private_enterprise", "deployed": True, "scenarios": 6,
        "parameters": 13_000_000_000, "uses_compute_service": True, "own_ip": True, **_TALENT,
        "full_time_degree": True,
    },
    "国企数字化部门": {
        "region": "亭湖区", "entity_type": "state_owned_enterprise", "case_level": "national",
        "case_type": "industrial_ai", "selected": True, "role": "scenario_provider",
        "government_invested": True,
    },
    "三甲医院人事科": {
        "region": "亭湖区", "entity_type": "public_institution", **_TALENT, "title": "senior",
        "first_local_social_insurance": True, "uses_compute_service": True,
    },
    "高校科研团队": {
        "region": "亭湖区", "entity_type": "university", "leads_project": True, "programme_level": "national",
        **_TALENT, "passed_review": True,
    },
    "园区管委会": {
        "region": "盐城经济技术开发区", "entity_type": "park", "park_level": "provincial",
        "established": True, "cross_domain": True,
    },
    "会展公司": {
        "region": "盐都区", "entity_type": "private_enterprise", "event_level": "national",
        "event_in_urban_area": True, "total_cost": "1800000",
    },
    "概念验证中心": {
        "region": "盐都区", "entity_type": "research_institute", "is_proof_of_concept_center": True,
        "annual_service_fee": "3000000",
    },
    "县里的企业": {"region": "东台市", "entity_type": "private_enterprise", "own_ip": True},
    "外地企业": {"region": "outside", "entity_type": "foreign_enterprise", "own_ip": True},
}  # fmt: skip


#: Picks the next question from those that may be asked.
Choose = Callable[[list[str]], str]
RANDOM_ORDERS = 20


@dataclass(frozen=True)
class Asked:
    """One persona asked until all is certain."""

    questions: int
    cost: int
    #: Questions until at most a tenth of the awards were open.
    nearly: int


def ask(rulebook: RuleBook, truth: dict[str, Any], choose: Choose) -> Asked:
    """Answer one question after another until no award is open; ``choose`` picks from what may be asked."""
    known: dict[str, Any] = {}
    questions, cost, nearly = 0, 0, None
    while True:
        found = review(rulebook, _request(rulebook, known), AS_OF)
        still_open = sum(award.eligibility == "unknown" for award in found.response.awards)
        if nearly is None and still_open <= len(rulebook.awards) // 10:
            nearly = questions
        if not found.questions:
            assert nearly is not None
            return Asked(questions, cost, nearly)
        name = choose([question.fact for question in found.questions])
        known[name] = truth[name] if name in truth else _plainest(rulebook, name)
        questions += 1
        cost += rulebook.facts[name].cost


def _request(rulebook: RuleBook, known: dict[str, Any]) -> CalculationRequest:
    applicant = {name: value for name, value in known.items() if name in rulebook.applicant_facts}
    claims = [
        {"award_id": award_id, "facts": {name: known[name] for name in award.facts if name in known}}
        for award_id, award in rulebook.awards.items()
    ]
    return CalculationRequest.model_validate({"applicant": applicant, "claims": claims})


def _plainest(rulebook: RuleBook, name: str) -> Any:
    fact = rulebook.facts[name]
    if fact.type == "choice":
        lowest = {"none", "city", "other"}
        return next(choice.value for choice in fact.choices if choice.value in lowest)
    return False if fact.type == "bool" else 0


def main() -> None:
    """Print the table."""
    rulebook = load_rulebook(FOLDER, load_document(FOLDER))
    places = {name: place for place, name in enumerate(rulebook.facts)}

    def by_file(names: list[str]) -> str:
        return min(names, key=lambda name: places[name])

    def at_random(seed: int) -> Choose:
        return random.Random(seed).choice

    print(
        "questions (cost) until all is certain, questions until nine of ten are:"
        " ours | file order | at random"
    )
    table = []
    for persona, truth in PERSONAS.items():
        ours, filed = ask(rulebook, truth, lambda names: names[0]), ask(rulebook, truth, by_file)
        drawn = [ask(rulebook, truth, at_random(seed)) for seed in range(RANDOM_ORDERS)]
        table.append([(ours,), (filed,), drawn])
        print(f"{persona}: " + " | ".join(_mean(asked) for asked in table[-1]))
    print("mean: " + " | ".join(_mean([one for row in table for one in row[column]]) for column in range(3)))


def _mean(asked: Sequence[Asked]) -> str:
    questions, cost, nearly = (
        sum(getattr(one, name) for one in asked) / len(asked) for name in ("questions", "cost", "nearly")
    )
    return f"{questions:.1f} ({cost:.1f}), {nearly:.1f}"


if __name__ == "__main__":
    main()
