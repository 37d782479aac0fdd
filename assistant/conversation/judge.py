"""The calculating step: every award a question is about, by the rules and the facts known so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.awards import calculate, next_questions, reach_cap
from assistant.awards.money import plain
from assistant.awards.rulebook import RuleBook
from assistant.awards.stacking import total
from assistant.contract import (
    ApplicantTotal,
    AwardResult,
    CalculationRequest,
    CalculationResponse,
    Claim,
    ProjectTotal,
    Question,
    Total,
)
from assistant.conversation.session import OneOf, Remembered, SessionState
from assistant.conversation.turn import OfFirm, Part, Turn
from assistant.conversation.working import with_items

#: Never more questions back than a person can answer in one breath.
MAX_QUESTIONS = 2
#: Asks for which several awards are weighed together, so that their sum is part of the answer.
_WEIGHED = frozenset({"amount", "stacking", "total", "compare", "promise"})
_ASKING_BACK = frozenset({"amount", "condition", "apply", "total", "stacking", "compare", "reach", "promise"})
#: The policy's word among the words of an applicant's kind that makes it an enterprise.
_ENTERPRISE_WORD = "企业"
#: One name for the project when the user says that all is one project.
_ONE_PROJECT = "同一项目"


class Judge:
    def __init__(self, rulebook: RuleBook) -> None:
        self._rulebook = rulebook

        kinds = rulebook.facts["entity_type"].choices
        self._enterprises = tuple(choice.value for choice in kinds if _ENTERPRISE_WORD in choice.words)

    def __call__(self, turn: Turn) -> None:
        for part in turn.parts:
            # 哪一项给得最多 weighs all there are.
            of_all = part.ask == "compare" and not part.awards
            every = of_all or (part.ask == "apply" and not (part.clauses and part.awards))
            awards = tuple(self._rulebook.awards) if every else part.awards
            if not awards:
                continue
            if turn.firms and part.ask in _ASKING_BACK:
                self._each_firm(part, awards, turn)
                continue
            case = turn.case
            there = case is not None and case.place < len(turn.view.all_cases(case.award_id))
            view = turn.view.with_case(case.award_id, case.place) if case and there else turn.view
            own = self._weigh(part, awards, view, turn)
            part.results = own.results
            part.total, part.total_if_same_project = own.total, own.total_if_same_project
            if of_all:
                part.total, part.total_if_same_project, part.questions = None, None, ()
            if part.ask == "reach":
                self._reach(part, turn)
        # An answer has one total: that of the last question that weighs several awards.
        for part in [part for part in turn.parts if part.total is not None][:-1]:
            part.total = None

    def _each_firm(self, part: Part, awards: Sequence[str], turn: Turn) -> None:
        """What each of several applicants gets, of the awards that are asked of him."""
        asked = {
            firm.label: tuple(award for award in firm.awards if award in awards) or firm.awards or awards
            for firm in turn.firms
        }
        several = any(len(own) > 1 for own in asked.values())
        for firm in turn.firms:
            view = turn.view.with_said(firm.said)
            part.of_firms[_label(firm)] = self._weigh(part, asked[firm.label], view, turn, several)
        each = part.of_firms
        part.results = tuple(result for of_firm in each.values() for result in of_firm.results)
        totals = {label: of_firm.total for label, of_firm in each.items() if of_firm.total is not None}
        if len(each) == 1:
            part.total = next(iter(totals.values()), None)
        elif totals:
            part.total = _over_firms(totals, self._rulebook)

    def _weigh(
        self, part: Part, awards: Sequence[str], view: SessionState, turn: Turn, several: bool = False
    ) -> OfFirm:
        """The awards by what ``view`` knows, and what they come to where that is asked or ``several``
        are weighed; the questions that are open go to the part, if it has none yet."""
        request = self.request(awards, view, turn)
        response = self.calculate(request, view, turn)
        results = with_items(response.awards, awards, view, self._rulebook)
        if part.ask in _ASKING_BACK and not part.questions:
            part.questions = self._questions(request, replace(part, results=results), turn)
        several_cases = len(results) > len(awards)
        weighed = several_cases or ((several or len(results) > 1) and part.ask in _WEIGHED)
        if not weighed and part.ask != "total":
            return OfFirm(results)
        together = request.model_copy(update={"stacking": "enterprise"})
        return OfFirm(results, response.total, self.calculate(together, view, turn).total)

    def _reach(self, part: Part, turn: Turn) -> None:
        """Work back from the cap; the working joins the award's trace, which proves the figure."""
        first, *others = part.results
        part.reach = reach_cap(
            self._rulebook, first.award_id, _values(turn.view.all_cases(first.award_id)[0])
        )
        if part.reach is not None:
            trace = tuple(dict.fromkeys((*first.trace, *part.reach.trace)))
            part.results = (first.model_copy(update={"trace": trace}), *others)

    def request(self, awards: Sequence[str], view: SessionState, turn: Turn) -> CalculationRequest:
        """The facts of ``view``, this message's included, as the calculator takes them."""
        project = _ONE_PROJECT if view.same_project else None
        return CalculationRequest(
            as_of=turn.as_of,
            applicant={fact: known.value for fact, known in view.applicant.items()},
            claims=[
                Claim(award_id=award_id, project=project or label, facts=_values(case))
                for award_id in awards
                for case, label in zip(view.all_cases(award_id), view.projects_of(award_id), strict=True)
            ],
        )

    def calculate(self, request: CalculationRequest, view: SessionState, turn: Turn) -> CalculationResponse:
        """The results; where only "an enterprise" is known, what holds for every kind of one is settled."""
        response = calculate(self._rulebook, request, turn.as_of)
        if not view.is_enterprise or "entity_type" in request.applicant:
            return response
        kinds = [
            calculate(self._rulebook, _with_entity(request, kind), turn.as_of) for kind in self._enterprises
        ]
        awards = tuple(
            each[0] if all(_same(each[0], other) for other in each[1:]) else unknown
            for unknown, *each in zip(response.awards, *(kind.awards for kind in kinds), strict=True)
        )
        finished = [(claim.project, award) for claim, award in zip(request.claims, awards, strict=True)]
        return response.model_copy(update={"awards": awards, "total": total(finished, request.stacking)})

    def _questions(self, request: CalculationRequest, part: Part, turn: Turn) -> tuple[Question, ...]:
        """The most telling questions. Over every award only the applicant is asked about, and the
        awards he named: whoever has not spoken of talents is not asked whether they work full time.
        """
        unwanted = set(turn.view.declined)
        if all("entity_type" not in result.missing for result in part.results):
            unwanted.add("entity_type")
        if part.ask == "apply":
            named = {fact for award_id in part.awards for fact in self._rulebook.awards[award_id].facts}
            unwanted |= self._rulebook.facts.keys() - named - set(self._rulebook.applicant_facts)
        questions = next_questions(self._rulebook, request, turn.as_of)
        return tuple(q for q in questions if q.fact not in unwanted)[:MAX_QUESTIONS]


def _label(firm: OneOf) -> str:
    """What an applicant is called, by the place that he is said to be in now."""
    place = next((said.value for said in reversed(firm.said) if said.fact == "region"), None)
    called = firm.label.partition("（")[0]
    return f"{called}（{place}）" if place and place != called else called


def _over_firms(totals: Mapping[str, Total], rulebook: RuleBook) -> Total:
    """What several applicants get together: the projects of each, called by him and by what they are for."""
    each = [project for own in totals.values() for project in own.projects]
    labels = [
        f"{label}：{project.project or _for_what(project, rulebook)}" if len(own.projects) > 1 else label
        for label, own in totals.items()
        for project in own.projects
    ]
    return Total(
        low=plain(sum((Decimal(project.low) for project in each), Decimal(0))),
        high=plain(sum((Decimal(project.high) for project in each), Decimal(0))),
        projects=tuple(
            project.model_copy(update={"project": _numbered(labels, place)})
            for place, project in enumerate(each)
        ),
        unspecified=tuple(dict.fromkeys(award for own in totals.values() for award in own.unspecified)),
        applicants=tuple(
            ApplicantTotal(applicant=label, low=own.low, high=own.high) for label, own in totals.items()
        ),
    )


def _for_what(project: ProjectTotal, rulebook: RuleBook) -> str:
    awards = (*project.counted, *project.unspecified, *project.not_counted)
    return "、".join(dict.fromkeys(rulebook.awards[award_id].rule.name for award_id in awards))


def _numbered(labels: Sequence[str], place: int) -> str:
    """A label, with a number where another project has the same: the same label would be one project."""
    again = labels[: place + 1].count(labels[place])
    return labels[place] if labels.count(labels[place]) == 1 else f"{labels[place]}（{again}）"


def _with_entity(request: CalculationRequest, kind: str) -> CalculationRequest:
    return request.model_copy(update={"applicant": {**request.applicant, "entity_type": kind}})


def _same(one: AwardResult, other: AwardResult) -> bool:
    return (one.eligibility, one.amount, one.missing) == (other.eligibility, other.amount, other.missing)


def _values(case: Mapping[str, Remembered]) -> dict[str, object]:
    facts = {fact: known.value for fact, known in case.items()}
    # A list of yearly fees says all that a single one did.
    if "annual_service_fees" in facts:
        facts.pop("annual_service_fee", None)
    return facts
