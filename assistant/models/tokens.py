"""A model's sentence with its tokens filled in from results and clauses, piece by piece.

``[[award:ID.amount]]``, ``.working``, ``.units``, ``.name``; ``[[total]]``; ``[[clause:10]]``;
``[[quote:10#2]]``, with ``document_id/`` before a clause of another document. What stands in
quotation marks and word for word in a document of the turn becomes a quotation with its citation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.answers.award_writer import interval
from assistant.answers.citations import CitationBook
from assistant.answers.section import readable
from assistant.contract import AwardResult, Citation, Total
from assistant.documents.model import Clause, Document, Span
from assistant.models.prompts import Written
from assistant.models.sources import Library, Sources

_TOKEN = re.compile(r"\[\[(?P<kind>[a-z]+)(?::(?P<address>[^\[\]]{1,120}))?\]\]|\[\[[^\[\]]*\]\]")
_AWARD = re.compile(r"(?P<award_id>[a-z0-9-]+)(?:\.(?P<field>amount|working|units|name))?")
_CLAUSE = re.compile(r"(?:(?P<document>[a-z0-9-]+)/)?(?P<clause>[A-Za-z0-9.]+)(?:#(?P<sentence>\d{1,3}))?")
_MARK = re.compile(r"\[\d{1,3}\]")
_PAIRS = {"“": "”", "「": "」", "『": "』", "《": "》", '"': '"'}
#: Shorter quotations are single words, which need no citation.
_CITED_FROM = 8


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a sentence: the model's own words, or what the system put in and vouches for."""

    text: str
    proved: bool = False
    #: To be marked behind the text; its number is given when the sentence has passed.
    citation: Citation | None = None
    #: The award whose token this was.
    award_id: str | None = None


class UnknownToken(Exception):
    """A token without which the sentence says nothing."""


class Filler:
    """Fills in the tokens of one turn's sentences."""

    def __init__(
        self,
        library: Library,
        sources: Sources,
        results: Mapping[str, AwardResult],
        total: Total | None,
        written: Written,
        named: Callable[[str, str], bool],
    ) -> None:
        self._library = library
        self._sources = sources
        #: Grows while the model's tools calculate more.
        self._results = results
        self._total = total
        self._written = written
        #: Whether a text names an award, as people say it.
        self._named = named

    def fill(self, sentence: str) -> tuple[Piece, ...]:
        """The pieces of ``sentence``. Raises ``UnknownToken`` for an award, total or quote there is not."""
        pieces: list[Piece] = []
        place = 0
        for match in _TOKEN.finditer(sentence):
            pieces += self._own_words(sentence[place : match.start()])
            pieces += self._token(match, "".join(piece.text for piece in pieces))
            place = match.end()
        return (*pieces, *self._own_words(sentence[place:]))

    def _token(self, match: re.Match[str], before: str) -> list[Piece]:
        kind, address = match["kind"], match["address"] or ""
        if kind == "award" and (award := _AWARD.fullmatch(address)):
            return [self._award(award["award_id"], award["field"] or "amount", before)]
        if kind == "total" and not address and self._total is not None:
            return [Piece(_after(interval(self._total.low, self._total.high), before), proved=True)]
        clause = _CLAUSE.fullmatch(address)
        if kind == "quote" and clause and clause["sentence"]:
            return [self._quote(clause["document"], clause["clause"], int(clause["sentence"]))]
        if kind == "clause":
            return self._clause(clause["document"], clause["clause"]) if clause else []
        raise UnknownToken(match.group())

    def _award(self, award_id: str, field: str, before: str) -> Piece:
        result = self._results.get(award_id)
        if result is None:
            raise UnknownToken(award_id)
        if field == "units":
            return Piece("、".join(result.responsible_units), True)
        if field == "name":
            return Piece(result.name, True)
        if field == "working":
            return Piece(
                "；".join(readable(step.text, "元") for step in result.trace), True, award_id=award_id
            )
        text = _after(result.amount.text, before)
        if len(self._results) > 1 and not self._named(award_id, before):
            text = self._written.of_award.format(amount=text, name=result.name)
        if result.eligibility == "unknown" and result.amount.high not in (None, "0"):
            text = self._written.if_all_met.format(amount=text)
        return Piece(text, True, award_id=award_id)

    def _clause(self, document_id: str | None, clause_id: str) -> list[Piece]:
        found = self._find(document_id, clause_id)
        if found is None:
            return []
        document, clause = found
        citation = CitationBook().cite(document, clause, Span(clause.start, clause.whole_end))
        return [Piece(self._written.clause.format(label=clause.label), True, citation)]

    def _quote(self, document_id: str | None, clause_id: str, number: int) -> Piece:
        found = self._find(document_id, clause_id)
        if found is None or not 1 <= number <= len(found[1].sentences):
            raise UnknownToken(clause_id)
        document, clause = found
        citation = CitationBook().cite(document, clause, clause.sentences[number - 1])
        return Piece(self._written.quote.format(quote=citation.quote), True, citation)

    def _find(self, document_id: str | None, clause_id: str) -> tuple[Document, Clause] | None:
        document = self._library.get(document_id or self._library.ruled.document_id)
        clause = document.clause(clause_id) if document else None
        return (document, clause) if document and clause else None

    # ---- the model's own words ----

    def _own_words(self, text: str) -> Iterator[Piece]:
        """Runs of own words and of verbatim quotations; ``[3]`` marks of the model's own are left out."""
        text = _MARK.sub("", text)
        place = 0
        for start, end in quoted(text):
            verbatim = self._verbatim(text[start + 1 : end - 1])
            if verbatim is not None:
                if start > place:
                    yield Piece(text[place:start])
                yield Piece(text[start:end], True, verbatim)
                place = end
        if place < len(text):
            yield Piece(text[place:])

    def _verbatim(self, words: str) -> Citation | None:
        if len(words) < _CITED_FROM:
            return None
        for document in self._sources.documents():
            at = document.text.find(words)
            if at >= 0:
                clause = _clause_at(document.clauses, at)
                inside = [s for s in clause.sentences if s.start < at + len(words) and at < s.end]
                begin = min([at, *(sentence.start for sentence in inside)])
                end = max([at + len(words), *(sentence.end for sentence in inside)])
                return CitationBook().cite(document, clause, Span(begin, end))
        return None


def quoted(text: str) -> Iterator[tuple[int, int]]:
    """The ranges of ``text`` in quotation marks, the outermost pair where they are nested."""
    place = 0
    while place < len(text):
        closing = _PAIRS.get(text[place])
        end = _partner(text, place, closing) if closing else None
        if end is not None:
            yield place, end
            place = end
        else:
            place += 1


def _partner(text: str, start: int, closing: str) -> int | None:
    depth = 0
    for place in range(start + 1, len(text)):
        if text[place] == closing:
            if depth == 0:
                return place + 1
            depth -= 1
        elif text[place] == text[start]:
            depth += 1
    return None


def _clause_at(clauses: Sequence[Clause], place: int) -> Clause:
    return next(clause for clause in clauses if clause.start <= place < clause.end)


def _after(amount: str, before: str) -> str:
    """最高 once, though the model wrote it before the token too."""
    return amount.removeprefix("最高") if before.endswith("最高") else amount
