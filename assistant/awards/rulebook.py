"""A document's rules, checked and compiled: what every calculation works on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.awards.amounts import Work
from assistant.awards.conditions import Judge
from assistant.awards.fact_schema import Fact
from assistant.awards.facts import Reader
from assistant.awards.schema import AwardFile, ReadingsFile, ScopeFile, StackingFile
from assistant.contract import Grounded, Question


@dataclass(frozen=True, slots=True)
class Award:
    """One award, ready to be judged."""

    rule: AwardFile
    #: Names of the claim's facts that decide it, in the order of the file.
    facts: tuple[str, ...]
    #: Facts of which at most one may be given.
    alternatives: tuple[tuple[str, str], ...]
    #: For each fact of the conditions, the share of its values that break them.
    breach_chance: Mapping[str, float]
    judge: Judge
    work: Work
    units: tuple[str, ...]
    recipient: Grounded | None
    #: Notices of a result that is not paid, and of one that may be.
    notices: tuple[str, ...]
    paid_notices: tuple[str, ...]
    #: The clause's text is not the one that the rule was checked against.
    stale: bool


@dataclass(frozen=True, slots=True)
class Asking:
    """The question about one fact, its cost and its place in the file."""

    question: Question
    cost: int
    place: int


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules of one document. ``facts`` and each award's ``rule`` are the files' own data."""

    document_id: str
    facts: Mapping[str, Fact]
    readers: Mapping[str, Reader]
    asking: Mapping[str, Asking]
    awards: Mapping[str, Award]
    scope: ScopeFile
    stacking: StackingFile
    readings: ReadingsFile

    @property
    def applicant_facts(self) -> tuple[str, ...]:
        return tuple(name for name, fact in self.facts.items() if fact.scope == "applicant")
