"""Yearly figures that are weighed together: 今年600万，明年900万，两年一起多少."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from assistant.awards.rulebook import RuleBook
from assistant.conversation.changes import factor
from assistant.conversation.heard import Heard
from assistant.conversation.numbers import FIGURE_REACH, is_expected
from assistant.conversation.session import Remembered, Said
from assistant.conversation.unit_values import in_unit, plain
from assistant.conversation.wording import Wording

#: A year by its name or its place, before the figure that is told of it.
_YEAR = re.compile(r"20\d\d ?年?|第[一二三四五六七八九]年|头一?年|[前去今明后来当次]年|下一?年")
#: So many years are asked for as a whole.
_TOGETHER = re.compile(r"([两二三四五六七八九2-9])年(?:的|都)?(?:一起|一共|一块|总共|共|合|加|总|累计|拢共)")
_NUMBERS = "一二三四五六七八九"
_NEAR = 10


def years_together(
    said: Sequence[Said], heard: Heard, known: Mapping[str, Mapping[str, Remembered]],
    awards: Sequence[str], rulebook: RuleBook, wording: Wording,
) -> list[Said]:  # fmt: skip
    """``said`` with the figures of several years as one list, where the message tells a year's beside those
    of ``known``, or several years', and asks for all of them."""
    kept = list(said)
    for award_id in awards:
        fees = {
            fact: number
            for fact in rulebook.awards[award_id].facts
            if (number := wording.facts[fact].number) and number.kind == "money" and "year" in number.per
        }
        whole = next((fact for fact, number in fees.items() if number.several), None)
        if whole is None:
            continue
        case = known.get(award_id, {})
        before = list(case[whole].value) if whole in case else [case[f].value for f in fees if f in case]
        new, words = _told(heard)
        wanted = _wanted(heard.text)
        if not new and before and wanted == len(before) + 1 and (found := factor(heard)):
            new, words = [plain(Decimal(str(before[-1])) * found[0])], [found[1]]
        beside = wanted == len(before) + len(new) and bool(before)
        if not new or not (beside or (len(new) > 1 and wanted in (0, len(new)))):
            continue
        years = [*before, *new] if beside else new
        kept = [one for one in kept if one.award_id != award_id or one.fact not in fees]
        kept.append(Said(award_id, whole, years, "、".join(words)))
    return kept


def _told(heard: Heard) -> tuple[list[str], list[str]]:
    """The figures that are told of a year each, in order, with their words."""
    values, words, end = [], [], 0
    for quantity in heard.quantities:
        value = in_unit(quantity, "money", ()) if quantity.low == quantity.high else None
        start = max(end, quantity.start - _NEAR - FIGURE_REACH)
        if (
            value is None
            or is_expected(heard, quantity)
            or not _YEAR.search(heard.text, start, quantity.start)
        ):
            continue
        before = heard.before(quantity.start, FIGURE_REACH)
        if heard.words["more_beside"].ends(before) or heard.words["less_beside"].ends(before):
            # 第二年比第一年多50万 is no figure of that year.
            return [], []
        values.append(value)
        words.append(quantity.text)
        end = quantity.end
    return values, words


def _wanted(text: str) -> int:
    """How many years are asked for as a whole; 0 where none are."""
    found = _TOGETHER.search(text)
    if found is None:
        return 0
    return int(found[1]) if found[1].isdigit() else _NUMBERS.find("二" if found[1] == "两" else found[1]) + 1
