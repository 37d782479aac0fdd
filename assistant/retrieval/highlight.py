"""Which characters of a clause answer a query's words and numbers."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.language.normalise import normalise
from assistant.language.quantities import read_quantities
from assistant.retrieval.query import Query, number_tokens


def highlights(text: str, query: Query) -> tuple[tuple[int, int], ...]:
    """Ranges of ``text`` where a word or number of the query stands, in order, none touching another.

    Single characters are marked only where the query says nothing longer.
    """
    plain = normalise(text)
    ranges: list[tuple[int, int]] = []
    words = dict.fromkeys([*query.said, *(other for group in query.equivalents.values() for other in group)])
    for word in [word for word in words if len(word) > 1] or words:
        start = plain.text.find(word)
        while start >= 0:
            ranges.append(plain.origin(start, start + len(word)))
            start = plain.text.find(word, start + len(word))
    wanted = frozenset().union(*query.numbers)
    if wanted:
        ranges += [(q.start, q.end) for q in read_quantities(text) if wanted.intersection(number_tokens([q]))]
    return _merged(ranges)


def _merged(ranges: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
