"""A query made ready: its plain form, its words, its numbers, and the tokens to look up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.language.normalise import normalise
from assistant.language.quantities import Quantity, read_quantities
from assistant.retrieval.passages import Passage
from assistant.retrieval.token_index import Entry, FieldTokens
from assistant.retrieval.tokens import Dictionary, Word, grams

#: The token fields of the clause index.
CLAUSE_FIELDS = ("grams", "words", "heading", "context", "numbers")
#: What a match in each field counts, chosen on callers' questions (see evals/retrieval_report.py).
FIELD_WEIGHTS = {"grams": 1.0, "words": 1.0, "heading": 0.6, "context": 0.3, "numbers": 1.5}
#: Words below this information (in nats) say nothing about the matter: 的, 是, 在.
_EVERYDAY = 6.0


@dataclass(frozen=True, slots=True)
class Query:
    """A query as typed and in plain form, with the tokens and weights to look up by field."""

    text: str
    plain: str
    words: tuple[Word, ...]
    tokens: FieldTokens


def read_query(text: str, dictionary: Dictionary) -> Query:
    """Make ``text`` ready for the clause index."""
    plain = normalise(text).text
    words = tuple(dictionary.words(plain))
    found = {
        "grams": grams(plain),
        "words": [word.text for word in words],
        "heading": grams(plain),
        "context": grams(plain),
        "numbers": number_tokens(read_quantities(text)),
    }
    tokens = {field: dict.fromkeys(values, FIELD_WEIGHTS[field]) for field, values in found.items()}
    return Query(text, plain, words, tokens)


def clause_entry(passage: Passage, dictionary: Dictionary) -> Entry:
    """The passage as an entry of the clause index."""
    plain = normalise(passage.text).text
    heading = grams(normalise(passage.heading).text)
    return Entry(
        passage.clause_id,
        passage.document_id,
        {
            "grams": grams(plain),
            "words": [word.text for word in dictionary.words(plain)],
            "heading": heading,
            "context": grams(normalise(passage.context).text),
            "numbers": number_tokens(read_quantities(passage.text)),
        },
    )


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


def matter(word: str, dictionary: Dictionary) -> float:
    """How much a word says about the matter asked about, in nats; 0 for the words of every sentence."""
    return max(0.0, dictionary.information(word) - _EVERYDAY)
