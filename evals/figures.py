"""Money and percentages in Chinese text, read for checking.

Kept apart from ``assistant.language`` on purpose: a check that shares the reader of what it
checks shares its mistakes.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Literal, NamedTuple

import cn2an

_DIGITS = r"\d[\d,]*(?:\.\d+)?"
_HAN = "零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"
_MONEY_UNIT = r"(?:元|圆|块钱|人民币|rmb|cny|yuan)"
_PERCENT_UNIT = r"(?:%|个?百分点|个点|percent)"
_RANGE = r"\s*(?:-|－|–|—|~|～|至|到)\s*"
_SCALE = r"(?:[十百千]?[万亿]|[十百千](?=\s*元)|w(?![a-z]))"
#: 10亿参数, 5万人: counted things, not money.
_COUNTED = "个台套人家件次参级项字条座平吨公亩名位种"
_FACTORS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "w": 10**4, "亿": 10**8}

_PERCENT = re.compile(
    rf"百分之(?P<of>[{_HAN}]+|{_DIGITS})|(?:(?P<first>{_DIGITS})%?{_RANGE})?(?P<last>{_DIGITS})\s*{_PERCENT_UNIT}"
    rf"|(?P<tenths>[一二两三四五六七八九])成(?![为立功员])"
)
_ARABIC = re.compile(
    rf"(?:(?<![\d.])(?P<first>{_DIGITS}){_RANGE})?(?<![\d.])(?P<last>{_DIGITS})\s*"
    rf"(?:(?P<scale>{_SCALE})\s*(?P<unit>{_MONEY_UNIT})?|(?P<only>{_MONEY_UNIT}))"
)
_CHINESE = re.compile(rf"(?:(?P<first>[{_HAN}]+){_RANGE})?(?P<number>[{_HAN}]+)\s*(?P<unit>{_MONEY_UNIT})?")
_BARE = re.compile(rf"(?<![\d.])(?P<number>{_DIGITS})(?P<letter>[kmb](?![a-z]))?")
_LETTERS = {"k": Decimal(10**3), "m": Decimal(10**6), "b": Decimal(10**9)}


class Figure(NamedTuple):
    """``value`` in yuan, or in per cent."""

    value: Decimal
    unit: Literal["money", "percent"]

    def __str__(self) -> str:
        return f"{self.value.normalize():f}{'元' if self.unit == 'money' else '%'}"


def plain(text: str) -> str:
    """NFKC, lower case: what the readers below work on."""
    return unicodedata.normalize("NFKC", text).lower()


def read_figures(text: str, counts: bool = False) -> set[Figure]:
    """Every amount of money and every percentage that ``text`` states.

    With ``counts`` also large numbers that may count something else (超百亿, 10亿参数): as a source
    for what is said elsewhere with fewer words, not as something said.
    """
    # 80个亿 is said for 80亿.
    text = plain(text).replace("个亿", "亿")
    found: set[Figure] = set()
    for match in _PERCENT.finditer(text):
        if match["tenths"]:
            found |= _figures("percent", Decimal(10), match["tenths"])
        else:
            found |= _figures("percent", Decimal(1), match["of"], match["first"], match["last"])
    for match in _ARABIC.finditer(text):
        unsure = match["scale"] and not match["unit"] and not counts
        if unsure and text[match.end() : match.end() + 1] in tuple(_COUNTED):
            continue
        scale = Decimal(1)
        for character in match["scale"] or "":
            scale *= _FACTORS[character]
        found |= _figures("money", scale, match["first"], match["last"])
    text = _ARABIC.sub(lambda match: "#" * len(match[0]), text)
    for match in _CHINESE.finditer(text):
        large = counts and match["number"][-1] in "万亿" and len(match["number"]) > 1
        if match["unit"] or large or _is_amount(match["number"], text[match.end() : match.end() + 1]):
            shared = match["number"][-1] if match["first"] and match["number"][-1] in "万亿" else ""
            first = match["first"] and match["first"].removesuffix(shared) + shared
            found |= _figures("money", Decimal(1), first, match["number"])
    return found


def read_bare_numbers(text: str) -> set[Figure]:
    """Numbers without a unit, as yuan: a sum in a trace, an amount typed as digits or as 7B, 200k."""
    return {
        figure
        for match in _BARE.finditer(plain(text))
        for scale in {Decimal(1), _LETTERS.get(match["letter"], Decimal(1))}
        for figure in _figures("money", scale, match["number"])
    }


def _is_amount(number: str, following: str) -> bool:
    """五十万 is one without 元; 千万 (by all means), 一万个 and 三 are not."""
    return number[-1] in "万亿" and number[0] not in "百千万亿" and following not in tuple(_COUNTED)


def _figures(unit: Literal["money", "percent"], scale: Decimal, *tokens: str | None) -> set[Figure]:
    values = (_value(token) for token in tokens if token)
    return {Figure(value * scale, unit) for value in values if value is not None}


def _value(token: str) -> Decimal | None:
    try:
        return Decimal(token.replace(",", ""))
    except InvalidOperation:
        pass
    if token[0] in "百千万亿":
        token = f"一{token}"
    try:
        return Decimal(str(cn2an.cn2an(token, "smart")))
    except ValueError:
        return None
