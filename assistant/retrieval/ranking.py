"""How what speaks for a clause becomes one calibrated score, and when nothing speaks enough.

The constants were fitted with ``evals/retrieval_report.py`` on callers' questions of left-out authors,
the weight of vectors on public question sets (``evals/retrieval_benchmarks.py``), with an embedding
trained on the corpus alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assistant.retrieval.passages import Passage

Address = tuple[str, str]

#: A clause that holds this share of what a query says deals with it literally; of 38 natural questions
#: that some clause held whole, 37 were matters of the document.
LITERAL = 0.95
#: Chance that a clause found by its words alone is the right one: logistic in the share of the query it
#: holds and in how much it holds, in nats.
_WORDS_SHARE, _WORDS_HELD, _WORDS_BASE = 2.35, 0.11, -1.52
#: Below this chance nothing found by words alone is shown, and nothing that speaks less than half as loud.
_LEAST_BY_WORDS, _LEAST_SHARE = 0.5, 0.5
#: Above this chance that a question is no matter of the document, its clauses are not shown.
_NONE = 0.5
#: Chances by a learned ranking fall faster than BM25 scores; so raised, clauses a sixteenth as likely as the
#: likeliest are still shown.
_LEARNED_LOUDNESS = 0.25
#: Clauses less likely than this are noise under the ones that are shown.
_LEAST = 0.03


@dataclass(frozen=True, slots=True)
class Fusion:
    """What the nearest vector adds to the best BM25 score of 1, and to the chance 1 by callers' questions.

    ``words`` was measured with an embedding trained without labels: .3 gained, an equal weight lost.
    ``questions`` was measured with one trained on callers' questions, where .3 took hit@1 from .9265
    to .9238: hence 0.
    Neither was measured with a large pretrained model.
    """

    words: float = 0.3
    questions: float = 0.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one clause.

    ``lexical`` and ``vector``: its BM25 score and its nearness, 1 for the best and 0 for none;
    ``coverage``: the share of the query it holds; ``held``: how much that is, in nats, both 0 as long as
    its words have not been looked at; ``meant``: the
    chance by callers' questions that the clause is meant and ``none`` that no clause of the document
    is, None where the document has no questions; ``remembered``: what confirmed questions like the query
    add, above 1 where it was confirmed itself; ``learned``: its chance by a ranking learned from them over
    the likeliest clause's, None where there is none; ``topic``: what the conversation's topic adds.
    """

    lexical: float
    coverage: float = 0.0
    held: float = 0.0
    vector: float = 0.0
    meant: float | None = None
    none: float | None = None
    remembered: float = 0.0
    learned: float | None = None
    topic: float = 0.0

    @property
    def confirmed(self) -> bool:
        """Whether staff have said of this very question that the clause answers it."""
        return self.remembered > 1


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clause that may answer, with its score in [0, 1].

    ``named`` is the place within the clause that an address named, by characters of the clause.
    ``evidence`` is None where the clause was named by address or unit.
    """

    passage: Passage
    score: float
    evidence: Evidence | None = None
    named: tuple[int, int] | None = None


def score_by_questions(evidence: Evidence, weight: float) -> float:
    """The chance that a clause with callers' questions deals with the query; 0 if it is not to be shown.

    ``weight`` is what nearness counts beside those questions.
    """
    if evidence.confirmed:
        return 1.0
    none = evidence.none or 0.0
    meant = ((evidence.meant or 0.0) + weight * evidence.vector) / (1 + weight)
    if evidence.coverage >= LITERAL:
        return (meant + evidence.lexical) / 2
    return 0.0 if none > _NONE or meant < _LEAST else meant


def shares_of_loudest(voices: Mapping[Address, Evidence], weight: float) -> dict[Address, float]:
    """How loud what speaks for clauses without callers' questions is, over the loudest, if it is to be shown.

    By BM25 and, by ``weight``, vectors, or else by what was learned from confirmed questions; by these and
    the topic. What a clause holds of the query does not count here and need not be known yet.
    """
    loudness = {address: _loudness(one, weight) for address, one in voices.items()}
    loudest = max(loudness.values(), default=0.0)
    return {address: loud / loudest for address, loud in loudness.items() if loud > _LEAST_SHARE * loudest}


def chance_by_words(evidence: Iterable[Evidence]) -> float:
    """The chance that the likeliest of the loudest clauses deals with the query by the words that it holds;
    0 where that is too little to show any."""
    chance = max(map(_by_words, evidence), default=0.0)
    return chance if chance >= _LEAST_BY_WORDS else 0.0


def _loudness(evidence: Evidence, weight: float) -> float:
    if evidence.learned is None:
        return evidence.lexical + weight * evidence.vector + evidence.remembered + evidence.topic
    # The learned ranking has heard what is like the query, but does not know that a question is the same.
    confirmed = 1.0 if evidence.confirmed else 0.0
    return float(evidence.learned**_LEARNED_LOUDNESS) + confirmed + evidence.topic


def _by_words(evidence: Evidence) -> float:
    if evidence.coverage >= LITERAL or evidence.confirmed:
        return 1.0
    logit = _WORDS_SHARE * evidence.coverage + _WORDS_HELD * evidence.held + _WORDS_BASE
    return 1 / (1 + math.exp(-logit))
