"""The contract as types: what every interface of the assistant takes and gives.

REST, the command line, the page, the evaluation and the tools of a chat model
all use these models, so that none can drift from another. Amounts are decimal
strings in yuan; offsets are character offsets into a document's stored text.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

Status = Literal["answered", "needs_input", "not_specified", "out_of_scope"]
SourceKind = Literal["policy", "rule", "interpretation"]
DocumentStatus = Literal["draft", "in_force", "expired"]
Eligibility = Literal["eligible", "ineligible", "unknown"]
AmountKind = Literal["fixed", "up_to", "range", "unspecified", "none"]
Stacking = Literal["project", "enterprise"]

#: The order in which one status is chosen for a message with several questions.
STATUS_ORDER: tuple[Status, ...] = ("needs_input", "answered", "not_specified", "out_of_scope")

MAX_MESSAGE_CHARACTERS = 4000

Money = Annotated[str, StringConstraints(pattern=r"^[0-9]+(\.[0-9]+)?$")]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Citation(_Model):
    """A verbatim piece of a document: ``document.text[start:end] == quote``."""

    n: int = Field(ge=1)
    document_id: str
    clause_id: str
    label: str
    source: SourceKind
    quote: str = Field(min_length=1)
    start: int = Field(ge=0)
    end: int = Field(ge=1)


def _absent(value: object) -> bool:
    return value is None


class Grounded(_Model):
    """A sentence with the clause and the verbatim words that prove it."""

    text: str
    clause_id: str | None = Field(default=None, exclude_if=_absent)
    quote: str | None = Field(default=None, exclude_if=_absent)


class Amount(_Model):
    """An interval of yuan; ``low`` and ``high`` are null only where the text names no figure."""

    kind: AmountKind
    low: Money | None
    high: Money | None
    currency: Literal["CNY"] = "CNY"
    text: str


class AwardResult(_Model):
    award_id: str
    name: str
    clause_id: str
    eligibility: Eligibility
    amount: Amount
    reasons: tuple[Grounded, ...] = ()
    missing: tuple[str, ...] = ()
    trace: tuple[Grounded, ...] = ()
    responsible_units: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


class ProjectTotal(_Model):
    project: str | None
    low: Money
    high: Money
    counted: tuple[str, ...] = ()
    not_counted: tuple[str, ...] = ()
    unspecified: tuple[str, ...] = ()


class ApplicantTotal(_Model):
    """What the projects of one of several applicants come to."""

    applicant: str
    low: Money
    high: Money


class Total(_Model):
    low: Money
    high: Money
    currency: Literal["CNY"] = "CNY"
    projects: tuple[ProjectTotal, ...] = ()
    unspecified: tuple[str, ...] = ()
    #: Where several applicants asked: the part of the total that is each one's.
    applicants: tuple[ApplicantTotal, ...] = ()


class ModelUsage(_Model):
    """What a chat model did for one answer, and what it cost."""

    model: str
    #: Version of ``prompts/agent.yaml``.
    prompt: str
    #: ``fallback``: the answer is the one composed without the model, for the reason in ``fault``.
    outcome: Literal["written", "repaired", "fallback"]
    fault: str = ""
    #: Calls of the model, and calls of tools that it asked for.
    steps: int = 0
    tool_calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    milliseconds: int = 0


class Question(_Model):
    """A question back to the user about one fact."""

    fact: str
    text: str
    choices: tuple[str, ...] = ()


class Answer(_Model):
    session_id: str = Field(min_length=1)
    status: Status
    answer: str = Field(min_length=1)
    citations: tuple[Citation, ...] = ()
    awards: tuple[AwardResult, ...] = ()
    total: Total | None = None
    questions: tuple[Question, ...] = ()
    suggestions: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    #: The answer in at most 120 characters, to be read out on the telephone.
    spoken: str = ""
    #: Only where a chat model was asked.
    usage: ModelUsage | None = Field(default=None, exclude_if=_absent)


class ChatRequest(BaseModel):
    model_config = ConfigDict(extra="forbid")

    message: str
    session_id: str | None = Field(default=None, max_length=128)


class Claim(BaseModel):
    """One award asked for, with the facts of the case, for one project."""

    model_config = ConfigDict(extra="forbid")

    award_id: str
    project: str | None = None
    facts: dict[str, Any] = Field(default_factory=dict)


def _written_date(value: object) -> object:
    # Left alone, pydantic reads a number, even one in quotes, as seconds since 1970.
    if isinstance(value, date) or (isinstance(value, str) and re.match(r"\d{4}-", value)):
        return value
    raise PydanticCustomError("date_type", "a date is written as 2026-05-01")


#: A day as it stands in a request: 2026-05-01.
WrittenDate = Annotated[date, BeforeValidator(_written_date)]


class CalculationRequest(BaseModel):
    model_config = ConfigDict(extra="forbid")

    as_of: WrittenDate | None = None
    applicant: dict[str, Any] = Field(default_factory=dict)
    claims: list[Claim] = Field(default_factory=list)
    #: False where it is not known whether claims are for one project: the total then spans both.
    projects_known: bool = True
    stacking: Stacking = "project"


class CalculationResponse(_Model):
    awards: tuple[AwardResult, ...]
    total: Total
    notices: tuple[str, ...] = ()


class ErrorDetail(_Model):
    """One mistake in a request: where it stands, what is wrong, and its kind."""

    loc: tuple[str | int, ...]
    msg: str
    type: str


class ClauseHit(_Model):
    document_id: str
    clause_id: str
    label: str
    heading: str
    text: str
    score: float
    #: Character ranges within ``text`` that matched the query.
    highlights: tuple[tuple[int, int], ...] = ()
    responsible_units: tuple[str, ...] = ()
    #: The document's title, what this state of its text is called, and its status today; beyond the
    #: contract, so other programs may leave them out.
    title: str = ""
    version: str = ""
    status: DocumentStatus | None = None


class SearchResponse(_Model):
    query: str
    took_ms: float
    hits: tuple[ClauseHit, ...]


class DocumentInfo(_Model):
    document_id: str
    title: str
    status: DocumentStatus
    source: SourceKind
    region: str
    valid_from: date | None = None
    valid_until: date | None = None
    clauses: int


class ClauseDetail(_Model):
    """One clause whole, with its sub-clauses."""

    document_id: str
    clause_id: str
    label: str
    heading: str
    text: str
    start: int
    end: int
    source: SourceKind
    responsible_units: tuple[str, ...] = ()
    children: tuple[str, ...] = ()


class FactInfo(_Model):
    fact: str
    type: Literal["bool", "int", "decimal", "choice", "decimal_list", "text"]
    question: str
    unit: str = ""
    choices: tuple[str, ...] = ()
    #: The Chinese words for each of ``choices``, in the same order.
    choice_labels: tuple[str, ...] = ()
    minimum: str | None = None
    default: str | None = None


class AwardInfo(_Model):
    """One award of the catalogue with the facts that decide it."""

    award_id: str
    name: str
    clause_id: str
    document_id: str
    amount_kind: AmountKind
    amount_text: str
    facts: tuple[FactInfo, ...]
    responsible_units: tuple[str, ...]
