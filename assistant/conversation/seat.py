"""What a place in a message is there for: the applicant's seat, a venue, somebody else's, or other rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.conversation.wording import Conversation
from assistant.language.places import PlaceMention

_PART = re.compile(r"[^，。！？；,!?;:：\n]*")
_BEFORE, _AFTER = 5, 8


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a message by what they are there for."""

    seat: PlaceMention | None = None
    #: A place outside the city whose rules are asked for.
    policy: PlaceMention | None = None
    #: Where an event is held.
    venue: PlaceMention | None = None
    #: Whether an office outside the city certified something.
    recognised_elsewhere: PlaceMention | None = None
    #: Every place outside the city.
    outside: tuple[PlaceMention, ...] = ()


def read_places_of(
    text: str, mentions: Sequence[PlaceMention], words: Conversation, *, expected: bool, known: bool
) -> Places:
    """Sort ``mentions`` of the plain ``text``; ``expected`` when the user was just asked for his seat,
    ``known`` when he has told it.

    Where something is registered decides. Otherwise a place of the city is the applicant's seat
    unless it is a venue, somebody else's place or where a talent comes from; a place outside is
    his seat only where the words say so.
    """
    registered = seat = policy = venue = elsewhere = None
    for mention in mentions:
        before, after = _around(text, mention)
        near = before[-_BEFORE:]
        outside = mention.scope == "outside"
        if words["negation"].ends(near):
            continue
        if words["place_registered"].ends(near):
            registered = mention
        elif outside and _starts(words, "place_of_recognition", after):
            elsewhere = mention
        elif words["place_of_venue"].ends(before):
            venue = mention
        elif _starts(words, "place_after_applicant", after) or _starts(words, "founding", after):
            seat = mention
        elif _starts(words, "place_of_event", after) and (not outside or near.endswith("在")):
            venue = mention
        elif words["place_of_others"](before) and (outside or known):
            continue
        elif not outside or expected:
            seat = mention
        elif words["place_of_origin"].ends(near) or _starts(words, "place_after_origin", after):
            continue
        elif words["place_of_applicant"].ends(near) and not _starts(words, "place_of_policy", after):
            seat = mention
        else:
            policy = policy or mention
    return Places(
        seat=registered or seat,
        policy=policy,
        venue=venue,
        recognised_elsewhere=elsewhere,
        outside=tuple(mention for mention in mentions if mention.scope == "outside"),
    )


def _around(text: str, mention: PlaceMention) -> tuple[str, str]:
    """The words of the same sentence part before and just after the place."""
    start = max((m.end() for m in re.finditer(r"[，。！？；,!?;:：\n]", text[: mention.start])), default=0)
    after = _PART.match(text, mention.end)
    return text[start : mention.start], after.group()[:_AFTER] if after else ""


def _starts(words: Conversation, name: str, text: str) -> bool:
    return any(match.start == 0 for match in words[name].find(text))
