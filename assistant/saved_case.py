"""A calculation kept as a link or a file: the case, which rules it was made with, and whether it is whole."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from assistant.awards import RuleBook
from assistant.contract import CalculationRequest
from assistant.errors import InvalidRequest
from assistant.requests import describe, read_json

_KEYS = {"case", "rules", "check"}
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class SavedCase:
    """``case`` is JSON in the form of ``CalculationRequest``, not yet checked."""

    case: Any
    #: ``rules_version`` of the rules it was made with; empty where it does not say.
    rules: str
    #: False where it is no longer as it was saved.
    intact: bool


def save(request: CalculationRequest, rulebook: RuleBook) -> str:
    """The case as JSON, to be read by ``read_saved``, the page and ``award calc``."""
    case = request.model_dump(mode="json", exclude_defaults=True)
    saved = {"case": case, "rules": rules_version(rulebook), "check": _digest(case)}
    return json.dumps(saved, ensure_ascii=False)


def read_saved(data: bytes) -> SavedCase:
    """A saved case, or a bare request, which says nothing of its rules. Raises ``InvalidRequest``."""
    found = read_json(data)
    if isinstance(found, dict) and found.keys() == _KEYS:
        return SavedCase(found["case"], str(found["rules"]), found["check"] == _digest(found["case"]))
    return SavedCase(found, "", intact=True)


def read_request(data: bytes) -> CalculationRequest:
    """The request of a saved case, or a bare one. Raises ``InvalidRequest`` with every mistake found."""
    try:
        return CalculationRequest.model_validate(read_saved(data).case)
    except ValidationError as error:
        raise InvalidRequest(describe(error.errors(), ("body",))) from None


def rules_version(rulebook: RuleBook) -> str:
    """A digest of everything in the rule files that decides a result; comments and layout do not."""
    parts = [*rulebook.facts.values(), *(award.rule for award in rulebook.awards.values())]
    dumped = [part.model_dump_json() for part in (*parts, rulebook.scope, rulebook.stacking)]
    return hashlib.sha256("\n".join(dumped).encode()).hexdigest()[:_DIGITS]


def _digest(case: Any) -> str:
    # Against damage and slips, not against intent: who means to deceive can work it out as well.
    text = json.dumps(case, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
