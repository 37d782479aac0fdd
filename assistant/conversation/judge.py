"""The calculating step: every award a question is about, by the rules and the facts known so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.awards import calculate, next_questions, reach_cap
from assistant.awards.rulebook import RuleBook
from assistant.awards.stacking import total
from assistant.contract import AwardResult, CalculationRequest, CalculationResponse, Claim, Question
from assistant.conversation.session import Remembered, SessionState
from assistant.conversation.turn import Part, Turn
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
            awards = tuple(self._rulebook.awards) if part.ask == "apply" else part.awards
            if not awards:
                continue
            if turn.firms:
                self._each_firm(part, awards, turn)
                continue
            request = self.request(awards, turn.view, turn)
            response = self.calculate(request, turn)
            part.results = with_items(response.awards, awards, turn.view, self._rulebook)
            if part.ask == "reach":
                self._reach(part, turn)
            if (len(part.results) > 1 and part.ask in _WEIGHED) or part.ask == "total":
                part.total = response.total
                together = request.model_copy(update={"stacking": "enterprise"})
                part.total_if_same_project = self.calculate(together, turn).total
            if part.ask in _ASKING_BACK:
                part.questions = self._questions(request, part, turn)
        # An answer has one total: that of the last question that weighs several awards.
        for part in [part for part in turn.parts if part.total is not None][:-1]:
            part.total = None

    def _each_firm(self, part: Part, awards: Sequence[str], turn: Turn) -> None:
        """What each of several applicants gets; their sum is nobody's."""
        for firm in turn.firms:
            view = turn.view.with_said(firm.said)
            request = self.request(awards, view, turn)
            results = self.calculate(request, turn).awards
            part.of_firms[firm.label] = with_items(results, awards, view, self._rulebook)
            if part.ask in _ASKING_BACK and not part.questions:
                part.results = part.of_firms[firm.label]
                part.questions = self._questions(request, part, turn)
        part.results = tuple(result for results in part.of_firms.values() for result in results)

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
                Claim(award_id=award_id, project=project, facts=_values(case))
                for award_id in awards
                for case in view.all_cases(award_id)
            ],
        )

    def calculate(self, request: CalculationRequest, turn: Turn) -> CalculationResponse:
        """The results; where only "an enterprise" is known, what holds for every kind of one is settled."""
        response = calculate(self._rulebook, request, turn.as_of)
        if not turn.view.is_enterprise or "entity_type" in request.applicant:
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
