"""Some of the cases told before are of another kind, or all that count: 其中一个其实是副高; 只评上一个."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.awards.rulebook import RuleBook
from assistant.conversation.changes import comes_beside
from assistant.conversation.heard import Heard
from assistant.conversation.session import Remembered, Said, SessionState
from assistant.conversation.unit_values import in_unit
from assistant.conversation.values import asserted_values
from assistant.conversation.windows import Window
from assistant.conversation.wording import Wording

_EVERYWHERE = Window(0, 1 << 30)
#: How far before the number stands what says that it is of those told before.
_REACH = 6

Case = Mapping[str, Remembered]


class Regrouped:
    """Divides cases of one kind that were told before by what is now told of some of them."""

    def __init__(self, rulebook: RuleBook, wording: Wording) -> None:
        self._rulebook = rulebook
        self._wording = wording

    def __call__(
        self, said: Sequence[Said], heard: Heard, awards: Sequence[str], view: SessionState
    ) -> list[Said]:
        """``said`` with the cases of ``view`` told apart, where the message says of some what they are, or
        that no others count."""
        kept = list(said)
        for award_id in awards:
            cases = view.all_cases(award_id)
            own = [one for one in kept if one.award_id == award_id]
            if not cases[0] or any(one.place is not None or one.case is not None for one in own):
                continue
            divided = self._of(award_id, cases, heard)
            if divided:
                kept = [one for one in kept if one.award_id != award_id] + divided
        return kept

    def _of(self, award_id: str, cases: Sequence[Case], heard: Heard) -> list[Said]:
        facts = self._rulebook.awards[award_id].facts
        counts = [f for f in facts if (n := self._wording.facts[f].number) is not None and n.kind == "count"]
        matchers = self._wording.facts[counts[0]] if counts else self._wording.cases.get(award_id)
        number = matchers.number if matchers else None
        if number is None or len(counts) > 1 or (counts and (len(cases) > 1 or counts[0] not in cases[0])):
            return []
        whole = int(cases[0][counts[0]].value) if counts else len(cases)
        some = [
            q
            for q in heard.quantities
            if q.low == q.high and in_unit(q, number.kind, (*number.units, "个", "位")) is not None
        ]
        if len(some) != 1 or not 0 < some[0].low < whole or comes_beside(heard, some[0]):
            return []
        before, part = int(some[0].low), some[0]
        ahead = heard.before(part.start, _REACH)
        # 有一个是省级的 is no fact of all; here it is wanted for those that it is said of.
        every = replace(heard, of_part=True)
        for fact in facts:
            one = self._wording.facts[fact]
            known = {case[fact].value for case in cases if fact in case}
            values = asserted_values(one.values, every, _EVERYWHERE) if one.values else []
            told = {value for _, value in values} - known
            if len(known) == 1 and len(told) == 1 and self._some_are(heard, ahead):
                value = told.pop()
                words = next(heard.text[m.start : m.end] for m, v in values if v == value)
                return self._apart(award_id, fact, value, words, cases, counts, before, whole)
        only = heard.words["only_some"].ends(ahead) and heard.words["come_through"](
            heard.part_text(part.start)
        )
        alike = len({repr([(f, k.value) for f, k in sorted(case.items())]) for case in cases}) == 1
        if not only or not alike:
            return []
        if counts:
            return [Said(award_id, counts[0], before, part.text, whole=whole)]
        return [
            Said(award_id, fact, kept.value, kept.words, place, kept.items)
            for place in range(before)
            for fact, kept in cases[0].items()
        ]

    def _some_are(self, heard: Heard, ahead: str) -> bool:
        """Whether the number is said to be of those told before."""
        words = heard.words
        return (
            words["some_are"].ends(ahead)
            or words["correction"](heard.text)
            or words["really_are"](heard.text)
        )

    def _apart(
        self,
        award_id: str,
        fact: str,
        value: object,
        words: str,
        cases: Sequence[Case],
        counts: Sequence[str],
        number: int,
        whole: int,
    ) -> list[Said]:
        """Every fact of the cases as they are then: ``number`` of ``whole`` have another value."""
        sizes = [whole - number, number] if counts else [1] * whole
        said = []
        for place, size in enumerate(sizes):
            case = cases[0] if counts else cases[place]
            others = place >= len(sizes) - (1 if counts else number)
            for name, kept in case.items():
                if name in counts:
                    said.append(Said(award_id, name, size, kept.words, place, counts=True))
                elif name == fact and others:
                    said.append(Said(award_id, name, value, words, place))
                else:
                    said.append(Said(award_id, name, kept.value, kept.words, place, kept.items))
        return said
