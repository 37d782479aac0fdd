"""The money and percentage figures of a text that may hide them: the contract's grounding rule.

``read_quantities`` reads what people write; this reads what a careless or lying writer can
write too: 8 8 万, 88**万**, (88)万元, ⑧⑧万, 8O万. A figure too many costs a sentence, a figure
too few costs a firm money, so doubtful cases are read.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from assistant.language.normalise import normalise
from assistant.language.quantities import Quantity, read_quantities

_DIGIT = "[0-9零〇一二三四五六七八九两壹贰叁肆伍陆柒捌玖十百千拾佰仟点]"
_UNIT = r"[ ]*(?:[万亿元圆块%千百]|wan|w(?![a-z])|个点)"
#: Marks of writing that stand between the signs of a figure without changing it.
_HIDDEN = re.compile(
    r"<[^<>]{1,40}>|[*_`\\]|\$(?=[万亿元圆块%])|&nbsp;|~~"
    rf"|(?<={_DIGIT})[ ]+(?={_DIGIT})|(?<={_DIGIT})[ ]+(?=百?分之)|(?<=分之)[ ]+"
    rf"|[(\[【「“\"'](?={_DIGIT}{{1,12}}[)\]】」”\"']{_UNIT})|(?<={_DIGIT})[)\]】」”\"'](?={_UNIT})"
)
_CIRCLED = re.compile(rf"[\u2460-\u2473\u24ea-\u24ff\u2776-\u2793²³¹⁰-₉]+(?={_UNIT})")
_LETTER_ZEROS = re.compile(rf"(?<=[0-9])[oо]+(?=[0-9oо]*{_UNIT})")
_THOUSANDS = re.compile(r"[千仟]|(?<=[0-9])k", re.IGNORECASE)


def money_and_percent_figures(text: str) -> tuple[Quantity, ...]:
    """Every figure of money or percentage in ``text``, with its place in ``text``.

    Kinds are ``money`` and ``percent`` only; 9千 without a unit counts as money here.
    """
    bare, places = _bare(text)
    figures = []
    for quantity in read_quantities(bare):
        kind = quantity.kind
        if kind == "number" and _THOUSANDS.search(quantity.text):
            kind = "money"
        if kind in ("money", "percent"):
            start, end = places[quantity.start][0], places[quantity.end - 1][1]
            unit = "元" if kind == "money" and not quantity.unit else quantity.unit
            figures.append(
                replace(quantity, kind=kind, unit=unit, start=start, end=end, text=text[start:end])
            )
    return tuple(figures)


def _bare(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without what hides figures, and for each character its range in ``text``."""
    normalised = normalise(text)
    signs = [
        (char, normalised.origin(place, place + 1))
        for place, char in enumerate(normalised.text)
        if unicodedata.category(char) not in ("Mn", "Me")
    ]
    plain = "".join(char for char, _ in signs)
    plain = _CIRCLED.sub(lambda match: "".join(map(_digit, match.group())), plain)
    plain = _LETTER_ZEROS.sub(lambda match: "0" * len(match.group()), plain)
    dropped = {place for match in _HIDDEN.finditer(plain) for place in range(*match.span())}
    kept = [place for place in range(len(plain)) if place not in dropped]
    return "".join(plain[place] for place in kept), [signs[place][1] for place in kept]


def _digit(char: str) -> str:
    """⑧ as 8; one sign for one, so that places stay."""
    value = unicodedata.digit(char, None)
    return char if value is None else str(value)
