"""What is indexed of a document: one entry a clause, with the words that place it and all a hit shows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.documents.model import Clause, Document, DocumentHead
from assistant.language.normalise import normalise
from assistant.language.quantities import read_quantities
from assistant.retrieval.query import ClauseWords, number_tokens
from assistant.retrieval.token_index import Entry
from assistant.retrieval.tokens import grams

if TYPE_CHECKING:
    from assistant.retrieval.lexicon import Lexicon

CLAUSE_FIELDS = ("grams", "words", "heading", "context", "numbers")


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause with all that judging and showing it takes.

    ``text`` is the whole clause, sub-clauses included; ``words`` are what its heading and its own text
    say; ``place`` counts the clauses of its document.
    """

    document: DocumentHead
    clause_id: str
    label: str
    heading: str
    text: str
    place: int
    responsible_units: tuple[str, ...]
    words: ClauseWords

    @property
    def address(self) -> tuple[str, str]:
        return self.document.document_id, self.clause_id


def passage(document: Document, clause: Clause) -> Passage:
    """The passage that ``clause`` of ``document`` is."""
    return Passage(
        document=document,
        clause_id=clause.clause_id,
        label=clause.label,
        heading=clause.heading,
        text=document.whole_text(clause).rstrip(),
        place=document.clauses.index(clause),
        responsible_units=clause.responsible_units,
        words=ClauseWords(
            _plain(document, clause), frozenset(number_tokens(read_quantities(document.own_text(clause))))
        ),
    )


def clause_entries(document: Document, lexicon: Lexicon) -> Iterator[Entry]:
    """An entry for every clause that has words of its own, in the order of the text."""
    kind = document_kind(document)
    for place, clause in enumerate(document.clauses):
        text = document.own_text(clause)
        if not text.strip():
            continue
        plain = normalise(text).text
        headings = [document.title, *(above.heading or above.label for above in _above(document, clause))]
        numbers = number_tokens(read_quantities(text))
        yield Entry(
            key=clause.clause_id,
            group=document.document_id,
            tokens={
                "grams": grams(plain),
                "words": [word.text for word in lexicon.dictionary.words(plain)],
                "heading": grams(normalise(clause.heading).text),
                "context": grams(normalise("\n".join(headings)).text),
                "numbers": numbers,
            },
            kind=kind,
            record=_record(document, clause, place, numbers),
        )


def read_record(record: bytes, document: DocumentHead, clause_id: str) -> Passage:
    """The passage that was filed under an entry's ``record``."""
    label, heading, text, place, units, plain, numbers = json.loads(record)
    words = ClauseWords(plain, frozenset(numbers))
    return Passage(document, clause_id, label, heading, text, place, tuple(units), words)


def document_kind(document: DocumentHead) -> str:
    """The same for documents that meet the same conditions of a ``Selection``, their ids aside."""
    return f"{document.region}|{document.status}|{document.valid_from}|{document.valid_until}"


def _record(document: Document, clause: Clause, place: int, numbers: Iterable[str]) -> bytes:
    text, plain = document.whole_text(clause).rstrip(), _plain(document, clause)
    filed = [clause.label, clause.heading, text, place, clause.responsible_units, plain, [*numbers]]
    return json.dumps(filed, ensure_ascii=False, separators=(",", ":")).encode()


def _plain(document: Document, clause: Clause) -> str:
    return normalise(f"{clause.heading}\n{document.own_text(clause)}").text


def _above(document: Document, clause: Clause) -> Iterator[Clause]:
    parent = document.clause(clause.parent_id) if clause.parent_id else None
    if parent is not None:
        yield from _above(document, parent)
        yield parent
