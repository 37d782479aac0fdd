"""What a model may speak of in one turn: numbers, words and places that somebody else said first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from assistant.language.figures import money_and_percent_figures
from assistant.language.normalise import normalise
from assistant.language.places import read_places
from assistant.language.quantities import Quantity, read_quantities

LATIN = re.compile(r"[a-z][a-z0-9-]*")
_SPACE = re.compile(r"\s+")

Number = tuple[str, Decimal, Decimal]


@dataclass(frozen=True)
class Known:
    """Everything said by documents, user and rules, ready to be looked up."""

    #: Without white space, in plain form.
    text: str
    numbers: frozenset[Number]
    latin: frozenset[str]
    places: frozenset[str]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Known:
        whole = "\n".join(texts)
        return cls(
            text=plain(whole),
            numbers=frozenset(number(quantity) for quantity in read_quantities(whole)),
            latin=frozenset(LATIN.findall(normalise(whole).text.casefold())),
            places=frozenset(mention.name for mention in read_places(whole)),
        )

    def __or__(self, other: Known) -> Known:
        return Known(
            self.text + "\n" + other.text,
            self.numbers | other.numbers,
            self.latin | other.latin,
            self.places | other.places,
        )


def plain(text: str) -> str:
    """In plain form, casefolded, without white space and emphasis: for looking up word for word."""
    return _SPACE.sub("", normalise(text).text).casefold().replace("**", "")


def number(quantity: Quantity) -> Number:
    return quantity.kind, quantity.low, quantity.high


def figures(text: str) -> frozenset[Number]:
    """The money and percentages of a text, by value; amounts in another currency have a kind of their own."""
    return frozenset(figure(quantity) for quantity in money_and_percent_figures(text))


def figure(quantity: Quantity) -> Number:
    return quantity.kind + quantity.unit, quantity.low, quantity.high
