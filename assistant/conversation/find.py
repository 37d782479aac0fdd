"""The look-up step: the clauses that a question without an award is about."""

from __future__ import annotations

from assistant.conversation.turn import Turn
from assistant.retrieval.search import Searcher

#: Asks that the document answers as a whole; no clause has to be looked for.
_WHOLE = frozenset(
    {"apply", "validity", "region", "funding", "summary", "smalltalk", "evasion", "forging", "none"}
)
_CLAUSES = 2


class Find:
    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher

    def __call__(self, turn: Turn) -> None:
        for part in turn.parts:
            if part.awards or part.clauses or part.no_such_clause or part.ask in _WHOLE:
                continue
            part.hits = self._searcher.search(part.text, _CLAUSES).hits
