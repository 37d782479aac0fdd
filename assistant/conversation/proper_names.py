"""Applicants called by a name of their own that says where they are: 星河科技公司在大丰区, 老张厂在亭湖."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.conversation.wording import Conversation
from assistant.language.places import read_places


@dataclass(frozen=True, slots=True)
class ProperName:
    """A name that a message introduces with a place, from ``start`` on: as told, and short as it is said
    again."""

    start: int
    label: str
    name: str


class ProperNames:
    """Finds every applicant who is introduced by a name of his own and his place."""

    def __init__(self, words: Conversation) -> None:
        self._words = words
        # A name of that kind begins a sentence part, and its place stands right behind it.
        self._introduced = re.compile(
            rf"(?:^|(?<=[，。！？；、,!?;\n ])){words['name_leads'].pattern}*"
            rf"(?P<whole>(?P<head>[一-鿿]{{2,10}}?)的?(?:{words['firm_nouns'].pattern}|(?<=老.)家))"
            rf"{words['name_stands'].pattern}"
        )
        self._person = re.compile(
            rf"{words['before_family_name'].pattern}[一-鿿]|[一-鿿]{words['behind_family_name'].pattern}"
        )

    def __call__(self, text: str) -> tuple[ProperName, ...]:
        """The names in the plain ``text``, in order, each once."""
        places = {place.start for place in read_places(text)}
        found: dict[str, ProperName] = {}
        for mark in self._introduced.finditer(text):
            at = next((start for start in places if mark.end() <= start <= mark.end() + 1), None)
            name = self._short(mark["head"], mark.start("head"), places)
            if at is not None and name:
                found.setdefault(name, ProperName(mark.start("whole"), mark["whole"], name))
        return tuple(found.values())

    def _short(self, head: str, start: int, places: set[int]) -> str:
        """The part of a name by which it is said again (星河科技有限 -> 星河); empty where it is none."""
        if any(start <= place < start + len(head) for place in places):
            # 大丰的公司 is called after its place only.
            return ""
        head = head.removesuffix("的")
        if person := self._person.match(head):
            return person.group()
        name = self._words["name_general"].without(head)
        general = self._words["no_name"](name) or self._words["no_name_end"].ends(name)
        return name if len(name) >= 2 and head.startswith(name) and not general else ""
