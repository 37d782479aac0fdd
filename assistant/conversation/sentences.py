"""A message cut into its sentences, and a sentence into its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SENTENCE_END = re.compile(r"[。！？!?;；\n]+|(?:^|(?<=[\s,]))[0-9]{1,2}[.、)](?=[一-鿿])")
PART_END = re.compile(r"[，,：:]|(?<=[一-鿿]) +(?=[一-鿿])")

#: A sentence part, between two marks.
PART = re.compile(r"[^，,。！？；!?;\n]+")


def split_sentences(text: str) -> list[str]:
    return [piece.strip() for piece in _SENTENCE_END.split(text) if piece.strip()] or [text]


def leaves_unsaid(text: str) -> bool:
    """Whether the text ends with the particle that leaves unsaid what is asked (那省级的呢)."""
    return text.rstrip("？?。 ").endswith("呢")


def parts_of(sentence: str) -> Iterator[tuple[int, str]]:
    """The parts of a sentence with where they begin."""
    start = 0
    for mark in PART_END.finditer(sentence):
        yield start, sentence[start : mark.start()]
        start = mark.end()
    yield start, sentence[start:]
