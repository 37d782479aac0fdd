"""A number of cases that is divided: 三台认定了，一台没过; 两个博士，一个全职一个兼职."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.conversation.heard import Heard
from assistant.conversation.phrases import Match
from assistant.conversation.session import Said
from assistant.language.quantities import Quantity

#: How far before a number the mark stands that it is of a larger one (其中).
_MARK_REACH = 5
#: Behind the last of several numbers stand no words of its own.
_HARDLY = 1
#: 引进4个博士，有一个还没毕业: he is one of those four.
_THERE_ARE = re.compile(r"[，,；;里中头面] *有$")
#: What begins so is said of all of them.
_OF_ALL = re.compile(r"[，,；;] *(?:都|均|全|他们|大家)")
#: 一台都没认 is said of all of them.
_NONE = re.compile(r"[一-鿿]?[也都][没未不]")
_SENTENCE_END = re.compile(r"[。！？!?\n]|$")


@dataclass(frozen=True, slots=True)
class Group:
    """Some of the cases: how many, what is said of them, and whether that breaks a condition."""

    number: int
    words: str
    said: tuple[Said, ...]
    breaks: bool
    #: They are said to be of those told before (其中一台), or to count no more (后来一台被撤销了).
    of_them: bool = False
    undone: bool = False
    #: It shares its sentence part with another number.
    joined: bool = False
    #: They are said to come beside those told before them (还有一台没过).
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Division:
    """The cases that count, what is true of them, and the words for those that do not."""

    number: int
    words: str
    said: tuple[Said, ...]
    settled: frozenset[str]
    rest: str
    #: The number that is divided.
    whole: int


def groups_in(
    heard: Heard,
    numbers: Sequence[Quantity],
    facts_of: Callable[[Heard], Sequence[Said]],
    breaks: Callable[[Said], bool],
    ran: bool,
    known: int | None,
) -> list[Group]:
    """For each number what its own sentence part says, or, where that says nothing, what follows it.

    ``ran``: each is told with how long it ran; who left then did count. ``known`` is a whole told before.
    """
    groups: list[Group] = []
    for place, number in enumerate(numbers):
        own, onwards = _stretches(heard, numbers, place)
        said = tuple(facts_of(heard.only(own)) or facts_of(heard.only(onwards)))
        words = heard.text[own.start : own.end]
        of_more = bool(groups) or known is not None
        undone = of_more and not ran and heard.words["undone"](heard.text[onwards.start : onwards.end])
        there_are = bool(groups) and _are_of(heard.text, numbers[0], number)
        of_them = (
            undone or there_are or heard.words["subset_of_known"](heard.before(number.start, _MARK_REACH))
        )
        open_yet = heard.words["bare_denial"](words) or heard.words["to_come"](words)
        none_of_them = _NONE.match(heard.text, number.end) is not None
        denied = undone or (not said and open_yet and not none_of_them)
        breaking = denied or any(breaks(one) for one in said)
        joined = (own.start, own.end) != (heard.part(number.start).start, heard.part(number.start).end)
        beside = heard.words["comes_beside"].ends(heard.before(number.start, _MARK_REACH))
        groups.append(Group(int(number.low), words, said, breaking, of_them, undone, joined, beside))
    if known is None and not any(group.said and not group.breaks for group in groups):
        # What some are not has to be said of the others.
        return [group if group.said else replace(group, breaks=group.undone) for group in groups]
    return groups


def division(
    groups: Sequence[Group], known: int | None, ran: bool, corrected: bool = False
) -> Division | None:
    """Which of the cases count; None where nothing divides them.

    The first number is the whole where it is the sum of the others, or larger than they are and
    either nothing is said of it, something else is said of the others, or they are said to be of it;
    ``known`` is a whole told before. ``ran``: each is told with how long it ran, or again, in place of
    the one before. ``corrected``: the number told before was wrong; the new one leaves out already who
    does not count beside it (不对，是2台，还有1台没过).
    """
    whole, parts = known, list(groups)
    if len(parts) > 1:
        first, others = parts[0], parts[1:]
        added = sum(part.number for part in others)
        of_both = {one.fact for one in first.said} & {one.fact for part in others for one in part.said}
        other_things = not of_both and all(part.said for part in others)
        of_them = all(part.of_them for part in others)
        of_it = not first.said or other_things or of_them
        # 一台江苏认定，一台上海认定: neither is the whole of the other.
        beside = len(others) == 1 and of_both and not of_them and first.breaks != others[0].breaks
        left_out = not first.breaks and all(part.breaks and not part.of_them for part in others)
        all_beside = corrected and all(part.beside for part in others)
        if left_out and known is not None and (first.number + added == known or all_beside):
            whole = first.number + added
        elif (first.number == added and not beside) or (first.number > added and of_it):
            whole, parts = first.number, others
    told = [part for part in parts if part.said or part.breaks]
    bad = [part for part in told if part.breaks]
    good = [part for part in told if not part.breaks]
    smaller = whole is not None and len(good) == 1 and len(parts) == 1 and good[0].number < whole
    # 7台拿到认定，另有2台在展厅: those count of which something is said.
    alone = not ran and len(good) == 1 and len(parts) > 1 and not any(part.joined for part in parts)
    if not bad and not smaller and not alone:
        return None
    number = sum(part.number for part in good)
    if not good and whole is not None:
        number = whole - sum(part.number for part in bad)
    if number <= 0:
        return None
    settled = frozenset(one.fact for part in told for one in part.said)
    words = "、".join(part.words for part in good or bad)
    said = good[0].said if good else _opposite(bad)
    return Division(
        number,
        words,
        said,
        settled,
        "、".join(part.words for part in bad),
        number + sum(part.number for part in bad),
    )


def one_each(quantities: Sequence[Quantity], starts: Sequence[int]) -> list[tuple[int, Quantity]]:
    """Which of several cases that begin at ``starts`` each quantity belongs to: in their order where there
    are as many, else the case it stands in; nothing where one has two, or where there is only one."""
    if len(quantities) < 2 or len(starts) < 2:
        return []
    if len(quantities) == len(starts):
        return list(enumerate(quantities))
    owners = [max(sum(start <= one.start for start in starts) - 1, 0) for one in quantities]
    return list(zip(owners, quantities, strict=True)) if len(set(owners)) == len(owners) else []


def _are_of(text: str, first: Quantity, some: Quantity) -> bool:
    """引进4个博士，有一个还没毕业 is one of the four; 有两款…，有一款… tells of three."""
    return not text[: first.start].endswith("有") and _THERE_ARE.search(text[: some.start]) is not None


def _opposite(bad: Sequence[Group]) -> tuple[Said, ...]:
    """What is denied of some is so understood to hold for the others (其中一个是非全日制)."""
    return tuple(replace(one, value=not one.value) for one in bad[0].said if isinstance(one.value, bool))


def _stretches(heard: Heard, numbers: Sequence[Quantity], place: int) -> tuple[Match, Match]:
    """Where a number's own words stand: its sentence part, shared with other numbers there; then what
    follows it up to the next number."""
    number, own = numbers[place], own_stretch(heard, numbers, place)
    following = len(heard.text)
    if place + 1 < len(numbers):
        # What stands in the next number's own part is said of that one.
        following = max(heard.part(numbers[place + 1].start).start, own.end)
    of_all = _OF_ALL.search(heard.text, number.end)
    following = min(following, of_all.start()) if of_all and of_all.start() >= own.end else following
    end = _SENTENCE_END.search(heard.text, number.end)
    return own, Match(number.start, min(following, end.start() if end else following))


def own_stretch(heard: Heard, numbers: Sequence[Quantity], place: int) -> Match:
    """Where the words of one of several numbers stand within its sentence part."""
    part = heard.part(numbers[place].start)
    inside = [number for number in numbers if part.start <= number.start < part.end]
    if len(inside) < 2:
        return part
    if part.end - inside[-1].end <= _HARDLY and inside[0].start - part.start > _HARDLY:
        # 在职博士2名全日制博士1名: each is told before its number.
        before = max(
            (number.end for number in inside if number.end <= numbers[place].start), default=part.start
        )
        return Match(before, numbers[place].end)
    after = next((number.start for number in inside if number.start > numbers[place].start), part.end)
    return Match(numbers[place].start, after)
