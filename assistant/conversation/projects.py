"""Several projects of one applicant, by the labels that the user gives them: A项目…B项目…; 甲是…，乙是…"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.conversation.firms import is_named, stretches
from assistant.conversation.heard import Heard
from assistant.conversation.phrases import Match
from assistant.conversation.session import PROJECT, Said, SessionState
from assistant.conversation.wording import Conversation

_LATIN = r"(?<![a-z0-9])[a-d](?![a-z0-9])"
_DIGITS = str.maketrans("1234", "一二三四")


@dataclass(frozen=True, slots=True)
class Project:
    """One project by its label, with the stretches of the message that speak of it only."""

    label: str
    stretches: tuple[Match, ...]


def projects_in(heard: Heard) -> tuple[Project, ...]:
    """The projects that a message tells apart, at least two, or none.

    What is said of one goes on until the next one or until words for all of them (都, 各, 一共).
    """
    found = stretches(heard.text, _marks(heard), heard.words["of_all"])
    return tuple(Project(label, own) for label, own in found.items())


def projects_named(heard: Heard, labels: Iterable[str]) -> list[str]:
    """Which of the projects told before, by their ``labels``, a message speaks of."""
    named = {label for _, _, label in _marks(heard, announced=True)}
    return [label for label in labels if label in named or (len(label) == 1 and is_named(label, heard.text))]


def only_project(heard: Heard) -> str | None:
    """The label of the one project that a message speaks of (A项目还有一个首版次), if it names just one."""
    marks = [
        mark for mark in _grammar(heard.words).mark.finditer(heard.text) if mark["before"] or mark["behind"]
    ]
    labels = {_label(mark) for mark in marks}
    return labels.pop() if len(labels) == 1 else None


def of_project(
    said: Sequence[Said], heard: Heard, mentions: Iterable[str], shown: SessionState
) -> list[Said]:
    """``said`` with the one project that the message speaks of by its label, for the awards ``mentions``;
    under a new label an award told before has a further case."""
    label, told = only_project(heard), list(said)
    if label is None or any(one.fact == PROJECT for one in told):
        return told
    for award_id in mentions:
        had = shown.projects.get(award_id, [])
        if label in had or (shown.cases.get(award_id) and not had):
            continue
        if had:
            place = len(shown.all_cases(award_id))
            told = [replace(one, place=place) if one.award_id == award_id else one for one in told]
        told += [Said(award_id, PROJECT, one, one, at) for at, one in enumerate((*had, label))]
    return told


def without_labels(heard: Heard) -> Heard:
    """The message with the labels of projects blanked: B项目 names no award."""
    marks = _grammar(heard.words).mark.finditer(heard.text)
    return heard.without([Match(mark.start(), mark.end()) for mark in marks])


@dataclass(frozen=True, slots=True)
class _Grammar:
    #: Each of these begins to speak of one project.
    mark: re.Pattern[str]
    #: A letter alone is a project's where projects are spoken of, or things of which each is one.
    announced: re.Pattern[str]


@lru_cache(maxsize=4)
def _grammar(words: Conversation) -> _Grammar:
    nouns, several = words["project_nouns"].pattern, words["several_projects"].pattern
    return _Grammar(
        re.compile(
            r"项目(?P<behind>[一二三四1-4甲乙丙丁a-d])"
            rf"(?![0-9a-z一二三四五六七八九十百千万]|{words['no_label_behind'].pattern})"
            rf"|(?P<before>[甲乙丙丁]|{_LATIN})号?{nouns}"
            rf"|第(?P<ordinal>[一二三四1-4])个?{nouns}"
            rf"|(?P<other>{words['another_project'].pattern})"
            rf"|(?P<letter>[甲乙丙丁](?!{words['letter_in_word'].pattern})|{_LATIN})"
            rf"(?=:|{words['said_of_letter'].pattern})"
        ),
        re.compile(rf"[甲乙丙丁a-d][和、,，]?[甲乙丙丁a-d].{{0,6}}{nouns}|{several}.{{0,6}}{nouns}"),
    )


def _marks(heard: Heard, announced: bool = False) -> list[tuple[int, int, str]]:
    """Where projects begin to be spoken of, with the label of each."""
    text, grammar = heard.text, _grammar(heard.words)
    announced = announced or grammar.announced.search(text) is not None
    found = [mark for mark in grammar.mark.finditer(text) if announced or not mark["letter"]]
    marks = [(mark.start(), mark.end(), _label(mark)) for mark in found]
    # One project is told apart from "another one" only where that is said.
    if any(mark["other"] for mark in found) and (one := heard.words["one_project"].first(text)):
        marks.append((one.start, one.end, "一"))
    return sorted(marks)


def _label(mark: re.Match[str]) -> str:
    if mark["other"]:
        return "另"
    return str(next(filter(None, mark.groups()))).translate(_DIGITS)
