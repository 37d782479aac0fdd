"""The look-up step: the clauses that a question without an award is about."""

from __future__ import annotations

from assistant.conversation.turn import Turn
from assistant.documents.registry import Registry
from assistant.retrieval.search import Searcher
from assistant.retrieval.topic import Topic

#: Asks that the document answers as a whole; no clause has to be looked for.
_WHOLE = frozenset(
    {
        "apply",
        "validity",
        "region",
        "funding",
        "summary",
        "smalltalk",
        "evasion",
        "forging",
        "none",
        "mentioned",
    }
)
_CLAUSES = 5
#: A question this short says what is asked, not of what.
_A_CUE = 4


class Find:
    def __init__(self, searcher: Searcher, registry: Registry) -> None:
        self._searcher = searcher
        self._registry = registry

    def __call__(self, turn: Turn) -> None:
        for part in turn.parts:
            if part.awards or part.clauses or part.no_such_clause or part.ask in _WHOLE:
                continue
            hardly = len(part.text) < _A_CUE or (part.cued and len(part.text) == _A_CUE)
            if hardly and not turn.session.topic_clauses:
                # 找谁 as a first word is about no clause at all.
                continue
            hits = self._searcher.search(part.text, _CLAUSES, topic=_topic(turn)).hits
            # What the text itself says comes before this project's reading of it.
            part.hits = tuple(sorted(hits, key=lambda hit: self._is_reading(hit.document_id)))

    def _is_reading(self, document_id: str) -> bool:
        document = self._registry.get(document_id)
        return document is not None and document.source == "interpretation"


def _topic(turn: Turn) -> Topic | None:
    """What a short follow-up goes on from: the clause that the last turn was about."""
    clauses = turn.session.topic_clauses if turn.goes_on else []
    return Topic(*clauses[0]) if clauses else None
