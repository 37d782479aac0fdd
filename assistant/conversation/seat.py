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
    coming = words["coming_here"](text)
    of_offices = {m.name for m in mentions if _certifies(text, m, words)}
    for mention in mentions:
        before, rest = _around(text, mention)
        after = rest[:_AFTER]
        near = before[-_BEFORE:]
        outside = mention.scope == "outside"
        if words["negation"].ends(near):
            continue
        if words["place_registered"].ends(near):
            registered = mention
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
        elif words["place_of_others"](before) and (outside or known):
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
        elif outside and not near and _starts(words, "place_of_policy", after):
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
    return Places(
        seat=registered or seat,
        policy=policy,
        venue=venue,
        recognised_elsewhere=elsewhere,
        origin=origin,
        outside=outside_places,
    )


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


def _arrives(text: str, mention: PlaceMention, words: Conversation) -> bool:
    """Whether somebody is said to come to the place (搬来亭湖, 回盐都)."""
    return words["place_of_arrival"].ends(_around(text, mention)[0][-_BEFORE:])


def _around(text: str, mention: PlaceMention) -> tuple[str, str]:
    """The words of the same sentence part before and after the place."""
    start = max((m.end() for m in re.finditer(r"[，。！？；,!?;:：\n]", text[: mention.start])), default=0)
    after = _PART.match(text, mention.end)
    return text[start : mention.start], after.group() if after else ""


def _starts(words: Conversation, name: str, text: str) -> bool:
    return words[name].begins(text)
