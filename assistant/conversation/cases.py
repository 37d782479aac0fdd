"""Several cases of one award in one message, each with what is said of it: 正高2个，副高3个; 两场，各80万."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.awards.rulebook import RuleBook
from assistant.conversation.counted import EVERYWHERE, CountReader, Known
from assistant.conversation.heard import Heard
from assistant.conversation.items import itemised
from assistant.conversation.lengths import LengthReader
from assistant.conversation.pairing import (
    Sum,
    beginnings,
    named_sums,
    of_each,
    paired,
    sums_of,
    with_rest,
    without_sum,
)
from assistant.conversation.phrases import Match
from assistant.conversation.session import Said
from assistant.conversation.values import asserted_values, value_said, words_of
from assistant.conversation.windows import Window
from assistant.conversation.wording import Conversation, Wording
from assistant.conversation.year_names import YEAR_NAME
from assistant.language.quantities import Quantity

#: What a message says beside a number that is counted again.
_NOTHING_MORE = re.compile(r"[那么要是如果假若换成改成有就只才其实不对，,？?。呢的话吗了 ]*")


class CaseReader:
    """Reads which cases of an award a message tells apart, and how many of a number count."""

    def __init__(self, rulebook: RuleBook, wording: Wording, words: Conversation) -> None:
        self._wording = wording
        self._words = words
        self._count = CountReader(rulebook, wording, words)
        self._lengths = LengthReader(wording, words, self._count)

    def read(
        self, award_id: str, heard: Heard, window: Window, mentions: Mapping[str, Match], known: Known
    ) -> tuple[list[Said], set[str]]:
        """What is told of the cases, and the facts that are settled by it; nothing where all are alike."""
        if said := self._by_value(award_id, heard, window):
            return said, {one.fact for one in said}
        if said := self._count.some_for_a_time(award_id, heard, known):
            return said, {one.fact for one in said}
        lengths = self._by_length(award_id, heard, window)
        said, settled = self._count.divided(award_id, heard, window, known, bool(lengths))
        if said:
            return said, settled
        said = lengths or self._by_stretch(award_id, heard, window)
        said = said or self._alike(award_id, heard, window, known)
        if said:
            return said, {one.fact for one in said}
        return self._count.some_of(award_id, heard, window, mentions, known)

    def numbers(self, award_id: str, kind: str) -> list[str]:
        """The facts of an award that are numbers of this kind."""
        return self._count.numbers(award_id, kind)

    def _by_value(self, award_id: str, heard: Heard, window: Window) -> list[Said]:
        """Each case by its value and its number (正高2个，副高3个), or by its value and its length.

        Where the award has no fact for the number (国家级1个，省级2个), each is a case of its own.
        """
        counts = self._count.numbers(award_id, "count")
        counted = self._count.of_cases(award_id, heard, window)
        # 其中 divides the whole here: each part of it is told.
        every = replace(heard, of_part=True)
        for fact, matchers in self._count.facts(award_id).items():
            values = asserted_values(matchers.values, every, window)
            if len({value for _, value in values}) < 2:
                continue
            numbers = with_rest(values, counted, heard)
            pairs = [pair for pair in paired(values, numbers, heard) if pair[2].low]
            if not pairs and window.mention is None and self._of_one_thing(award_id, heard):
                # Whatever has won two levels is a case of each, and all of one project.
                told = {value: words_of(heard, match) for match, value in values}
                return [Said(award_id, fact, v, w, case) for case, (v, w) in enumerate(told.items())]
            if not pairs:
                lengths = self._lengths.of_each(award_id, heard, window, [match.start for match, _ in values])
                if len({one.case for one in lengths}) == len(values):
                    cases = enumerate(values)
                    return [
                        *lengths,
                        *(Said(award_id, fact, v, words_of(heard, m), c) for c, (m, v) in cases),
                    ]
                if not counts and window.mention is None and self._told_apart(values, heard):
                    told = {value: words_of(heard, match) for match, value in values}
                    return [Said(award_id, fact, v, w, case) for case, (v, w) in enumerate(told.items())]
                continue
            starts = [min(match.start, number.start) for match, _, number in pairs]
            said = self._of_stretches(award_id, heard, starts, window.end, {fact})
            said += self._denied_of_one(award_id, heard, pairs, {fact, *(one.fact for one in said)})
            if counts:
                for case, (match, value, number) in enumerate(pairs):
                    said.append(Said(award_id, fact, value, words_of(heard, match), case))
                    said.append(Said(award_id, counts[0], int(number.low), number.text, case, counts=True))
                return [*self._lengths.of_each(award_id, heard, window, starts), *said]
            said += [
                Said(award_id, fact, v, words_of(heard, m), case) for case, (m, v, _) in enumerate(pairs)
            ]
            return _expanded(said, [int(number.low) for _, _, number in pairs])
        return []

    def _denied_of_one(
        self,
        award_id: str,
        heard: Heard,
        pairs: Sequence[tuple[Match, str, Quantity]],
        settled: set[str],
    ) -> list[Said]:
        """What the words of one case deny (正高1名，还有一个兼职的正高), and what is said of the others."""
        said: list[Said] = []
        own = [Match(min(m.start, q.start), max(m.end, q.end)) for m, _, q in pairs]
        for fact, matchers in self._count.facts(award_id).items():
            if fact in settled or matchers.number or matchers.values:
                continue
            told = [value_said(matchers, heard.only(stretch), EVERYWHERE) for stretch in own]
            denied = [case for case, one in enumerate(told) if one is not None and one[0] is False]
            if not denied or len(denied) == len(pairs):
                continue
            others = value_said(matchers, heard.without([own[case] for case in denied]), EVERYWHERE)
            for case, one in enumerate(told):
                if (what := one if case in denied else others) is not None:
                    said.append(Said(award_id, fact, *what, case=case))
        return said

    def _told_apart(self, values: Sequence[tuple[Match, str]], heard: Heard) -> bool:
        """Whether the values are told to be of different things (省级拿过，另一个案例评上国家级)."""
        between = heard.text[values[0][0].end : values[-1][0].end]
        years = {found.group() for found in YEAR_NAME.finditer(heard.text)}
        apart = len(years) >= len(values) and YEAR_NAME.search(between) is not None
        return apart or self._words["another"](between) or self._words["different_projects"](heard.text)

    def _of_one_thing(self, award_id: str, heard: Heard) -> bool:
        """Whether all is said of one and the same thing, which the award does not count."""
        return not self._count.numbers(award_id, "months") and self._words["same_project"](heard.text)

    def _by_length(self, award_id: str, heard: Heard, window: Window) -> list[Said]:
        """Each case by its number and how long it ran (2人满2年，1人满3年)."""
        counts = self._count.numbers(award_id, "count")
        if not counts:
            return []
        every = replace(heard, of_part=True)
        numbers = without_sum(self._count.of_cases(award_id, every, window))
        lengths = self._lengths.of_each(award_id, every, window, [q.start for q in numbers])
        if in_turn := self._lengths.in_turn(award_id, counts[0], numbers, heard, window):
            return in_turn
        if not numbers:
            return self._lengths.each_length(award_id, heard, window)
        if len(numbers) < 2 or len({one.value for one in lengths}) < 2 or len(lengths) != len(numbers):
            return []
        each = [
            Said(award_id, counts[0], int(q.low), q.text, case, counts=True) for case, q in enumerate(numbers)
        ]
        return [*each, *lengths]

    def _by_stretch(self, award_id: str, heard: Heard, window: Window) -> list[Said]:
        """Each case by the words that begin to speak of it: 一场花了100万，一场花了240万; 第一场……第二场……"""
        matchers = self._wording.cases.get(award_id)
        if matchers is None or self._words["correction"](heard.text):
            return []
        heads = self._wording.heads[award_id]
        marks = beginnings(matchers, self._count.of_cases(award_id, heard, window), heard, window)
        if len(marks) < 2:
            marks = named_sums(self._sums(award_id, heard, window), heads, heard)
        if len(marks) < 2:
            return []
        numbers = [number for _, number in marks]
        said = self._of_stretches(award_id, heard, [start for start, _ in marks], window.end, set())
        cases = _expanded(said, numbers)
        costs = self._costs(award_id, heard, window, marks)
        if costs:
            cases += costs
        return cases if len({one.case for one in cases}) == sum(numbers) else []

    def _alike(self, award_id: str, heard: Heard, window: Window, known: Known) -> list[Said]:
        """Several cases of an award that has no fact for their number: 两个省级案例, 三场，每场80万."""
        matchers = self._wording.cases.get(award_id)
        numbers = self._count.of_cases(award_id, heard, window) if matchers else []
        if matchers is None or len({q.low for q in numbers}) != 1 or numbers[0].low < 2:
            return []
        number = numbers[0]
        # 要是3个呢 counts again what was counted before.
        around = heard.text[: number.start] + heard.text[number.end :]
        again = bool(known) and _NOTHING_MORE.fullmatch(around) is not None
        if not (again or matchers.near(heard.part_text(number.start))) or heard.of_some(number.start):
            return []
        count = int(number.low)
        said = self._costs(award_id, heard, window, [(window.start, count)])
        same = [
            (fact, *told)
            for fact, of_fact in self._count.facts(award_id).items()
            if not of_fact.number and (told := value_said(of_fact, heard, window))
        ]
        costs = {one.fact for one in said}
        same = same or [(fact, kept.value, kept.words) for fact, kept in known.items() if fact not in costs]
        return said + [
            Said(award_id, fact, value, words, case) for fact, value, words in same for case in range(count)
        ]

    def _sums(self, award_id: str, heard: Heard, window: Window) -> list[Sum]:
        costs = [matchers for matchers in self._count.facts(award_id).values() if matchers.itemised]
        return sums_of(costs[0], heard, window) if costs else []

    def _of_stretches(
        self, award_id: str, heard: Heard, starts: Sequence[int], end: int, settled: set[str]
    ) -> list[Said]:
        """What is said of the cases that begin at ``starts`` where it is not the same of all."""
        said: list[Said] = []
        stretches = [Match(*pair) for pair in zip(starts, [*starts[1:], end], strict=True)]
        for fact, matchers in self._count.facts(award_id).items():
            if fact in settled or matchers.number:
                continue
            told = [value_said(matchers, heard.only(stretch), EVERYWHERE) for stretch in stretches]
            if None not in told and len({value for value, _ in filter(None, told)}) > 1:
                said += [Said(award_id, fact, *one, case=case) for case, one in enumerate(told) if one]
        return said

    def _costs(
        self, award_id: str, heard: Heard, window: Window, marks: Sequence[tuple[int, int]]
    ) -> list[Said]:
        """What each case cost, where it is told of each; ``marks`` are where they begin and how many each."""
        said: list[Said] = []
        for fact, matchers in self._count.facts(award_id).items():
            if not matchers.itemised:
                continue
            sums = sums_of(matchers, heard, window)
            if (same := of_each(sums, heard, len(marks) == 1)) is not None:
                every = range(sum(number for _, number in marks))
                return [Said(award_id, fact, same[0], same[1], case) for case in every]
            case = 0
            for place, (start, number) in enumerate(marks):
                end = marks[place + 1][0] if place + 1 < len(marks) else window.end
                here = [one for one in sums if start <= one[2] < end]
                whole = itemised(matchers, heard.within(Match(start, end)), window, None)
                if number == 1 and whole is not None:
                    said.append(Said(award_id, fact, whole.value, whole.words, case, whole.items))
                elif len(here) == number:
                    said += [
                        Said(award_id, fact, value, words, case + at)
                        for at, (value, words, _) in enumerate(here)
                    ]
                case += number
        return said


def _expanded(said: Sequence[Said], numbers: Sequence[int]) -> list[Said]:
    """What is said of groups of so many cases each as said of every single one."""
    first = [sum(numbers[:place]) for place in range(len(numbers))]
    return [
        replace(one, case=first[one.case] + more)
        for one in said
        if one.case is not None
        for more in range(numbers[one.case])
    ]
