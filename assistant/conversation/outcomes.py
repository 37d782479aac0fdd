"""What became of the values that a message names: reached, or only aimed at (奔着国家级去的，批了省级)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.conversation.heard import Heard
from assistant.conversation.phrases import Match

#: A value of a fact and where it is named.
Named = tuple[Match, str]
#: How far before a value the verb stands that says that it was aimed at, or reached.
_VERB = 8
_SENTENCE_END = re.compile(r"[。！？!?\n]|$")


def without_aims(values: Sequence[Named], heard: Heard) -> list[Named]:
    """``values`` without those that are only aimed at or on their way, where others are left."""
    if len({value for _, value in values}) < 2:
        return list(values)
    left = [pair for place, pair in enumerate(values) if only_aimed_at(values, place, heard) is None]
    return left or list(values)


def only_aimed_at(values: Sequence[Named], place: int, heard: Heard) -> Match | None:
    """The words that say of the value at ``place`` that it was aimed at and no more, if they do.

    What became of it stands right behind it in its sentence part, or else behind that, before the next value.
    """
    behind, further = _behind(values, place, heard)
    if _says(heard, "reached", behind):
        return None
    match = values[place][0]
    aims = heard.words["aimed_at"].find(heard.before(match.start, _VERB))
    shift = match.start - len(heard.before(match.start, _VERB))
    if aims and shift + aims[-1].end == match.start:
        reached = _says(heard, "reached", further)
        return None if reached else Match(shift + aims[-1].start, behind.end)
    if _is_open(heard, behind):
        return Match(match.start, behind.end)
    if _says(heard, "reached", further) or not _is_open(heard, further):
        return None
    return Match(match.start, further.end)


def is_reached(values: Sequence[Named], place: int, heard: Heard) -> bool:
    """Whether the value at ``place`` is said to be reached, in its own sentence part."""
    match = values[place][0]
    start = max(match.start - _VERB, heard.part(match.start).start, values[place - 1][0].end if place else 0)
    before = Match(start, match.start)
    return _says(heard, "reached", before) or _says(heard, "reached", _behind(values, place, heard)[0])


def is_pending(words: str, heard: Heard, following: int) -> bool:
    """Whether no office has decided yet about what ``words`` name (国家级还在审), nor is it supposed; what
    stands from ``following`` on is said of another value."""
    start = heard.for_values.find(words)
    if start < 0 or heard.words["what_if"](heard.text):
        return False
    if _ends_with(heard, "not_issued", Match(start, following)):
        return True
    end = heard.part(start).end
    return _is_open(heard, Match(start, end)) and not _says(heard, "reached", Match(start, len(heard.text)))


def lost(words: str, heard: Heard, following: int) -> str | None:
    """The words that say that what ``words`` name was decided and holds no more (认定过，去年被撤销了)."""
    start = heard.for_values.find(words)
    if start < 0 or heard.words["what_if"](heard.text):
        return None
    match = _ends_with(heard, "recognition_lost", Match(start, following))
    if match is None or heard.negates(match) or not heard.asserts(match):
        return None
    part = heard.part(match.start)
    # 一台被撤销了 is said of some of them.
    if any(q.kind == "count" and part.start <= q.start < part.end for q in heard.quantities):
        return None
    return heard.text[match.start : match.end]


def _ends_with(heard: Heard, name: str, stretch: Match) -> Match | None:
    """The last of the words called ``name`` in ``stretch``, unless something was reached behind them."""
    found = [m for m in heard.words[name].find(heard.text) if stretch.start <= m.start < stretch.end]
    if not found or _says(heard, "reached", Match(found[-1].end, stretch.end)):
        return None
    return found[-1]


def _behind(values: Sequence[Named], place: int, heard: Heard) -> tuple[Match, Match]:
    """What stands behind a value in its sentence part, and in the parts after it of the sentence; neither
    reaches into what is said of the next value."""
    match, part = values[place][0], heard.part(values[place][0].start)
    following = values[place + 1][0].start if place + 1 < len(values) else len(heard.text)
    end = min(part.end, following)
    if following < part.end and (turn := heard.words["turned_out"].first(heard.text[match.end : end])):
        # 申报国家级结果只批了省级: what came of it is the next value.
        end = match.end + turn.start
    sentence = _SENTENCE_END.search(heard.text, part.end)
    assert sentence is not None
    next_part = heard.part(following).start if place + 1 < len(values) else following
    return Match(match.end, end), Match(end, max(end, min(sentence.start(), next_part)))


def _says(heard: Heard, name: str, stretch: Match) -> bool:
    return heard.words[name](heard.text[stretch.start : stretch.end])


def _is_open(heard: Heard, stretch: Match) -> bool:
    return _says(heard, "still_open", stretch) or _says(heard, "to_come", stretch)
