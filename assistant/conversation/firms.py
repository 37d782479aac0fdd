"""Several applicants in one message (一家首次认定，另一家入选): which stretch speaks of which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.conversation.heard import blanked
from assistant.conversation.phrases import Match, Phrases
from assistant.conversation.proper_names import ProperNames
from assistant.conversation.sentences import PART
from assistant.conversation.wording import Conversation


@dataclass(frozen=True, slots=True)
class Firm:
    """One applicant by the words that mark him, with the stretches that speak of him only."""

    label: str
    stretches: tuple[Match, ...]
    #: The word that means him whenever it is said (甲, 第二家), if there is one.
    name: str = ""


class FirmReader:
    """Reads which applicants a plain text tells apart, by letters, by ordinals or by names of their own."""

    def __init__(self, words: Conversation) -> None:
        self._words = words
        self._proper_names = ProperNames(words)
        nouns, clients = words["firm_nouns"].pattern, words["client_nouns"].pattern
        # What begins to speak of one applicant. 一家 means another one each time; a letter or an ordinal
        # means the same one again.
        self._mark = re.compile(
            rf"(?P<one>{words['one_firm'].pattern})|(?P<ordinal>第[一二三四五]家)"
            rf"|(?P<letter>[甲乙丙丁](?!{words['letter_in_word'].pattern}))(?:{nouns}|家)?"
            rf"|(?<![a-z])(?P<latin>[abcd])(?:{nouns}|家)"
        )
        # One applicant alone by a letter, where a noun says that it is one.
        self._named = re.compile(
            rf"(?:{clients}|{nouns})(?P<behind>[甲乙丙丁a-d])(?![a-z])|(?<![a-z])(?P<before>[a-d甲乙丙丁]){nouns}"
        )
        self._another = re.compile(rf"{words['one_more_firm'].pattern}(?:{clients}|{nouns})")

    def told_apart(self, text: str) -> tuple[Firm, ...]:
        """The applicants that the text tells apart, at least two, or none.

        What is said of one goes on until the next one or until words for all of them (都, 各, 分别).
        """
        if self._words["joint"](text):
            return ()
        if proper := self._by_proper_names(text):
            return proper
        # One firm and another are told apart only where there is said to be more than one.
        several = self._words["several_firms"](text)
        marks = [mark for mark in self._mark.finditer(text) if several or not mark["one"]]
        names = [mark["ordinal"] or mark["letter"] or mark["latin"] or "" for mark in marks]
        keys = [name or str(place) for place, name in enumerate(names)]
        found = stretches(
            text,
            [(mark.start(), mark.end(), key) for mark, key in zip(marks, keys, strict=True)],
            self._words["of_all"],
        )
        first = {key: place for place, key in reversed([*enumerate(keys)])}
        return tuple(
            Firm(marks[first[key]].group().upper(), own, names[first[key]]) for key, own in found.items()
        )

    def _by_proper_names(self, text: str) -> tuple[Firm, ...]:
        """Applicants that are told apart by names of their own, at least two, or none."""
        names = self._proper_names(text)
        marks = [
            (m.start(), m.end(), one.name) for one in names for m in re.finditer(re.escape(one.name), text)
        ]
        found = stretches(text, sorted(marks), self._words["of_all"])
        return tuple(Firm(one.label, found[one.name], one.name) for one in names if found)

    def one_named(self, text: str) -> Firm | None:
        """The one applicant that a message calls by a letter (客户A，亭湖……) or a name of his own, if just
        one."""
        if len(proper := self._proper_names(text)) == 1:
            return Firm(proper[0].label, (Match(0, len(text)),), proper[0].name)
        marks = list(self._named.finditer(text))
        names = {mark["behind"] or mark["before"] for mark in marks}
        if len(names) != 1:
            return None
        return Firm(marks[0].group().upper(), (Match(0, len(text)),), names.pop())

    def as_own(self, text: str) -> str | None:
        """What the message says of one more applicant (另一个客户在大丰) as he would say it himself; None
        where it speaks of no other."""
        return self._another.sub("我们", text) if self._another.search(text) else None


def is_named(name: str, text: str) -> bool:
    """Whether the text calls one by his letter, his ordinal or his name; a letter is no part of a word."""
    if not name.isascii():
        return name in text
    return bool(name) and re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", text) is not None


def without(text: str, firms: Iterable[Firm]) -> str:
    """The text with what is said of ``firms`` blanked."""
    return blanked(text, [stretch for firm in firms for stretch in firm.stretches])


def stretches(
    text: str, marks: Sequence[tuple[int, int, str]], of_all: Phrases
) -> dict[str, tuple[Match, ...]]:
    """What the text says of each of several only: from a mark (its range, and whom it means) up to the next
    one, or to a sentence part that begins with words for all of them. Nothing where there are not two."""
    found: dict[str, list[Match]] = {}
    for place, (start, end, key) in enumerate(marks):
        limit = marks[place + 1][0] if place + 1 < len(marks) else len(text)
        found.setdefault(key, []).append(Match(start, _until(text, end, limit, of_all)))
    return {key: tuple(own) for key, own in found.items()} if len(found) > 1 else {}


def _until(text: str, start: int, limit: int, of_all: Phrases) -> int:
    for part in PART.finditer(text, start, limit):
        if part.start() > start and of_all.begins(part.group().strip()):
            return part.start()
    return limit
