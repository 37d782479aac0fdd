"""The words an index knows: its dictionary, and which phrases of the vocabulary mean the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.language.normalise import normalise
from assistant.language.vocabulary import Vocabulary
from assistant.retrieval.tokens import Dictionary


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the vocabulary at ``[start, end)`` of a plain text; ``group`` numbers its meaning."""

    text: str
    start: int
    end: int
    group: int


class Lexicon:
    """A dictionary with groups of phrases that mean the same, and the offices' everyday names.

    ``unit_names`` leads from an everyday name to the name that documents use.
    """

    def __init__(
        self,
        dictionary: Dictionary,
        groups: Iterable[Iterable[str]] = (),
        unit_names: Mapping[str, str] | None = None,
    ) -> None:
        self.dictionary = dictionary
        self.unit_names = dict(unit_names or {})
        self._groups = tuple(tuple(group) for group in groups)
        self._group_of = {phrase: number for number, group in enumerate(self._groups) for phrase in group}
        longest_first = sorted(self._group_of, key=lambda phrase: (-len(phrase), phrase))
        self._pattern = re.compile("|".join(map(_bounded, longest_first)) or r"(?!)")

    @classmethod
    def build(cls, vocabulary: Vocabulary | None, texts: Iterable[str] | None) -> Lexicon:
        """The lexicon for plain ``texts``, with the phrases of ``vocabulary`` as words of their own.

        Without ``texts`` it holds every word of jieba's dictionary.
        """
        if vocabulary is None:
            return cls(Dictionary.build((), texts))
        named = (
            *((term.term, *term.also) for term in vocabulary.terms),
            *((unit.unit, *unit.also) for unit in vocabulary.units),
            *(place.names for place in vocabulary.places.local),
        )
        groups = [tuple(dict.fromkeys(normalise(name).text for name in names)) for names in named]
        units = {normalise(name).text: unit.unit for unit in vocabulary.units for name in unit.also}
        own = (phrase for group in groups for phrase in group)
        return cls(Dictionary.build(own, texts), groups, units)

    def save(self, folder: Path) -> None:
        folder.mkdir()
        self.dictionary.save(folder / "words.txt")
        content = {"groups": self._groups, "units": self.unit_names}
        (folder / "phrases.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Lexicon:
        content = json.loads((folder / "phrases.json").read_text(encoding="utf-8"))
        return cls(Dictionary.load(folder / "words.txt"), content["groups"], content["units"])

    def phrases(self, plain: str) -> list[Phrase]:
        """The vocabulary's phrases in ``plain``, from left to right, the longest where several begin."""
        return [
            Phrase(match.group(), match.start(), match.end(), self._group_of[match.group()])
            for match in self._pattern.finditer(plain)
        ]

    def all_phrases(self) -> tuple[str, ...]:
        """Every phrase of the vocabulary, in its order."""
        return tuple(self._group_of)

    def equivalents(self, group: int) -> tuple[str, ...]:
        """Every phrase of this meaning."""
        return self._groups[group]


def _bounded(phrase: str) -> str:
    """Latin letters of a phrase must not be part of a longer word: AI is not in mail."""
    before = r"(?<![a-z0-9])" if phrase[0].isascii() else ""
    after = r"(?![a-z0-9])" if phrase[-1].isascii() else ""
    return f"{before}{re.escape(phrase)}{after}"
