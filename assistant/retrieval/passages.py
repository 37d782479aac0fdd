"""What is indexed of a document: one entry a clause, with the words that place it."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.documents.model import Clause, Document
from assistant.language.normalise import normalise
from assistant.language.quantities import read_quantities
from assistant.retrieval.lexicon import Lexicon
from assistant.retrieval.query import number_tokens
from assistant.retrieval.token_index import Entry
from assistant.retrieval.tokens import grams

CLAUSE_FIELDS = ("grams", "words", "heading", "context", "numbers")


def clause_entries(document: Document, lexicon: Lexicon) -> Iterator[Entry]:
    """An entry for every clause that has words of its own, in the order of the text."""
    for clause in document.clauses:
        text = document.own_text(clause)
        if not text.strip():
            continue
        plain = normalise(text).text
        headings = [document.title, *(above.heading or above.label for above in _above(document, clause))]
        yield Entry(
            key=clause.clause_id,
            group=document.document_id,
            tokens={
                "grams": grams(plain),
                "words": [word.text for word in lexicon.dictionary.words(plain)],
                "heading": grams(normalise(clause.heading).text),
                "context": grams(normalise("\n".join(headings)).text),
                "numbers": number_tokens(read_quantities(text)),
            },
        )


def _above(document: Document, clause: Clause) -> Iterator[Clause]:
    parent = document.clause(clause.parent_id) if clause.parent_id else None
    if parent is not None:
        yield from _above(document, parent)
        yield parent
