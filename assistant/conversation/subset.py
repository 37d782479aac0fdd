"""Some out of a larger number: 8个博士，其中3个是新引进的; 10个博士里六成是全日制."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.conversation.phrases import Match, Phrases
from assistant.language.quantities import Quantity

if TYPE_CHECKING:
    from assistant.conversation.heard import Heard

#: Between the mark (其中) and the smaller number stands hardly a word.
_CLOSE = 4
_SENTENCE_PART = re.compile(r"[^，。！？；,!?;\n]*")


@dataclass(frozen=True, slots=True)
class Subset:
    """``number`` of ``whole``, in which words, and where it is said what is true of the part only."""

    whole: int
    number: int
    words: str
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
            said = Match(mark.end, end.end() if end else len(text))
            return Subset(whole, int(after[0].low), after[0].text, said)
    return None


def share_in(heard: Heard, whole: int | None) -> Subset | None:
    """A share of ``whole`` that makes whole cases (一半没过, 四分之三拿到了), or None."""
    shares = [q for q in heard.quantities if q.kind == "percent" and 0 < q.low == q.high < 1]
    if whole is None or len(shares) != 1:
        return None
    number = round(whole * shares[0].low, 9)
    here = heard.part_text(shares[0].start)
    of_money = any(heard.words[words](here) for words in ("benefit", "cost"))
    if number != number.to_integral_value() or "%" in shares[0].text or of_money:
        return None
    return Subset(whole, int(number), shares[0].text, heard.part(shares[0].start))
