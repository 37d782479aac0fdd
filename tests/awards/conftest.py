from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.awards.calculate import calculate
from assistant.awards.load import load_rulebook
from assistant.awards.rulebook import RuleBook
from assistant.contract import AwardResult, CalculationRequest, CalculationResponse
from assistant.documents.model import Document
from assistant.documents.registry import load_document

FOLDER = Path(__file__).resolve().parents[2] / "corpus" / "yancheng-ai-plus"
TODAY = date(2026, 5, 1)

Calc = Callable[..., CalculationResponse]


@pytest.fixture(scope="session")
def folder() -> Path:
    return FOLDER


@pytest.fixture(scope="session")
def document() -> Document:
    return load_document(FOLDER)


@pytest.fixture(scope="session")
def rulebook(document: Document) -> RuleBook:
    return load_rulebook(FOLDER, document)


@pytest.fixture(scope="session")
def calc(rulebook: RuleBook) -> Calc:
    """``calc(claims=[…], applicant={…}, …)``: the whole calculation of a request."""

    def run(**request: Any) -> CalculationResponse:
        return calculate(rulebook, CalculationRequest.model_validate(request), TODAY)

    return run


@pytest.fixture(scope="session")
def judge(calc: Calc) -> Callable[..., AwardResult]:
    """``judge(award_id, facts, region=…, entity_type=…, as_of=…)``: one award."""

    def run(
        award_id: str, facts: dict[str, Any], *, as_of: str | None = None, **applicant: Any
    ) -> AwardResult:
        claims = [{"award_id": award_id, "facts": facts}]
        return calc(applicant=applicant, claims=claims, as_of=as_of).awards[0]

    return run
