"""What callers ask of a support beside who gets it and how much: details that a text may leave open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.conversation.phrases import Phrases
from assistant.conversation.wording import AskMatcher
from assistant.conversation.wording_files import PhraseList
from assistant.documents.model import Clause, Document
from assistant.errors import CorpusError
from assistant.yaml_files import load_model

#: Whoever asks for papers, units or budgets asks for those; a detail comes before amounts and conditions.
_RANK = 6
#: What the money is for, or what is to become of the document itself, comes before what else is asked of it.
_ELSEWHERE_RANK = _DOCUMENT_RANK = 2


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DetailWording(_Closed):
    name: str
    #: The question itself.
    asked: PhraseList = ()
    #: A circumstance: whatever is asked beside it is about it.
    when: PhraseList = ()
    #: The caller's own part in the matter: no sum told beside it is reckoned with.
    own_part: PhraseList = ()
    #: His part is the one that is paid, whatever else he is beside it.
    paid_part: PhraseList = ()
    #: Words of an award's sentences that answer the question.
    written: PhraseList = ()
    #: Asked is whether the support is money at all.
    support: bool = False
    #: It is asked of the draft itself and of no support.
    of_draft: bool = False
    #: Asked is whether what another place certified counts; a rule that says who has to certify settles it.
    certified: bool = False
    #: Where the words of an award may be read in two ways, how they are read here belongs to the answer.
    reading: bool = False
    #: Complained of is how a case is handled: nobody answers, nothing comes.
    handling: bool = False
    #: Somebody left, or what he was changed: what the time that he tells comes to is said beside it.
    so_far: bool = False
    #: A sum cannot be told either.
    of_sums: bool = False
    #: Asked is where a firm has to be, of whatever support.
    of_region: bool = False
    #: Asked is of what somebody is said to have told or worked out before.
    recalled: bool = False


class DetailsFile(_Closed):
    details: tuple[DetailWording, ...]


class ElsewhereWording(_Closed):
    name: str
    #: Such help is given to people who come.
    of_people: bool = False
    words: PhraseList


class ElsewhereFile(_Closed):
    elsewhere: tuple[ElsewhereWording, ...]


class MentionWording(_Closed):
    name: str
    words: PhraseList
    #: It is asked of the thing itself, whatever support is named in it.
    subject: PhraseList = ()
    clause: str
    quote: str


class MentionsFile(_Closed):
    mentions: tuple[MentionWording, ...]


@dataclass(frozen=True)
class Detail:
    """A detail by the words that complete "the text does not say"."""

    name: str
    asked: Phrases
    when: Phrases
    own_part: Phrases
    paid_part: Phrases
    written: Phrases
    support: bool
    of_draft: bool
    certified: bool
    reading: bool
    handling: bool
    so_far: bool
    of_sums: bool
    of_region: bool
    recalled: bool

    def has_own_part(self, text: str) -> bool:
        """Whether the caller says that he has another part in the matter than who gets the support."""
        return self.own_part(text) and not self.paid_part(text)


@dataclass(frozen=True)
class Mention:
    """Something that a clause names without saying more of it."""

    name: str
    words: Phrases
    subject: Phrases
    clause: Clause
    quote: str


class Details:
    def __init__(self, details: Sequence[Detail], mentions: Sequence[Mention]) -> None:
        self._details = details
        self._mentions = mentions

    def of(self, text: str, message: str) -> tuple[Detail, ...]:
        """The details that a question asks for, else those whose circumstance its message tells."""
        asked = tuple(detail for detail in self._details if detail.asked(text) and not detail.recalled)
        told = (detail for detail in self._details if detail.when(message) or detail.has_own_part(message))
        return asked or tuple(told)

    def circumstance(self, text: str, sum_told: bool) -> bool:
        """Whether it is asked of a circumstance; beside a sum only the caller's own part is one."""
        return self.own_part(text) or (not sum_told and any(detail.when(text) for detail in self._details))

    def leaves_sum_open(self, text: str) -> bool:
        """Whether a circumstance is told for which the text settles no sum either."""
        return any(detail.of_sums and detail.when(text) for detail in self._details)

    def own_part(self, text: str) -> bool:
        """Whether the caller says that he has another part in the matter than who gets the support."""
        return any(detail.has_own_part(text) for detail in self._details)

    def of_draft(self, text: str) -> bool:
        """Whether it is asked of the draft itself: until when and to whom opinions go, when it is issued."""
        return any(detail.of_draft and detail.asked(text) for detail in self._details)

    def certified(self, text: str) -> bool:
        """Whether it is asked if what another place certified counts."""
        return any(detail.certified and detail.asked(text) for detail in self._details)

    def handling(self, text: str) -> bool:
        """Whether it is complained of how a case is handled."""
        return any(detail.handling and detail.asked(text) for detail in self._details)

    def recalled(self, text: str) -> bool:
        """Whether it is asked of what somebody is said to have told or worked out before."""
        return any(detail.recalled and detail.asked(text) for detail in self._details)

    def mention(self, text: str, clauses: Sequence[str] = ()) -> Mention | None:
        """What the text names of those things that the document only mentions, else one of ``clauses``."""
        named = next((mention for mention in self._mentions if mention.words(text)), None)
        return named or next((m for m in self._mentions if m.clause.clause_id in clauses), None)


def load_details(path: Path, mentions: Path, document: Document) -> tuple[Details, tuple[AskMatcher, ...]]:
    """The details with the cues that one is asked for.

    ``mentions`` may be absent. Raises ``CorpusError`` where a mention's quote is not in its clause.
    """
    wordings = load_model(path, DetailsFile).details
    details = [
        Detail(
            name=one.name,
            asked=Phrases(one.asked),
            when=Phrases(one.when),
            own_part=Phrases(one.own_part),
            paid_part=Phrases(one.paid_part),
            written=Phrases(one.written),
            support=one.support,
            of_draft=one.of_draft,
            certified=one.certified,
            reading=one.reading,
            handling=one.handling,
            so_far=one.so_far,
            of_sums=one.of_sums,
            of_region=one.of_region,
            recalled=one.recalled,
        )
        for one in wordings
    ]
    cues = tuple(
        AskMatcher(
            "detail",
            rank,
            Phrases(p for d in wordings if d.of_draft == own and not d.recalled for p in d.asked),
            Phrases(()),
        )
        for rank, own in ((_RANK, False), (_DOCUMENT_RANK, True))
    )
    found = load_model(mentions, MentionsFile).mentions if mentions.exists() else ()
    return Details(details, [_mention(mentions, wording, document) for wording in found]), cues


def load_elsewhere(path: Path, document: Document) -> AskMatcher:
    """The cue that a matter of other policies is asked for; what ``document`` deals with is left out."""
    words = [phrase for matter in load_model(path, ElsewhereFile).elsewhere for phrase in matter.words]
    cues = Phrases(phrase for phrase in words if not Phrases((phrase,))(document.text.casefold()))
    return AskMatcher("none", _ELSEWHERE_RANK, cues, Phrases(()))


def load_help_for_people(path: Path) -> Phrases:
    """What asks for those matters of ``elsewhere.yaml`` that help people who come (住房, 安家)."""
    matters = load_model(path, ElsewhereFile).elsewhere
    return Phrases(phrase for matter in matters if matter.of_people for phrase in matter.words)


def _mention(path: Path, wording: MentionWording, document: Document) -> Mention:
    clause = document.clause(wording.clause)
    if clause is None or wording.quote not in document.own_text(clause):
        raise CorpusError(
            f"{path}: {wording.name}: 条款 {wording.clause} 里没有这句话：“{wording.quote}”；请照原文抄写"
        )
    return Mention(wording.name, Phrases(wording.words), Phrases(wording.subject), clause, wording.quote)
