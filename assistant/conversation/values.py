"""What a message says of a fact: yes or no, one of its values, or a number."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from assistant.conversation.heard import Heard
from assistant.conversation.numbers import number_said
from assistant.conversation.outcomes import is_reached, only_aimed_at, without_aims
from assistant.conversation.phrases import Match, Phrases
from assistant.conversation.windows import Window
from assistant.conversation.wording import FactMatchers

#: How far before a fact's name stands what asks whether something counts as it, before words the
#: time, and before another kind what turns into it (换成硕士).
_ASKED_REACH, _ONCE_REACH, _BECOMES = 8, 12, 4
#: 算新引进不
_OR_NOT = ("不", "么", "没")
#: What stands behind a fact's name as in a form (是否全职：否, 包干=是, 省级认定为是).
_FILLED_IN = re.compile(
    r"[^，。！？；,!?;:：=\n]{0,8}?(?:[:：=]|为) *"
    r"(?:(?P<yes>是的?|有|对|yes|true|y|√|✓)|(?P<no>否|不是|不|没有|没|无|非|no|false|n|×|✗))"
    r" *(?=[，。！？；,!?;)）\n]|$)"
)


def value_said(
    matchers: FactMatchers, heard: Heard, window: Window, paid: Collection[str] = ()
) -> tuple[Any, str] | None:
    """What is said of one fact, with the words; ``paid`` are the values that its award is paid for."""
    if matchers.number:
        return number_said(matchers, heard, window)
    elsewhere = heard.places.recognised_elsewhere
    if matchers.elsewhere is not None and elsewhere is not None:
        return _at_home(matchers, heard, window) or (matchers.elsewhere, elsewhere.text)
    venue = heard.places.venue
    if matchers.venue and venue is not None:
        inside = venue.scope == "in_scope"
        if filled_in(heard, venue.end) is not False:
            return inside, venue.text
        # Not in another place says nothing of the city.
        return (False, venue.text) if inside else None
    if matchers.values:
        return _choice(matchers.values, heard, window, paid)
    told = _truth(matchers, heard)
    origin = heard.places.origin
    if matchers.origin and origin is not None:
        from_outside = origin.scope == "outside"
        if told is None:
            return from_outside, origin.text
        # 一半人在盐城，核心从西安来: neither is so of all.
        return told if told[0] or not from_outside else None
    return told


def _at_home(matchers: FactMatchers, heard: Heard, window: Window) -> tuple[Any, str] | None:
    """What is said of the fact that an office elsewhere does not undo: the own province certified it too
    (安徽认定的，后来江苏也认定了), or the whole country's office did."""
    told = _choice(matchers.values, heard, window) if matchers.values else _truth(matchers, heard)
    if told is None or told[0] in (matchers.elsewhere, False):
        return None
    part = heard.part_text(heard.for_values.find(told[1]))
    own = heard.words["own_recognition"](part) or heard.words["nationwide"](told[1])
    return told if own and not heard.words["bare_denial"](part) else None


def _truth(matchers: FactMatchers, heard: Heard) -> tuple[bool, str] | None:
    text = heard.for_values
    denied: list[Match] = []
    affirmed: list[Match] = []
    true = matchers.said_true.find(text)
    for match in matchers.said_false.find(text):
        if (filled := filled_in(heard, match.end)) is not None:
            (denied if filled else affirmed).append(match)
        elif heard.asserts(match):
            # 不是兼职; 没在盐城交过社保, where 交过社保 alone would deny.
            turned = heard.negates_right_before(match) or any(_holds(heard, t, match) for t in true)
            (affirmed if turned else denied).append(match)
    for match in true:
        if any(match.start < other.end and other.start < match.end for other in (*denied, *affirmed)):
            continue
        if (filled := filled_in(heard, match.end)) is not None:
            (affirmed if filled is not heard.negates(match) else denied).append(match)
            continue
        if not heard.asserts(match):
            continue
        (denied if heard.negates(match) else affirmed).append(match)
    if any(heard.told_last(match) for match in affirmed) and not any(map(heard.told_last, denied)):
        denied = []
    if any(_is_over(match, affirmed, heard) for match in denied):
        denied = []
    unsettled = [heard.part(match.start) for match in matchers.left_open.find(text)]
    denied = [match for match in denied if heard.part(match.start) not in unsettled]
    if denied:
        return False, words_of(heard, denied[0])
    others = [m for m in matchers.other.find(text) if heard.asserts(m) and not heard.negates(m)]
    instead = [match for match in others if heard.words["becomes"].ends(heard.before(match.start, _BECOMES))]
    if instead or (others and not matchers.own(text)):
        return False, words_of(heard, (instead or others)[0])
    if unsettled:
        return None
    asked = [heard.part(match.start) for match in true if _is_asked(match, heard)]
    affirmed = [match for match in affirmed if heard.part(match.start) not in asked]
    if affirmed:
        return True, words_of(heard, affirmed[0])
    return None


def _is_asked(match: Match, heard: Heard) -> bool:
    """Whether it is asked if something counts as the fact, by its own name (算不算新引进, 算首次吗)."""
    before = heard.before(match.start, _ASKED_REACH)
    behind = heard.text[match.end : heard.part(match.end).end + 1]
    return heard.words["counts_as"].ends(before) and (
        heard.words["open_question"](before) or heard.words["asking"](behind) or behind.startswith(_OR_NOT)
    )


def _is_over(denied: Match, affirmed: Sequence[Match], heard: Heard) -> bool:
    """Whether what is denied was so once and is no more (原来兼职，现在转全职)."""
    once = heard.words["once"](heard.before(denied.start, _ONCE_REACH))
    since = (heard.text[denied.end : match.start] for match in affirmed if match.start >= denied.end)
    return once and any(map(heard.words["by_now"], since))


def filled_in(heard: Heard, end: int) -> bool | None:
    """The yes or no that is filled in behind the words of a fact ending at ``end``, if one is."""
    found = _FILLED_IN.match(heard.text, end)
    return None if found is None else found["yes"] is not None


def _holds(heard: Heard, words: Match, over: Match) -> bool:
    """Whether ``words`` say more than those at ``over``: they go round them, or hold a "not" that reaches
    over them."""
    around = words.start < over.start and over.end <= words.end
    if around and not heard.words["negation"](words_of(heard, words)):
        return True
    inside = heard.words["negation"].find(words_of(heard, words))
    negates = any(words.start + found.start < over.start for found in inside)
    return negates and words.start < over.start < words.end


def asserted_values(values: Mapping[str, Phrases], heard: Heard, window: Window) -> list[tuple[Match, str]]:
    """Every value that the message states, in its order."""
    kept = without_aims(_not_denied(_named_values(values, heard, window), heard), heard)
    becomes = heard.words["becomes"]
    kept = [
        pair
        for place, pair in enumerate(kept)
        if not (
            kept[place + 1 :] and becomes.matches_whole(heard.text[pair[0].end : kept[place + 1][0].start])
        )
    ]
    return [(m, v) for m, v in kept if filled_in(heard, m.end) or (not heard.negates(m) and heard.asserts(m))]


def _named_values(values: Mapping[str, Phrases], heard: Heard, window: Window) -> list[tuple[Match, str]]:
    """Every value that the message names, in its order; the longest of overlapping phrases."""
    found: list[tuple[Match, str]] = []
    for value, phrases in values.items():
        matches = (m for m in phrases.find(heard.for_values) if window.holds(m.start))
        found.extend((m, value) for m in matches if filled_in(heard, m.end) is not False)
    # 省级 is said, not 省.
    found.sort(key=lambda pair: (pair[0].start - pair[0].end, pair[0].start))
    kept: list[tuple[Match, str]] = []
    for match, value in found:
        if any(match.start < other.end and other.start < match.end for other, _ in kept):
            continue
        kept.append((match, value))
    return sorted(kept, key=lambda pair: pair[0].start)


def _not_denied(values: list[tuple[Match, str]], heard: Heard) -> list[tuple[Match, str]]:
    """Without what is denied behind it, nor what was said before of that value (国家级的案例，国家没批)."""
    kept: list[tuple[Match, str]] = []
    for place, (match, value) in enumerate(values):
        if _denied_behind(values, place, heard):
            kept = [pair for pair in kept if pair[1] != value]
        else:
            kept.append((match, value))
    return kept


def _denied_behind(values: list[tuple[Match, str]], place: int, heard: Heard) -> bool:
    following = values[place + 1][0].start if place + 1 < len(values) else len(heard.text)
    return heard.denies_after(values[place][0], following)


def without_denied(values: Mapping[str, Phrases], heard: Heard) -> Heard:
    """The message without the parts that deny one value, or say that it is only aimed at, where another
    is stated: 国家级没批，省级批了 says of the case that it was approved."""
    stated = {value for _, value in asserted_values(values, heard, Window(0, len(heard.text)))}
    if not stated:
        return heard
    named = _named_values(values, heard, Window(0, len(heard.text)))
    parts = [heard.part(named[n][0].start) for n in range(len(named)) if _denied_behind(named, n, heard)]
    aims = [only_aimed_at(named, n, heard) for n in range(len(named)) if named[n][1] not in stated]
    return heard.without([*parts, *(aim for aim in aims if aim)])


def _choice(
    values: Mapping[str, Phrases], heard: Heard, window: Window, paid: Collection[str] = ()
) -> tuple[str, str] | None:
    asserted = asserted_values(values, heard, window)
    if window.mention is not None and len(asserted) > 1:
        # 省级首台套和国家级案例: the word just before the award is its own.
        part, mention = heard.part(window.mention.start), window.mention
        before = [pair for pair in asserted if pair[0].end <= mention.end]
        beside = [pair for pair in before if pair[0].start >= part.start]
        behind = [pair for pair in asserted if pair[0].start >= mention.start]
        asserted = beside[-1:] or behind[:1] or before[-1:]
    asserted = told_last(asserted, heard)
    if len({value for _, value in asserted}) > 1:
        # 省级过了，市级早就有了: the one that is paid for has been reached, whatever else was.
        of_paid = [n for n, pair in enumerate(asserted) if pair[1] in paid]
        if len({asserted[n][1] for n in of_paid}) == 1 and any(
            is_reached(asserted, n, heard) for n in of_paid
        ):
            asserted = [asserted[n] for n in of_paid]
    if len({value for _, value in asserted}) != 1:
        return None
    match, value = min(asserted, key=lambda pair: pair[0].start)
    return value, words_of(heard, match)


def told_last(values: list[tuple[Match, str]], heard: Heard) -> list[tuple[Match, str]]:
    """Where the message corrects itself (国家级，说错了，省级), what is told after that."""
    return [pair for pair in values if heard.told_last(pair[0])] or values


def words_of(heard: Heard, match: Match) -> str:
    return heard.text[match.start : match.end]
