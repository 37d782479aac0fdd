"""The cells of a register: each distinct text of a column read once, by the readers of every request.

An office writes 是, 民营企业, 200万元 or 36个月 where a request has ``true``, ``private_enterprise``,
``2000000`` and ``36``; an empty cell is a fact not told.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.awards.batch_words import say, words
from assistant.awards.fact_schema import Fact
from assistant.awards.facts import BadFact, Reader
from assistant.awards.money import EXACT
from assistant.language.quantities import Quantity, read_quantities

_LONGEST_CELL = 4000
_COMMAS = re.compile(r"(?<=[0-9])[,，](?=[0-9]{3})")
_SIGNED = re.compile(r"[+-]?[0-9.]+")


class BadCell(Exception):
    """A cell that cannot be read; the message says what is wrong and how to mend it."""


@dataclass(frozen=True, slots=True)
class Column:
    """One fact over all rows: the values that occur, None for not told, and each row's place in them."""

    values: tuple[Any, ...]
    codes: NDArray[np.int32]

    def only(self, rows: NDArray[np.bool_]) -> Column:
        """The column without the rows that are False in ``rows``."""
        return Column(self.values, self.codes[rows])

    def told(self) -> NDArray[np.bool_]:
        return np.array([value is not None for value in self.values], dtype=bool)[self.codes]

    def under(self, other: Column) -> Column:
        """``other`` where it tells the fact, this column elsewhere."""
        codes = np.where(other.told(), other.codes + len(self.values), self.codes)
        return Column((*self.values, *other.values), codes.astype(np.int32))


def read_column(cells: Iterable[str], rows: int, read: Callable[[str], Any]) -> tuple[Column, dict[int, str]]:
    """The column of ``cells``, and what is wrong with the rows that cannot be read."""
    memo = _Memo(read)
    codes = np.fromiter(map(memo.__getitem__, cells), np.int32, rows)
    mistakes: dict[int, str] = {}
    if memo.mistakes:
        wrong = np.isin(codes, list(memo.mistakes))
        mistakes = {int(row): memo.mistakes[int(codes[row])] for row in np.flatnonzero(wrong)}
    return Column(tuple(memo.found), codes), mistakes


class _Memo(dict[str, int]):
    def __init__(self, read: Callable[[str], Any]) -> None:
        self._read = read
        self.found: list[Any] = []
        self.mistakes: dict[int, str] = {}

    def __missing__(self, text: str) -> int:
        code = self[text] = len(self.found)
        try:
            self.found.append(self._read(text))
        except BadCell as bad:
            self.found.append(None)
            self.mistakes[code] = str(bad)
        return code


def cell_reader(fact: Fact, reader: Reader, unit: Decimal | None) -> Callable[[str], Any]:
    """The function that reads a cell of ``fact``, in ``unit`` yuan where the heading names one.

    It returns None for a fact not told and raises ``BadCell``.
    """
    unknown = frozenset(words().unknown)
    inner = _reader(fact, reader, unit)

    def read(text: str) -> Any:
        text = text.strip()
        if text in unknown:
            return None
        if len(text) > _LONGEST_CELL:
            raise BadCell(say("too_long"))
        try:
            return inner(text)
        except BadFact as bad:
            raise BadCell(bad.detail.msg) from None

    return read


def _reader(fact: Fact, reader: Reader, unit: Decimal | None) -> Callable[[str], Any]:
    if fact.type == "bool":
        return _yes_no(fact)
    if fact.type == "choice":
        return lambda text: reader(text, ())
    if fact.type == "decimal_list":
        return _list(fact, reader, unit)
    return lambda text: reader(_digits(text, fact, unit), ())


def _yes_no(fact: Fact) -> Callable[[str], Any]:
    known = dict.fromkeys(words().yes, True) | dict.fromkeys(words().no, False)

    def read(text: str) -> bool:
        if text not in known:
            raise BadCell(say("not_yes_no", label=fact.label))
        return known[text]

    return read


def _list(fact: Fact, reader: Reader, unit: Decimal | None) -> Callable[[str], Any]:
    separator = re.compile(words().list_separators)

    def read(text: str) -> Any:
        parts = [part.strip() for part in separator.split(text.strip("[]"))]
        return reader([_digits(part, fact, unit) for part in parts if part], ())

    return read


def _digits(text: str, fact: Fact, unit: Decimal | None) -> str:
    """The number that ``text`` means, in the fact's own unit, as plain digits for the reader."""
    if text.isascii() and text.isdecimal() and unit is None:
        return text
    plain = _COMMAS.sub("", unicodedata.normalize("NFKC", text))
    own = unicodedata.normalize("NFKC", fact.unit)
    digits = plain.removesuffix(own).strip() if own else plain
    if _SIGNED.fullmatch(digits):
        if unit is None or digits != plain or digits.count(".") > 1:
            return digits
        return str(EXACT.multiply(Decimal(digits), unit)) if digits.strip("+-.") else digits
    quantities = read_quantities(plain)
    if len(quantities) == 1 and _means(quantities[0], plain, fact):
        return format(quantities[0].low, "f")
    if any(character.isdigit() for character in digits) and re.fullmatch(r"[0-9.eE+-]+", digits):
        return digits
    raise BadCell(say("not_a_number", label=fact.label))


def _means(quantity: Quantity, text: str, fact: Fact) -> bool:
    """Whether the whole of ``text`` is this one exact quantity, of the kind that ``fact`` is."""
    exact = quantity.low == quantity.high and quantity.bound == "exact" and not quantity.per
    if quantity.text != text or not exact:
        return False
    if fact.type == "int":  # 130亿 alone is read as money unless one knows what is asked
        return (
            quantity.kind in ("number", "parameters")
            or (quantity.kind == "count" and quantity.unit in fact.unit)
            or (quantity.kind == "money" and "元" not in text)
        )
    return quantity.kind == "money" and quantity.unit == "元"
