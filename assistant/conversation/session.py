"""What a session remembers: facts with where they came from, cases, and what was talked of last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from assistant.contract import Answer
from assistant.conversation.wording_files import Ask

#: Facts of the applicant hold for every award; all others belong to one award's case.
APPLICANT_FACTS = ("region", "entity_type")


#: Said of an applicant who is an enterprise of a kind not told: it narrows ``entity_type``.
ENTERPRISE = "enterprise"
#: Said of a case: which of the projects that the user tells apart it is for.
PROJECT = "project"
#: (document_id, clause_id)
ClauseRef = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Item:
    """One part of a cost: what it is called (empty where it has no name), its sum in yuan, the words."""

    name: str
    value: str
    words: str


class Remembered(BaseModel):
    """One fact the user gave: its value, the words that gave it, and the turn (from 1)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    value: Any
    words: str
    turn: int
    #: The parts that the user told, where the value is a cost told by its parts.
    items: tuple[Item, ...] = ()
    #: It counts the case, so that cases of the same kind are one with the sum of both.
    counts: bool = False
    #: The number of which these are some, where it was divided.
    whole: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A fact as a message states it; ``award_id`` is None for a fact of the applicant."""

    award_id: str | None
    fact: str
    value: Any
    words: str
    #: Which of several cases told at once, from 0; None for all of them.
    case: int | None = None
    #: The parts of a cost that was told by its parts.
    items: tuple[Item, ...] = ()
    #: The words for the cases that do not count, where a number was divided.
    rest: str = ""
    #: It counts the case.
    counts: bool = False
    #: The number of which these are some, where it was divided.
    whole: int | None = None
    #: Which of the cases told before, from 0; their number for one more.
    place: int | None = None


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of several applicants of a session, by what he is called, and what was said of him only."""

    label: str
    said: list[Said]
    #: The word that means him alone (甲, 第二家); empty where only "the other one" does.
    name: str = ""
    #: The awards that were asked of him.
    awards: tuple[str, ...] = ()


class Exchange(BaseModel):
    """One message and what was answered, for showing the conversation again."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    message: str
    answer: Answer


class SessionState(BaseModel):
    """Everything kept between two messages of one session."""

    model_config = ConfigDict(extra="forbid")

    session_id: str
    turn: int = 0
    applicant: dict[str, Remembered] = Field(default_factory=dict)
    #: Facts of each award's case, by award_id and fact.
    cases: dict[str, dict[str, Remembered]] = Field(default_factory=dict)
    #: Further cases of the same award, where several were told at once.
    more_cases: dict[str, list[dict[str, Remembered]]] = Field(default_factory=dict)
    #: Cases of an award that were told before those of another kind took their place.
    left: dict[str, list[dict[str, Remembered]]] = Field(default_factory=dict)
    #: The project that each case of an award is for, in their order, where projects were told apart.
    projects: dict[str, list[str]] = Field(default_factory=dict)
    #: The applicant said that it is an enterprise, not of which kind.
    is_enterprise: bool = False
    #: Awards asked about in this session, in the order in which they first came up.
    weighed: list[str] = Field(default_factory=list)
    #: True where the user said that the awards are for one and the same project, False for different ones.
    same_project: bool | None = None
    #: What the last turn was about: awards, clauses (document_id, clause_id) and ask.
    topic_awards: list[str] = Field(default_factory=list)
    previous_awards: list[str] = Field(default_factory=list)
    topic_clauses: list[ClauseRef] = Field(default_factory=list)
    topic_ask: Ask = "amount"
    #: What the last message asked, of whatever.
    last_ask: Ask = "none"
    #: Awards as the user counted them out, or as an answer numbered them, for "the second one".
    listed: list[str] = Field(default_factory=list)
    #: Facts asked back in the last answer, and facts the user would not give.
    asked: list[str] = Field(default_factory=list)
    declined: list[str] = Field(default_factory=list)
    #: Several applicants that were told apart; what holds for all of them is kept as ever.
    firms: list[OneOf] = Field(default_factory=list)
    #: The name by which the only applicant was told of, from whom another may be told apart.
    called: str = ""
    #: Labels of those whom the last message was about.
    meant: list[str] = Field(default_factory=list)
    #: What the last what-if supposed; a short follow-up goes on supposing it.
    supposed: list[Said] = Field(default_factory=list)

    #: The day of application told last; 晚一天呢 counts from it.
    applied_on: date | None = None

    def forget(self) -> SessionState:
        """A clean state under the same id: nothing said before is known any more."""
        return SessionState(session_id=self.session_id, turn=self.turn)

    def all_cases(self, award_id: str) -> list[dict[str, Remembered]]:
        """The facts of each case of an award; one case, perhaps without a fact, at the least."""
        return [self.cases.get(award_id, {}), *self.more_cases.get(award_id, [])]

    def projects_of(self, award_id: str) -> list[str | None]:
        """The project of each case of an award; None where it was not told."""
        cases, labels = self.all_cases(award_id), self.projects.get(award_id, [])
        return [*labels] if len(labels) == len(cases) else [None] * len(cases)

    def remember(self, said: Iterable[Said]) -> None:
        """Keep facts; what was said of them before is replaced.

        Facts told of several cases of one award at once (正高2个，副高3个) make as many cases.
        """
        said = list(said)
        for award_id, labels in _by_award(one for one in said if one.fact == PROJECT).items():
            self.projects[str(award_id)] = [str(one.value) for one in labels]
        for award_id, facts in _by_award(one for one in said if one.fact != PROJECT).items():
            if award_id is None:
                for fact in facts:
                    if fact.fact == ENTERPRISE:
                        self.is_enterprise = True
                    else:
                        self.applicant[fact.fact] = self._kept(fact)
                continue
            for placed, run in groupby(facts, lambda fact: fact.place is not None):
                told = list(run)
                divided = any(fact.case is not None for fact in told)
                keep = self._put if placed else self._split if divided else self._join
                keep(award_id, told)

    def _split(self, award_id: str, facts: Sequence[Said]) -> None:
        number = 1 + max(fact.case or 0 for fact in facts)
        cases = [dict(self.cases.get(award_id, {})) for _ in range(number)]
        for fact in facts:
            for place in range(number) if fact.case is None else (fact.case,):
                cases[place][fact.fact] = self._kept(fact)
        self.cases[award_id], self.more_cases[award_id] = cases[0], cases[1:]

    def _put(self, award_id: str, facts: Sequence[Said]) -> None:
        """Keep facts of one of the cases told before, or of one more."""
        cases = [dict(case) for case in self.all_cases(award_id)]
        for fact in sorted(facts, key=lambda fact: fact.place or 0):
            assert fact.place is not None
            if fact.place >= len(cases):
                cases.append({})
            cases[min(fact.place, len(cases) - 1)][fact.fact] = self._kept(fact)
        self._keep(award_id, cases)

    def _join(self, award_id: str, facts: Sequence[Said]) -> None:
        cases = [dict(case) for case in self.all_cases(award_id)]
        told = {fact.fact for fact in facts}
        if any(kept.counts for case in cases for fact, kept in case.items() if fact in told):
            # What was counted case by case is now counted whole.
            cases = [_together(cases)]
        for case in cases:
            case.update({fact.fact: self._kept(fact) for fact in facts})
        self._keep(award_id, cases)

    def _keep(self, award_id: str, cases: Sequence[dict[str, Remembered]]) -> None:
        """Keep the cases; counted cases between which nothing else tells any more are one."""
        alike: dict[str, list[dict[str, Remembered]]] = {}
        for place, case in enumerate(cases):
            kind = repr([(fact, kept.value) for fact, kept in sorted(case.items()) if not kept.counts])
            counted = any(kept.counts for kept in case.values())
            alike.setdefault(kind if counted else str(place), []).append(case)
        self.cases[award_id], *more = (_together(same) for same in alike.values())
        self.more_cases[award_id] = more

    def set_apart(self) -> list[Said]:
        """All that is known, as what is said of one applicant; the session knows it no more."""
        said = [Said(None, fact, kept.value, kept.words) for fact, kept in self.applicant.items()]
        if self.is_enterprise:
            said.append(Said(None, ENTERPRISE, True, "企业"))
        for award_id in self.cases:
            cases = self.all_cases(award_id)
            said += [
                Said(award_id, fact, kept.value, kept.words, place if len(cases) > 1 else None, kept.items)
                for place, case in enumerate(cases)
                for fact, kept in case.items()
            ]
        self.applicant, self.cases, self.more_cases, self.is_enterprise = {}, {}, {}, False
        return said

    def with_case(self, award_id: str, place: int) -> SessionState:
        """A copy in which an award has only the one of its cases that is at ``place``."""
        copy = self.model_copy(deep=True)
        copy.cases[award_id] = copy.all_cases(award_id)[place]
        copy.more_cases.pop(award_id, None)
        return copy

    def _kept(self, said: Said) -> Remembered:
        return Remembered(
            value=said.value,
            words=said.words,
            turn=self.turn,
            items=said.items,
            counts=said.counts,
            whole=said.whole,
        )

    def with_said(self, said: Iterable[Said]) -> SessionState:
        """A copy in which these facts hold too, for a what-if."""
        copy = self.model_copy(deep=True)
        copy.remember(said)
        return copy


def _together(cases: Sequence[Mapping[str, Remembered]]) -> dict[str, Remembered]:
    """Cases of one award as one: counts are added, all else is the first's."""
    joined = dict(cases[0])
    for fact, kept in cases[0].items():
        if kept.counts and len(cases) > 1:
            whole = sum(case[fact].value for case in cases if fact in case)
            joined[fact] = kept.model_copy(update={"value": whole})
    return joined


def _by_award(said: Iterable[Said]) -> dict[str | None, list[Said]]:
    groups: dict[str | None, list[Said]] = {}
    for one in said:
        groups.setdefault(one.award_id, []).append(one)
    return groups
