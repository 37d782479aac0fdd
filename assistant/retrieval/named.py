"""Clauses that a query names: by address or by responsible unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.documents.model import Document
from assistant.retrieval.address import find_addresses, is_only_address
from assistant.retrieval.ranking import Candidate
from assistant.retrieval.units import unit_lookup


@dataclass(frozen=True, slots=True)
class Named:
    """The named clauses; ``only`` says that the query asks for nothing else, so that nothing may follow."""

    candidates: tuple[Candidate, ...]
    only: bool


def named_clauses(text: str, scope: Sequence[Document], unit_names: Mapping[str, str]) -> Named | None:
    """What ``text`` names in the documents of ``scope``, or None where it names nothing.

    An address or a unit that no document has gives no candidates, and nothing may follow.
    """
    candidates: list[Candidate] = []
    named = only = False
    for document in scope:
        lookup = unit_lookup(text, document, unit_names)
        if lookup is not None:
            named = only = True
            candidates += [Candidate(document, clause, 1.0) for clause in lookup.clauses]
            continue
        mentions = find_addresses(text, document)
        named = named or bool(mentions)
        only = only or is_only_address(text, document)
        for mention in mentions:
            clause = document.clause(mention.clause_id) if mention.clause_id else None
            if clause is None or mention.span is None:
                continue
            span = (mention.span.start - clause.start, mention.span.end - clause.start)
            whole = span == (0, len(document.whole_text(clause).rstrip()))
            candidates.append(Candidate(document, clause, 1.0, named=None if whole else span))
    return Named(tuple(candidates), only or not candidates) if named else None
