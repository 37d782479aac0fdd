"""How long each of several cases ran: 2人满2年，1人满3年; 三个博士，分别干了1年、2年、3年."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.conversation.counted import CountReader
from assistant.conversation.groups import one_each
from assistant.conversation.heard import Heard
from assistant.conversation.numbers import usable
from assistant.conversation.pairing import told_in_turn
from assistant.conversation.session import Said
from assistant.conversation.windows import Window
from assistant.conversation.wording import Conversation, Wording
from assistant.language.quantities import Quantity

#: How far before a length the verb stands that says that somebody stayed so long.
_VERB = 4


class LengthReader:
    """Reads how long the cases of an award ran, where that is told of each or of some only."""

    def __init__(self, wording: Wording, words: Conversation, count: CountReader) -> None:
        self._wording = wording
        self._words = words
        self._count = count

    def in_turn(
        self, award_id: str, count: str, numbers: Sequence[Quantity], heard: Heard, window: Window
    ) -> list[Said]:
        """Each of so many by his own length, which are told in turn (三个博士，分别干了1年、2年、3年)."""
        for fact in (*self._count.numbers(award_id, "months"), *self._count.numbers(award_id, "years")):
            number = self._wording.facts[fact].number
            assert number is not None
            ran = [q for q in heard.quantities if window.holds(q.start) and usable(q, number, heard)]
            told = [int(one.low) for one in numbers]
            if len(ran) > 1 and told in ([], [len(ran)]) and told_in_turn(ran, heard, bool(told)):
                values = [usable(q, number, heard)[0] for q in ran]
                each = [Said(award_id, count, 1, q.text, case, counts=True) for case, q in enumerate(ran)]
                lengths = zip(values, ran, strict=True)
                return [
                    *each,
                    *(Said(award_id, fact, v, q.text, case) for case, (v, q) in enumerate(lengths)),
                ]
        return []

    def each_length(self, award_id: str, heard: Heard, window: Window) -> list[Said]:
        """Each case by how long it ran, where nobody is counted (张三干了2年，李四干了5年)."""
        for kind in ("months", "years"):
            for fact in self._count.numbers(award_id, kind):
                number = self._wording.facts[fact].number
                assert number is not None
                ran = [
                    q
                    for q in heard.quantities
                    if window.holds(q.start) and self._words["ran_for"].ends(heard.before(q.start, _VERB))
                ]
                values = [value for q in ran for value in usable(q, number, heard)[:1]]
                if (
                    len(values) > 1
                    and len(values) == len(ran)
                    and len({heard.part(q.start) for q in ran}) > 1
                ):
                    return [
                        Said(award_id, fact, v, q.text, case)
                        for case, (v, q) in enumerate(zip(values, ran, strict=True))
                    ]
        return []

    def of_each(self, award_id: str, heard: Heard, window: Window, starts: Sequence[int]) -> list[Said]:
        """How long each of the cases that begin at ``starts`` ran, where that is told of each or of some
        only (正高2人各24个月，副高3人各36个月); what is told once is of all and not given here."""
        said: list[Said] = []
        for kind in ("months", "years"):
            for fact in self._count.numbers(award_id, kind):
                number = self._wording.facts[fact].number
                assert number is not None
                found = [q for q in heard.quantities if window.holds(q.start) and usable(q, number, heard)]
                for case, quantity in one_each(found, starts):
                    value = usable(quantity, number, heard)[0]
                    said.append(Said(award_id, fact, value, quantity.text, case))
        return said
