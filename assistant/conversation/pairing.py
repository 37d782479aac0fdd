"""What belongs to which of several cases told together: values and their numbers, cases and their sums."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.conversation.heard import Heard
from assistant.conversation.numbers import STATED, usable
from assistant.conversation.phrases import Match, Phrases
from assistant.conversation.sums import names_of_sums
from assistant.conversation.unit_values import plain
from assistant.conversation.windows import Window
from assistant.conversation.wording import FactMatchers
from assistant.conversation.year_names import YEAR_NAME
from assistant.language.quantities import Quantity

#: Between a value and its number of the same sentence part stand no more words than a description.
_DESCRIPTION = 20
#: 其余副高, 剩下的都是副高: those who are left of the whole.
_REST = re.compile(r"(?:其余|剩下|剩余|余下|其他|其它|别的)(?:的|几[个位名]|人)*[都全均]?[是为]?$")
#: Between lengths that are told in turn.
_NEXT = re.compile(r" ?[、,，和跟与及] ?(?:干|满|做|待)?了?")
#: 各1个 behind several values, 各花80万 behind several cases: of each of them.
_EACH = re.compile(r"(?:各|各自|各有|各是|每|都是?|均为?)(?:一?[场个届次家项]|花了?|是|要|用了?|费用)*$")
#: 第二场, 头一届: begins to speak of one of several.
_ORDINAL = re.compile(r"(?:第[一二三四五六1-6]|首|头一|另一|另外一|上一|上|下一|下)(?P<unit>[场届次个项])")
#: What a sum may be told per and still be of each case; not per month or person.
_PER_CASE = frozenset({"event", "item", "project", "time"})

_ONE_EACH = re.compile("各|分别")
#: 一场55万: the sum is of that one.
_ONE = re.compile(r"一[场届次个项][^，,]*$")
_ONE_REACH = 6

#: A sum in yuan, its words, and where it stands.
Sum = tuple[str, str, int]


def paired(
    values: Sequence[tuple[Match, str]], numbers: Sequence[Quantity], heard: Heard
) -> list[tuple[Match, str, Quantity]]:
    """Each value with the number that stands beside it (正高2个, 2个正高); [] where one has none.

    All numbers stand before their values, or all behind, or else each on its own side; what is left over
    has to be the sum of the others (5个人里正高2个副高3个). A number of each (各1个) is every value's.
    """
    for number in numbers:
        before = [pair for pair in values if pair[0].end <= number.start]
        if _EACH.search(heard.before(number.start, 4)) and len({value for _, value in before}) > 1:
            return [(match, value, number) for match, value in before]
    found = []
    for sides in ((True,), (False,), (True, False), (False, True)):
        pairs: list[tuple[Match, str, Quantity]] = []
        for match, value in values:
            sided = [_nearest(match, values, numbers, forward, heard) for forward in sides]
            free = [one for one in sided if one and all(one is not taken for _, _, taken in pairs)]
            pairs += [(match, value, free[0])] if free else []
        if {value for _, value in values} == {value for _, value, _ in pairs}:
            left = sum(number.low for number in numbers) - sum(number.low for _, _, number in pairs)
            fits = left in (0, sum(number.low for _, _, number in pairs))
            gaps = sum(max(n.start - m.end, m.start - n.end, 0) for m, _, n in pairs)
            found.append((not fits, len(values) - len(pairs), len(sides), gaps, pairs))
    return min(found, key=lambda one: one[:4])[4] if found else []


def _nearest(
    match: Match,
    values: Sequence[tuple[Match, str]],
    numbers: Sequence[Quantity],
    forward: bool,
    heard: Heard,
) -> Quantity | None:
    """The number behind a value, or before it, in its sentence part with no other of either between."""
    part = heard.part(match.start)
    for number in numbers if forward else reversed(numbers):
        gap = (match.end, number.start) if forward else (number.end, match.start)
        if not part.start <= number.start < part.end or not 0 <= gap[1] - gap[0] <= _DESCRIPTION:
            continue
        between = [
            *(m.start for m, _ in values if m is not match),
            *(n.start for n in numbers if n is not number),
        ]
        return None if any(gap[0] <= place < gap[1] for place in between) else number
    return None


def with_rest(values: Sequence[tuple[Match, str]], numbers: list[Quantity], heard: Heard) -> list[Quantity]:
    """With the number of those who are left of a whole (5个人里2个正高，其余副高)."""
    rest = [match for match, _ in values if _REST.search(heard.before(match.start, _DESCRIPTION))]
    if len(rest) != 1 or len(numbers) < 2:
        return numbers
    whole = max(numbers, key=lambda number: number.low)
    left = whole.low - sum(number.low for number in numbers if number is not whole)
    if whole is not numbers[0] or left <= 0:
        return numbers
    at = rest[0].start
    return sorted([*numbers, replace(whole, low=left, high=left, start=at, end=at)], key=lambda q: q.start)


def told_in_turn(lengths: Sequence[Quantity], heard: Heard, counted: bool) -> bool:
    """Whether lengths stand one right after the other; who is not ``counted`` has to be told apart (分别)."""
    gaps = (heard.text[one.end : other.start] for one, other in pairwise(lengths))
    apart = counted or heard.words["listed"](heard.before(lengths[0].start, _DESCRIPTION))
    return apart and all(_NEXT.fullmatch(gap) for gap in gaps)


def without_sum(numbers: list[Quantity]) -> list[Quantity]:
    """Without the number that is the sum of the others (5个人：2个正高，3个副高)."""
    if len(numbers) < 3:
        return numbers
    whole = sum(number.low for number in numbers)
    return [number for number in numbers if number.low * 2 != whole]


def beginnings(
    matchers: FactMatchers, numbers: Sequence[Quantity], heard: Heard, window: Window
) -> list[tuple[int, int]]:
    """Where a message begins to speak of one case after the other, and of how many: 一场…，两场…; 第二场…."""
    assert matchers.number is not None
    counted = without_sum([n for n in numbers if matchers.near(heard.part_text(n.start))])
    if len(counted) > 1 and counted[0].low == sum(number.low for number in counted[1:]):
        counted = counted[1:]
    marks = {number.start: int(number.low) for number in counted}
    for ordinal in _ORDINAL.finditer(heard.text):
        if window.holds(ordinal.start()) and ordinal["unit"] in matchers.number.units:
            covered = [n.start for n in numbers if ordinal.start() <= n.start < ordinal.end()]
            for start in covered:
                marks.pop(start, None)
            marks[ordinal.start()] = 1
    alone = {heard.text.rfind("一", 0, q.start): 1 for q in heard.quantities if _of_one(q, heard)}
    found = sorted(marks.items())
    told = sorted((alone | marks).items())
    if alone and told[0][1] == sum(number for _, number in told[1:]):
        found = told
    # 两场，一场55万，另一场8万: the first number is that of all.
    of_all = len(found) > 2 and found[0][1] == sum(number for _, number in found[1:])
    return found[1:] if of_all else found


def _of_one(quantity: Quantity, heard: Heard) -> bool:
    """Whether a sum is told of one (一场55万)."""
    per_case = quantity.kind == "money" and bool(quantity.per) and set(quantity.per) <= _PER_CASE
    return per_case and _ONE.search(heard.before(quantity.start, _ONE_REACH)) is not None


def named_sums(sums: Sequence[Sum], names: Phrases, heard: Heard) -> list[tuple[int, int]]:
    """The same where each sum has a name of such a thing before it (峰会花了130万，博览会花了90万), or is
    told of another edition (去年那届60万，今年又办了一场90万)."""
    if heard.words["of_one_edition"](heard.text):
        return []
    if len(sums) > 1 and len(sums) in _listed_before(heard, names, sums[0][2]):
        return [(start, 1) for _, _, start in sums]
    marks: list[int] = []
    told: list[str] = []
    for place, (_, _, start) in enumerate(sums):
        since = sums[place - 1][2] if place else 0
        named = names.find(heard.text[since:start])
        found = [m for m in named if not place or heard.part(since + m.start).end >= start]
        edition = _edition(heard, since, start)
        if found:
            marks.append(since + found[0].start)
        elif edition is not None and edition[1] not in told:
            marks.append(edition[0])
        else:
            return []
        told += [edition[1]] if edition else []
    return [(start, 1) for start in marks]


def _listed_before(heard: Heard, names: Phrases, end: int) -> set[int]:
    """How many editions are named before the first sum (去年和今年花了60万、90万), or, where the sums are
    said to be of one each, such things or years (峰会和展会各花了60万、90万; 连续三年，分别……)."""
    text = heard.text[:end]
    named = {text[m.start : m.end] for m in heard.words["edition"].find(text)}
    numbers = {len(named | {found.group() for found in YEAR_NAME.finditer(text)})}
    if _ONE_EACH.search(text):
        numbers.add(len({text[m.start : m.end] for m in names.find(text)}))
        years = (q.low / 12 for q in heard.quantities if q.kind == "duration" and q.end <= end)
        numbers |= {int(number) for number in years if number == int(number)}
    return numbers


def _edition(heard: Heard, since: int, start: int) -> tuple[int, str] | None:
    """Where the edition is named that a sum is of, last before it, and by what words."""
    text = heard.text[since:start]
    year = [(since + found.start(), found.group()) for found in YEAR_NAME.finditer(text)]
    words = (*heard.words["edition"].find(text), *heard.words["another_edition"].find(text))
    named = [(since + m.start, text[m.start : m.end]) for m in words]
    return min((*named, *year), default=None)


def sums_of(matchers: FactMatchers, heard: Heard, window: Window) -> list[Sum]:
    """The sums of a message that may be the fact, one by one, also those told per case."""
    assert matchers.number is not None
    sums: list[Sum] = []
    names = names_of_sums(matchers, heard)
    for quantity in heard.quantities:
        if quantity.kind != "money" or not window.holds(quantity.start):
            continue
        if names[quantity.start].kind in ("other", "item"):
            continue
        stated = quantity.low == quantity.high and quantity.bound in STATED
        per_case = stated and quantity.per and set(quantity.per) <= _PER_CASE
        values = [plain(quantity.low)] if per_case else usable(quantity, matchers.number, heard)
        sums += [(str(value), quantity.text, quantity.start) for value in values[:1]]
    return sums


def of_each(sums: Sequence[Sum], heard: Heard, alike: bool) -> tuple[str, str] | None:
    """The one sum that is told of each case (每场80万, 各花80万), with its words; 一场80万 is of each only
    where the cases are ``alike``, none of them told by itself."""
    told = {(value, words) for value, words, _ in sums}
    if len({value for value, _ in told}) != 1:
        return None
    at = next(q for q in heard.quantities if q.start == sums[0][2])
    each = (bool(at.per) and alike) or _EACH.search(heard.before(at.start, 8)) is not None
    return told.pop() if each else None
