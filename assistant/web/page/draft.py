"""A calculation as it stands on the form: every field as typed, complete or not, right or wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import ValidationError

from assistant.awards import RuleBook
from assistant.awards.facts import BadFact, Loc
from assistant.contract import CalculationRequest, ErrorDetail
from assistant.conversation.reply import in_figures
from assistant.requests import describe, refuse
from assistant.web.page.fields import TRUTH

if TYPE_CHECKING:
    from assistant.conversation.session import SessionState

#: How a request says what is one project, by the form's choice.
STACKING: dict[str, dict[str, Any]] = {
    "": {},
    "enterprise": {"stacking": "enterprise"},
    "unknown": {"projects_known": False},
}
_PARTED = re.compile(r"[、，]")
#: As many mistakes of a damaged case are set aside before it is given up.
_MAX_MISTAKES = 100


class Lost(NamedTuple):
    """A piece of a saved case that the form cannot hold, and why."""

    text: str
    detail: ErrorDetail


@dataclass(slots=True)
class DraftClaim:
    award_id: str
    project: str = ""
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Draft:
    """What a form holds; ``""`` is a field left empty."""

    as_of: str = ""
    stacking: str = ""
    applicant: dict[str, str] = field(default_factory=dict)
    claims: list[DraftClaim] = field(default_factory=list)

    @classmethod
    def of_form(cls, form: Mapping[str, Any]) -> Draft:
        """The form's fields by name: ``as_of``, ``applicant.region``, ``0.award``, ``0.facts.sets``, …"""
        draft = cls(str(form.get("as_of", "")).strip(), str(form.get("stacking", "")))
        claims: dict[int, DraftClaim] = {}
        for name, value in form.items():
            match name.split("."):
                case ["applicant", fact]:
                    draft.applicant[fact] = str(value).strip()
                case [number, "award"] if number.isdecimal():
                    claims[int(number)] = DraftClaim(str(value))
        for name, value in form.items():
            match name.split("."):
                case [number, "project"] if number.isdecimal() and int(number) in claims:
                    claims[int(number)].project = str(value).strip()
                case [number, "facts", fact] if number.isdecimal() and int(number) in claims:
                    claims[int(number)].facts[fact] = str(value).strip()
        draft.claims = [claims[number] for number in sorted(claims)]
        return draft

    @classmethod
    def of_session(cls, state: SessionState, rulebook: RuleBook, one_project: str) -> Draft:
        """The case as a conversation knows it; ``one_project`` names what is said to be one project."""
        project = one_project if state.same_project else ""
        draft = cls(applicant={fact: _typed(known.value) for fact, known in state.applicant.items()})
        for award_id in dict.fromkeys((*state.weighed, *state.cases)):
            if award_id in rulebook.awards:
                for case in state.all_cases(award_id):
                    facts = {fact: _typed(known.value) for fact, known in case.items()}
                    draft.claims.append(DraftClaim(award_id, project, facts))
        return draft

    def request(self, rulebook: RuleBook) -> CalculationRequest:
        """Raises pydantic's ``ValidationError`` for a bad date; facts are checked by the calculator."""
        return CalculationRequest.model_validate(
            {
                "as_of": self.as_of or None,
                "applicant": _facts(rulebook, self.applicant),
                "claims": [
                    {
                        "award_id": claim.award_id,
                        "project": claim.project or None,
                        "facts": _facts(rulebook, claim.facts),
                    }
                    for claim in self.claims
                ],
            }
            | STACKING.get(self.stacking, {})
        )


def read_draft(case: Any, rulebook: RuleBook) -> tuple[Draft, list[Lost]]:
    """A saved case on the form, with everything that the form or the present rules cannot hold.

    Raises ``InvalidRequest`` where it is no case at all.
    """
    if not isinstance(case, dict):
        refuse("model_type", ("body",))
    request, lost = _whole(case)
    draft = Draft(as_of=request.as_of.isoformat() if request.as_of else "")
    draft.stacking = "unknown" if not request.projects_known else request.stacking.removeprefix("project")
    draft.applicant = _held(rulebook, request.applicant, rulebook.applicant_facts, ("applicant",), lost)
    for claim in request.claims:
        award = rulebook.awards.get(claim.award_id)
        if award is None:
            told = "；".join(f"{fact}：{_typed(value)}" for fact, value in claim.facts.items())
            bad = BadFact("unknown_award", ("claims", "award_id"), given=claim.award_id[:40])
            lost.append(Lost(f"{claim.award_id}（{told}）" if told else claim.award_id, bad.detail))
            continue
        at = ("claims", len(draft.claims), "facts")
        held = _held(rulebook, claim.facts, award.facts, at, lost)
        draft.claims.append(DraftClaim(claim.award_id, claim.project or "", held))
    return draft, lost


def _whole(case: Any) -> tuple[CalculationRequest, list[Lost]]:
    """As much of ``case`` as is a request; what is not is set aside, piece by piece."""
    lost: list[Lost] = []
    for _ in range(_MAX_MISTAKES):
        try:
            return CalculationRequest.model_validate(case), lost
        except ValidationError as error:
            first = error.errors()[0]
            loc = first["loc"][:-1] if first["type"] == "missing" else first["loc"]
            piece = _cut(case, loc)
            lost.append(Lost(_typed(piece)[:200], describe([first], ("body",))[0]))
    return CalculationRequest(), lost


def _cut(case: Any, loc: Loc) -> Any:
    """Take the piece at ``loc`` out of ``case``."""
    for step in loc[:-1]:
        case = case[step]
    return case.pop(loc[-1])


def _held(
    rulebook: RuleBook, given: Mapping[str, Any], allowed: Sequence[str], at: Loc, lost: list[Lost]
) -> dict[str, str]:
    """Facts as fields hold them. A number that is wrong stays, to be put right where it stands."""
    held: dict[str, str] = {}
    for name, value in given.items():
        loc = (*at, name)
        try:
            if name not in allowed:
                kind = "unknown_applicant_fact" if at == ("applicant",) else "unknown_fact"
                raise BadFact(kind, loc, name="", given=name[:40], allowed="、".join(allowed))
            if rulebook.facts[name].type in ("bool", "choice") and value is not None:
                value = rulebook.readers[name](value, loc)
            held[name] = _typed(value)
        except BadFact as bad:
            label = rulebook.facts[name].label if name in rulebook.facts else name
            lost.append(Lost(f"{label}：{_typed(value)}", bad.detail))
    return held


def _facts(rulebook: RuleBook, fields: Mapping[str, str]) -> dict[str, Any]:
    """The facts filled in, as a request gives them; a field left empty is no fact."""
    given: dict[str, Any] = {}
    for name, text in fields.items():
        if not text:
            continue
        declared = rulebook.facts.get(name)
        if declared is None:
            given[name] = text
        elif declared.type == "bool":
            given[name] = TRUTH.get(text, text)
        else:
            # Between several figures a comma parts them; within one it groups its digits.
            several = declared.type == "decimal_list" and not _PARTED.search(text)
            given[name] = in_figures(rulebook, name, text.replace(",", "、") if several else text)
    return given


def _typed(value: Any) -> str:
    """A value as somebody would type it into its field."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return "、".join(map(_typed, value)) if isinstance(value, list) else str(value)
