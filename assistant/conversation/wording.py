"""How people say things: a document's ``wording.yaml`` and the vocabulary's phrase lists."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool

from assistant.awards.rulebook import RuleBook
from assistant.conversation.phrases import Phrases, check, flat
from assistant.errors import CorpusError
from assistant.yaml_files import load_model

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
    all_supports: PhraseList
    in_the_text: PhraseList
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
    exactly: PhraseList
    to_come: PhraseList
    self_is: PhraseList
    place_of_local_origin: PhraseList
    undone: PhraseList
    really_spent: PhraseList
    place_moved: PhraseList
    place_held: PhraseList
    new_share: PhraseList
    unchanged: PhraseList


class AskCues(_Closed):
    rank: int
    cues: PhraseList
    #: Too common inside other words: these count only as a whole sentence part.
    whole: PhraseList = ()


class AsksFile(_Closed):
    asks: dict[Ask, AskCues]


@dataclass(frozen=True)
class FactMatchers:
    """One fact's wording, ready to match."""

    said_true: Phrases
    said_false: Phrases
    values: dict[str, Phrases]
    number: NumberWording | None
    near: Phrases
    called: Phrases
    items: Phrases
    elsewhere: bool | str | None
    venue: bool
    origin: bool

    @property
    def itemised(self) -> bool:
        """Whether the number is a whole that people tell by its parts."""
        return self.number is not None and bool(self.number.items)


@dataclass(frozen=True)
class EntityMatchers:
    """The kinds of applicant, ready to match; the fields as in the file."""

    values: dict[str, Phrases]
    enterprise: Phrases
    ownership: tuple[str, ...]
    shares: dict[str, Phrases]


@dataclass(frozen=True)
class Wording:
    """All wording of one document with rules, ready to match."""

    awards: dict[str, Phrases]
    weak: dict[str, Phrases]
    short: dict[str, Phrases]
    heads: dict[str, Phrases]
    facts: dict[str, FactMatchers]
    #: The number of several of an award at once, where no fact is it.
    cases: dict[str, FactMatchers]
    applicant: EntityMatchers


@dataclass(frozen=True)
class Conversation:
    """The everyday words that steer a conversation, ready to match; names as in the file."""

    phrases: dict[str, Phrases]

    def __getitem__(self, name: str) -> Phrases:
        return self.phrases[name]


@dataclass(frozen=True)
class AskMatcher:
    ask: Ask
    rank: int
    cues: Phrases
    whole: Phrases

    def fits(self, piece: str) -> bool:
        """Whether the sentence part asks this."""
        return self.cues(piece) or self.whole.matches_whole(piece.strip())


def load_wording(path: Path, rulebook: RuleBook) -> Wording:
    """The wording file of the document that ``rulebook`` belongs to.

    Raises ``CorpusError`` where it names an award, a fact or a value that the rules do not have,
    or leaves one of their awards without a word.
    """
    file = load_model(path, WordingFile)
    _same_names(path, "awards", set(file.awards), set(rulebook.awards))
    known = {name for name, fact in rulebook.facts.items() if fact.scope == "claim"}
    _same_names(path, "facts", set(file.facts), known)
    return Wording(
        awards={award_id: Phrases(wording.names) for award_id, wording in file.awards.items()},
        weak={award_id: Phrases(wording.weak) for award_id, wording in file.awards.items()},
        short={award_id: Phrases(wording.short) for award_id, wording in file.awards.items()},
        heads={award_id: Phrases(wording.heads) for award_id, wording in file.awards.items()},
        facts={name: _fact_matchers(wording) for name, wording in file.facts.items()},
        cases={
            award_id: _fact_matchers(FactWording(number=wording.cases))
            for award_id, wording in file.awards.items()
            if wording.cases is not None
        },
        applicant=_entity_matchers(file.applicant.entity_type),
    )


def _entity_matchers(wording: EntityWording) -> EntityMatchers:
    return EntityMatchers(
        values={value: Phrases(phrases) for value, phrases in wording.values.items()},
        enterprise=Phrases(wording.enterprise),
        ownership=wording.ownership,
        shares={value: Phrases(phrases) for value, phrases in wording.shares.items()},
    )


def _fact_matchers(wording: FactWording) -> FactMatchers:
    number = wording.number
    return FactMatchers(
        said_true=Phrases(wording.said_true),
        said_false=Phrases(wording.said_false),
        values={value: Phrases(phrases) for value, phrases in wording.values.items()},
        number=number,
        near=Phrases(number.near if number else ()),
        called=Phrases(number.called if number else ()),
        items=Phrases(number.items if number else ()),
        elsewhere=wording.elsewhere,
        venue=wording.venue,
        origin=wording.origin,
    )


def load_conversation(path: Path) -> Conversation:
    """The words of ``path`` and of ``statements.yaml`` beside it."""
    file = load_model(path, ConversationFile)
    told = load_model(path.with_name("statements.yaml"), StatementsFile)
    lists = {name: getattr(file, name) for name in ConversationFile.model_fields}
    lists |= {name: getattr(told, name) for name in StatementsFile.model_fields}
    return Conversation({name: Phrases(phrases) for name, phrases in lists.items()})


def load_asks(path: Path) -> tuple[AskMatcher, ...]:
    """The cues of each ask, the smallest rank first."""
    file = load_model(path, AsksFile)
    matchers = (
        AskMatcher(ask, cues.rank, Phrases(cues.cues), Phrases(cues.whole)) for ask, cues in file.asks.items()
    )
    return tuple(sorted(matchers, key=lambda matcher: matcher.rank))


def _same_names(path: Path, part: str, written: set[str], known: set[str]) -> None:
    if unknown := written - known:
        raise CorpusError(f"{path}: {part}: 规则里没有 {'、'.join(sorted(unknown))}；请改名或删去")
    if absent := known - written:
        raise CorpusError(f"{path}: {part}: 缺少 {'、'.join(sorted(absent))} 的说法；请补上")
