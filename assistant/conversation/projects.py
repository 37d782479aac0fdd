"""Several projects of one applicant, by the labels that the user gives them: A项目…B项目…; 甲是…，乙是…"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.conversation.heard import Heard
from assistant.conversation.phrases import Match

_LATIN = r"(?<![a-z0-9])[a-d](?![a-z0-9])"
#: Each of these begins to speak of one project.
_MARK = re.compile(
    r"项目(?P<behind>[一二三四1-4甲乙丙丁a-d])(?![0-9a-z一二三四五六七八九十百千万个项台套款条名位年月])"
    rf"|(?P<before>[甲乙丙丁]|{_LATIN})号?(?:项目|工程|课题)"
    r"|第(?P<ordinal>[一二三四1-4])个?(?:项目|工程|课题)"
    r"|(?P<other>另外?一个项目|还有一个项目)"
    rf"|(?P<letter>[甲乙丙丁](?![醇烷苯烯方级类等流])|{_LATIN})(?=[是为拿得办做报的:，]|这|那)"
)
#: A letter alone is a project's where projects are spoken of, or things of which each is one.
_ANNOUNCED = re.compile(
    r"[甲乙丙丁a-d][和、,，]?[甲乙丙丁a-d].{0,6}(?:项目|工程|课题)"
    r"|(?:[两二三四几2-4]个|俩|仨).{0,6}(?:项目|工程|课题)"
)
#: One project is told apart from "another one" only where that is said.
_ONE = re.compile(r"(?<![同另是外有])(?:其中)?一个项目")
_LETTERS = "甲乙丙丁abcd"
_DIGITS = str.maketrans("1234", "一二三四")
_PART = re.compile(r"[^，。！？；,!?;\n]+")


@dataclass(frozen=True, slots=True)
class Project:
    """One project by its label, with the stretches of the message that speak of it only."""

    label: str
    stretches: tuple[Match, ...]


def projects_in(heard: Heard) -> tuple[Project, ...]:
    """The projects that a message tells apart, at least two, or none.

    What is said of one goes on until the next one or until words for all of them (都, 各, 一共).
    """
    marks = _marks(heard.text)
    found: dict[str, list[Match]] = {}
    for place, (start, label) in enumerate(marks):
        limit = marks[place + 1][0] if place + 1 < len(marks) else len(heard.text)
        found.setdefault(label, []).append(Match(start, _until(heard, start, limit)))
    if len(found) < 2:
        return ()
    return tuple(Project(label, tuple(stretches)) for label, stretches in found.items())


def projects_named(text: str, labels: Iterable[str]) -> list[str]:
    """Which of the projects told before, by their ``labels``, a message speaks of."""
    named = {label for _, label in _marks(text, announced=True)}
    return [
        label for label in labels if label in named or (len(label) == 1 and re.search(_alone(label), text))
    ]


def without_projects(heard: Heard, projects: Sequence[Project]) -> Heard:
    """The message without what is said of ``projects`` only."""
    text = heard.text
    stretches = [stretch for project in projects for stretch in project.stretches]
    for one in stretches:
        text = text[: one.start] + "□" * (one.end - one.start) + text[one.end :]
    inside = tuple(q for q in heard.quantities if not any(s.start <= q.start < s.end for s in stretches))
    return replace(heard, text=text, quantities=inside)


def without_labels(heard: Heard) -> Heard:
    """The message with the labels of projects blanked: B项目 names no award."""
    text = _MARK.sub(lambda mark: "□" * len(mark.group()), heard.text)
    return replace(heard, text=text)


def _marks(text: str, announced: bool = False) -> list[tuple[int, str]]:
    announced = announced or _ANNOUNCED.search(text) is not None
    marks = [(mark.start(), _label(mark)) for mark in _MARK.finditer(text) if announced or not mark["letter"]]
    if any(label == "另" for _, label in marks):
        marks += [(one.start(), "一") for one in list(_ONE.finditer(text))[:1]]
    return sorted(marks)


def _label(mark: re.Match[str]) -> str:
    if mark["other"]:
        return "另"
    return str(next(filter(None, mark.groups()))).translate(_DIGITS)


def _alone(label: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9]){label}(?![a-z0-9])" if label.isascii() else label)


def _until(heard: Heard, start: int, limit: int) -> int:
    for part in _PART.finditer(heard.text, start, limit):
        of_all = heard.words["of_all"].find(part.group().strip())
        if part.start() > start and any(match.start == 0 for match in of_all):
            return part.start()
    return limit
