"""Which characters of a clause answer a query's words and numbers."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.language.normalise import normalise
from assistant.language.quantities import read_quantities
from assistant.retrieval.query import number_tokens as tokens_of


def highlights(text: str, words: Iterable[str], number_tokens: frozenset[str]) -> tuple[tuple[int, int], ...]:
    """Ranges of ``text`` where one of ``words`` (plain form) or a number of the query stands, in order."""
    plain = normalise(text)
    ranges: list[tuple[int, int]] = []
    for word in words:
        start = plain.text.find(word)
        while start >= 0:
            ranges.append(plain.origin(start, start + len(word)))
            start = plain.text.find(word, start + len(word))
    if number_tokens:
        ranges += [
            (quantity.start, quantity.end)
            for quantity in read_quantities(text)
            if number_tokens.intersection(tokens_of([quantity]))
        ]
    return _merged(ranges)


def _merged(ranges: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
