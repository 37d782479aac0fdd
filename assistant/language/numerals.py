"""Chinese, Arabic and mixed numerals as exact numbers.

Reads one numeral at a place of a normalised text (see ``normalise``): 200万,
1,000, 1.5千万, 3万5, 一亿零五百万, 伍拾万, 二十几万, 五六十万, 三十多万, 200w.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Vagueness = Literal["exact", "about", "more_than"]

_DIGITS = {char: value for value, chars in enumerate(
    ("零〇", "一壹弌", "二两贰弍", "三叁弎参", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
) for char in chars}  # fmt: skip
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "k": 1000}
_BIG = {
    "万": 10**4,
    "w": 10**4,
    "wan": 10**4,
    "亿": 10**8,
    "yi": 10**8,
    "kw": 10**7,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
}
_TENS = {"廿": 20, "卄": 20, "卅": 30, "卌": 40}

#: What 多, 余 and 来 stand before when they make a numeral vague: 三十多万, 200余人.
_VAGUE_BEFORE = "万亿十百千元块圆人家台套款场项名位年天次件所篇户%"

#: What a last digit counts on its own: 8万一个人, 50万一年.
_COUNTED = re.compile(" ?[个回次台套人家款场项件年月天名位]")

_TOKEN = re.compile(
    r"(?P<arabic>(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?)"
    rf"|(?P<digit>[{''.join(_DIGITS).replace('参', '')}]|参(?=[拾佰仟万亿]))"
    r"|(?P<tens>[廿卄卅卌])"
    r"|(?P<small>[十拾百佰千仟]|(?<=[0-9])k(?![a-z]))"
    # 500kw is an electric power.
    r"|(?P<big> ?(?:个 ?)?(?:wan|w|yi|thousand|million|billion|(?<=[0-9])(?<![0-9]{3})kw)(?![a-z])"
    r"| ?个? ?[万亿])"
    r"|(?P<point>点(?=[零〇一二三四五六七八九]))"
    rf"|(?P<vague>[多余来](?= ?个? ?[{_VAGUE_BEFORE}]|个)|(?<=[万亿])多(?=$|[,。;!? 吧吗呢啊了的能可])"
    r"|[几数](?=[十百千万亿拾佰仟])|(?<=[十拾])几)"
)
#: Two digits side by side that mean "from … to …": 五六十万, 三五个.
_PAIRS = {(low, low + 1) for low in range(1, 9)} | {(3, 5)}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral at ``[start, end)``. ``low`` and ``high`` differ where the words name a span."""

    low: Decimal
    high: Decimal
    vagueness: Vagueness
    #: The one 万 or 亿 that closes the numeral, which 30－100万 shares with the 30; else 1.
    scale: Decimal
    #: True where no Arabic digit stands in it.
    chinese: bool
    #: True where a 十, 百, 千, 万 or 亿 stands in it, and where a 万 or 亿 does.
    scaled: bool
    big: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    value: Decimal


def read_numeral(text: str, position: int) -> Numeral | None:
    """The longest numeral that begins exactly at ``position``, or None where none does."""
    tokens, end = _tokens(text, position)
    if not tokens or not _may_begin(text, position, tokens):
        return None
    bounds = _bounds(tokens)
    if bounds is None:
        return None
    low, high, vagueness = bounds
    bigs = [token for token in tokens if token.kind == "big"]
    closing = len(bigs) == 1 and tokens[-1].kind == "big"
    return Numeral(
        low=low,
        high=high,
        vagueness=vagueness,
        scale=bigs[0].value if closing else Decimal(1),
        chinese=all(token.kind != "arabic" for token in tokens),
        scaled=any(token.kind in ("small", "big", "tens") for token in tokens),
        big=bool(bigs),
        start=position,
        end=end,
    )


def _tokens(text: str, position: int) -> tuple[list[_Token], int]:
    tokens: list[_Token] = []
    end = position
    while match := _TOKEN.match(text, end):
        kind = str(match.lastgroup)
        found = match.group()
        if kind == "arabic" and tokens and tokens[-1].kind in ("arabic", "digit"):
            break
        if kind == "digit" and tokens and tokens[-1].kind == "arabic":
            break
        tokens.append(_Token(kind, found, _token_value(kind, found)))
        end = match.end()
    while _last_digit_is_apart(text, tokens, end):
        end -= len(tokens.pop().text)
    return tokens, end


def _last_digit_is_apart(text: str, tokens: list[_Token], end: int) -> bool:
    """In 8万一个人 and 一万五一个月 the last 一 counts what follows."""
    if len(tokens) < 2 or tokens[-1].kind not in ("digit", "arabic") or tokens[-1].text in ("零", "〇"):
        return False
    before = tokens[-2]
    if before.kind == tokens[-1].kind == "digit" and before.text not in ("零", "〇"):
        pair = (int(before.value), int(tokens[-1].value)) in _PAIRS
        return len(tokens) > 2 and tokens[-3].kind in ("small", "big") and not pair
    return before.kind in ("small", "big") and before.value >= 100 and bool(_COUNTED.match(text, end))


def _token_value(kind: str, found: str) -> Decimal:
    if kind == "arabic":
        return Decimal(found.replace(",", ""))
    word = found.replace("个", "").replace(" ", "")
    return Decimal({**_DIGITS, **_TENS, **_SMALL, **_BIG}.get(word, 0))


def _may_begin(text: str, position: int, tokens: list[_Token]) -> bool:
    """十 is 10 and 百万 is 1,000,000, but 百 alone is no numeral and 万 one only in 上万, 超亿."""
    first = tokens[0]
    if first.kind == "big":
        return text[position] in "万亿" and text[position - 1 : position] in tuple("上近超过破逾")
    if first.kind == "small" and len(tokens) == 1:
        return first.value == 10
    return first.kind != "point" and (first.kind != "vague" or first.text in "几数")


def _bounds(tokens: list[_Token]) -> tuple[Decimal, Decimal, Vagueness] | None:
    """Both ends of what the tokens say, or None where they are no numeral."""
    for index, token in enumerate(tokens):
        if token.kind == "vague":
            return _vague_bounds(tokens, index)
    pair = _pair_at(tokens)
    if pair is not None:
        low, high = (_evaluate([*tokens[:pair], tokens[pair + n], *tokens[pair + 2 :]]) for n in (0, 1))
        return None if low is None or high is None else (low, high, "about")
    value = _evaluate(tokens)
    return None if value is None else (value, value, "exact")


def _pair_at(tokens: list[_Token]) -> int | None:
    """Where two digits name a span: exactly two of them, side by side."""
    for index in range(len(tokens) - 1):
        run = tokens[max(index - 1, 0) : index + 3]
        if tokens[index].kind == tokens[index + 1].kind == "digit":
            alone = sum(token.kind == "digit" for token in run) == 2 and all(
                t.kind != "point" for t in tokens
            )
            named = (int(tokens[index].value), int(tokens[index + 1].value)) in _PAIRS
            return index if alone and named else None
    return None


def _vague_bounds(tokens: list[_Token], index: int) -> tuple[Decimal, Decimal, Vagueness] | None:
    before, word, after = tokens[:index], tokens[index].text, tokens[index + 1 :]
    if word in "几数":
        # 几十 is two tens or more, 十几 one more than ten or more.
        ends = (1 if before else 2, 9)
        low, high = (_evaluate([*before, _Token("digit", word, Decimal(n)), *after]) for n in ends)
        return None if low is None or high is None else (low, high, "about")
    number = _evaluate(before)
    if number is None:
        return None
    tail = _evaluate([_Token("arabic", "", Decimal(1)), *after]) if after else Decimal(1)
    if tail is None:
        return None
    if word == "来":
        return number * tail, number * tail, "about"
    return number * tail, (number + _step(number)) * tail, "more_than"


def _step(number: Decimal) -> Decimal:
    """The place of the last digit that is not zero: 30 → 10, 100 → 100."""
    step = Decimal(1)
    while number and number % (step * 10) == 0:
        step *= 10
    return step


def _evaluate(tokens: list[_Token]) -> Decimal | None:
    """The value of tokens without vague words, or None where their order makes no numeral."""
    total = section = Decimal(0)
    number: Decimal | None = None
    last_unit = Decimal(0)
    biggest = Decimal(0)
    zero = False
    decimals = 0
    previous = ""
    for token in tokens:
        if token.kind in ("arabic", "digit"):
            if decimals:
                number = (number or Decimal(0)) + token.value.scaleb(-decimals)
                decimals += 1
            elif number is None:
                zero = token.text in ("零", "〇")
                number = None if zero and previous in ("small", "big") else token.value
            else:
                number = number * 10 + token.value
        elif token.kind == "point":
            if number is None:
                return None
            decimals = 1
        elif token.kind == "tens":
            if number is not None:
                return None
            section += token.value
            last_unit = Decimal(10)
        elif token.kind == "small":
            if number is None and previous in ("small", "big") and not (zero and token.value == 10):
                return None
            section += (Decimal(1) if number is None else number) * token.value
            number, last_unit, decimals = None, token.value, 0
        else:
            inner = section + (number or Decimal(0))
            if token.value > biggest:
                inner += total
                total = Decimal(0)
            total += (inner or Decimal(1)) * token.value
            section, number, decimals = Decimal(0), None, 0
            last_unit, biggest = token.value, token.value
        previous = token.kind
    if number is None:
        return total + section
    tail_digit = last_unit >= 100 and not zero and number < 10 and tokens[-2].kind in ("small", "big")
    # 3万5 is 35000 and 一百五 is 150: the last digit counts the next lower unit.
    return (
        total + section + (number * last_unit / 10 if tail_digit and "." not in tokens[-1].text else number)
    )
