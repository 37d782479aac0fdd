"""The form of a calculation, generated from the rules: facts of the applicant, then each award's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count, groupby
from typing import TYPE_CHECKING, Any

from assistant.awards import applicant_facts
from assistant.contract import AwardInfo, CalculationRequest, Claim, ErrorDetail, FactInfo
from assistant.web.page.draft import STACKING, Draft, DraftClaim
from assistant.web.page.fields import MONEY

if TYPE_CHECKING:
    from assistant.service import Assistant
    from assistant.web.page.views import Views

#: Up to this many choices are shown side by side.
_SIDE_BY_SIDE = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """One field: a choice where there are ``options`` (label, value), else a line of text."""

    name: str
    id: str
    label: str
    hint: str
    options: tuple[tuple[str, str], ...]
    side_by_side: bool
    value: str
    error: str
    language: str


@dataclass(frozen=True, slots=True)
class Open:
    """An award that could be picked; with a ``reason``, the applicant rules it out."""

    award: AwardInfo
    reason: str


class CaseForm:
    """The form in one language of the page."""

    def __init__(self, assistant: Assistant, views: Views) -> None:
        self._assistant = assistant
        self._views = views
        self._words = views.words
        self._shown = count()

    def render(
        self,
        draft: Draft,
        mistakes: Sequence[ErrorDetail] = (),
        found: Sequence[Open] = (),
        focus: str = "",
    ) -> str:
        """``draft`` as fields, with what is wrong said at each.

        ``found`` are the awards to choose from, for who starts from the applicant; ``focus`` is the id
        of what is to be looked at first.
        """
        errors = {place(mistake): self._views.problem(mistake) for mistake in mistakes}
        awards, applicant = self._awards(), applicant_facts(self._assistant.rulebook)
        known = [claim for claim in draft.claims if claim.award_id in awards]
        return self._views.render(
            "case",
            applicant=[self._asked(fact, "applicant", draft.applicant, errors) for fact in applicant],
            as_of=self._line("as_of", draft.as_of, errors),
            claims=[
                self._claim(number, claim, awards[claim.award_id], errors)
                for number, claim in enumerate(known)
            ],
            groups=[(clause, list(each)) for clause, each in groupby(awards.values(), _clause)],
            found=found,
            stacking=draft.stacking,
            ways=[(self._words[f"stacking_{way or 'names'}"], way) for way in STACKING],
            projects=sorted({claim.project for claim in known if claim.project}),
            focus=focus,
            # Shown as no change, the form would keep what was typed over it.
            number=next(self._shown),
        )

    def open_to(self, applicant: Mapping[str, Any]) -> list[Open]:
        """Every award, with why it is not for this applicant where it is not. Raises ``InvalidRequest``."""
        awards = self._awards()
        claims = [Claim(award_id=award_id) for award_id in awards]
        request = CalculationRequest(applicant=dict(applicant), claims=claims)
        results = self._assistant.calculate(request).awards
        return [
            Open(awards[one.award_id], one.reasons[0].text if one.eligibility == "ineligible" else "")
            for one in results
        ]

    def _awards(self) -> dict[str, AwardInfo]:
        return {award.award_id: award for award in self._assistant.awards()}

    def _claim(
        self, number: int, claim: DraftClaim, award: AwardInfo, errors: Mapping[str, str]
    ) -> dict[str, Any]:
        return {
            "award": award,
            "number": number,
            "asked": [self._asked(fact, f"{number}.facts", claim.facts, errors) for fact in award.facts],
            "project": self._line(f"{number}.project", claim.project, errors),
        }

    def _asked(
        self, fact: FactInfo, under: str, values: Mapping[str, str], errors: Mapping[str, str]
    ) -> Asked:
        fields, words = self._views.fields, self._words
        name = f"{under}.{fact.fact}"
        options = fields.options(fact.fact)
        unit = fields.unit(fact.fact)
        hints = [words["money_hint"] if fact.unit == MONEY else words["unit_hint"].format(unit=unit)]
        if fact.default is not None:
            hints.append(words["default_hint"].format(default=fact.default, unit=unit))
        if fact.type == "decimal_list":
            hints.append(words["list_hint"])
        return Asked(
            name=name,
            id=field_id(name),
            label=fields.question(fact.fact),
            hint="" if options or not unit else words["semicolon"].join(hints),
            options=options,
            side_by_side=len(options) < _SIDE_BY_SIDE,
            value=values.get(fact.fact, ""),
            error=errors.get(field_id(name), ""),
            language=fields.language(fact.fact) if self._views.language == "en" else "",
        )

    def _line(self, name: str, value: str, errors: Mapping[str, str]) -> Asked:
        """A field that is no fact: the date, a project's name."""
        key = name.rsplit(".", 1)[-1]
        label, hint = self._words[f"claim_{key}" if key != name else key], self._words[f"{key}_hint"]
        error = errors.get(field_id(name), "")
        return Asked(name, field_id(name), label, hint, (), False, value, error, "")


def field_id(name: str) -> str:
    return "f-" + name.replace(".", "-")


def place(mistake: ErrorDetail) -> str:
    """The id of the field where a mistake stands; of the award where it is in none of its fields."""
    match [step for step in mistake.loc if step != "body"]:
        case ["claims", int(number), "facts", str(fact), *_]:
            return field_id(f"{number}.facts.{fact}")
        case ["claims", int(number), "project", *_]:
            return field_id(f"{number}.project")
        case ["claims", int(number), *_]:
            return f"claim-{number}"
        case ["applicant", str(fact), *_]:
            return field_id(f"applicant.{fact}")
        case ["as_of", *_]:
            return field_id("as_of")
    return ""


def _clause(award: AwardInfo) -> str:
    return award.clause_id
