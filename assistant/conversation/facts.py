"""Which facts of which award's case a message states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from assistant.awards.conditions import tests_of
from assistant.awards.rulebook import RuleBook
from assistant.conversation.groups import division, groups_in, one_each
from assistant.conversation.heard import Heard
from assistant.conversation.items import itemised
from assistant.conversation.numbers import in_unit, is_expected, is_ordinal, usable
from assistant.conversation.phrases import Match
from assistant.conversation.session import Remembered, Said
from assistant.conversation.subset import subset_in
from assistant.conversation.values import asserted_values, value_said, words_of
from assistant.conversation.windows import Window, windows_of
from assistant.conversation.wording import Conversation, Wording
from assistant.language.quantities import Quantity

#: Between a value and its number (正高2个, 2个正高) stand hardly any words.
_BESIDE = 3
#: What is counted may be described first.
_DESCRIPTION = 12
#: More cases of one award than this are not told in one message.
_MOST_CASES = 20
_EVERYWHERE = Window(0, 1 << 30)


class FactReader:
    """Reads the facts of one document's awards out of normalised text."""

    def __init__(self, rulebook: RuleBook, wording: Wording, conversation: Conversation) -> None:
        self._rulebook = rulebook
        self._wording = wording
        self._words = conversation

    def read(
        self,
        heard: Heard,
        awards: Iterable[str],
        mentions: Mapping[str, Match] | None = None,
        known: Mapping[str, Mapping[str, Remembered]] | None = None,
    ) -> list[Said]:
        """What the message states about the cases of ``awards``; a question states nothing.

        Where several awards are named (``mentions``), a level or a number belongs to the award
        beside it; what is true of one (全职, 已落地) may be said once for all.
        """
        windows = windows_of(heard.text, mentions or {})
        said: list[Said] = []
        for award_id in awards:
            window = windows.get(award_id, Window(0, len(heard.text)))
            split = self._split(award_id, heard, window)
            told = {one.fact for one in split}
            if not split:
                case = (known or {}).get(award_id, {})
                split, told = self._divided(award_id, heard, window, case)
                if not split:
                    split = self._by_length(award_id, heard, window)
                    told = {one.fact for one in split}
                if not split:
                    split, told = self._some(award_id, heard, mentions or {}, case)
            said += split
            costs = [] if split else self._itemised(award_id, heard, window, (known or {}).get(award_id, {}))
            if costs:
                told |= {one.fact for one in costs} | set(self._numbers(award_id, "money"))
            said += costs
            for fact in self._rulebook.awards[award_id].facts:
                found = None if fact in told else value_said(self._wording.facts[fact], heard, window)
                if found is not None:
                    said.append(Said(award_id, fact, found[0], found[1]))
        return said

    def _itemised(
        self, award_id: str, heard: Heard, window: Window, known: Mapping[str, Remembered]
    ) -> list[Said]:
        """A cost that is told by its parts."""
        said = []
        for fact in self._rulebook.awards[award_id].facts:
            matchers = self._wording.facts[fact]
            if matchers.itemised and (cost := itemised(matchers, heard, window, known.get(fact))):
                said.append(Said(award_id, fact, cost.value, cost.words, items=cost.items))
        return said

    def _split(self, award_id: str, heard: Heard, window: Window) -> list[Said]:
        """Several cases of one award, each by its value and its number (正高2个，副高3个).

        Where the award has no fact for the number (国家级1个，省级2个), each is a case of its own.
        """
        facts = {fact: self._wording.facts[fact] for fact in self._rulebook.awards[award_id].facts}
        counts = self._counts(award_id)
        numbers = [q for q in heard.quantities if q.kind == "count" and q.low == q.high == int(q.low)]
        numbers = [q for q in numbers if window.holds(q.start) and 0 < q.low <= _MOST_CASES]
        numbers = [q for q in numbers if not is_ordinal(q, heard)]
        for fact, matchers in facts.items():
            values = asserted_values(matchers.values, heard, window)
            of_each = _without_sum(numbers) if len(numbers) == len(values) + 1 else numbers
            if len({value for _, value in values}) < 2 or len(values) != len(of_each):
                continue
            pairs = list(zip(values, of_each, strict=True))
            if not all(_beside(match, number, heard) for (match, _), number in pairs):
                continue
            if counts:
                starts = [min(match.start, number.start) for (match, _), number in pairs]
                lengths = self._lengths(award_id, heard, window, starts)
                return lengths + [
                    one
                    for case, ((match, value), number) in enumerate(pairs)
                    for one in (
                        Said(award_id, fact, value, words_of(heard, match), case),
                        Said(award_id, counts[0], int(number.low), number.text, case),
                    )
                ]
            each = [pair for pair, number in pairs for _ in range(int(number.low))]
            return [Said(award_id, fact, v, words_of(heard, m), case) for case, (m, v) in enumerate(each)]
        return []

    def _by_length(self, award_id: str, heard: Heard, window: Window) -> list[Said]:
        """Several cases of one award, each by its number and how long it ran (2人满2年，1人满3年)."""
        counts = self._counts(award_id)
        number = self._wording.facts[counts[0]].number if counts else None
        if number is None:
            return []
        # 其中 divides the whole here: each part of it is told.
        heard = replace(heard, of_part=True)
        numbers = [q for q in heard.quantities if window.holds(q.start) and usable(q, number, heard)]
        numbers = [q for q in _without_sum(numbers) if 0 < q.low <= _MOST_CASES]
        lengths = self._lengths(award_id, heard, window, [q.start for q in numbers])
        if len(numbers) < 2 or len({one.value for one in lengths}) < 2 or len(lengths) != len(numbers):
            return []
        each = [Said(award_id, counts[0], int(q.low), q.text, case) for case, q in enumerate(numbers)]
        return [*each, *lengths]

    def _lengths(self, award_id: str, heard: Heard, window: Window, starts: Sequence[int]) -> list[Said]:
        """How long each of the cases that begin at ``starts`` ran, where that is told of each or of some
        only (正高2人各24个月，副高3人各36个月); what is told once is of all and not given here."""
        said: list[Said] = []
        for kind in ("months", "years"):
            for fact in self._numbers(award_id, kind):
                number = self._wording.facts[fact].number
                assert number is not None
                found = [q for q in heard.quantities if window.holds(q.start) and usable(q, number, heard)]
                for case, quantity in one_each(found, starts):
                    value = usable(quantity, number, heard)[0]
                    said.append(Said(award_id, fact, value, quantity.text, case))
        return said

    def _divided(
        self, award_id: str, heard: Heard, window: Window, known: Mapping[str, Remembered]
    ) -> tuple[list[Said], set[str]]:
        """A number of cases of which some break a condition: how many count, and the facts so settled."""
        counts = self._counts(award_id)
        number = self._wording.facts[counts[0]].number if counts else None
        if number is None:
            return [], set()
        numbers = [q for q in heard.quantities if window.holds(q.start) and q.low == q.high and q.low > 0]
        numbers = [q for q in numbers if in_unit(q, number.kind, number.units) is not None]
        numbers = [q for q in numbers if not is_ordinal(q, heard)]
        groups = groups_in(
            heard,
            numbers,
            lambda some: self._conditions(award_id, some),
            lambda one: self._breaks(award_id, one),
        )
        whole = known[counts[0]].value if counts[0] in known else None
        found = division(groups, whole)
        if found is None:
            return [], set()
        count = Said(award_id, counts[0], found.number, found.words, rest=found.rest)
        return [*found.said, count], {counts[0], *found.settled}

    def _conditions(self, award_id: str, heard: Heard) -> list[Said]:
        """What is stated of the facts of an award's conditions that are no numbers."""
        said = []
        for fact in dict.fromkeys(t.fact for t in tests_of(self._rulebook.awards[award_id].rule.conditions)):
            matchers = self._wording.facts.get(fact)
            if matchers and not matchers.number and (told := value_said(matchers, heard, _EVERYWHERE)):
                said.append(Said(award_id, fact, *told))
        return said

    def _some(
        self,
        award_id: str,
        heard: Heard,
        mentions: Mapping[str, Match],
        known: Mapping[str, Remembered],
    ) -> tuple[list[Said], set[str]]:
        """Some out of a larger number (8个博士，其中3个是新引进的), told now or known before: how many
        count for the award, and the facts that are settled by it.

        Those of whom its conditions are said, or all but those of whom they are denied; what is said
        of neither leaves the number open.
        """
        counts = self._counts(award_id)
        if not counts:
            return [], set()
        whole = known[counts[0]].value if counts[0] in known else None
        some = heard.subset or subset_in(heard.text, heard.quantities, self._words["subset_of_known"], whole)
        if some is None:
            return [], set()
        inside = heard.only(some.said)
        said = []
        for fact in self._rulebook.awards[award_id].facts:
            if fact not in counts and (told := value_said(self._wording.facts[fact], inside, _EVERYWHERE)):
                said.append(Said(award_id, fact, *told))
        named = award_id in mentions and some.said.start <= mentions[award_id].start < some.said.end
        if not said and not named:
            return [], set()
        settled = {counts[0], *(one.fact for one in said)}
        part = int(some.part.low)
        if any(self._breaks(award_id, one) for one in said):
            return [Said(award_id, counts[0], some.whole - part, some.part.text)], settled
        return [*said, Said(award_id, counts[0], part, some.part.text)], settled

    def _counts(self, award_id: str) -> list[str]:
        """The facts of an award that count its cases: persons, sets, titles."""
        return self._numbers(award_id, "count")

    def _numbers(self, award_id: str, kind: str) -> list[str]:
        rule = self._rulebook.awards[award_id]
        numbers = ((fact, self._wording.facts[fact].number) for fact in rule.facts)
        return [fact for fact, number in numbers if number is not None and number.kind == kind]

    def _breaks(self, award_id: str, said: Said) -> bool:
        """Whether a condition of the award does not hold for what is said."""
        for test in tests_of(self._rulebook.awards[award_id].rule.conditions):
            if test.fact == said.fact and test.equals is not None:
                wanted = test.equals if isinstance(test.equals, tuple) else (test.equals,)
                return said.value not in wanted
        return False

    def premises(self, heard: Heard) -> tuple[Quantity, ...]:
        """Figures that the user takes for granted, as against what a thing costs him."""
        return tuple(
            q
            for q in heard.quantities
            if q.kind in ("money", "percent") and q.bound != "about" and is_expected(heard, q)
        )


def _without_sum(numbers: list[Quantity]) -> list[Quantity]:
    """Without the number that is the sum of the others (5个人：2个正高，3个副高)."""
    if len(numbers) < 3:
        return numbers
    whole = sum(number.low for number in numbers)
    return [number for number in numbers if number.low * 2 != whole]


def _beside(match: Match, number: Quantity, heard: Heard) -> bool:
    """Whether a number stands beside the words at ``match``, or counts them over a description
    (两名影像方向的主任医师)."""
    if 0 <= max(number.start - match.end, match.start - number.end) <= _BESIDE:
        return True
    described = heard.text[number.end : match.start]
    return (
        len(described) <= _DESCRIPTION
        and described.endswith("的")
        and heard.part(number.start).end >= match.end
    )
