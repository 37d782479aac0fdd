"""What a place in a message is: the applicant's seat, where a talent comes from, or whose rules are meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.conversation.facts import sentence_part
from assistant.conversation.wording import Conversation
from assistant.language.places import PlaceMention

_REACH = 5


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a message by what they are there for."""

    seat: PlaceMention | None = None
    origin: PlaceMention | None = None
    policy: PlaceMention | None = None


def read_seat(text: str, mentions: Sequence[PlaceMention], words: Conversation, expected: bool) -> Places:
    """Sort ``mentions`` of the normalised ``text``; ``expected`` when the user was just asked for his seat.

    A place in scope or a county of the city is the applicant's seat unless something else is said
    of it; a place outside is taken as his seat only where the words say so.
    """
    seat = origin = policy = None
    for mention in mentions:
        start, end = sentence_part(text, mention.start)
        before = text[max(start, mention.start - _REACH) : mention.start]
        after = text[mention.end : min(end, mention.end + _REACH + 3)]
        if words["negation"].ends(before) or _starts(words, "place_of_recognition", after):
            continue
        if words["place_of_origin"].ends(before):
            origin = mention
        elif (
            mention.scope != "outside"
            or expected
            or _starts(words, "place_after_applicant", after)
            or (words["place_of_applicant"].ends(before) and not _starts(words, "place_of_policy", after))
        ):
            seat = mention
        else:
            policy = policy or mention
    return Places(seat, origin, policy)


def _starts(words: Conversation, name: str, text: str) -> bool:
    return any(match.start == 0 for match in words[name].find(text))
