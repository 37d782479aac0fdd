"""Changes told by number, of what a turn before numbered: ②更正为355万，①不变; ①翻一倍."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.conversation.changes import factor
from assistant.conversation.heard import Heard
from assistant.conversation.session import Item
from assistant.conversation.unit_values import plain
from assistant.language.normalise import normalise
from assistant.language.quantities import read_quantities

_CIRCLED = re.compile(r"([①-⑳])([^①-⑳]*)")
#: Beside the new figure and the words for a correction a change by number says nothing more.
_NOTHING_MORE = re.compile(r"[ 要得应该调整变改换给再就是为成至到了呢吧的那，。！？；,!?;.:：]*")


@dataclass(frozen=True, slots=True)
class NumberedChange:
    """What the one with ``number`` (from 1) becomes: a new sum in yuan, so many times what it was, another
    figure that only its own fact can read (both None), or just what it was (``changed`` is False)."""

    number: int
    words: str
    changed: bool = True
    value: Decimal | None = None
    times: Decimal | None = None

    def of(self, item: Item) -> Item:
        """The part of a cost as it is after this change."""
        if self.value is not None:
            return replace(item, value=plain(self.value), words=self.words)
        if self.times is not None:
            return replace(item, value=plain(Decimal(item.value) * self.times), words=self.words)
        return item


def numbered_changes(message: str, heard: Heard) -> list[NumberedChange]:
    """The changes by circled number that make up ``message`` as it was typed; [] where it tells more."""
    first = _CIRCLED.search(message)
    if first is None or not _is_bare(normalise(message[: first.start()]).text, heard):
        return []
    found = [_change(number, normalise(words).text, heard) for number, words in _CIRCLED.findall(message)]
    told = [change for change in found if change is not None]
    return told if len(told) == len(found) and any(change.changed for change in told) else []


def changed_items(items: Sequence[Item], changes: Sequence[NumberedChange]) -> tuple[Item, ...] | None:
    """The numbered parts of a cost after these changes; None where one of them fits no part."""
    now = list(items)
    for change in changes:
        fits = change.number <= len(now) and not (change.changed and change.value is change.times)
        if not fits:
            return None
        now[change.number - 1] = change.of(now[change.number - 1])
    return tuple(now)


def _change(mark: str, text: str, heard: Heard) -> NumberedChange | None:
    number = int(unicodedata.numeric(mark))
    part = replace(heard, text=text, quantities=read_quantities(text))
    found = factor(part)
    if found is not None and _is_bare(text, heard, found[1]):
        return NumberedChange(number, found[1], times=found[0])
    unchanged = heard.words["unchanged"].first(text)
    if unchanged is not None and not part.quantities:
        return NumberedChange(number, text, changed=False)
    if len(part.quantities) != 1 or not _is_bare(text, heard, part.quantities[0].text):
        return None
    one = part.quantities[0]
    is_sum = one.kind == "money" and one.unit == "元" and one.low == one.high and not one.per
    return NumberedChange(number, one.text, value=one.low if is_sum else None)


def _is_bare(text: str, heard: Heard, figure: str = "") -> bool:
    """Whether the words hold no more than a correction and the figure."""
    rest = text.replace(figure, "", 1) if figure else text
    for match in reversed(heard.words["correction"].find(rest)):
        rest = rest[: match.start] + rest[match.end :]
    return _NOTHING_MORE.fullmatch(rest) is not None
