"""How people say things, ready to match: a document's ``wording.yaml`` and the vocabulary's phrase lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from assistant.awards.rulebook import RuleBook
from assistant.conversation.asks_file import AsksFile
from assistant.conversation.of_text_words import OfTextFile
from assistant.conversation.phrases import Phrases
from assistant.conversation.vocabulary_files import (
    ApplicantsFile,
    ChangesFile,
    ClaimsFile,
    ConversationFile,
    OverviewFile,
    StatementsFile,
    UnsaidFile,
)
from assistant.conversation.wording_files import Ask, EntityWording, FactWording, NumberWording, WordingFile
from assistant.errors import CorpusError
from assistant.yaml_files import load_model

#: Whatever the policy, how a conversation goes; no two of the files have a list of the same name.
CONVERSATION: Mapping[str, type[BaseModel]] = {
    "conversation.yaml": ConversationFile,
    "statements.yaml": StatementsFile,
    "claims.yaml": ClaimsFile,
    "applicants.yaml": ApplicantsFile,
    "changes.yaml": ChangesFile,
    "overview.yaml": OverviewFile,
    "of_text.yaml": OfTextFile,
    "unsaid.yaml": UnsaidFile,
}


@dataclass(frozen=True)
class FactMatchers:
    """One fact's wording, ready to match."""

    said_true: Phrases
    said_false: Phrases
    other: Phrases
    own: Phrases
    left_open: Phrases
    undefined: Phrases
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
    #: The awards that give what other policies say.
    left_to_others: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Conversation:
    """The everyday words that steer a conversation, ready to match; names as in the files.

    One is equal to itself only, so that what is made of its words can be kept by it.
    """

    phrases: dict[str, Phrases]

    def __getitem__(self, name: str) -> Phrases:
        return self.phrases[name]


#: What stands around a few words that ask, and says no more: 那找谁呢.
_AROUND = re.compile(r"^(?:那么?|请问|再?问下|嗯|哦|所以)(?=.)|(?<=.)[吗呢啊呀吧哦嘛么哈呐勒嘞咧~～。.]+$")


@dataclass(frozen=True)
class AskMatcher:
    ask: Ask
    rank: int
    cues: Phrases
    whole: Phrases

    def fits(self, piece: str) -> bool:
        """Whether the sentence part asks this."""
        return self.cues(piece) or self.whole.matches_whole(_AROUND.sub("", piece.strip()))


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
        left_to_others=frozenset(a for a, wording in file.awards.items() if wording.left_to_others),
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
        other=Phrases(wording.other),
        own=Phrases(wording.own),
        left_open=Phrases(wording.left_open),
        undefined=Phrases(wording.undefined),
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
    """The words of ``path`` and of the files beside it. Raises ``CorpusError`` with file, line and mend."""
    files = (load_model(path.with_name(name), model) for name, model in CONVERSATION.items())
    return Conversation({name: Phrases(phrases) for file in files for name, phrases in file})


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
