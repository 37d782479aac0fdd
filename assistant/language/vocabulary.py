"""The vocabulary of ``corpus/vocabulary``: terms of the field, offices and places, as people say them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

from assistant.yaml_files import load_model

Word = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Term(_Model):
    """A word of the field and what people say for it."""

    term: Word
    also: tuple[Word, ...]


class Unit(_Model):
    """An office by the name the documents use, and what callers say for it."""

    unit: Word
    also: tuple[Word, ...]


class English(_Model):
    """English words, and the Chinese that they mean here."""

    zh: Word
    en: tuple[Word, ...]


class Latin(_Model):
    """What people type in Latin letters."""

    english: tuple[English, ...]
    drop: tuple[Word, ...]
    pinyin: tuple[Word, ...]

    @model_validator(mode="after")
    def _names_once(self) -> Self:
        _check_once(word for entry in self.english for word in entry.en)
        return self


class Unclear(_Model):
    """A short name that several places go by."""

    name: Word
    places: tuple[Word, ...]


class LocalPlace(_Model):
    place: Word
    also: tuple[Word, ...]
    #: What lies in it and has a name of its own.
    within: tuple[Word, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.place, *self.also, *self.within)


class Province(_Model):
    place: Word
    also: tuple[Word, ...]
    cities: tuple[Word, ...]
    #: The city lies in it.
    own: bool = False


class Scope(_Model):
    """Where one document pays, and which counties follow rules of their own."""

    in_scope: tuple[Word, ...]
    county: tuple[Word, ...]


class Terms(_Model):
    terms: tuple[Term, ...]

    @model_validator(mode="after")
    def _names_once(self) -> Self:
        _check_once(name for term in self.terms for name in (term.term, *term.also))
        return self


class Units(_Model):
    units: tuple[Unit, ...]

    @model_validator(mode="after")
    def _names_once(self) -> Self:
        _check_once(name for unit in self.units for name in (unit.unit, *unit.also))
        return self


class Places(_Model):
    scopes: dict[str, Scope]
    too_broad: tuple[Word, ...]
    local: tuple[LocalPlace, ...]
    unclear: tuple[Unclear, ...]
    elsewhere: tuple[Province, ...]
    full_name_only: tuple[Word, ...]
    #: A pattern: what turns the name before it into the name of something else.
    not_a_place: Word

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        _check_once(
            [
                *self.too_broad,
                *(name for place in self.local for name in place.names),
                *(name for there in self.elsewhere for name in (there.place, *there.also, *there.cities)),
            ]
        )
        known = {place.place for place in self.local}
        for unclear in self.unclear:
            if lost := [name for name in unclear.places if name not in known]:
                raise ValueError(f"unclear 里的“{'、'.join(lost)}”不在 local 里；请补上或改正")
        for document_id, scope in self.scopes.items():
            for name in (*scope.in_scope, *scope.county):
                if name not in known:
                    raise ValueError(f"scopes.{document_id} 里的“{name}”不在 local 里；请补上或改正")
        cities = {city for there in self.elsewhere for city in there.cities}
        for name in self.full_name_only:
            if name not in cities:
                raise ValueError(f"full_name_only 里的“{name}”不在 cities 里；请补上或删去")
        return self


def _check_once(names: Iterator[str] | list[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"“{name}”写了两次；请删去一处")
        seen.add(name)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    terms: tuple[Term, ...]
    units: tuple[Unit, ...]
    places: Places
    latin: Latin

    def words(self) -> tuple[str, ...]:
        """Every name of the vocabulary's terms, offices and local places, each once."""
        named = (
            *((term.term, *term.also) for term in self.terms),
            *((unit.unit, *unit.also) for unit in self.units),
            *(place.names for place in self.places.local),
        )
        return tuple(dict.fromkeys(name for names in named for name in names))


def load_vocabulary(folder: Path) -> Vocabulary:
    """The vocabulary of ``folder``. Raises ``CorpusError`` that names file, line and mend."""
    return Vocabulary(
        load_model(folder / "terms.yaml", Terms).terms,
        load_model(folder / "units.yaml", Units).units,
        load_model(folder / "places.yaml", Places),
        load_model(folder / "latin.yaml", Latin),
    )
