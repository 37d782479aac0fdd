"""What ``wording.yaml`` of a document holds: how people say its awards, facts and values."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool

from assistant.conversation.phrases import check, flat

Phrase = Annotated[str, Field(min_length=1), AfterValidator(check)]
PhraseList = Annotated[tuple[Phrase, ...], BeforeValidator(flat)]

#: What a question can want; the meanings are in DESIGN.md.
Ask = Literal[
    "amount", "apply", "condition", "units", "validity", "region", "stacking", "funding", "procedure",
    "definition", "text", "summary", "smalltalk", "promise", "evasion", "forging", "none",
    "total", "compare", "difference", "detail", "mentioned", "reach",
]  # fmt: skip


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NumberWording(_Closed):
    kind: Literal["money", "count", "months", "years", "parameters"]
    #: Counting words that mark the number, for counts.
    units: tuple[str, ...] = ()
    #: Words of which one must stand in the same sentence part, where a unit alone is too common.
    near: PhraseList = ()
    #: What the number may be said per (year) and still be the fact.
    per: tuple[str, ...] = ()
    #: What people call the number itself, where it is said to change (人数翻倍).
    called: PhraseList = ()
    #: What the parts of it are called, where it is a whole that people tell by its parts.
    items: PhraseList = ()
    #: It is money taken in, not spent: 收了300万 tells it.
    earned: bool = False
    #: Several numbers in one message make a list.
    several: bool = False


class AwardWording(_Closed):
    names: PhraseList
    #: Words that mean the award only where no award is named.
    weak: PhraseList = ()
    #: Short forms that mean it only in a short follow-up.
    short: PhraseList = ()
    #: Nouns that make another award's name before them a mere description (博士团队 is a team).
    heads: PhraseList = ()
    #: What counts several of it, where no fact is their number (两场峰会).
    cases: NumberWording | None = None
    left_to_others: StrictBool = False  #: What it gives is said by other policies.


class FactWording(_Closed):
    said_true: PhraseList = ()
    said_false: PhraseList = ()
    #: What stands in the place of what is wanted (硕士): it denies, unless ``own`` (博士) is told beside it.
    other: PhraseList = ()
    own: PhraseList = ()
    #: Where one of these is told, the text does not say whether the fact holds, whatever seems to affirm it.
    left_open: PhraseList = ()
    #: Names of the fact whose meaning the text does not give: who asks what counts as it is told so.
    undefined: PhraseList = ()
    values: dict[str, PhraseList] = {}
    number: NumberWording | None = None
    #: The value when an office outside the province certified it.
    elsewhere: StrictBool | str | None = None
    #: The fact is whether an event is held in the city: a venue outside makes it false.
    venue: StrictBool = False
    #: The fact is whether somebody comes from outside the city: a place outside he comes from makes it true.
    origin: StrictBool = False


class EntityWording(_Closed):
    values: dict[str, PhraseList]
    enterprise: PhraseList
    #: Kinds that say who owns the applicant: they count before what he is beside that.
    ownership: tuple[str, ...]
    #: What the shares of an owner are called; more than half of them makes the applicant of his kind.
    shares: dict[str, PhraseList]


class ApplicantWording(_Closed):
    entity_type: EntityWording


class WordingFile(_Closed):
    awards: dict[str, AwardWording]
    #: Lists that several facts refer to.
    shared: dict[str, PhraseList] = {}
    facts: dict[str, FactWording]
    applicant: ApplicantWording
