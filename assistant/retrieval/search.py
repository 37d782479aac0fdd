"""Look-up: a query becomes ranked clauses, or none where no clause deals with it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.contract import ClauseHit, SearchResponse
from assistant.documents.model import Clause, Document
from assistant.documents.registry import Registry
from assistant.errors import IndexUnavailable
from assistant.language.normalise import normalise
from assistant.retrieval.address import find_addresses, is_only_address
from assistant.retrieval.build import build_index
from assistant.retrieval.fingerprint import content_hash, document_hashes
from assistant.retrieval.highlight import highlights
from assistant.retrieval.query import Query, matter, read_query
from assistant.retrieval.store import IndexStore, Stored
from assistant.retrieval.token_index import TokenIndex
from assistant.retrieval.tokens import Dictionary
from assistant.retrieval.units import unit_lookup

#: How many clauses the inverted index hands on to be judged.
_CANDIDATES = 50
#: Share of what a query says that a clause must deal with, where nothing else speaks for it.
_LEAST_COVERAGE = 0.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clause that may answer, with its score in [0, 1] and, if it was named, the place within it."""

    document: Document
    clause: Clause
    score: float
    named: tuple[int, int] | None = None


class Searcher:
    """Look-up over the clauses of a registry. Holds no state between queries; safe for many threads."""

    def __init__(self, registry: Registry, stored: Stored) -> None:
        self._registry = registry
        self._dictionary = Dictionary.load(stored.folder / "words.txt")
        self._clauses = TokenIndex(stored.folder / "clauses")

    @classmethod
    def open(cls, registry: Registry, data_dir: Path) -> Searcher:
        """Open the index of ``registry`` under ``data_dir``; build it where it is missing, old or damaged.

        Where building fails, an older index that is whole goes on serving. Raises IndexUnavailable
        where there is none either, CorpusError for a mistake in the corpus.
        """
        store = IndexStore(data_dir)
        stored = store.current()
        if stored is None or stored.manifest["hash"] != content_hash(registry, document_hashes(registry)):
            try:
                build_index(registry, data_dir, lambda *_: None)
                stored = store.current()
            except IndexUnavailable:
                if stored is None:
                    raise
        if stored is None:
            raise IndexUnavailable(f"{data_dir} 里没有可用的检索索引，请重新建立索引。")
        return cls(registry, stored)

    def search(self, query: str, k: int = 5, document_id: str | None = None) -> SearchResponse:
        """The at most ``k`` clauses that deal with ``query``, best first; none where no clause does.

        ``document_id`` keeps to one document; an unknown one gives no hits.
        """
        started = time.perf_counter()
        scope = [d for d in self._registry.documents if document_id in (None, d.document_id)]
        read = read_query(query, self._dictionary)
        found = self._find(read, scope) if read.plain.strip() and k > 0 else []
        hits = tuple(self._hit(read, candidate) for candidate in found[:k])
        return SearchResponse(query=query, took_ms=(time.perf_counter() - started) * 1000, hits=hits)

    def _find(self, query: Query, scope: Sequence[Document]) -> list[Candidate]:
        named = _named(query.text, scope)
        if named is not None:
            places, only = named
            if only:
                return places
        else:
            places = []
        taken = {(place.document.document_id, place.clause.clause_id) for place in places}
        others = [
            candidate
            for candidate in self._lexical(query, scope)
            if (candidate.document.document_id, candidate.clause.clause_id) not in taken
        ]
        return [*places, *others]

    def _lexical(self, query: Query, scope: Sequence[Document]) -> list[Candidate]:
        groups = [] if len(scope) == len(self._registry.documents) else [d.document_id for d in scope]
        if not scope:
            return []
        found = []
        for match in self._clauses.search(query.tokens, _CANDIDATES, groups):
            document = self._registry.get(match.group)
            clause = document.clause(match.key) if document else None
            if document and clause:
                found.append(Candidate(document, clause, self._coverage(query, document, clause)))
        kept = [candidate for candidate in found if candidate.score >= _LEAST_COVERAGE]
        return sorted(kept, key=lambda candidate: -candidate.score)

    def _coverage(self, query: Query, document: Document, clause: Clause) -> float:
        """The share of what the query says, in nats, whose words stand in the clause."""
        plain = normalise(f"{clause.heading}\n{document.own_text(clause)}").text
        said = {word.text: matter(word.text, self._dictionary) for word in query.words}
        total = sum(said.values())
        return sum(value for word, value in said.items() if word in plain) / total if total else 0.0

    def _hit(self, query: Query, candidate: Candidate) -> ClauseHit:
        document, clause = candidate.document, candidate.clause
        text = document.whole_text(clause).rstrip()
        if candidate.named is not None:
            marks: tuple[tuple[int, int], ...] = (candidate.named,)
        else:
            words = {w.text for w in query.words if matter(w.text, self._dictionary) > 0}
            marks = highlights(text, words, frozenset(query.tokens["numbers"]))
        return ClauseHit(
            document_id=document.document_id,
            clause_id=clause.clause_id,
            label=clause.label,
            heading=clause.heading,
            text=text,
            score=round(candidate.score, 4),
            highlights=marks,
            responsible_units=clause.responsible_units,
        )


def _named(text: str, scope: Sequence[Document]) -> tuple[list[Candidate], bool] | None:
    """Clauses that ``text`` names by address or unit, and whether it asks for nothing else.

    None where it names nothing. An address or unit that no document has gives no clauses.
    """
    places: list[Candidate] = []
    named = only = False
    for document in scope:
        lookup = unit_lookup(text, document, {})
        if lookup is not None:
            named = only = True
            places += [Candidate(document, clause, 1.0) for clause in lookup.clauses]
            continue
        for mention in find_addresses(text, document):
            named = True
            clause = document.clause(mention.clause_id) if mention.clause_id else None
            if clause is not None and mention.span is not None:
                span = (mention.span.start - clause.start, mention.span.end - clause.start)
                whole = span == (0, len(document.whole_text(clause).rstrip()))
                places.append(Candidate(document, clause, 1.0, None if whole else span))
        only = only or is_only_address(text, document)
    if not named:
        return None
    return places, only or not places
