"""Several applicants in one message, kept apart: 一家在亭湖，另一家在大丰; 甲花了100万，乙花了200万."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.conversation.phrases import Match, Phrases
from assistant.conversation.proper_names import proper_names

#: Each of these begins to speak of one applicant; a letter or an ordinal means the same one again.
_MARK = re.compile(
    r"(?P<one>(?<![哪每何找第两几同和跟与给向为由被把让])(?:另外?|还有|其中)?一家)(?!人)"
    r"|(?P<ordinal>第[一二三四五]家)"
    r"|(?P<letter>[甲乙丙丁](?![醇烷苯烯方级类等流]))(?:公司|企业|单位|厂|家)?"
    r"|(?<![a-z])(?P<latin>[abcd])(?:公司|企业|单位|厂|家)"
)
#: One firm and another are told apart only where there is said to be more than one.
_SEVERAL = re.compile(r"[两二三四五几多2-9]家|另外?一家|还有一家|哪一?家|分别|各[自能拿补]|哪个公司")
#: One applicant alone by a letter, where a noun says that it is one.
_NAMED = re.compile(
    r"(?:客户|企业|公司|单位|厂|店)(?P<name>[甲乙丙丁a-d])(?![a-z])|(?<![a-z])(?P<name_>[a-d甲乙丙丁])(?:公司|企业|单位|厂)"
)
_ANOTHER = re.compile(r"(?:另外?|还有|再)有?一?[个家位](?:客户|企业|公司|单位|厂)")
#: What they do together is one case.
_JOINT = re.compile(r"联合|合办|共同|合作|合伙|合资|联手|母公司|子公司")
_PART = re.compile(r"[^，。！？；,!?;\n]+")


@dataclass(frozen=True, slots=True)
class Firm:
    """One applicant by the words that mark him, with the stretches that speak of him only."""

    label: str
    stretches: tuple[Match, ...]
    #: The word that means him whenever it is said (甲, 第二家), if there is one.
    name: str = ""


def firms_in(text: str, of_all: Phrases) -> tuple[Firm, ...]:
    """The applicants that the plain ``text`` tells apart, at least two, or none.

    What is said of one goes on until the next one or until words for all of them (都, 各, 分别).
    """
    if _JOINT.search(text):
        return ()
    if proper := _by_proper_names(text, of_all):
        return proper
    several = _SEVERAL.search(text) is not None
    marks = [mark for mark in _MARK.finditer(text) if several or not mark["one"]]
    found: dict[str, list[Match]] = {}
    labels: dict[str, tuple[str, str]] = {}
    for place, mark in enumerate(marks):
        name = mark["ordinal"] or mark["letter"] or mark["latin"] or ""
        key = name or str(place)
        labels.setdefault(key, (mark.group().upper(), name))
        limit = marks[place + 1].start() if place + 1 < len(marks) else len(text)
        found.setdefault(key, []).append(Match(mark.start(), _until(text, mark.end(), limit, of_all)))
    if len(found) < 2:
        return ()
    return tuple(Firm(labels[key][0], tuple(found[key]), labels[key][1]) for key in found)


def _by_proper_names(text: str, of_all: Phrases) -> tuple[Firm, ...]:
    """Applicants that are told apart by names of their own, at least two, or none."""
    names = proper_names(text)
    if len(names) < 2:
        return ()
    marks = sorted(
        ((m.start(), one) for one in names for m in re.finditer(re.escape(one.name), text)),
        key=lambda mark: mark[0],
    )
    found: dict[str, list[Match]] = {one.name: [] for one in names}
    for place, (start, one) in enumerate(marks):
        limit = marks[place + 1][0] if place + 1 < len(marks) else len(text)
        found[one.name].append(Match(start, _until(text, start + len(one.name), limit, of_all)))
    return tuple(Firm(one.label, tuple(found[one.name]), one.name) for one in names)


def one_named(text: str) -> Firm | None:
    """The one applicant that a message calls by a letter (客户A，亭湖……) or a name of his own, if just
    one."""
    if len(proper := proper_names(text)) == 1:
        return Firm(proper[0].label, (Match(0, len(text)),), proper[0].name)
    marks = list(_NAMED.finditer(text))
    names = {mark["name"] or mark["name_"] for mark in marks}
    if len(names) != 1:
        return None
    return Firm(marks[0].group().upper(), (Match(0, len(text)),), names.pop())


def is_named(name: str, text: str) -> bool:
    """Whether the text calls an applicant by his letter or ordinal."""
    return bool(name) and re.search(rf"(?<![a-z]){re.escape(name)}(?![a-z])", text) is not None


def as_own(text: str) -> str | None:
    """What the message says of one more applicant (另一个客户在大丰) as he would say it himself; None
    where it speaks of no other."""
    return _ANOTHER.sub("我们", text) if _ANOTHER.search(text) else None


def without(text: str, firms: Sequence[Firm]) -> str:
    """The text with what is said of ``firms`` blanked."""
    for stretch in (stretch for firm in firms for stretch in firm.stretches):
        text = text[: stretch.start] + "□" * (stretch.end - stretch.start) + text[stretch.end :]
    return text


def _until(text: str, start: int, limit: int, of_all: Phrases) -> int:
    for part in _PART.finditer(text, start, limit):
        if part.start() > start and any(match.start == 0 for match in of_all.find(part.group().strip())):
            return part.start()
    return limit
