"""What a chat model has before it in one turn: the results of the rules, and tools to look further.

The tools take and give the contract's models. They hold back figures, which the model must not
write, and take no fact that the user has not given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import starmap
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field

from assistant.answers.section import readable
from assistant.awards import RuleBook, calculate, catalogue
from assistant.awards.facts import BadFact
from assistant.contract import Answer, AwardResult, CalculationRequest, Claim
from assistant.conversation.session import Remembered, SessionState
from assistant.documents.model import Clause, Document
from assistant.errors import InvalidRequest
from assistant.models.prompts import AgentPrompts
from assistant.models.sources import Library
from assistant.retrieval.search import Searcher

if TYPE_CHECKING:
    from langchain_core.tools import BaseTool


class SearchClauses(BaseModel):
    model_config = ConfigDict(extra="forbid")

    query: str = Field(min_length=1, max_length=200)
    k: int = Field(default=3, ge=1, le=5)


class GetClause(BaseModel):
    model_config = ConfigDict(extra="forbid")

    clause_id: str
    document_id: str | None = None


class ListAwards(BaseModel):
    model_config = ConfigDict(extra="forbid")


class AskUser(BaseModel):
    model_config = ConfigDict(extra="forbid")

    fact: str


class Desk:
    """One turn's material. ``results`` and ``clauses`` grow as tools are used."""

    def __init__(
        self,
        prompts: AgentPrompts,
        library: Library,
        rulebook: RuleBook,
        searcher: Searcher,
        answer: Answer,
        state: SessionState,
        as_of: date,
    ) -> None:
        self._prompts = prompts
        self._library = library
        self._document = document = library.ruled
        self._rulebook = rulebook
        self._searcher = searcher
        self._answer = answer
        self._state = state
        self._as_of = as_of
        self.results: dict[str, AwardResult] = keyed(answer.awards)
        self.clauses: set[tuple[str, str]] = {
            (c.document_id, c.clause_id) for c in answer.citations if library.get(c.document_id)
        }
        self.clauses |= {(document.document_id, result.clause_id) for result in answer.awards}

    def brief(self, message: str) -> str:
        """What the model is told of this turn."""
        nothing = self._prompts.nothing
        clauses = [self._described(*address) for address in sorted(self.clauses)]
        return self._prompts.brief.format(
            message=message,
            facts="\n".join(self._facts()) or nothing,
            status=self._prompts.statuses[self._answer.status],
            awards="\n".join(starmap(self._award_line, self.results.items())) or nothing,
            clauses="\n".join(clauses) or nothing,
            questions=" ".join(question.text for question in self._answer.questions) or nothing,
        )

    def tools(self) -> list[BaseTool]:
        from langchain_core.tools import StructuredTool

        descriptions = self._prompts.tools
        made: list[BaseTool] = []
        for function, arguments in (
            (self.search_clauses, SearchClauses),
            (self.get_clause, GetClause),
            (self.list_awards, ListAwards),
            (self.calculate_awards, CalculationRequest),
            (self.ask_user, AskUser),
        ):
            name = function.__name__
            description: str = getattr(descriptions, name)
            made.append(
                StructuredTool.from_function(
                    function, name=name, description=description, args_schema=arguments
                )
            )
        return made

    # ---- the tools; what they say is for the model ----

    def search_clauses(self, query: str, k: int = 3) -> str:
        hits = self._searcher.search(query, k).hits
        found = [(h.document_id, h.clause_id) for h in hits if self._library.get(h.document_id) is not None]
        self.clauses.update(found)
        return "\n".join(self._described(*one) for one in found) or self._prompts.tool_words.no_hits

    def get_clause(self, clause_id: str, document_id: str | None = None) -> str:
        document_id = document_id or self._document.document_id
        document = self._library.get(document_id)
        if document is None or document.clause(clause_id) is None:
            return self._prompts.tool_words.no_clause
        self.clauses.add((document_id, clause_id))
        return self._described(document_id, clause_id)

    def list_awards(self) -> str:
        # The rule's own words hold its figures.
        return "\n".join(
            info.model_dump_json(include={"award_id", "name", "clause_id", "amount_kind", "facts"})
            for info in catalogue(self._rulebook)
        )

    def calculate_awards(
        self,
        claims: Sequence[Claim] = (),
        applicant: dict[str, Any] | None = None,
        as_of: date | None = None,
        # A total is the rules' own, as the session has it.
        stacking: str = "project",  # noqa: ARG002
        projects_known: bool = True,  # noqa: ARG002
    ) -> str:
        words = self._prompts.tool_words
        if as_of not in (None, self._as_of):
            return words.other_day
        for claim in claims:
            if claim.award_id not in self._rulebook.awards:
                return words.no_award.format(award_id=claim.award_id)
        invented = self._invented(applicant or {}, self._state.applicant)
        for claim in claims:
            invented += self._invented(claim.facts, self._state.cases.get(claim.award_id, {}))
        if invented:
            return words.not_said.format(facts="、".join(invented))
        request = CalculationRequest(
            as_of=self._as_of,
            applicant=_values(self._state.applicant),
            claims=[
                Claim(award_id=award_id, facts=_values(case))
                for award_id in dict.fromkeys(claim.award_id for claim in claims)
                for case in self._state.all_cases(award_id)
            ],
        )
        try:
            results = keyed(calculate(self._rulebook, request, self._as_of).awards)
        except InvalidRequest as error:
            return str(error)
        judged = {result.award_id for result in self._answer.awards}
        for key, result in results.items():
            # What the rules already found for this turn, a what-if among it, stands.
            if result.award_id not in judged:
                self.results[key] = result
                self.clauses.add((self._document.document_id, result.clause_id))
        asked = {claim.award_id for claim in claims}
        return "\n".join(
            words.calculated.format(**self._told(key, result))
            for key, result in self.results.items()
            if result.award_id in asked
        )

    def ask_user(self, fact: str) -> str:
        words = self._prompts.tool_words
        if fact not in self._rulebook.facts:
            return words.no_fact
        asked = next((question for question in self._answer.questions if question.fact == fact), None)
        if asked is not None:
            return words.will_ask.format(question=asked.text)
        known = (self._state.applicant, *self._state.cases.values())
        return words.known if any(fact in facts for facts in known) else words.will_not_ask

    def _invented(self, given: dict[str, Any], known: dict[str, Remembered]) -> list[str]:
        """The facts that the user has not given, or not with this value."""
        return [f for f, value in given.items() if f not in known or not self._same(f, value, known[f].value)]

    def _same(self, fact: str, one: object, other: object) -> bool:
        """Whether two values of a fact mean the same, as the calculator reads them."""
        read = self._rulebook.readers[fact]
        try:
            return bool(read(one, ()) == read(other, ()))
        except BadFact:
            return False

    # ---- words ----

    def _facts(self) -> list[str]:
        known = [self._state.applicant, *self._state.cases.values()]
        said = {fact: kept.words for facts in known for fact, kept in facts.items()}
        return [
            self._prompts.fact_line.format(label=self._rulebook.facts[fact].label, words=words)
            for fact, words in said.items()
            if fact in self._rulebook.facts
        ]

    def _award_line(self, key: str, result: AwardResult) -> str:
        return self._prompts.award_line.format(clause_id=result.clause_id, **self._told(key, result))

    def _told(self, key: str, result: AwardResult) -> dict[str, str]:
        return {
            "name": result.name,
            "award_id": key,
            "eligibility": self._prompts.eligibility[result.eligibility],
            "reasons": "；".join(readable(reason.text) for reason in result.reasons),
        }

    def _described(self, document_id: str, clause_id: str) -> str:
        document = self._library.get(document_id)
        clause = document.clause(clause_id) if document else None
        if document is None or clause is None:
            return self._prompts.tool_words.no_clause
        address = clause_id if document is self._document else f"{document_id}/{clause_id}"
        lines = [self._prompts.clause_line.format(clause_id=address, label=clause.label)]
        lines += self._sentences(document, clause, address)
        return "\n".join(lines)

    def _sentences(self, document: Document, clause: Clause, address: str) -> list[str]:
        return [
            self._prompts.sentence_line.format(
                clause_id=address, number=number, text=document.text[sentence.start : sentence.end]
            )
            for number, sentence in enumerate(clause.sentences, 1)
        ]


def keyed(results: Sequence[AwardResult]) -> dict[str, AwardResult]:
    """Results by award; where one award has several cases, each under a key that no token can name."""
    several = Counter(result.award_id for result in results)
    return {
        f"{result.award_id}#{place}" if several[result.award_id] > 1 else result.award_id: result
        for place, result in enumerate(results, 1)
    }


def _values(facts: dict[str, Remembered]) -> dict[str, Any]:
    return {fact: known.value for fact, known in facts.items()}
