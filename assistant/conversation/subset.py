"""Some out of a larger number: 8个博士，其中3个是新引进的."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.conversation.phrases import Match, Phrases
from assistant.language.quantities import Quantity

#: Between the mark (其中) and the smaller number stands hardly a word.
_CLOSE = 4
_SENTENCE_PART = re.compile(r"[^，。！？；,!?;\n]*")


@dataclass(frozen=True, slots=True)
class Subset:
    """``part`` of ``whole``, and where it is said what is true of the part only."""

    whole: int
    part: Quantity
    said: Match


def subset_in(
    text: str, quantities: Sequence[Quantity], marks: Phrases, known: int | None = None
) -> Subset | None:
    """The first smaller number that a mark sets apart from a larger one, told before it or ``known``."""
    counts = [q for q in quantities if q.kind == "count" and q.low == q.high == q.low.to_integral_value()]
    for mark in marks.find(text):
        before = [q for q in counts if q.end <= mark.start]
        after = [q for q in counts if 0 <= q.start - mark.end <= _CLOSE]
        whole = int(before[-1].low) if before else known
        if after and whole is not None and whole > after[0].low:
            end = _SENTENCE_PART.match(text, mark.end)
            return Subset(whole, after[0], Match(mark.end, end.end() if end else len(text)))
    return None
