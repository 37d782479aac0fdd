"""What the files of how people say things hold: ``wording.yaml`` of a document, the vocabulary's lists."""

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


class FactWording(_Closed):
    said_true: PhraseList = ()
    said_false: PhraseList = ()
    #: What stands in the place of what is wanted (硕士): it denies, unless ``own`` (博士) is told beside it.
    other: PhraseList = ()
    own: PhraseList = ()
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


class ConversationFile(_Closed):
    negation: PhraseList
    open_question: PhraseList
    requirement: PhraseList
    asks_requirements: PhraseList
    self: PhraseList
    what_if: PhraseList
    correction: PhraseList
    follow_up: PhraseList
    of_all: PhraseList
    same_project: PhraseList
    different_projects: PhraseList
    pair: PhraseList
    next_clause: PhraseList
    previous_clause: PhraseList
    forget: PhraseList
    decline: PhraseList
    yes: PhraseList
    no: PhraseList
    benefit: PhraseList
    cost: PhraseList
    ran_for: PhraseList
    ran_on: PhraseList
    assertion: PhraseList
    sum: PhraseList
    subset: PhraseList
    subset_mark: PhraseList
    subset_of_known: PhraseList
    part_of: PhraseList
    more: PhraseList
    more_beside: PhraseList
    less: PhraseList
    less_beside: PhraseList
    again: PhraseList
    one_more: PhraseList
    all_count: PhraseList
    those_too: PhraseList
    doubled: PhraseList
    halved: PhraseList
    rises: PhraseList
    falls: PhraseList
    new_whole: PhraseList
    relative: PhraseList
    duration_of_others: PhraseList
    actually: PhraseList
    dropped: PhraseList
    denied_after: PhraseList
    points_at_support: PhraseList
    asking: PhraseList
    what_support: PhraseList
    all_clauses: PhraseList
    articles_of_office: PhraseList
    kind_of_firm: PhraseList
    policy_of_place: PhraseList
    own_policy: PhraseList
    until_when: PhraseList
    still_then: PhraseList
    asks_what: PhraseList
    all_supports: PhraseList
    in_the_text: PhraseList
    as_well: PhraseList
    place_of_arrival: PhraseList
    place_registered: PhraseList
    place_of_others: PhraseList
    place_of_event: PhraseList
    place_of_venue: PhraseList
    founding: PhraseList
    place_after_origin: PhraseList
    place_of_applicant: PhraseList
    place_after_applicant: PhraseList
    place_of_origin: PhraseList
    place_of_recognition: PhraseList
    place_of_coming: PhraseList
    place_of_thing: PhraseList
    place_of_support: PhraseList
    place_of_policy: PhraseList
    injection: PhraseList
    thanks: PhraseList


class StatementsFile(_Closed):
    other_sums: PhraseList
    other_heads: PhraseList
    takings: PhraseList
    names_behind: PhraseList
    listed: PhraseList
    listed_apart: PhraseList
    left_out: PhraseList
    forgotten: PhraseList
    no_longer: PhraseList
    bare_denial: PhraseList
    denied_beside: PhraseList
    some_are: PhraseList
    really_are: PhraseList
    only_some: PhraseList
    come_through: PhraseList
    exactly: PhraseList
    to_come: PhraseList
    aimed_at: PhraseList
    reached: PhraseList
    still_open: PhraseList
    turned_out: PhraseList
    another: PhraseList
    no_negation: PhraseList
    sum_asked: PhraseList
    self_is: PhraseList
    of_the_one: PhraseList
    place_of_local_origin: PhraseList
    own_recognition: PhraseList
    own_level: PhraseList
    city_office: PhraseList
    back_then: PhraseList
    recognised_back_then: PhraseList
    nationwide: PhraseList
    place_of_life: PhraseList
    place_lived_in: PhraseList
    coming_here: PhraseList
    of_a_firm: PhraseList
    counted_kind: PhraseList
    counted_thing: PhraseList
    counted_set: PhraseList
    recognised: PhraseList
    undone: PhraseList
    really_spent: PhraseList
    place_moved: PhraseList
    place_held: PhraseList
    new_share: PhraseList
    unchanged: PhraseList


class ClaimsFile(_Closed):
    level_national: PhraseList
    level_provincial: PhraseList
    level_city: PhraseList
    levels: PhraseList
    confirms: PhraseList
    level_only: PhraseList
    level_denied: PhraseList
    level_also: PhraseList
    level_of_own: PhraseList
    misprint: PhraseList
    wording_doubted: PhraseList
    should_be: PhraseList
    written_as: PhraseList
    of_the_text: PhraseList
    or_written: PhraseList
    words_end: PhraseList


class ApplicantsFile(_Closed):
    firm_nouns: PhraseList
    client_nouns: PhraseList
    one_firm: PhraseList
    several_firms: PhraseList
    all_firms: PhraseList
    other_firm: PhraseList
    one_more_firm: PhraseList
    joint: PhraseList
    letter_in_word: PhraseList
    name_leads: PhraseList
    name_stands: PhraseList
    name_general: PhraseList
    no_name: PhraseList
    no_name_end: PhraseList
    before_family_name: PhraseList
    behind_family_name: PhraseList
    project_nouns: PhraseList
    one_project: PhraseList
    another_project: PhraseList
    several_projects: PhraseList
    no_label_behind: PhraseList
    said_of_letter: PhraseList


class ChangesFile(_Closed):
    wrong_figure_follows: PhraseList
    wrong_figure_before: PhraseList
    right_figure_follows: PhraseList
    figure_now: PhraseList
    becomes: PhraseList
    comes_beside: PhraseList
    that_case: PhraseList
    that_firm: PhraseList
    only_these: PhraseList


class OverviewFile(_Closed):
    supports: PhraseList
    around: PhraseList


class AskCues(_Closed):
    rank: int
    cues: PhraseList
    #: Too common inside other words: these count only as a whole sentence part.
    whole: PhraseList = ()


class AsksFile(_Closed):
    asks: dict[Ask, AskCues]
