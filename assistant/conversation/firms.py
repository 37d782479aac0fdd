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
from assistant.language.places import PlaceMention, read_places

_ORDINALS = "一二三四五六七八九十"
#: Between places that are counted out.
_LISTED = ("、", "，", ",", "和", "与", "及", "跟")
#: Between what marks an applicant and his place stands no other sentence part.
_RIGHT_BEHIND = re.compile(r"[^，。！？；,!?;\n]{0,6}")


@dataclass(frozen=True, slots=True)
class Firm:
    """One applicant by the words that mark him, with the stretches that speak of him only."""

    label: str
    stretches: tuple[Match, ...]
    #: The word that means him whenever it is said (甲, 第二家), if there is one.
    name: str = ""
    #: The words that count him (一个有……): they count nothing of his.
    counted: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where a text begins to speak of one applicant, and what keeps him apart from others."""

    start: int
    end: int
    label: str
    key: str
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
            rf"(?P<one>{words['one_firm'].pattern})|(?P<client>{words['one_client'].pattern})|(?P<ordinal>第[一二三四五]家)"
            rf"|(?P<letter>[甲乙丙丁](?!{words['letter_in_word'].pattern}))(?:{nouns}|家)?"
            rf"|(?<![a-z])(?P<latin>[abcd])(?:{nouns}|家)"
            rf"|(?:{clients}|{nouns})(?P<behind>[a-d甲乙丙丁1-4](?![a-z0-9台套个家名位人款项万年.]))"
            rf"|(?:^|(?<=[，。！？；、,!?;:\n ])){words['name_leads'].pattern}*"
            rf"(?P<person>[一-鿿]{words['behind_family_name'].pattern}){words['person_stands'].pattern}"
            rf"|(?<![a-z0-9])(?P<bare>[abcd])(?![a-z0-9]|{words['letter_in_word'].pattern})"
        )
        # 亭湖那家: the one that is in that place.
        self._there = re.compile(rf"的?(?:(?:{words['that_firm'].pattern}|一家)(?:{nouns})?|{nouns})")
        # One applicant alone by a letter, where a noun says that it is one.
        self._named = re.compile(
            rf"(?:{clients}|{nouns})(?P<behind>[甲乙丙丁a-d])(?![a-z])|(?<![a-z])(?P<before>[a-d甲乙丙丁]){nouns}"
        )
        self._another = re.compile(rf"{words['one_more_firm'].pattern}(?:{clients}|{nouns})")

    def told_apart(self, text: str) -> tuple[Firm, ...]:
        """The applicants that the text tells apart, at least two, or none.

        What is said of one goes on until the next one or until words for all of them (都, 各, 分别).
        """
        clients = self._words["several_clients"](text)
        if self._words["joint"](text) and not clients:
            return ()
        if proper := self._by_proper_names(text):
            return proper
        # One firm and another, or one letter alone, are told apart only where there is said to be more.
        several = clients or self._words["several_firms"](text)
        places = read_places(text) if several else ()
        marked = [(place, that) for place in places if (that := self._there.match(text, place.end))]
        persons = len({mark["person"] for mark in self._mark.finditer(text) if mark["person"]}) > 1
        if len({place.name for place, _ in marked}) < 2:
            # 一家在响水一家在盐南: the words behind 响水 begin to speak of the next one.
            marked = []
        counts = {"person": persons, "one": several, "bare": several, "client": clients}
        marks = [mark for mark in self._mark.finditer(text) if counts.get(mark.lastgroup or "", True)]
        # 亭湖一家，射阳一家 are told apart by the places.
        marks = [mark for mark in marks if all(mark.start() != that.start() for _, that in marked)]
        told: list[_Mark] = []
        for mark in marks:
            key, name = _key(text, mark, places)
            if not name and key in {one.key for one in told}:
                # 一家在亭湖，另一家也在亭湖 are two.
                key = str(mark.start())
            told.append(_Mark(mark.start(), mark.end(), mark["person"] or mark.group(), key, name))
        told += [
            _Mark(place.start, that.end(), text[place.start : that.end()], place.name)
            for place, that in marked
        ]
        listed = self._in_each(text, places)
        told += [_Mark(place.start, place.end, place.text, place.name) for place in listed]
        # What stands behind a list is said of all of them.
        told += [_Mark(place.end, place.end, "", "") for place in listed[-1:]]
        # Who is told apart by his place is meant by it again (亭湖的有两台).
        keys = {mark.key for mark in told}
        again = [_Mark(p.start, p.end, p.text, p.name) for p in places if p.name in keys]
        told = sorted([*told, *again], key=lambda mark: (mark.start, -mark.end))
        found = stretches(text, [(mark.start, mark.end, mark.key) for mark in told], self._words["of_all"])
        found.pop("", None)
        first = {mark.key: mark for mark in reversed(told)}
        labels = _labels([first[key] for key in found])
        counted = tuple(
            Match(mark.start(), text.index("个", mark.start()) + 1) for mark in marks if mark["client"]
        )
        counted += self._words["several_clients"].find(text) if counted else ()
        return tuple(
            Firm(label, own, first[key].name, counted)
            for label, (key, own) in zip(labels, found.items(), strict=True)
        )

    def _in_each(self, text: str, places: Sequence[PlaceMention]) -> list[PlaceMention]:
        """The places of a list in each of which there is one (亭湖、盐都、大丰各一个; 分别在亭湖、盐都)."""
        listed: list[PlaceMention] = []
        each = False
        for place in places:
            joined = listed and text[listed[-1].end : place.start] in _LISTED
            listed = [*listed, place] if joined else [place]
            if len(listed) == 1:
                each = self._words["in_these_places"].ends(text[: place.start])
            if len(listed) > 1 and self._words["one_in_each"].begins(text[place.end :]):
                return listed
            following = places[places.index(place) + 1 :]
            joins = following and text[place.end : following[0].start] in _LISTED
            if each and len(listed) > 1 and not joins:
                return listed
        return []

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


def _labels(marks: Sequence[_Mark]) -> list[str]:
    """What the applicants are called; by their order where nothing tells them apart (一个有……一个有……)."""
    labels = [mark.label.upper() for mark in marks]
    same = {
        label
        for label, mark in zip(labels, marks, strict=True)
        if labels.count(label) > 1 and mark.key == str(mark.start)
    }
    return [f"第{_ORDINALS[at]}家" if label in same else label for at, label in enumerate(labels)]


def _key(text: str, mark: re.Match[str], places: Sequence[PlaceMention]) -> tuple[str, str]:
    """What keeps one who is marked apart, and the word that means him whenever it is said: his letter or
    ordinal, or no word and the place right behind the mark (一家在亭湖), or nothing but where he is named."""
    if name := next(
        (mark[g] for g in ("ordinal", "letter", "latin", "behind", "person", "bare") if mark[g]), ""
    ):
        return name, name
    place = next((place for place in places if place.start >= mark.end()), None)
    near = place is not None and _RIGHT_BEHIND.fullmatch(text[mark.end() : place.start])
    return (place.name if place is not None and near else str(mark.start())), ""


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
