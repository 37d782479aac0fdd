"""What a session remembers: facts with where they came from, cases, and what was talked of last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from assistant.contract import Answer
from assistant.conversation.wording import Ask

#: Facts of the applicant hold for every award; all others belong to one award's case.
APPLICANT_FACTS = ("region", "entity_type")


#: Known of an applicant who said only that it is an enterprise: it narrows ``entity_type``.
ENTERPRISE = "enterprise"
#: (document_id, clause_id)
ClauseRef = tuple[str, str]


class Remembered(BaseModel):
    """One fact the user gave: its value, the words that gave it, and the turn (from 1)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    value: Any
    words: str
    turn: int


@dataclass(frozen=True, slots=True)
class Said:
    """A fact as a message states it; ``award_id`` is None for a fact of the applicant."""

    award_id: str | None
    fact: str
    value: Any
    words: str


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
    #: Awards asked about in this session, in the order in which they first came up.
    weighed: list[str] = Field(default_factory=list)
    #: True where the user said that the awards are for one and the same project, False for different ones.
    same_project: bool | None = None
    #: What the last turn was about: awards, clauses (document_id, clause_id) and ask.
    topic_awards: list[str] = Field(default_factory=list)
    previous_awards: list[str] = Field(default_factory=list)
    topic_clauses: list[ClauseRef] = Field(default_factory=list)
    topic_ask: Ask = "amount"
    #: Awards as numbered in the last answer, for "the second one".
    listed: list[str] = Field(default_factory=list)
    #: Facts asked back in the last answer, and facts the user would not give.
    asked: list[str] = Field(default_factory=list)
    declined: list[str] = Field(default_factory=list)
    #: What the last what-if supposed; a short follow-up goes on supposing it.
    supposed: list[Said] = Field(default_factory=list)

    def forget(self) -> SessionState:
        """A clean state under the same id: nothing said before is known any more."""
        return SessionState(session_id=self.session_id, turn=self.turn)

    def remember(self, said: Said, turn: int) -> None:
        """Keep a fact; what was said of it before is replaced."""
        kept = Remembered(value=said.value, words=said.words, turn=turn)
        facts = self.applicant if said.award_id is None else self.cases.setdefault(said.award_id, {})
        facts[said.fact] = kept

    def with_said(self, said: Iterable[Said]) -> SessionState:
        """A copy in which these facts hold too, for a what-if."""
        copy = self.model_copy(deep=True)
        for fact in said:
            copy.remember(fact, self.turn)
        return copy
