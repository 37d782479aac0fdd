"""Numbers that were told before and now change: they grow, shrink, or a further year's joins them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from assistant.awards.rulebook import RuleBook
from assistant.conversation.heard import Heard
from assistant.conversation.numbers import FIGURE_REACH, change_sign, in_unit, plain, usable
from assistant.conversation.session import Remembered, Said
from assistant.conversation.wording import Wording

#: 第二年: which of several yearly figures it is.
_YEAR_PLACE = re.compile(r"第([一二三四五六七八九])年")
_ORDINALS = "一二三四五六七八九"


def changes(
    heard: Heard, known: Mapping[str, Mapping[str, Remembered]], rulebook: RuleBook, wording: Wording
) -> list[Said]:
    """Numbers that were told before (``known``, by award and fact) and now grow or shrink (再加一台)."""
    said = []
    for award_id, facts in known.items():
        said += _further_years(award_id, heard, facts, rulebook, wording)
        for fact in facts.keys() & set(rulebook.awards[award_id].facts):
            number = wording.facts[fact].number
            for quantity in heard.quantities if number and not number.several else ():
                assert number is not None
                sign = change_sign(heard, quantity)
                step = in_unit(quantity, number.kind, number.units) if sign else None
                value = None if step is None else Decimal(str(facts[fact].value)) + sign * Decimal(step)
                if value is not None and value > 0:
                    whole = isinstance(facts[fact].value, int)
                    said.append(Said(award_id, fact, int(value) if whole else plain(value), quantity.text))
    return said


def _further_years(
    award_id: str, heard: Heard, known: Mapping[str, Remembered], rulebook: RuleBook, wording: Wording
) -> list[Said]:
    """A figure of the second or a later year (第二年700万) joins what was told of the years before."""
    numbers = {
        fact: number
        for fact in rulebook.awards[award_id].facts
        if (number := wording.facts[fact].number) and number.kind == "money" and number.per
    }
    lists = [fact for fact, number in numbers.items() if number.several]
    if not lists:
        return []
    told = known[lists[0]].value if lists[0] in known else [known[f].value for f in numbers if f in known]
    years = list(told)
    words = []
    for quantity in heard.quantities:
        place = _YEAR_PLACE.search(heard.before(quantity.start, FIGURE_REACH))
        value = usable(quantity, numbers[lists[0]], heard) if place else None
        at = _ORDINALS.find(place[1]) if place else 0
        if value is not None and 1 <= at <= len(years):
            years[at:] = [value, *years[at + 1 :]]
            words.append(quantity.text)
    return [Said(award_id, lists[0], years, "、".join(words))] if words else []
