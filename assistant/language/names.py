"""Names of a list found in a text, the longest at each place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from assistant.language.normalise import normalise

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Name(Generic[T]):
    """A name at ``[start, end)`` of a normalised text, and what it stands for."""

    meaning: T
    start: int
    end: int


class NameFinder(Generic[T]):
    """Finds the names of ``meanings`` in normalised texts; names are compared in their plain form."""

    def __init__(self, meanings: Mapping[str, T]) -> None:
        self._by_first: dict[str, list[tuple[str, T]]] = {}
        for name, meaning in meanings.items():
            plain = normalise(name).text
            self._by_first.setdefault(plain[0], []).append((plain, meaning))
        for names in self._by_first.values():
            names.sort(key=lambda entry: -len(entry[0]))

    def find(self, text: str) -> Iterator[Name[T]]:
        """Every name of the normalised ``text`` from left to right, without overlaps."""
        position = 0
        while position < len(text):
            for name, meaning in self._by_first.get(text[position], ()):
                end = position + len(name)
                if text.startswith(name, position) and not _inside_word(text, position, end):
                    yield Name(meaning, position, end)
                    position = end
                    break
            else:
                position += 1


def _inside_word(text: str, start: int, end: int) -> bool:
    """True where a Latin name is only a part of a longer Latin word."""

    def latin(char: str) -> bool:
        return char.isascii() and char.isalnum()

    before = start > 0 and latin(text[start]) and latin(text[start - 1])
    after = end < len(text) and latin(text[end - 1]) and latin(text[end])
    return before or after
