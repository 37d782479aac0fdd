"""What changes of one of several cases told before: 正高换成3名呢, 丙改成省级的, 副高那个不算."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.conversation.heard import Heard
from assistant.conversation.numbers import change_sign
from assistant.conversation.phrases import Match
from assistant.conversation.projects import projects_named
from assistant.conversation.session import PROJECT, Remembered, Said, SessionState
from assistant.conversation.unit_values import in_unit
from assistant.conversation.wording import FactMatchers, Wording

#: 都是副高 is said of all of them.
_OF_ALL = re.compile("[都全均]")
_NEAR = 4
_PLACE = re.compile(r"第(?P<place>[一二三四1-4])(?P<unit>[场届次支组])")
_PLACES = "一二三四1234"
_ORDINALS = 4
#: 没评上 says what failed, 没有 may deny anything.
_NO_MORE_THAN_NOT = 2
_THAT = re.compile("的?[那这]")

Case = Mapping[str, Remembered]


class Amendments:
    """Finds which of the cases known a message means, and gives all of them as they are then."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def __call__(self, said: Sequence[Said], heard: Heard, view: SessionState) -> list[Said]:
        """``said`` with what was told of one case only; ``view`` is what is known and supposed so far."""
        labels = {label for of_award in view.projects.values() for label in of_award}
        projects = [] if any(one.fact == PROJECT for one in said) else projects_named(heard, labels)
        kept: list[Said] = [one for one in said if one.award_id is None]
        for award_id in dict.fromkeys([*(one.award_id for one in said), *view.cases]):
            if award_id is None:
                continue
            told = [one for one in said if one.award_id == award_id]
            of_award = view.projects.get(award_id, [])
            if projects and not set(projects) & set(of_award):
                # What is said of one project is not said of another's award.
                continue
            cases = view.all_cases(award_id)
            meant = [at for at, label in enumerate(of_award) if label in projects]
            if any(one.case is not None or one.place is not None for one in told):
                meant = []
            elif not meant and len(cases) > 1:
                by, meant = self._meant(cases, heard)
                meant = meant or self._numbered(award_id, cases, heard)
                told = [
                    one
                    for one in told
                    if not meant or one.fact != by or one.value != cases[meant[0]][by].value
                ]
            if len(cases) < 2 or not meant or len(of_award) not in (0, len(cases)):
                kept += told
                continue
            told = [*told, *self._stepped(award_id, cases[meant[0]], heard)]
            if not told and _leaves_out(heard):
                kept += self._without(award_id, cases, meant, of_award)
            kept += [replace(one, place=at) for at in meant for one in told]
        return kept

    def left_out(self, said: Sequence[Said], heard: Heard, view: SessionState) -> list[str]:
        """The awards that are only for a project that is left out (乙项目不报了)."""
        labels = {label for of_award in view.projects.values() for label in of_award}
        named = set(projects_named(heard, labels))
        told = any(one.award_id and named & set(view.projects.get(one.award_id, ())) for one in said)
        if not named or told or not _leaves_out(heard):
            return []
        return [award_id for award_id, own in view.projects.items() if set(own) <= named]

    def _without(
        self, award_id: str, cases: Sequence[Case], meant: Sequence[int], projects: Sequence[str]
    ) -> list[Said]:
        """Every fact of the cases that are left."""
        left = [at for at in range(len(cases)) if at not in meant]
        said = [
            Said(award_id, fact, kept.value, kept.words, place, kept.items, counts=kept.counts)
            for place, at in enumerate(left)
            for fact, kept in cases[at].items()
        ]
        if projects:
            said += [Said(award_id, PROJECT, projects[at], projects[at], at) for at in left]
        return said

    def _meant(self, cases: Sequence[Case], heard: Heard) -> tuple[str, list[int]]:
        """The cases whose own value the message names first, where the values tell the cases apart, and
        the fact that does."""
        for fact in cases[0]:
            matchers = self._wording.facts[fact]
            if meant := _by_number(matchers, [case.get(fact) for case in cases], heard):
                return "", meant
            values = {case[fact].value for case in cases if fact in case}
            if not matchers.values or len(values) < 2:
                continue
            named = {
                value: match for value in values if (match := _named(matchers, value, heard)) is not None
            }
            if named:
                first = min(named, key=lambda value: (named[value].start, -named[value].end))
                if _OF_ALL.search(heard.before(named[first].start, _NEAR)):
                    break
                return fact, [a for a, case in enumerate(cases) if fact in case and case[fact].value == first]
        return "", []

    def _numbered(self, award_id: str, cases: Sequence[Case], heard: Heard) -> list[int]:
        """The case that is pointed at by its place (第二场); 第二个 may be an award."""
        matchers = self._wording.cases.get(award_id)
        units = set(matchers.number.units) - {"个", "项"} if matchers and matchers.number else set()
        found = [mark for mark in _PLACE.finditer(heard.text) if mark["unit"] in units]
        places = {_PLACES.find(mark["place"]) % _ORDINALS for mark in found}
        return [place for place in places if place < len(cases)] if len(places) == 1 else []

    def _stepped(self, award_id: str, case: Case, heard: Heard) -> list[Said]:
        """The counts of the case that the message lets grow or shrink (副高再加两个)."""
        found = []
        for fact, kept in case.items():
            number = self._wording.facts[fact].number
            if number is None or number.kind != "count":
                continue
            for step in heard.quantities:
                sign = change_sign(heard, step)
                if sign and in_unit(step, number.kind, number.units) is not None:
                    value = int(kept.value) + sign * int(step.low)
                    found += [Said(award_id, fact, value, step.text, counts=kept.counts)] if value > 0 else []
        return found


def _leaves_out(heard: Heard) -> bool:
    failed = any(
        found.end - found.start > _NO_MORE_THAN_NOT for found in heard.words["bare_denial"].find(heard.text)
    )
    return failed or any(heard.words[name](heard.text) for name in ("dropped", "no_longer", "undone"))


def _by_number(matchers: FactMatchers, known: Sequence[Remembered | None], heard: Heard) -> list[int]:
    """The one case that is pointed at by its number (花80万那场)."""
    number = matchers.number
    if number is None:
        return []
    for quantity in heard.quantities:
        if _THAT.match(heard.text, quantity.end):
            value = in_unit(quantity, number.kind, number.units)
            at = [place for place, one in enumerate(known) if one is not None and one.value == value]
            if len(at) == 1:
                return at
    return []


def _named(matchers: FactMatchers, value: str, heard: Heard) -> Match | None:
    return matchers.values[value].first(heard.text) if value in matchers.values else None
