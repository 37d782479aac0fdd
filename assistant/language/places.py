"""Places named in a text, and whether a document pays there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from assistant.language.names import Name, NameFinder
from assistant.language.normalise import normalise
from assistant.language.vocabulary import Places, Unclear, load_vocabulary
from assistant.language.words import WordCutter
from assistant.settings import ROOT

PlaceScope = Literal["in_scope", "county", "outside"]


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place at ``[start, end)`` of the text it was read from, by its full name."""

    name: str
    scope: PlaceScope
    start: int
    end: int
    text: str
    #: It lies in the city's own province.
    own_province: bool = False
    #: The words name something with a name of its own that lies in it.
    within: bool = False


@dataclass(frozen=True, slots=True)
class _Meaning:
    #: Empty for a name that says no more than the city or province.
    place: str
    #: Whether the name is the place's full name or goes on without 市: 苏州经开区 is not 盐城's.
    full: bool
    own_province: bool = False
    within: bool = False


class Gazetteer:
    """Reads the places of a text as one document sees them."""

    def __init__(self, places: Places, document_id: str) -> None:
        scope = places.scopes.get(document_id)
        self._in_scope = frozenset(scope.in_scope) if scope else frozenset()
        self._county = frozenset(scope.county) if scope else frozenset()
        self._unclear = places.unclear
        meanings = _meanings(places)
        self._finder = NameFinder(meanings)
        self._cutter = WordCutter(name for name, meaning in meanings.items() if meaning.place)
        self._not_a_place = re.compile(places.not_a_place)

    def read(self, text: str) -> tuple[PlaceMention, ...]:
        """Every place of ``text`` from left to right; the city and the province themselves are none."""
        normalised = normalise(text)
        mentions = []
        for name in self._names(normalised.text):
            start, end = normalised.origin(name.start, name.end)
            place, own, within = name.meaning.place, name.meaning.own_province, name.meaning.within
            mentions.append(PlaceMention(place, self._scope(place), start, end, text[start:end], own, within))
        return tuple(mentions)

    def unclear(self, text: str) -> Unclear | None:
        """The first short name in the normalised ``text`` that several places go by and no place owns."""
        taken = {at for name in self._finder.find(text) for at in range(name.start - 1, name.end)}
        for entry in self._unclear:
            at = text.find(entry.name)
            if at >= 0 and at not in taken and at - 1 not in taken:
                return entry
        return None

    def _names(self, text: str) -> list[Name[_Meaning]]:
        found = [name for name in self._finder.find(text) if not self._not_a_place.match(text, name.end)]
        if any(name.end - name.start == 2 and name.meaning.place for name in found):
            ends = {end for span in self._cutter.spans(text) for end in span}
            found = [name for name in found if {name.start, name.end} <= ends]
        names: list[Name[_Meaning]] = []
        for name in found:
            before = names[-1] if names else None
            if before and before.end == name.start and before.meaning.place and not name.meaning.full:
                names[-1] = Name(before.meaning, before.start, name.end)
            else:
                names.append(name)
        return [name for name in names if name.meaning.place]

    def _scope(self, place: str) -> PlaceScope:
        if place in self._in_scope:
            return "in_scope"
        return "county" if place in self._county else "outside"


def _meanings(places: Places) -> dict[str, _Meaning]:
    meanings = {name: _Meaning("", True) for name in places.too_broad}
    for local in places.local:
        meanings |= {
            name: _Meaning(local.place, name == local.place, within=name in local.within)
            for name in local.names
        }
    for province in places.elsewhere:
        own = province.own
        meanings |= {name: _Meaning(name, True, own) for name in (province.place, *province.also)}
        for city in province.cities:
            meaning = _Meaning(f"{city}市", True, own)
            meanings[f"{city}市"] = meaning
            if city not in places.full_name_only:
                meanings[city] = meaning
    return meanings


def read_places(text: str, gazetteer: Gazetteer | None = None) -> tuple[PlaceMention, ...]:
    """The places of ``text``; without a ``gazetteer`` as the project's own document sees them."""
    return (gazetteer or _own_gazetteer()).read(text)


def read_unclear(text: str) -> Unclear | None:
    """The short name in the normalised ``text`` that several of the document's places go by, if any."""
    return _own_gazetteer().unclear(text)


@cache
def _own_gazetteer() -> Gazetteer:
    places = load_vocabulary(ROOT / "corpus" / "vocabulary").places
    return Gazetteer(places, next(iter(places.scopes)))
