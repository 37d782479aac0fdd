"""Yearly figures that are weighed together: 今年600万，明年900万，两年一起多少; and one of them told anew."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.awards.rulebook import RuleBook
from assistant.conversation.changes import factor
from assistant.conversation.heard import Heard
from assistant.conversation.numbers import FIGURE_REACH, is_expected
from assistant.conversation.phrases import Match
from assistant.conversation.session import Remembered, Said
from assistant.conversation.unit_values import in_unit, plain
from assistant.conversation.wording import Wording
from assistant.conversation.year_names import YEAR_NAME, with_year_names
from assistant.language.quantities import Quantity

#: So many years are asked for as a whole.
_TOGETHER = re.compile(r"([两二三四五六七八九2-9])年(?:的|都)?(?:一起|一共|一块|总共|共|合|加|总|累计|拢共)")
#: The same figure in each of so many years (连着三年都300万; 每年300万，三年一共; 五年呢).
_EACH_YEAR = re.compile(
    r"(?P<run>连续|连着|接连)?(?P<years>[两二三四五六七八九2-9])年"
    r"(?P<all>(?:的|里|来|下来)?(?:都|均|每年|一起|一共|总共|合计|累计|加起来|拢共))?(?P<then>呢|的话)?"
)
_NUMBERS = "一二三四五六七八九"
_NEAR = 10
_FIRST_YEARS = ("第一年", "头一年", "头年")
_LAST_YEAR = re.compile(r"最后一?年|末年")
_MIDDLE_YEAR = re.compile(r"中间那?一?年")


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
        if anew := _told_anew(heard, before, case[whole].words if whole in case else ""):
            kept = [one for one in kept if one.award_id != award_id or one.fact not in fees]
            kept.append(replace(anew, award_id=award_id, fact=whole))
            continue
        if same := _same_each_year(heard, before):
            kept = [one for one in kept if one.award_id != award_id or one.fact not in fees]
            kept.append(Said(award_id, whole, *same))
            continue
        new, words = _told(heard)
        wanted = _wanted(heard.text)
        if not new and before and wanted == len(before) + 1 and (found := factor(heard)):
            new, words = [plain(Decimal(str(before[-1])) * found[0])], [found[1]]
        had = case[whole].words if whole in case else "、".join(case[f].words for f in fees if f in case)
        beside = bool(before) and (
            wanted == len(before) + len(new) or (not wanted and _of_another_year(heard, new, words, had))
        )
        if not new or not (beside or (len(new) > 1 and wanted in (0, len(new)))):
            continue
        years = [*before, *new] if beside else new
        if beside and whole in case:
            words = [case[whole].words, *words]
        elif beside:
            words = [*(case[f].words for f in fees if f in case), *words]
        kept = [one for one in kept if one.award_id != award_id or one.fact not in fees]
        kept.append(Said(award_id, whole, years, "、".join(words)))
    return kept


def _same_each_year(heard: Heard, before: Sequence[str]) -> tuple[list[str], str] | None:
    """The one figure that is told, or was told ``before``, as often as it is said to run, with the words."""
    found = list(_EACH_YEAR.finditer(heard.text))
    figures = [q for q in heard.quantities if in_unit(q, "money", ()) and not is_expected(heard, q)]
    if len(found) != 1 or len(figures) > 1 or YEAR_NAME.search(heard.text):
        return None
    run = found[0]
    each = run["run"] or (run["all"] or "").endswith(("都", "均", "每年")) or "每年" in heard.text
    if figures and (not each or not (run["run"] or run["all"]) or figures[0].low != figures[0].high):
        return None
    if not figures and (len(set(before)) != 1 or not (run["run"] or run["all"] or run["then"])):
        return None
    value = in_unit(figures[0], "money", ()) if figures else before[0]
    return [str(value)] * _number(run["years"]), (figures[0].text if figures else run.group())


def _told_anew(heard: Heard, before: Sequence[str], words: str) -> Said | None:
    """All yearly figures where some of them are told again (去年不是700万，是300万); award and fact are left
    open, and it is None where it is not clear which are meant."""
    figures = [q for q in heard.quantities if in_unit(q, "money", ()) and q.low == q.high]
    wrong = [
        q
        for q in figures
        if heard.negates_right_before(Match(q.start, q.end))
        or heard.words["wrong_figure_before"].begins(heard.text[q.end :])
    ]
    new = [q for q in figures if q not in wrong and not is_expected(heard, q)]
    told = words.split("、")
    if len(before) < 2 or not new or heard.words["sum"](heard.text):
        return None
    years, since = list(before), 0
    if len(told) != len(before):
        told = [f"{figure}元" for figure in before]
    for quantity in new:
        denied = [q for q in wrong if since <= q.start < quantity.start]
        place = _year_meant(heard.text[since : quantity.start], told)
        if place is None and len(denied) == 1 and before.count(str(in_unit(denied[0], "money", ()))) == 1:
            place = before.index(str(in_unit(denied[0], "money", ())))
        if place is None:
            return None
        name = YEAR_NAME.match(told[place])
        years[place] = in_unit(quantity, "money", ())
        told[place] = (name.group() if name else "") + quantity.text
        since = quantity.end
    return Said(None, "", years, "、".join(told))


def _year_meant(text: str, told: Sequence[str]) -> int | None:
    """The place of the one year told before that is named in ``text``."""
    names = [found.group().replace(" ", "") for found in YEAR_NAME.finditer(text)]
    places = {at for at, words in enumerate(told) for name in names if words.startswith(name)}
    if not places:
        places = {_NUMBERS.find(name[1]) for name in names if name.startswith("第") and len(name) > 2}
        places |= {0 for name in names if name in _FIRST_YEARS}
        places |= {len(told) - 1} if _LAST_YEAR.search(text) else set()
        places |= {len(told) // 2} if len(told) % 2 and _MIDDLE_YEAR.search(text) else set()
    return places.pop() if len(places) == 1 and max(places) < len(told) else None


def _told(heard: Heard) -> tuple[list[str], list[str]]:
    """The figures that are told of a year each, in order, with their words."""
    values: list[str] = []
    told: list[Quantity] = []
    end = 0
    for quantity in heard.quantities:
        value = in_unit(quantity, "money", ()) if quantity.low == quantity.high else None
        start = max(end, quantity.start - _NEAR - FIGURE_REACH)
        if (
            value is None
            or is_expected(heard, quantity)
            or not YEAR_NAME.search(heard.text, start, quantity.start)
        ):
            continue
        before = heard.before(quantity.start, FIGURE_REACH)
        if heard.words["more_beside"].ends(before) or heard.words["less_beside"].ends(before):
            # 第二年比第一年多50万 is no figure of that year.
            return [], []
        values.append(value)
        told.append(quantity)
        end = quantity.end
    return values, with_year_names(heard.text, told)


def _of_another_year(heard: Heard, new: Sequence[str], words: Sequence[str], had: str) -> bool:
    """Whether the one figure told comes beside those told before (今年又是600万), by its words or by the
    names of the years."""
    name = YEAR_NAME.search(heard.text)
    if len(new) != 1 or name is None or heard.words["correction"](heard.text):
        return False
    again = heard.words["again"](heard.text[name.end() : heard.text.find(words[0], name.end())])
    years = {found.group() for found in YEAR_NAME.finditer(had)}
    return again or (bool(years) and name.group() not in years)


def _wanted(text: str) -> int:
    """How many years are asked for as a whole; 0 where none are."""
    found = _TOGETHER.search(text)
    if found is None:
        return 0
    return _number(found[1])


def _number(digit: str) -> int:
    return int(digit) if digit.isdigit() else _NUMBERS.find("二" if digit == "两" else digit) + 1
