"""How what speaks for a clause becomes one calibrated score, and when nothing speaks enough.

The constants were fitted with ``evals/retrieval_report.py`` on callers' questions of left-out authors.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from assistant.documents.model import Clause, Document

#: A clause that holds this share of what a query says deals with it literally; of 38 natural questions
#: that some clause held whole, 37 were matters of the document.
LITERAL = 0.95
#: Chance that a clause found by its words alone is the right one: logistic in the share of the query it
#: holds and in how much it holds, in nats.
_WORDS_SHARE, _WORDS_HELD, _WORDS_BASE = 2.35, 0.11, -1.52
#: Below this a clause found by words alone is not shown.
_LEAST_BY_WORDS = 0.5
#: Above this chance that a question is no matter of the document, its clauses are not shown.
_NONE = 0.5
#: Clauses less likely than this are noise under the ones that are shown.
_LEAST = 0.03


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one clause.

    ``lexical``: its BM25 score over the best one's; ``coverage``: the share of the query it holds;
    ``held``: how much that is, in nats; ``meant``: the chance by the model of callers' questions that
    the clause is meant and ``none`` that no clause of the document is, None where it has no model.
    """

    lexical: float
    coverage: float
    held: float
    meant: float | None = None
    none: float | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clause that may answer, with its score in [0, 1].

    ``named`` is the place within the clause that an address named, by characters of the clause.
    ``evidence`` is None where the clause was named by address or unit.
    """

    document: Document
    clause: Clause
    score: float
    evidence: Evidence | None = None
    named: tuple[int, int] | None = None


def score(evidence: Evidence) -> float:
    """The chance that the clause deals with the query; 0 where it should not be shown."""
    literal = evidence.coverage >= LITERAL
    if evidence.meant is None or evidence.none is None:
        by_words = _WORDS_SHARE * evidence.coverage + _WORDS_HELD * evidence.held + _WORDS_BASE
        chance = 1 / (1 + math.exp(-by_words))
        if literal:
            chance = (chance + evidence.lexical) / 2
        return chance if chance >= _LEAST_BY_WORDS else 0.0
    if literal:
        return (evidence.meant + evidence.lexical) / 2
    if evidence.none > _NONE or evidence.meant < _LEAST:
        return 0.0
    return evidence.meant
