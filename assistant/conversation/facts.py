"""Which facts of which award's case a message states."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from assistant.awards.conditions import tests_of
from assistant.awards.rulebook import RuleBook
from assistant.conversation.groups import division, groups_in
from assistant.conversation.heard import Heard
from assistant.conversation.items import itemised
from assistant.conversation.numbers import in_unit, is_expected, number_said
from assistant.conversation.phrases import Match, Phrases
from assistant.conversation.session import Remembered, Said
from assistant.conversation.subset import subset_in
from assistant.conversation.windows import Window, windows_of
from assistant.conversation.wording import Conversation, FactMatchers, Wording
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
                    split, told = self._some(award_id, heard, mentions or {}, case)
            said += split
            costs = [] if split else self._itemised(award_id, heard, window, (known or {}).get(award_id, {}))
            if costs:
                told |= {one.fact for one in costs} | set(self._numbers(award_id, "money"))
            said += costs
            for fact in self._rulebook.awards[award_id].facts:
                found = None if fact in told else self._value(self._wording.facts[fact], heard, window)
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
        for fact, matchers in facts.items():
            values = self._asserted_values(matchers.values, heard, window)
            of_each = _without_sum(numbers) if len(numbers) == len(values) + 1 else numbers
            if len({value for _, value in values}) < 2 or len(values) != len(of_each):
                continue
            pairs = list(zip(values, of_each, strict=True))
            if not all(_beside(match, number, heard) for (match, _), number in pairs):
                continue
            if counts:
                return [
                    one
                    for case, ((match, value), number) in enumerate(pairs)
                    for one in (
                        Said(award_id, fact, value, _words(heard, match), case),
                        Said(award_id, counts[0], int(number.low), number.text, case),
                    )
                ]
            each = [pair for pair, number in pairs for _ in range(int(number.low))]
            return [Said(award_id, fact, v, _words(heard, m), case) for case, (m, v) in enumerate(each)]
        return []

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
            if matchers and not matchers.number and (told := self._value(matchers, heard, _EVERYWHERE)):
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
            if fact not in counts and (told := self._value(self._wording.facts[fact], inside, _EVERYWHERE)):
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

    def entity_type(self, heard: Heard, *, known: bool) -> tuple[str, str] | None:
        """The kind of applicant that the message names, or None where it names none or several;
        ``known`` when something of the applicant was told before."""
        heard = self._of_the_applicant(heard, known)
        kinds = [pair for pair in self._kinds(heard) if not self._points_at_support(heard, pair[0])]
        if len({kind for _, kind in kinds}) != 1:
            return None
        match, kind = kinds[0]
        return kind, _words(heard, match)

    def _kinds(self, heard: Heard) -> list[tuple[Match, str]]:
        return _told_last(self._asserted_values(self._wording.entities, heard, _EVERYWHERE), heard)

    def _points_at_support(self, heard: Heard, match: Match) -> bool:
        """民企那个补贴 names a support, not what kind of enterprise the speaker is."""
        after = heard.text[match.end : heard.part(match.start).end]
        return any(found.start == 0 for found in self._words["points_at_support"].find(after))

    def _of_the_applicant(self, heard: Heard, known: bool) -> Heard:
        """The message without the parts that speak of somebody else (客户是外企).

        Who says nothing of himself asks for somebody else: then that one is the applicant.
        """
        text = heard.text
        if not known and not self._words["self"](text):
            return heard
        for part in re.finditer(r"[^，。！？；,!?;:：\n]+", heard.text):
            if self._words["place_of_others"](part.group()) and not self._words["self"](part.group()):
                text = text[: part.start()] + "□" * len(part.group()) + text[part.end() :]
        return replace(heard, text=text)

    def names_enterprise(self, heard: Heard) -> bool:
        """Whether the applicant is said to be an enterprise, of whatever kind."""
        found = self._wording.enterprise.find(heard.text)
        return any(not heard.negates(match) for match in found)

    def premises(self, heard: Heard) -> tuple[Quantity, ...]:
        """Figures that the user takes for granted, as against what a thing costs him."""
        return tuple(
            q
            for q in heard.quantities
            if q.kind in ("money", "percent") and q.bound != "about" and is_expected(heard, q)
        )

    def _value(self, matchers: FactMatchers, heard: Heard, window: Window) -> tuple[Any, str] | None:
        if matchers.number:
            return number_said(matchers, heard, window)
        elsewhere = heard.places.recognised_elsewhere
        if matchers.elsewhere is not None and elsewhere is not None:
            return matchers.elsewhere, elsewhere.text
        venue = heard.places.venue
        if matchers.venue and venue is not None:
            return venue.scope == "in_scope", venue.text
        if matchers.values:
            return self._choice(matchers.values, heard, window)
        told = self._truth(matchers, heard)
        origin = heard.places.origin
        return (True, origin.text) if told is None and matchers.origin and origin is not None else told

    def _truth(self, matchers: FactMatchers, heard: Heard) -> tuple[bool, str] | None:
        text = heard.for_values
        denied: list[Match] = []
        affirmed: list[Match] = []
        true = matchers.said_true.find(text)
        for match in matchers.said_false.find(text):
            if heard.asserts(match):
                # 不是兼职; 没在盐城交过社保, where 交过社保 alone would deny.
                turned = heard.negates_right_before(match) or any(
                    self._reaches(heard, t, match) for t in true
                )
                (affirmed if turned else denied).append(match)
        for match in true:
            if any(match.start < other.end and other.start < match.end for other in (*denied, *affirmed)):
                continue
            if not heard.asserts(match):
                continue
            (denied if heard.negates(match) else affirmed).append(match)
        if any(heard.told_last(match) for match in affirmed) and not any(map(heard.told_last, denied)):
            denied = []
        if denied:
            return False, _words(heard, denied[0])
        if affirmed:
            return True, _words(heard, affirmed[0])
        return None

    def _reaches(self, heard: Heard, words: Match, over: Match) -> bool:
        """Whether ``words`` hold a "not" that reaches over the words at ``over``."""
        inside = self._words["negation"].find(_words(heard, words))
        negates = any(words.start + found.start < over.start for found in inside)
        return negates and words.start < over.start < words.end

    def _asserted_values(
        self, values: Mapping[str, Phrases], heard: Heard, window: Window
    ) -> list[tuple[Match, str]]:
        """Every value that the message states, in its order; the longest of overlapping phrases."""
        found: list[tuple[Match, str]] = []
        for value, phrases in values.items():
            matches = (m for m in phrases.find(heard.for_values) if window.holds(m.start))
            found.extend((m, value) for m in matches if not heard.denies_after(m))
        # 省级 is said, not 省.
        found.sort(key=lambda pair: (pair[0].start - pair[0].end, pair[0].start))
        kept: list[tuple[Match, str]] = []
        for match, value in found:
            if any(match.start < other.end and other.start < match.end for other, _ in kept):
                continue
            kept.append((match, value))
        kept.sort(key=lambda pair: pair[0].start)
        return [(m, v) for m, v in kept if not heard.negates(m) and heard.asserts(m)]

    def _choice(self, values: Mapping[str, Phrases], heard: Heard, window: Window) -> tuple[str, str] | None:
        asserted = self._asserted_values(values, heard, window)
        if window.mention is not None and len(asserted) > 1:
            # 省级首台套和国家级案例: the word just before the award is its own.
            before = [pair for pair in asserted if pair[0].end <= window.mention.end]
            asserted = before[-1:] or asserted[:1]
        asserted = _told_last(asserted, heard)
        if len({value for _, value in asserted}) != 1:
            return None
        match, value = min(asserted, key=lambda pair: pair[0].start)
        return value, _words(heard, match)


def _told_last(values: list[tuple[Match, str]], heard: Heard) -> list[tuple[Match, str]]:
    """Where the message corrects itself (国家级，说错了，省级), what is told after that."""
    return [pair for pair in values if heard.told_last(pair[0])] or values


def _without_sum(numbers: list[Quantity]) -> list[Quantity]:
    """Without the number that is the sum of the others (5个人：2个正高，3个副高)."""
    whole = sum(number.low for number in numbers)
    return [number for number in numbers if number.low * 2 != whole]


def _words(heard: Heard, match: Match) -> str:
    return heard.text[match.start : match.end]


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
