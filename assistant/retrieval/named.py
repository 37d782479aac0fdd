"""Clauses that a query names: by address or by responsible unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.documents.model import Document
from assistant.retrieval.address import find_addresses, is_only_address
from assistant.retrieval.passages import passage
from assistant.retrieval.ranking import Candidate
from assistant.retrieval.units import unit_lookup


@dataclass(frozen=True, slots=True)
class Named:
    """The named clauses; ``only`` says that the query asks for nothing else, so that nothing may follow."""

    candidates: tuple[Candidate, ...]
    only: bool


#: A document without a clause: what is an address in it is one in any.
_EMPTY = Document(
    document_id="", title="", source="policy", status="in_force", region="", text="", clauses=()
)


def names_something(text: str, unit_names: Mapping[str, str]) -> bool:
    """Whether ``text`` holds an address, or asks what an office answers for, of whatever document."""
    return bool(find_addresses(text, _EMPTY)) or unit_lookup(text, _EMPTY, unit_names) is not None


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
            candidates += [Candidate(passage(document, clause), 1.0) for clause in lookup.clauses]
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
            candidates.append(Candidate(passage(document, clause), 1.0, named=None if whole else span))
    return Named(tuple(candidates), only or not candidates) if named else None
