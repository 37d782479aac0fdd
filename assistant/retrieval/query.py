"""A query made ready: its plain form, what it says word by word, and the tokens to look up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assistant.language.normalise import normalise
from assistant.language.quantities import Quantity, read_quantities
from assistant.retrieval.lexicon import Lexicon
from assistant.retrieval.token_index import FieldTokens
from assistant.retrieval.tokens import grams

#: What a match in each field of the clause index counts, chosen on callers' questions.
FIELD_WEIGHTS = {"grams": 1.0, "words": 1.0, "heading": 0.6, "context": 0.3, "numbers": 1.5}
#: What a word counts that the query does not use but that means the same.
_EQUIVALENT = 0.5
#: Words below this information, in nats, stand in every sentence: 的, 是, 在.
_EVERYDAY = 6.0
#: What a number or a phrase of the vocabulary says, in nats: as much as a word of the trade.
_TRADE = 8.0


@dataclass(frozen=True, slots=True)
class Query:
    """A query as typed and in plain form.

    ``said`` holds each word or phrase that says something about the matter with its weight in nats,
    ``equivalents`` what else means the same as one of them, ``numbers`` the tokens of each quantity,
    ``tokens`` what to look up in the clause index, by field; ``nats`` is how much it says in all.
    """

    text: str
    plain: str
    said: Mapping[str, float]
    equivalents: Mapping[str, tuple[str, ...]]
    numbers: tuple[frozenset[str], ...]
    tokens: FieldTokens
    nats: float


def read_query(text: str, lexicon: Lexicon) -> Query:
    """Make ``text`` ready for look-up."""
    plain = normalise(text).text
    quantities = read_quantities(text)
    worded = normalise(_blanked(text, ((q.start, q.end) for q in quantities))).text
    phrases = lexicon.phrases(worded)
    rest = _blanked(worded, ((phrase.start, phrase.end) for phrase in phrases))
    said = {
        word.text: lexicon.dictionary.information(word.text) - _EVERYDAY
        for word in lexicon.dictionary.words(rest)
    }
    said |= {phrase.text: _TRADE for phrase in phrases}
    equivalents = {phrase.text: lexicon.equivalents(phrase.group) for phrase in phrases}
    numbers = tuple(frozenset(number_tokens([quantity])) for quantity in quantities)
    characters = grams(plain)
    found: dict[str, Iterable[str]] = {
        "grams": characters,
        "words": (word.text for word in lexicon.dictionary.words(worded)),
        "heading": characters,
        "context": characters,
        "numbers": (token for group in numbers for token in sorted(group)),
    }
    tokens = {field: dict.fromkeys(values, FIELD_WEIGHTS[field]) for field, values in found.items()}
    for phrase in (other for group in equivalents.values() for other in group):
        for word in lexicon.dictionary.words(phrase):
            tokens["words"].setdefault(word.text, _EQUIVALENT)
    said = {word: nats for word, nats in said.items() if nats > 0}
    nats = sum(said.values()) + _TRADE * len(numbers)
    return Query(text, plain, said, equivalents, numbers, tokens, nats)


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """What a clause says, for comparing with a query: its plain text and the tokens of its numbers."""

    plain: str
    numbers: frozenset[str]


def held(query: Query, clause: ClauseWords) -> float:
    """How much of what the query says the clause's own words hold, in nats."""
    nats = _TRADE * sum(1 for group in query.numbers if group & clause.numbers)
    for word, says in query.said.items():
        if word in clause.plain or any(other in clause.plain for other in query.equivalents.get(word, ())):
            nats += says
    return nats


def coverage(query: Query, held_nats: float) -> float:
    """The share of what the query says that a clause which ``held`` so many nats holds; 0 to 1."""
    return held_nats / query.nats if query.nats else 0.0


def number_tokens(quantities: Iterable[Quantity]) -> list[str]:
    """Tokens that are equal where quantities are: 50万元 and 500,000元, 3千元/月 and 3000元每月."""
    tokens = []
    for quantity in quantities:
        for value in dict.fromkeys((quantity.low, quantity.high)):
            plain = f"{value.normalize():f}"
            tokens += [f"n{plain}", f"{quantity.kind}{plain}"]
            if quantity.per:
                tokens.append(f"{quantity.kind}{plain}/{'/'.join(sorted(quantity.per))}")
    return tokens


def _blanked(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    characters = list(text)
    for start, end in ranges:
        characters[start:end] = " " * (end - start)
    return "".join(characters)
