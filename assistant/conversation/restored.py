"""Cases of a divided number that count after all: 那两个也算上, 全都符合的话."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assistant.awards.rulebook import RuleBook
from assistant.conversation.heard import Heard
from assistant.conversation.session import Remembered, Said
from assistant.conversation.wording import Wording


def restored(
    said: Sequence[Said],
    heard: Heard,
    awards: Iterable[str],
    known: Mapping[str, Mapping[str, Remembered]],
    rulebook: RuleBook,
    wording: Wording,
) -> list[Said]:
    """``said``, with the count that holds when all of a number that was divided count again, or those
    that the message says to count too; a number of them in the message is of these, not the new whole.
    """
    words = heard.words
    every, too = words["all_count"].first(heard.text), words["those_too"].first(heard.text)
    if not (every or too):
        return list(said)
    kept = list(said)
    for award_id in awards:
        for fact in rulebook.awards[award_id].facts:
            number = wording.facts[fact].number
            before = known.get(award_id, {}).get(fact)
            if number is None or number.kind != "count" or before is None or before.whole is None:
                continue
            told = [q for q in heard.quantities if too and too.start <= q.start < too.end]
            more = int(told[0].low) if told else before.whole - before.value
            value = before.whole if every and not too else min(before.value + more, before.whole)
            kept = [one for one in kept if (one.award_id, one.fact) != (award_id, fact)]
            kept.append(Said(award_id, fact, value, heard.text, whole=before.whole))
    return kept
