"""Numbers that stand right behind what they count, as in notes: 正高1 副高2, 省级*3, 首台套 2."""

from __future__ import annotations

import re
from collections import Counter

from assistant.conversation.wording import Conversation

#: The number behind a kind, where nothing follows that gives it a unit, makes it a label
#: (案例1是国家级) or the lower end of a range (人才30到100万).
_NUMBER = re.compile(
    r"(?: ?[x×*:=] ?| |[(])?(?P<number>[1-9][0-9]?)(?P<close>\))?"
    r"(?= |$|[,，、;；。.+/&]| ?[一-鿿])"
    r"(?! ?(?:[是为:：=个名位家台套款项件例支组场届次年月天日号万亿元块千百条人期批成分%种所]|其(?:中|余)))"
    r"(?! ?[到至—~～-] ?[0-9])"
)
#: 团队1 人才3: what follows is the next kind, not a unit.
_NEXT_KIND = re.compile(r"(?: ?[x×*:=] ?| |[(])?(?P<number>[1-9][0-9]?)(?P<close>\))? ?(?=人才)")
_UNIT, _UNIT_OF_SETS = "个", "套"


def with_measures(text: str, words: Conversation) -> str:
    """The plain text with a measure word behind every number that follows the kind it counts.

    A kind that is numbered one by one (案例1国家级，案例2省级) is a label and counted by nothing.
    """
    found = [
        (match, number)
        for match in words["counted_kind"].find(text)
        if (number := _NEXT_KIND.match(text, match.end) or _NUMBER.match(text, match.end))
    ]
    times = Counter(text[match.start : match.end] for match, _ in found)
    for match, number in reversed(found):
        if times[text[match.start : match.end]] > 1:
            continue
        things = [*words["counted_thing"].find(text[: match.end])]
        sets = bool(things) and words["counted_set"](text[things[-1].start : things[-1].end])
        unit = _UNIT_OF_SETS if sets else _UNIT
        text = f"{text[: match.end]}{number['number']}{unit}{text[number.end() :]}"
    return text
