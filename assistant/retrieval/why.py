"""Why each clause stands where it stands: which field, which words, which score; for people and programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.documents.selection import EVERYTHING, Selection
from assistant.language.normalise import normalise
from assistant.retrieval.ranking import Candidate, Evidence
from assistant.retrieval.search import Searcher

#: How a clause was found: named by address or office, judged by callers' questions, or by its words.
By = Literal["named", "questions", "words"]


@dataclass(frozen=True, slots=True)
class FieldMatch:
    """What one field of the clause index adds to the BM25 score, and each token's part, largest first."""

    field: str
    score: float
    tokens: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class HitExplanation:
    """One hit. ``score`` is its chance, ``evidence`` what it comes from, None where it was named."""

    document_id: str
    clause_id: str
    label: str
    heading: str
    by: By
    score: float
    evidence: Evidence | None
    fields: tuple[FieldMatch, ...]


@dataclass(frozen=True, slots=True)
class SearchExplanation:
    """The query as typed and as understood, what its words say in nats, and the hits.

    ``corrected`` says that typing errors were put right.
    """

    query: str
    understood: str
    corrected: bool
    said: Mapping[str, float]
    took_ms: float
    hits: tuple[HitExplanation, ...]


def explain_search(
    searcher: Searcher,
    query: str,
    k: int,
    document_id: str | None = None,
    selection: Selection = EVERYTHING,
) -> SearchExplanation:
    """A search like any other, told in full."""
    found = searcher.explain(query, k, document_id, selection)
    hits = []
    for candidate in found.candidates:
        scores = searcher.field_scores(found.query, candidate)
        fields = (FieldMatch(field, _sum(tokens), _largest_first(tokens)) for field, tokens in scores.items())
        hits.append(_hit(candidate, tuple(sorted(fields, key=lambda one: -one.score))))
    return SearchExplanation(
        query=query,
        understood=found.query.plain,
        corrected=found.query.plain != normalise(query).text,
        said=_largest_first(found.query.said),
        took_ms=found.response.took_ms,
        hits=tuple(hits),
    )


def _hit(candidate: Candidate, fields: tuple[FieldMatch, ...]) -> HitExplanation:
    evidence, passage = candidate.evidence, candidate.passage
    by: By = "named" if evidence is None else "words" if evidence.meant is None else "questions"
    return HitExplanation(
        document_id=passage.document.document_id,
        clause_id=passage.clause_id,
        label=passage.label,
        heading=passage.heading,
        by=by,
        score=round(candidate.score, 4),
        evidence=evidence,
        fields=fields,
    )


def _largest_first(scores: Mapping[str, float]) -> dict[str, float]:
    return {key: round(scores[key], 4) for key in sorted(scores, key=lambda key: (-scores[key], key))}


def _sum(tokens: Mapping[str, float]) -> float:
    return round(sum(tokens.values()), 4)
