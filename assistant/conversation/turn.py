"""The one context object that every step of the pipeline reads and writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from assistant.awards import ReachCap
from assistant.contract import Answer, AwardResult, ClauseHit, Question, Total
from assistant.conversation.case_meant import CaseMeant
from assistant.conversation.session import ClauseRef, OneOf, Remembered, Said, SessionState
from assistant.conversation.wording_files import Ask
from assistant.documents.model import Span
from assistant.language.places import PlaceMention
from assistant.language.quantities import Quantity
from assistant.language.vocabulary import Unclear


@dataclass(frozen=True, slots=True)
class OfFirm:
    """What one of several applicants gets."""

    results: tuple[AwardResult, ...]
    total: Total | None = None
    total_if_same_project: Total | None = None


@dataclass(slots=True)
class Part:
    """One question within a message, in normalised words."""

    text: str
    ask: Ask
    awards: tuple[str, ...] = ()
    #: The award was named in the message itself, not found by the model or taken from the topic.
    named: bool = False
    #: The model's probability of the award it found, where none was named.
    likely: float = 0.0
    #: A cue of the message named the ask; otherwise it is the model's reading.
    cued: bool = False
    #: Clauses named by their address.
    clauses: tuple[ClauseRef, ...] = ()
    #: They are those that an office named answers for.
    of_office: bool = False
    #: Offices of which it is asked whether they answer for those clauses.
    offices: tuple[str, ...] = ()
    #: An office asked for that answers for no clause.
    no_office: str = ""
    #: It is asked of every office that the text names.
    of_every_office: bool = False
    #: Clauses in which an award named was said to stand, and does not.
    misplaced: tuple[str, ...] = ()
    #: Words that stand in those clauses, of which it is asked where.
    words: tuple[str, ...] = ()
    #: What a kind of firm is called, of which it is asked how it is told.
    kind_of_firm: tuple[str, ...] = ()
    #: Those clauses, or the sentences of them that the address names.
    passages: tuple[Span, ...] = ()
    #: Addresses that the document does not have, as the user wrote them.
    no_such_clause: tuple[str, ...] = ()
    #: The user asks for himself ("can we"), so the answer depends on his facts.
    personal: bool = False
    #: The model's probability that no clause deals with the question.
    off_topic: float = 0.0
    #: Money or percentages the user thinks he would get, to be set right by the clause.
    premises: tuple[Quantity, ...] = ()
    #: It only wants to hear whether what it says of levels is so (省级的不算吧).
    claims_level: bool = False
    #: It wants to hear whether something is paid for as long as it says (只给三年吧).
    claims_length: bool = False
    #: Another place whose rules are asked for.
    foreign_place: str | None = None
    #: It rests on what somebody is said to have told before.
    recalled: bool = False
    #: A thing that is asked for and that the document does not have.
    absent: str | None = None
    # filled by find and judge
    hits: tuple[ClauseHit, ...] = ()
    results: tuple[AwardResult, ...] = ()
    #: The results of each of several applicants, by what he is called.
    of_firms: dict[str, OfFirm] = field(default_factory=dict)
    total: Total | None = None
    #: What the total would be if all were one project.
    total_if_same_project: Total | None = None
    #: What it takes to reach the first award's cap, where that was asked and a rate leads to one.
    reach: ReachCap | None = None
    questions: tuple[Question, ...] = ()


@dataclass(slots=True)
class Turn:
    """One message on its way to an answer."""

    message: str
    session: SessionState
    #: The day of application the message names, else today.
    as_of: date
    today: date
    #: The session with what this message says, a what-if included.
    view: SessionState
    #: The message in plain form, typing errors mended.
    text: str = ""
    repairs: tuple[tuple[str, str], ...] = ()
    parts: list[Part] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    #: Cases told before, by award, whose place those of another kind take now.
    left: dict[str, list[dict[str, Remembered]]] = field(default_factory=dict)
    #: The applicants whom the message is about, where several were told apart.
    firms: list[OneOf] = field(default_factory=list)
    #: A short name of a place that several go by, where it says where the applicant is.
    unclear_place: Unclear | None = None
    #: Where the applicant has a branch or a plant, he sits elsewhere.
    sites: tuple[str, ...] = ()
    #: The places of which it may be asked whether the document applies there, as they were named.
    places: tuple[PlaceMention, ...] = ()
    #: The message told facts, of whomever.
    told: bool = False
    what_if: bool = False
    correction: bool = False
    #: The awards are pointed at by their place or number (三个一共): it counts nothing else.
    pointed: bool = False
    #: The one case that is asked of, where an award has several.
    case: CaseMeant | None = None
    #: 那我们实际能拿多少: what was only supposed is over.
    back_to_facts: bool = False
    #: A short follow-up, which leaves out what was said before.
    goes_on: bool = False
    #: A change was told (再加五十万) instead of the new whole.
    relative: bool = False
    #: Figures of the message that went into no fact and are no premise.
    unused: tuple[Quantity, ...] = ()
    injection: bool = False
    #: Its questions are counted out (1 … 2 …), each a sentence.
    counted_out: bool = False
    forget: bool = False
    same_project: bool | None = None
    #: Facts asked back that the user would not give.
    declined: tuple[str, ...] = ()
    #: The awards in the order in which the answer numbers them.
    listed: tuple[str, ...] = ()
    answer: Answer | None = None
