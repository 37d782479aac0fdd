"""The award table of the contract, written out by hand: a case that pays, and what breaks it.

``tests/awards`` judges the rules by this table; it shares no data with the rule files.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

WAN = 10_000


@dataclass(frozen=True)
class Row:
    """One award: facts that make it eligible, the amount then, and the values that break it."""

    award_id: str
    clause_id: str
    kind: str
    low: int | None
    high: int | None
    facts: dict[str, Any] = field(default_factory=dict)
    entity_types: tuple[str, ...] | None = None
    #: Values that each on its own make the award ineligible.
    breaking: tuple[tuple[str, Any], ...] = ()
    #: Facts that may be left out without making the result uncertain.
    optional: tuple[str, ...] = ()
    #: (facts changed, kind, low, high)
    amounts: tuple[tuple[dict[str, Any], str, Any, Any], ...] = ()
    #: What a missing fact makes of the amount: (fact, kind, low, high).
    missing: tuple[tuple[str, str, Any, Any], ...] = ()


TALENT = {"from_outside_city": True, "full_time": True, "passed_review": True}
_ENTERPRISES = ("private_enterprise", "state_owned_enterprise", "foreign_enterprise")
_BN10 = 10_000_000_000
_NO_FEE = {"annual_service_fee": None}


def _bools(*names: str) -> tuple[tuple[str, Any], ...]:
    return tuple((name, False) for name in names)


TABLE: tuple[Row, ...] = (
    Row("smart-hardware", "1", "none", 0, 0),
    Row(
        "open-source-project", "1", "unspecified", None, None,
        {"own_ip": True, "good_market_prospect": True},
        breaking=_bools("own_ip", "good_market_prospect"),
    ),
    Row(
        "first-set-equipment", "1", "up_to", 0, 50 * WAN, {"recognised_by_jiangsu": True, "sets": 1},
        breaking=_bools("recognised_by_jiangsu"), optional=("sets",),
        amounts=(({"sets": 3}, "up_to", 0, 150 * WAN), ({"sets": 2}, "up_to", 0, 100 * WAN)),
    ),
    Row(
        "first-version-software", "1", "up_to", 0, 30 * WAN, {"recognition_level": "provincial", "titles": 1},
        breaking=(("recognition_level", "none"), ("recognition_level", "city")), optional=("titles",),
        amounts=(
            ({"recognition_level": "national"}, "up_to", 0, 30 * WAN),
            ({"titles": 4}, "up_to", 0, 120 * WAN),
        ),
    ),
    Row(
        "demo-scenario", "2", "unspecified", None, None,
        {"selected": True, "role": "scenario_provider", "government_invested": False},
        breaking=(("selected", False), ("government_invested", True), ("role", "other")),
        amounts=(
            (
                {"role": "product_or_service_provider", "government_invested": None},
                "unspecified", None, None,
            ),
            (
                {"role": "product_or_service_provider", "government_invested": True},
                "unspecified", None, None,
            ),
        ),
    ),
    Row(
        "compute-voucher", "2", "unspecified", None, None, {"uses_compute_service": True},
        breaking=_bools("uses_compute_service"),
    ),
    Row(
        "typical-case", "2", "fixed", 50 * WAN, 50 * WAN,
        {"case_level": "national", "case_type": "industrial_ai"}, entity_types=_ENTERPRISES,
        breaking=(("case_level", "city"), ("case_type", "other")),
        amounts=(
            ({"case_level": "provincial"}, "fixed", 10 * WAN, 10 * WAN),
            ({"case_type": "industrial_internet_llm"}, "fixed", 50 * WAN, 50 * WAN),
            ({"case_type": "advanced_computing", "case_level": "provincial"}, "fixed", 10 * WAN, 10 * WAN),
        ),
        missing=(("case_level", "range", 10 * WAN, 50 * WAN),),
    ),
    Row("major-project", "3", "none", 0, 0),
    Row(
        "rd-matching", "4", "up_to", 0, 1000 * WAN, {"leads_project": True, "programme_level": "national"},
        breaking=(("leads_project", False), ("programme_level", "city")),
        amounts=(({"programme_level": "provincial"}, "up_to", 0, 1000 * WAN),),
    ),
    Row(
        "proof-of-concept-center", "4", "up_to", 0, 60 * WAN,
        {"is_proof_of_concept_center": True, "annual_service_fee": "3000000"},
        breaking=_bools("is_proof_of_concept_center"),
        amounts=(
            ({"annual_service_fee": "9999999.99"}, "up_to", 0, "2000000"),
            ({"annual_service_fee": "9999999.9"}, "up_to", 0, "1999999.98"),
            ({"annual_service_fee": "10000000"}, "up_to", 0, 200 * WAN),
            ({"annual_service_fee": "10000000.01"}, "up_to", 0, 200 * WAN),
            ({"annual_service_fee": 0}, "up_to", 0, 0),
            ({**_NO_FEE, "annual_service_fees": ["3000000", 4000000]}, "up_to", 0, 140 * WAN),
            ({**_NO_FEE, "annual_service_fees": ["6000000", "5000000"]}, "up_to", 0, 200 * WAN),
        ),
        missing=(("annual_service_fee", "up_to", 0, 200 * WAN),),
    ),
    Row(
        "industry-model", "5", "unspecified", None, None,
        {"parameters": _BN10 + 1, "scenarios": 5, "deployed": True},
        breaking=(("deployed", False), ("scenarios", 4), *(("parameters", n) for n in (_BN10, _BN10 - 1))),
        amounts=(({"parameters": "13000000000", "scenarios": 6}, "unspecified", None, None),),
    ),
    Row("quality-dataset", "6", "none", 0, 0),
    Row(
        "compute-scheduling", "6", "unspecified", None, None, {"cross_domain": True},
        breaking=_bools("cross_domain"),
    ),
    Row("ai-fund", "7", "none", 0, 0),
    Row("guarantee-fee", "7", "unspecified", None, None),
    Row("tech-insurance", "7", "unspecified", None, None),
    Row("talent-team", "8", "range", 100 * WAN, 300 * WAN, TALENT, breaking=_bools(*TALENT)),
    Row(
        "talent-individual", "8", "range", 30 * WAN, 100 * WAN, {**TALENT, "persons": 1},
        breaking=_bools(*TALENT), optional=("persons",),
        amounts=(({"persons": 2}, "range", 60 * WAN, 200 * WAN),),
    ),
    Row(
        "professional-title", "8", "fixed", 108_000, 108_000,
        {
            "title": "senior", "newly_recruited": True, "full_time": True,
            "first_local_social_insurance": True, "months": 36, "persons": 1,
        },
        entity_types=("public_institution",),
        breaking=(
            ("title", "other"), *_bools("newly_recruited", "full_time", "first_local_social_insurance"),
        ),
        optional=("months", "persons"),
        amounts=(
            ({"title": "associate"}, "fixed", 72_000, 72_000),
            ({"months": 24}, "fixed", 72_000, 72_000),
            ({"months": 35}, "fixed", 105_000, 105_000),
            ({"months": 37}, "fixed", 108_000, 108_000),
            ({"months": 0}, "fixed", 0, 0),
            ({"persons": 3, "months": 12}, "fixed", 108_000, 108_000),
        ),
        missing=(("title", "range", 72_000, 108_000),),
    ),
    Row("graduate", "8", "unspecified", None, None),
    Row(
        "private-phd", "8", "fixed", 80 * WAN, 80 * WAN,
        {"newly_recruited": True, "full_time": True, "full_time_degree": True, "years": 10, "persons": 1},
        entity_types=("private_enterprise",),
        breaking=_bools("newly_recruited", "full_time", "full_time_degree"),
        optional=("years", "persons"),
        amounts=(
            ({"years": 9}, "fixed", 72 * WAN, 72 * WAN),
            ({"years": 11}, "fixed", 80 * WAN, 80 * WAN),
            ({"years": 1, "persons": 5}, "fixed", 40 * WAN, 40 * WAN),
        ),
    ),
    Row("young-talent", "8", "none", 0, 0),
    Row(
        "demo-park", "9", "up_to", 0, 100 * WAN, {"park_level": "national", "established": True},
        breaking=(("park_level", "city"), ("established", False)),
        amounts=(({"park_level": "provincial"}, "up_to", 0, 50 * WAN),),
        missing=(("park_level", "up_to", 0, 100 * WAN),),
    ),
    Row(
        "national-event", "10", "fixed", 50 * WAN, 50 * WAN,
        {
            "event_level": "national", "event_in_urban_area": True, "fiscal_lump_sum": False,
            "total_cost": "2000000",
        },
        breaking=(
            ("event_level", "provincial"), ("event_level", "city"), ("event_in_urban_area", False),
            ("fiscal_lump_sum", True),
        ),
        amounts=(
            ({"total_cost": "1000000"}, "fixed", 30 * WAN, 30 * WAN),
            ({"total_cost": "1666666.66"}, "fixed", "500000", "500000"),
            ({"total_cost": "1666666.63"}, "fixed", "499999.99", "499999.99"),
            ({"total_cost": "1666666.67"}, "fixed", 50 * WAN, 50 * WAN),
            ({"total_cost": "100.05"}, "fixed", "30.02", "30.02"),
            ({"total_cost": "0"}, "fixed", 0, 0),
            ({"total_cost": Decimal("2000000.5")}, "fixed", 50 * WAN, 50 * WAN),
        ),
        missing=(("total_cost", "up_to", 0, 50 * WAN),),
    ),
)  # fmt: skip

IN_SCOPE = ("亭湖区", "盐都区", "大丰区", "盐城经济技术开发区", "盐南高新区")
ALIASES = {"市开发区": "盐城经济技术开发区", "盐城经开区": "盐城经济技术开发区"}
COUNTIES = ("东台市", "建湖县", "射阳县", "阜宁县", "滨海县", "响水县")
ENTITY_TYPES = (
    "private_enterprise", "state_owned_enterprise", "foreign_enterprise", "public_institution", "university",
    "research_institute", "park", "government", "individual",
)  # fmt: skip
LAST_DAY = "2027-12-31"

#: The least value of each numeric fact that is accepted, and the next below it.
BOUNDS: tuple[tuple[str, str, Any, Any], ...] = (
    ("first-set-equipment", "sets", 1, 0),
    ("first-version-software", "titles", 1, 0),
    ("talent-individual", "persons", 1, 0),
    ("professional-title", "persons", 1, 0),
    ("private-phd", "persons", 1, 0),
    ("professional-title", "months", 0, -1),
    ("private-phd", "years", 0, -1),
    ("industry-model", "parameters", 0, -1),
    ("industry-model", "scenarios", 0, -1),
    ("proof-of-concept-center", "annual_service_fee", 0, "-0.01"),
    ("proof-of-concept-center", "annual_service_fees", [0], ["1", "-0.01"]),
    ("national-event", "total_cost", 0, "-0.01"),
)

#: What an office decides: the firm can only report the decision.
DECIDED_BY_AUTHORITY = {
    "good_market_prospect", "recognised_by_jiangsu", "recognition_level", "selected", "case_level",
    "case_type", "passed_review", "established",
}  # fmt: skip
