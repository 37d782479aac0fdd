"""How many of a number of cases count: 三台认定了，一台没过; 8个博士，其中3个是新引进的; 六成是全日制的."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.awards.conditions import tests_of
from assistant.awards.rulebook import RuleBook
from assistant.conversation.changes import comes_beside
from assistant.conversation.groups import division, groups_in
from assistant.conversation.heard import Heard
from assistant.conversation.numbers import at_a_time, change_sign, is_ordinal
from assistant.conversation.phrases import Match, Phrases
from assistant.conversation.session import Remembered, Said
from assistant.conversation.subset import Subset, share_in, subset_in
from assistant.conversation.unit_values import in_unit
from assistant.conversation.values import value_said
from assistant.conversation.windows import Window
from assistant.conversation.wording import Conversation, FactMatchers, Wording
from assistant.language.quantities import Quantity

#: More cases of one award than this are not told in one message.
_MOST_CASES = 20
EVERYWHERE = Window(0, 1 << 30)

Known = Mapping[str, Remembered]

#: 里头只有一台: so near the mark it is said that these are all that count.
_MARK = 3
#: What may stand between a kind and its number (博士有4名).
_BETWEEN = "有是共约：: "
_THESE = ("这", "那")


class CountReader:
    """Reads the numbers of an award's cases, and which of them its conditions hold for."""

    def __init__(self, rulebook: RuleBook, wording: Wording, words: Conversation) -> None:
        self._rulebook = rulebook
        self._wording = wording
        self._words = words

    def numbers(self, award_id: str, kind: str) -> list[str]:
        """The facts of an award that are numbers of this kind; counts are of its cases."""
        numbers = ((fact, self._wording.facts[fact].number) for fact in self._rulebook.awards[award_id].facts)
        return [fact for fact, number in numbers if number is not None and number.kind == kind]

    def facts(self, award_id: str) -> dict[str, FactMatchers]:
        return {fact: self._wording.facts[fact] for fact in self._rulebook.awards[award_id].facts}

    def of_cases(self, award_id: str, heard: Heard, window: Window) -> list[Quantity]:
        """The numbers that may count cases of the award."""
        counts = self.numbers(award_id, "count")
        matchers = self._wording.facts[counts[0]] if counts else self._wording.cases.get(award_id)
        number = matchers.number if matchers else None
        if number is None:
            return []
        return [
            q
            for q in heard.quantities
            if window.holds(q.start)
            and q.low == q.high
            and 0 <= q.low <= _MOST_CASES
            and in_unit(q, number.kind, number.units) is not None
            and not is_ordinal(q, heard)
        ]

    def _of_it(self, award_id: str, quantity: Quantity, heard: Heard) -> bool:
        """Whether the number is of what the award is for, not of what is counted (一个大模型 is no scene)."""
        near = self._wording.facts[self.numbers(award_id, "count")[0]].near
        behind = heard.text[quantity.end : heard.part(quantity.start).end]
        named = self._wording.short[award_id].find(behind)
        counted = near.begins(behind)
        return not counted and any(found.start == 0 for found in named) and near(heard.text)

    def divided(
        self, award_id: str, heard: Heard, window: Window, known: Known, ran: bool
    ) -> tuple[list[Said], set[str]]:
        """A number of cases of which some break a condition: how many count, and the facts so settled."""
        counts = self.numbers(award_id, "count")
        number = self._wording.facts[counts[0]].number if counts else None
        if number is None:
            return [], set()
        numbers = [q for q in heard.quantities if window.holds(q.start) and q.low == q.high and q.low > 0]
        numbers = [q for q in numbers if in_unit(q, number.kind, number.units) is not None]
        numbers = [q for q in numbers if not is_ordinal(q, heard) and not self._of_it(award_id, q, heard)]
        numbers = [q for at, q in enumerate(numbers) if not _pointed_again(q, numbers[:at], heard)]
        if len(numbers) > 1 and all(at_a_time(q, heard) for q in numbers):
            # 去年3名，今年2名 all count.
            return [], set()
        if any(counting := [not heard.negates_right_before(Match(q.start, q.end)) for q in numbers]):
            # 不是3台，是2台 counts two.
            numbers = [q for q, counted in zip(numbers, counting, strict=True) if counted]
        corrected = not all(counting) or self._words["correction"](heard.text)
        whole = known[counts[0]].value if counts[0] in known else None
        beside = len(numbers) == 1 and known and comes_beside(heard, numbers[0])
        if len(numbers) == 1 and (sign := change_sign(heard, numbers[0]) or int(bool(beside))):
            # 再多招1个 is added to those told before, not one of them; 刨掉一个兼职的 says what he is.
            return self._less(award_id, counts[0], numbers[0], heard, whole) if sign < 0 else ([], set())
        if (told := self._of_kinds(award_id, counts[0], numbers, heard)) is not None:
            return [told], {counts[0]}
        groups = groups_in(
            heard,
            numbers,
            lambda some: self._conditions(award_id, some),
            lambda one: self._breaks(award_id, one),
            ran,
            whole,
        )
        found = division(groups, whole, ran or corrected, corrected)
        if found is None:
            return [], set()
        count = Said(award_id, counts[0], found.number, found.words, rest=found.rest, whole=found.whole)
        return [*found.said, count], {counts[0], *found.settled}

    def _of_kinds(self, award_id: str, count: str, numbers: list[Quantity], heard: Heard) -> Said | None:
        """How many there are of what is wanted where another kind is counted beside it (博士2个，硕士3个)."""
        for matchers in self.facts(award_id).values():
            ends = [0, *(q.end for q in numbers)]
            starts = [*(q.start for q in numbers), len(heard.text)]
            gaps = [heard.text[end:start] for end, start in zip(ends, starts, strict=True)]
            own, other = [], []
            kinds = (matchers.own, matchers.other)
            # 硕士3个博士2个: where each has its kind before it, what follows is the next one's.
            before_all = all(any(k.ends(gap.rstrip(_BETWEEN)) for k in kinds) for gap in gaps[: len(numbers)])
            for place, quantity in enumerate(numbers):
                # The kind stands right before its number, or right behind it.
                before, behind = gaps[place].rstrip(_BETWEEN), "" if before_all else gaps[place + 1]
                if matchers.own.ends(before) or _begins(matchers.own, behind):
                    own.append(quantity)
                elif matchers.other.ends(before) or _begins(matchers.other, behind):
                    other.append((quantity, before if matchers.other.ends(before) else behind))
            if own and other:
                number = sum(int(q.low) for q in own)
                rest = "、".join(
                    words[found.start : found.end] + q.text
                    for q, words in other
                    if (found := matchers.other.first(words))
                )
                whole = number + sum(int(q.low) for q, _ in other)
                return Said(award_id, count, number, own[0].text, rest=rest, whole=whole)
        return None

    def some_for_a_time(self, award_id: str, heard: Heard, known: Known) -> list[Said]:
        """Some of a number who stay for a time of their own (3名，其中1名只干4年), and the others."""
        counts = self.numbers(award_id, "count")
        some = self._some(counts[0], heard, known) if counts else None
        if some is None or any(q.start >= some.said.end for q in self.of_cases(award_id, heard, EVERYWHERE)):
            return []  # 其中2人满2年，3人满3年 divides the whole
        inside, before = heard.within(some.said), heard.within(Match(0, some.said.start))
        of_some = self._told_of(award_id, inside)
        lengths = {*self.numbers(award_id, "months"), *self.numbers(award_id, "years")}
        if len(of_some) != 1 or not of_some.keys() <= lengths:
            return []
        of_others = {fact: told for fact, told in self._told_of(award_id, before).items() if fact in lengths}
        numbers = (some.number, some.whole - some.number)
        return [
            *(Said(award_id, counts[0], n, some.words, case, counts=True) for case, n in enumerate(numbers)),
            *(Said(award_id, fact, *told, case=0) for fact, told in of_some.items()),
            *(Said(award_id, fact, *told, case=1) for fact, told in of_others.items()),
        ]

    def _some(self, count: str, heard: Heard, known: Known) -> Subset | None:
        whole = known[count].value if count in known else None
        some = heard.subset or subset_in(heard.text, heard.quantities, self._words["subset_of_known"], whole)
        number = self._wording.facts[count].number
        units = number.units if number else ()
        # 5台装备，其中3台认定了 divides no people.
        counted = [q for q in heard.quantities if some and some.said.start <= q.start < some.said.end]
        return some if counted and (not counted[0].unit or counted[0].unit in units) else None

    def _told_of(self, award_id: str, heard: Heard) -> dict[str, tuple[Any, str]]:
        """What is told of an award's facts but for the number of its cases."""
        counts = self.numbers(award_id, "count")
        facts = self.facts(award_id).items()
        told = {f: value_said(m, heard, EVERYWHERE) for f, m in facts if f not in counts}
        return {fact: value for fact, value in told.items() if value is not None}

    def _less(
        self, award_id: str, count: str, number: Quantity, heard: Heard, whole: int | None
    ) -> tuple[list[Said], set[str]]:
        """Those who are left of ``whole`` where some are taken away with a word on what they are."""
        words = heard.part_text(number.start)
        said = self._conditions(award_id, heard.only(heard.part(number.start)))
        if whole is None or not said or number.low >= whole:
            return [], set()
        left = Said(award_id, count, whole - int(number.low), words, rest=words, whole=whole)
        return [left], {count, *(one.fact for one in said)}

    def some_of(
        self, award_id: str, heard: Heard, window: Window, mentions: Mapping[str, Match], known: Known
    ) -> tuple[list[Said], set[str]]:
        """Some out of a larger number (8个博士，其中3个是新引进的; 六成是全日制的), told now or known before:
        how many count for the award, and the facts that are settled by it.

        Those of whom its conditions are said, or all but those of whom they are denied; what is said
        of neither leaves the number open.
        """
        counts = self.numbers(award_id, "count")
        if not counts:
            return [], set()
        whole = known[counts[0]].value if counts[0] in known else None
        some = self._some(counts[0], heard, known)
        share = None
        if some is None:
            wholes = {int(q.low) for q in self.of_cases(award_id, heard, window)}
            some = share = share_in(heard, wholes.pop() if len(wholes) == 1 else whole)
        if some is None:
            return [], set()
        told = self._told_of(award_id, heard.only(some.said))
        said = [Said(award_id, fact, *value) for fact, value in told.items()]
        named = award_id in mentions and some.said.start <= mentions[award_id].start < some.said.end
        near = heard.text[max(0, some.said.start - _MARK) : some.said.start + _MARK]
        only = counts[0] in known and self._words["only_these"](near)
        here = heard.part_text(some.said.start)
        # 三台报了，只过了两台: the office has decided about so many.
        passed = self._words["reached"](here) and not self._words["bare_denial"](here)
        if not (said or named or only or share or passed):
            return [], set()
        settled = {counts[0], *(one.fact for one in said)}
        if any(self._breaks(award_id, one) for one in said):
            left = some.whole - some.number
            return [Said(award_id, counts[0], left, some.words, whole=some.whole)], settled
        return [*said, Said(award_id, counts[0], some.number, some.words, whole=some.whole)], settled

    def _conditions(self, award_id: str, heard: Heard) -> list[Said]:
        """What is stated of the facts of an award's conditions that are no numbers."""
        said = []
        for fact in dict.fromkeys(t.fact for t in tests_of(self._rulebook.awards[award_id].rule.conditions)):
            matchers = self._wording.facts.get(fact)
            if matchers and not matchers.number and (told := value_said(matchers, heard, EVERYWHERE)):
                said.append(Said(award_id, fact, *told))
        return said

    def _breaks(self, award_id: str, said: Said) -> bool:
        """Whether a condition of the award does not hold for what is said."""
        for test in tests_of(self._rulebook.awards[award_id].rule.conditions):
            if test.fact == said.fact and test.equals is not None:
                wanted = test.equals if isinstance(test.equals, tuple) else (test.equals,)
                return said.value not in wanted
        return False


def _begins(kind: Phrases, text: str) -> bool:
    return any(found.start == 0 for found in kind.find(text))


def _pointed_again(number: Quantity, before: list[Quantity], heard: Heard) -> bool:
    """有两个是兼职的，去掉这俩: the second number means those told before it in the message."""
    return heard.text[: number.start].endswith(_THESE) and any(one.low == number.low for one in before)
