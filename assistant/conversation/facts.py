"""Which facts of which award's case a message states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.awards.conditions import tests_of
from assistant.awards.rulebook import RuleBook
from assistant.conversation.cases import CaseReader
from assistant.conversation.heard import Heard
from assistant.conversation.items import itemised
from assistant.conversation.numbers import is_expected
from assistant.conversation.outcomes import is_pending, lost
from assistant.conversation.phrases import Match
from assistant.conversation.projects import Project, projects_in
from assistant.conversation.session import PROJECT, Remembered, Said
from assistant.conversation.values import value_said, without_denied
from assistant.conversation.windows import Window, windows_of
from assistant.conversation.wording import Conversation, FactMatchers, Wording
from assistant.language.quantities import Quantity

#: A bare number of yuan has at least four digits.
_LEAST_BARE_YUAN = 1000


class FactReader:
    """Reads the facts of one document's awards out of normalised text."""

    def __init__(self, rulebook: RuleBook, wording: Wording, conversation: Conversation) -> None:
        self._rulebook = rulebook
        self._wording = wording
        self._words = conversation
        self._cases = CaseReader(rulebook, wording, conversation)

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
        projects = projects_in(heard)
        # What is said of no project only.
        of_all = _without(heard, projects)
        said: list[Said] = []
        for award_id in awards:
            case = (known or {}).get(award_id, {})
            own = [project for project in projects if self._is_named(award_id, heard, project)]
            for place, project in enumerate(own):
                alone = _without(heard, [other for other in projects if other is not project])
                of_it = self._of(award_id, alone, mentions or {}, case)
                if len(own) > 1:
                    of_it = [replace(one, case=place) for one in of_it if not one.case]
                said += [
                    *of_it,
                    Said(award_id, PROJECT, project.label, project.label, place if len(own) > 1 else None),
                ]
            if not own:
                said += self._of(award_id, of_all, mentions or {}, case)
        return said

    def _is_named(self, award_id: str, heard: Heard, project: Project) -> bool:
        names = self._wording.awards[award_id]
        return any(names(heard.text[stretch.start : stretch.end]) for stretch in project.stretches)

    def _of(
        self,
        award_id: str,
        heard: Heard,
        mentions: Mapping[str, Match],
        known: Mapping[str, Remembered],
    ) -> list[Said]:
        """What the message states about the cases of one award."""
        here = {award: m for award, m in mentions.items() if heard.text[m.start : m.end].strip("□")}
        window = windows_of(heard.text, here).get(award_id, Window(0, len(heard.text)))
        levels = heard.without(self._of_others(award_id, heard, here))
        said, told = self._cases.read(award_id, levels, window, here, known)
        costs = [] if said else self._itemised(award_id, heard, window, known)
        if costs:
            told |= {one.fact for one in costs} | set(self._cases.numbers(award_id, "money"))
        said += costs
        matchers = {fact: self._wording.facts[fact] for fact in self._rulebook.awards[award_id].facts}
        settled = heard
        for one in matchers.values():
            settled = without_denied(one.values, settled) if one.values else settled
        # 首台套评上了，首版次没评上: what an office decided of one award is not said of another.
        decided = settled.without(self._parts_of_others(award_id, settled, here))
        for fact, one in matchers.items():
            by_office = self._rulebook.facts[fact].decided_by == "authority"
            of_case = levels if one.values else heard if one.number else decided if by_office else settled
            found = None if fact in told else value_said(one, of_case, window, self._paid(award_id, fact))
            if found is None or found[0] is False:
                pass
            elif by_office and (words := lost(found[1], heard, self._following(one, *found, heard))):
                found = (False if found[0] is True else one.elsewhere, words)
            elif by_office and is_pending(found[1], heard, self._following(one, *found, heard)):
                found = None
            if found is not None and found[0] is not None:
                said.append(Said(award_id, fact, *found))
        return said

    def _paid(self, award_id: str, fact: str) -> tuple[str, ...]:
        """The values of a fact that the award is paid for."""
        tests = tests_of(self._rulebook.awards[award_id].rule.conditions)
        wanted = [test.equals for test in tests if test.fact == fact]
        return next((values for values in wanted if isinstance(values, tuple)), ())

    def _following(self, matchers: FactMatchers, value: Any, words: str, heard: Heard) -> int:
        """Where the message begins to speak of another level than of that which is told by ``words``; what
        is no level (a kind of case) is neither lost nor still to be issued."""
        end = heard.for_values.find(words) + len(words)
        if value is not True and not self._words["levels"](words):
            return end
        if matchers.values:
            others = [phrases for other, phrases in matchers.values.items() if other != value]
        else:
            others = [self._words["level_national"], self._words["level_city"]]
        starts = (m.start for phrases in others for m in phrases.find(heard.text) if m.start >= end)
        return min(starts, default=len(heard.text))

    def _parts_of_others(self, award_id: str, heard: Heard, mentions: Mapping[str, Match]) -> list[Match]:
        """The sentence parts that name other awards, where this one is named elsewhere."""
        if award_id not in mentions:
            return []
        own = heard.part(mentions[award_id].start)
        names = self._wording.awards[award_id]
        parts = (heard.part(match.start) for award, match in mentions.items() if award != award_id)
        return [part for part in parts if part != own and not names(heard.text[part.start : part.end])]

    def _of_others(self, award_id: str, heard: Heard, mentions: Mapping[str, Match]) -> list[Match]:
        """The sentence parts whose levels are another award's: it is named there, and this one is not; or a
        thing of another clause is said there to be recognised (那台设备是省认定的)."""
        if award_id in mentions:
            return []
        parts = [heard.part(match.start) for match in mentions.values()]
        clause = self._rulebook.awards[award_id].rule.clause
        for other, short in self._wording.short.items():
            if self._rulebook.awards[other].rule.clause == clause:
                continue
            parts += [
                part
                for match in short.find(heard.text)
                if self._words["recognised"](heard.text[match.end : (part := heard.part(match.start)).end])
            ]
        own = (self._wording.awards[award_id], self._wording.weak[award_id], self._wording.short[award_id])
        return [p for p in parts if not any(names(heard.text[p.start : p.end]) for names in own)]

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

    def premises(self, heard: Heard) -> tuple[Quantity, ...]:
        """Figures that the user takes for granted, as against what a thing costs him."""
        return tuple(
            q
            for q in (_as_money(quantity, heard) for quantity in heard.quantities)
            if q.kind in ("money", "percent")
            and q.bound != "about"
            and is_expected(heard, q)
            # 最高几万 asks, 先给一半 takes no figure for granted.
            and not heard.words["no_figure"].begins(q.text)
        )


def _without(heard: Heard, projects: Sequence[Project]) -> Heard:
    """The message without what is said of ``projects`` only."""
    return heard.unsaid([stretch for project in projects for stretch in project.stretches])


def _as_money(quantity: Quantity, heard: Heard) -> Quantity:
    """每月3000, 副高拿2500: sums, though they say no 元."""
    bare = quantity.kind == "number" and quantity.low >= _LEAST_BARE_YUAN
    paid = bool(quantity.per) or heard.words["benefit"].ends(heard.text[: quantity.start])
    return replace(quantity, kind="money", unit="元") if bare and paid else quantity
