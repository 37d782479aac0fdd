"""Which sentence of a clause a question is about, by the words that it shares with it."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache

from assistant.documents.model import Clause, Document, Span
from assistant.language.normalise import normalise

_WORD = re.compile(r"[一-鿿a-z0-9]+")


@lru_cache(maxsize=8)
def _rarity(document: Document) -> dict[str, float]:
    """How much each pair of characters tells, by how few sentences of the document have it."""
    sentences = [s for clause in document.clauses for s in clause.sentences]
    found = Counter(pair for s in sentences for pair in _pairs(document.text[s.start : s.end]))
    return {pair: math.log((1 + len(sentences)) / number) for pair, number in found.items()}


def _pairs(text: str) -> set[str]:
    words = _WORD.findall(normalise(text).text.casefold())
    return {word[at : at + 2] for word in words for at in range(len(word) - 1)}


def telling(document: Document, clause: Clause, text: str, than: tuple[str, ...] = ()) -> Span | None:
    """The sentence of ``clause`` that shares most with ``text``; None where none shares more than those
    that hold one of the quotes ``than``."""
    asked, rarity = _pairs(text), _rarity(document)

    def shared(span: Span) -> float:
        return sum(rarity[pair] for pair in asked & _pairs(document.text[span.start : span.end]))

    best = max(clause.sentences, key=shared, default=None)
    held = [s for s in clause.sentences if any(q in document.text[s.start : s.end] for q in than)]
    return best if best is not None and shared(best) > max(map(shared, held), default=0.0) else None
