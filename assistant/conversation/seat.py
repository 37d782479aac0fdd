"""What a place in a message is there for: the applicant's seat, a venue, somebody else's, or other rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.conversation.wording import Conversation
from assistant.language.places import PlaceMention

_PART = re.compile(r"[^，。！？；,!?;:：\n]*")
_BEFORE, _AFTER = 5, 8
#: Behind a place may stand when, and who, before what was done there (在无锡的时候省里就认定了).
_RECOGNISED = 20


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a message by what they are there for."""

    seat: PlaceMention | None = None
    #: A place outside the city whose rules are asked for.
    policy: PlaceMention | None = None
    #: Where an event is held.
    venue: PlaceMention | None = None
    #: Where an office certified something that does not count as one of the city's own province.
    recognised_elsewhere: PlaceMention | None = None
    #: A place that somebody comes from, one outside the city before one in it.
    origin: PlaceMention | None = None
    #: Every place outside the city.
    outside: tuple[PlaceMention, ...] = ()
    #: Where the firm that sits elsewhere has a branch or a plant.
    sites: tuple[PlaceMention, ...] = ()
    #: Of which it may be asked whether the document applies there.
    asked: tuple[PlaceMention, ...] = ()

    def within(self, start: int, end: int) -> Places:
        """Those that stand in ``[start, end)`` of the message."""

        def inside(place: PlaceMention | None) -> PlaceMention | None:
            return place if place is not None and start <= place.start < end else None

        return Places(
            inside(self.seat),
            inside(self.policy),
            inside(self.venue),
            inside(self.recognised_elsewhere),
            inside(self.origin),
            tuple(place for place in self.outside if inside(place)),
            tuple(place for place in self.sites if inside(place)),
            tuple(place for place in self.asked if inside(place)),
        )


def read_places_of(
    text: str,
    mentions: Sequence[PlaceMention],
    words: Conversation,
    *,
    expected: bool,
    known: bool,
    venue_known: bool = False,
) -> Places:
    """Sort ``mentions`` of the plain ``text``; ``expected`` when the user was just asked for his seat,
    ``known`` when he has told it, ``venue_known`` when he has told where an event is held.

    Where something is registered decides. Otherwise a place of the city is the applicant's seat
    unless it is a venue, somebody else's place or where a talent comes from; a place outside is
    his seat only where the words say so.
    """
    registered = seat = policy = venue = elsewhere = origin = None
    passed_over: list[PlaceMention] = []
    coming = words["coming_here"](text)
    of_offices = {m.name for m in mentions if _certifies(text, m, words)}
    sites = [m for m in mentions if _is_site(text, m, words)]
    leaving = [m for m in mentions if words["moving_away"].ends(_around(text, m)[0])]
    for mention in mentions:
        before, rest = _around(text, mention)
        after = rest[:_AFTER]
        near = before[-_BEFORE:]
        outside = mention.scope == "outside"
        if words["negation"].ends(near) and not words["open_question"](near):
            passed_over.append(mention)
            continue
        if words["place_registered"].ends(near):
            registered = mention
        elif mention in sites and len(sites) < len(mentions):
            # 我们是响水的企业，在亭湖有个分公司: the firm sits where it is itself.
            continue
        elif outside and (mention in leaving or words["place_of_partner"].ends(near)):
            # 明年要搬到南京; 和南京一家公司联合申报.
            passed_over.append(mention)
        elif not outside and len(mentions) > 1 and not leaving and _was_there(text, mention, words):
            # 从射阳搬到大丰，是在射阳时认定的.
            passed_over.append(mention)
        elif outside and coming and _lives_there(words, before, rest):
            origin = mention if origin is None else origin
        elif outside and _starts(words, "place_of_recognition", rest[:_RECOGNISED]):
            elsewhere = mention if _certifies(text, mention, words) else elsewhere
        elif words["place_of_venue"].ends(before) or (venue_known and words["place_moved"].ends(before)):
            venue = mention
        elif _starts(words, "place_after_applicant", after) or _starts(words, "founding", rest):
            seat = mention
        elif _starts(words, "place_of_event", after) and (not outside or words["place_held"].ends(near)):
            venue = mention
        elif (words["place_of_others"](before) or _starts(words, "place_of_others_behind", rest)) and (
            outside or known or seat is not None
        ):
            continue
        elif (
            outside
            and not words["place_of_support"](rest)
            and (_starts(words, "place_of_thing", after) or mention.name in of_offices)
        ):
            # 安徽那款不算进来: a thing from there, or what its office certified.
            continue
        elif (outside and _comes_from(words, near, rest)) or _starts(words, "place_of_local_origin", rest):
            origin = mention if outside or origin is None else origin
        elif outside and coming and not (words["of_a_firm"].ends(before) or _rules_first(words, rest)):
            # 苏州一个团队想来盐城, whatever is asked for him here.
            origin = mention if origin is None else origin
        elif outside and not near and _starts(words, "place_of_policy", after):
            policy = policy or mention
        elif outside and words["place_left_for"].ends(before):
            # 拿到钱以后公司搬到苏州: nobody is there yet.
            continue
        elif outside and expected and _of_rules_there(words, near, rest):
            # 对了南京首台套给多少: whoever was asked for his seat may ask of rules elsewhere first.
            policy = policy or mention
        elif not outside or expected:
            seat = mention
        elif words["place_of_origin"].ends(near) or _starts(words, "place_after_origin", after):
            origin = mention
        elif words["place_of_applicant"].ends(near) and not _starts(words, "place_of_policy", after):
            seat = mention
        elif not before or words["assertion"](before) or words["follow_up"].ends(before):
            # 合肥首台套补多少, 听说合肥也补; but 牵头的是合肥一所大学 asks of no rules there.
            policy = policy or mention
    arrived = any(m.scope != "outside" and _arrives(text, m, words) for m in mentions)
    outside_places = tuple(mention for mention in mentions if mention.scope == "outside")
    if origin is None and arrived and policy is None and len(outside_places) == 1:
        origin = outside_places[0]
    if elsewhere is None and origin is not None and _back_then(text, origin, words):
        elsewhere = origin
    moved = [m for m in mentions if m.scope != "outside" and _moves(text, m, words)]
    gone = (*passed_over, origin, venue, elsewhere, *(sites if len(sites) < len(mentions) else ()))
    asked = [registered] if registered else moved or [m for m in mentions if m not in gone]
    return Places(
        seat=registered or seat,
        policy=policy,
        venue=venue,
        recognised_elsewhere=elsewhere,
        origin=origin,
        outside=outside_places,
        sites=tuple(m for m in sites if m not in (registered, seat)),
        asked=tuple(asked),
    )


def _was_there(text: str, mention: PlaceMention, words: Conversation) -> bool:
    """Whether the firm is said to have been in the place before."""
    before, rest = _around(text, mention)
    return words["place_of_origin"].ends(before[-_BEFORE:]) or _starts(words, "back_then", rest)


def _is_site(text: str, mention: PlaceMention, words: Conversation) -> bool:
    """Whether a firm is said to have a branch or a plant in the place, or to work there, not to sit there."""
    before, rest = _around(text, mention)
    return words["place_of_site"].ends(before) or _starts(words, "site_there", rest)


def _certifies(text: str, mention: PlaceMention, words: Conversation) -> bool:
    """Whether an office of the place is said to have certified something (安徽认定, 北京给评的).

    What the own province certified is its own wherever the firm was then (在无锡的时候省里认定的); where
    something was only there when it was certified (在无锡认定的), another's office has to be named.
    """
    before, rest = _around(text, mention)
    rest = rest[:_RECOGNISED]
    if mention.scope != "outside" or not _starts(words, "place_of_recognition", rest):
        return False
    if mention.own_province:
        there = words["place_held"].ends(before) or _starts(words, "back_then", rest)
        office = not there or words["city_office"](mention.text + rest)
        return office and not words["own_level"](rest)
    return not words["own_recognition"](rest)


def _back_then(text: str, origin: PlaceMention, words: Conversation) -> bool:
    """Whether something was certified in the other province somebody came from (从合肥搬来，那时认定的)."""
    return (
        not origin.own_province
        and words["recognised_back_then"](text[origin.end :])
        and not words["own_recognition"](text)
    )


def _lives_there(words: Conversation, before: str, rest: str) -> bool:
    """Whether somebody, no firm, is said to live or work in the place (我在南京做算法, 团队都在杭州)."""
    if words["of_a_firm"].ends(before) or _starts(words, "founding", rest):
        return False
    if _starts(words, "place_of_life", rest):
        return True
    return words["place_lived_in"].ends(before) and not _starts(words, "place_after_applicant", rest)


def _comes_from(words: Conversation, near: str, rest: str) -> bool:
    """Whether somebody is said to come from the place (上海大厂出来的), and nothing of a support there."""
    support = words["place_of_support"](rest) or words["negation"](near)
    return not support and (words["place_of_origin"].ends(near) or _starts(words, "place_of_coming", rest))


def _rules_first(words: Conversation, rest: str) -> bool:
    """Whether a support is spoken of behind a place before somebody is said to come from there."""
    comes = words["coming_here"].first(rest)
    return words["place_of_support"](rest[: comes.start] if comes else rest)


def _of_rules_there(words: Conversation, near: str, rest: str) -> bool:
    """Whether a support at the place is asked for, by whoever does not say to be there himself."""
    return words["place_of_support"](rest) and not words["place_of_applicant"].ends(near)


def _arrives(text: str, mention: PlaceMention, words: Conversation) -> bool:
    """Whether somebody is said to come to the place (搬来亭湖, 回盐都)."""
    return words["place_of_arrival"].ends(_around(text, mention)[0][-_BEFORE:])


def _moves(text: str, mention: PlaceMention, words: Conversation) -> bool:
    """Whether a firm is said to move to the place (搬到建湖): what was before is past."""
    return words["moves_to"].ends(_around(text, mention)[0])


def _around(text: str, mention: PlaceMention) -> tuple[str, str]:
    """The words of the same sentence part before and after the place."""
    start = max((m.end() for m in re.finditer(r"[，。！？；,!?;:：\n]", text[: mention.start])), default=0)
    after = _PART.match(text, mention.end)
    return text[start : mention.start], after.group() if after else ""


def _starts(words: Conversation, name: str, text: str) -> bool:
    return words[name].begins(text)
