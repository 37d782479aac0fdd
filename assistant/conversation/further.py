"""Further cases of an award, told after the first: 还有一个省级的; 后来又来了两名副高的，三个人一共."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.awards.rulebook import RuleBook
from assistant.conversation.changes import comes_beside
from assistant.conversation.groups import own_stretch
from assistant.conversation.heard import Heard
from assistant.conversation.phrases import Match
from assistant.conversation.session import Remembered, Said, SessionState
from assistant.conversation.unit_values import in_unit
from assistant.conversation.values import value_said
from assistant.conversation.windows import Window
from assistant.conversation.wording import FactMatchers, Wording
from assistant.conversation.wording_files import NumberWording
from assistant.language.quantities import Quantity

_NUMBERS = "一二三四五六七八九123456789"
_ORDINAL = re.compile(f"第([{_NUMBERS}])[届场]")
_EVERYWHERE = Window(0, 1 << 30)

#: Behind a number without a unit of its own.
_TIME = re.compile("[年月天周日]")

Case = Mapping[str, Remembered]


class Further:
    """Reads what a message adds to the cases of an award that were told before."""

    def __init__(self, rulebook: RuleBook, wording: Wording) -> None:
        self._rulebook = rulebook
        self._wording = wording

    def __call__(self, said: Sequence[Said], heard: Heard, session: SessionState) -> list[Said]:
        """``said`` with the further cases apart from those of ``session``: what is left out of a further
        case is as in the one before, but for its number and its sum of money.
        """
        kept: list[Said] = [one for one in said if one.award_id is None]
        for award_id in dict.fromkeys(one.award_id for one in said if one.award_id is not None):
            own = [one for one in said if one.award_id == award_id]
            cases = session.all_cases(award_id)
            another = self.is_another(award_id, heard, session)
            kept += self._of(award_id, own, cases, heard, another) if cases[0] else own
        return kept

    def is_another(self, award_id: str, heard: Heard, session: SessionState) -> bool:
        """Whether the message tells of a further thing with costs of its own (再办一场，90万; 第二届90万,
        where fewer were told before)."""
        facts = [self._wording.facts[fact] for fact in self._facts(award_id)]
        costly = any(matchers.itemised for matchers in facts) and award_id in self._wording.cases
        places = [_NUMBERS.find(found[1]) % 9 + 1 for found in _ORDINAL.finditer(heard.text)]
        told = len(session.all_cases(award_id)) if award_id in session.cases else 0
        later = bool(told and places) and max(places) > told
        return costly and (later or heard.words["another_edition"](heard.text))

    def _of(
        self,
        award_id: str,
        own: list[Said],
        cases: list[dict[str, Remembered]],
        heard: Heard,
        another: bool,
    ) -> list[Said]:
        count = next((fact for fact in self._facts(award_id) if _counts(self._wording.facts[fact])), None)
        matchers = self._wording.facts[count] if count else self._wording.cases.get(award_id)
        numbers = _of_cases(heard, matchers.number) if matchers and matchers.number else []
        more = _beside(numbers, heard)
        if count is not None:
            return self._counted(award_id, count, own, cases, numbers, more, heard)
        if _only_counted_again(own, cases):
            return []
        if not another and not more and not heard.words["one_more"](heard.text):
            return own
        told = {one.case for one in own if one.case is not None}
        if told and not more and not another:
            return own
        counted = more or numbers
        times = int(counted[0].low) if len(counted) == 1 else len(told) or 1
        return self._uncounted(award_id, own, cases, times)

    def _uncounted(
        self, award_id: str, own: list[Said], cases: list[dict[str, Remembered]], times: int
    ) -> list[Said]:
        """So many further cases, each of them one by itself."""
        told = {one.fact for one in own}
        like = [
            Said(award_id, fact, before.value, before.words)
            for fact, before in cases[-1].items()
            if fact not in told and self._wording.facts[fact].number is None
        ]
        return [
            replace(one, place=len(cases) + at, case=None)
            for at in range(times)
            for one in (*own, *like)
            if one.case in (None, at)
        ]

    def _counted(
        self,
        award_id: str,
        count: str,
        own: list[Said],
        cases: list[dict[str, Remembered]],
        numbers: list[Quantity],
        more: list[Quantity],
        heard: Heard,
    ) -> list[Said]:
        """Further ones of another kind are a case of their own; of the same kind they are added up. A number
        that is the sum of all (三个人一起) counts nothing else."""
        had = [int(case[count].value) if count in case else 1 for case in cases]
        added = sum(int(one.low) for one in more)
        whole = [one for one in numbers if one not in more and one.low == sum(had) + added]
        # 又添了1台 was read as if there were one in all.
        new_whole = any(
            one.fact == count and one.value == added and not one.rest and one.whole is None for one in own
        )
        # What a message tells of the only one that it names, up to the number of all (两个人一共).
        alone = len(more) == 1 and len(numbers) == 1 + len(whole)
        end = whole[0].start if whole else len(heard.text)
        before = heard.within(Match(0, end))
        kinds = {
            number.start: self._kind(
                award_id, cases, before if alone else heard.only(own_stretch(heard, numbers, place))
            )
            for place, number in enumerate(numbers)
            if number in more
        }
        if alone and kinds[more[0].start]:
            kinds[more[0].start] = [
                one
                for one in own
                if one.fact != count and one.case is None and heard.text.find(one.words) < end
            ]
        if (
            not more
            or len(more) + len(whole) < len(numbers)
            or not (whole or new_whole or any(kinds.values()))
        ):
            return own
        told = {count, *(one.fact for kind in kinds.values() for one in kind)}
        rest = [one for one in own if one.fact not in told and one.case is None]
        if not any(kinds.values()):
            if len(cases) > 1:
                return own
            return [*rest, Said(award_id, count, had[0] + added, more[0].text)]
        new = [dict(case) for case in cases]
        places = [Said(award_id, count, number, "", place=at, counts=True) for at, number in enumerate(had)]
        for number in more:
            kind = kinds[number.start]
            told_here = {one.fact for one in kind}
            like = [
                Said(award_id, fact, before.value, before.words)
                for fact, before in cases[-1].items()
                if fact not in told_here and fact != count
            ]
            counted = Said(award_id, count, int(number.low), number.text, counts=True)
            places += [replace(one, place=len(new)) for one in (*like, *kind, counted)]
            new.append({})
        return [*places, *rest]

    def _kind(self, award_id: str, cases: Sequence[Case], here: Heard) -> list[Said]:
        """What ``here`` sets further ones apart from every case told before; nothing where nothing does."""
        kind = []
        for fact in self._facts(award_id):
            matchers = self._wording.facts[fact]
            if matchers.number or not any(fact in case for case in cases):
                continue
            value = value_said(matchers, here, _EVERYWHERE)
            if value and all(fact in case and case[fact].value != value[0] for case in cases):
                kind.append(Said(award_id, fact, *value))
        return kind

    def _facts(self, award_id: str) -> tuple[str, ...]:
        return tuple(self._rulebook.awards[award_id].facts)


def _only_counted_again(own: Sequence[Said], cases: Sequence[Case]) -> bool:
    """Whether the cases told before are counted, and nothing is told of them (两场加起来多少)."""
    number = 1 + max((one.case for one in own if one.case is not None), default=-1)
    told_before = any(
        all(one.fact in case and case[one.fact].words == one.words for one in own) for case in cases
    )
    alike = all(
        [one.value for one in case.values()] == [one.value for one in cases[0].values()] for case in cases
    )
    return len(cases) > 1 and number > 1 and told_before and (number == len(cases) or not alike)


def _of_cases(heard: Heard, number: NumberWording) -> list[Quantity]:
    # 隔了俩月 counts no cases.
    exact = (
        q for q in heard.quantities if q.low == q.high and q.low > 0 and not _TIME.match(heard.text, q.end)
    )
    return [q for q in exact if in_unit(q, number.kind, number.units) is not None]


def _beside(numbers: Sequence[Quantity], heard: Heard) -> list[Quantity]:
    """The numbers that come beside those told before, and those that stand in one part with them."""
    more: list[Quantity] = []
    for number in numbers:
        listed = bool(more) and heard.part(more[-1].start) == heard.part(number.start)
        if listed or comes_beside(heard, number):
            more.append(number)
    return more


def _counts(matchers: FactMatchers) -> bool:
    return matchers.number is not None and matchers.number.kind == "count"
