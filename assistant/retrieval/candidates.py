"""From a query to clauses with a chance each, by their words, callers' questions and vectors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from assistant.retrieval.catalogue import Catalogue, Scope
from assistant.retrieval.passages import Passage, read_record
from assistant.retrieval.query import Query, coverage, held
from assistant.retrieval.question_model import QuestionModel
from assistant.retrieval.ranking import Candidate, Evidence, Fusion, score_by_questions, scores_by_words
from assistant.retrieval.token_index import Match, TokenIndex, Within
from assistant.retrieval.vectors import VectorIndex

#: How many clauses the inverted index hands on to be judged.
CANDIDATES = 50
#: How many scopes' documents without callers' questions are kept.
_SCOPES = 32
#: From so many documents on they are kept to by their kind, not one by one.
_MANY = 200

Address = tuple[str, str]


class Candidates:
    """Judges the clauses of an index."""

    def __init__(
        self,
        catalogue: Catalogue,
        clauses: TokenIndex,
        models: Mapping[str, QuestionModel],
        vectors: VectorIndex | None,
        fusion: Fusion,
    ) -> None:
        self._catalogue = catalogue
        self._clauses = clauses
        self._models = models
        self._vectors = vectors
        self._fusion = fusion
        self._asked_of: dict[str, tuple[Passage, ...]] = {}
        self._unasked = lru_cache(_SCOPES)(lambda scope: scope.documents.difference(models))

    def ranked(self, query: Query, scope: Scope) -> list[Candidate]:
        """The clauses that deal with the query by what it says, best first."""
        if not query.plain.strip():
            return []
        asked_of = [document_id for document_id in self._models if document_id in scope.documents]
        found = [one for document_id in asked_of for one in self._by_questions(query, document_id)]
        if len(asked_of) < len(scope.documents):
            found += self._by_words(query, scope)
        ranked = sorted((one for one in found if one.score > 0), key=lambda one: -one.score)
        if scope.documents <= self._catalogue.readings:
            return ranked
        return self._official_first(ranked)

    def worded_like(self, query: Query, scope: Scope) -> list[str]:
        """The documents of the clauses whose words are most like the query's, best first."""
        found = self._clauses.search(query.tokens, CANDIDATES, self._within(scope, ()))
        return list(dict.fromkeys(match.group for match in found))

    def _by_questions(self, query: Query, document_id: str) -> Iterator[Candidate]:
        """Candidates of a document that has callers' questions."""
        prediction = self._models[document_id].predict(query.plain)
        lexical = _shares(self._clauses.search(query.tokens, CANDIDATES, Within(groups=[document_id])))
        near = self._near(query, frozenset([document_id])) if self._fusion.questions else {}
        meant = dict(prediction.clauses)
        for passage in self._passages(document_id):
            words = passage.words
            evidence = Evidence(
                lexical=lexical.get(passage.address, 0.0),
                coverage=coverage(query, words),
                held=held(query, words),
                vector=near.get(passage.address, 0.0),
                meant=meant.get(passage.clause_id, 0.0),
                none=prediction.none,
            )
            yield Candidate(passage, score_by_questions(evidence, self._fusion.questions), evidence)

    def _by_words(self, query: Query, scope: Scope) -> list[Candidate]:
        """Candidates of documents without callers' questions, judged together."""
        found = self._clauses.search(query.tokens, CANDIDATES, self._within(scope, self._models))
        lexical = _shares(found)
        near = self._near(query, self._unasked(scope))
        found += self._clauses.entries([address for address in near if address not in lexical])
        passages = [self._passage(match) for match in found]
        evidence = []
        for passage in passages:
            words, address = passage.words, passage.address
            evidence.append(
                Evidence(
                    lexical=lexical.get(address, 0.0),
                    coverage=coverage(query, words),
                    held=held(query, words),
                    vector=near.get(address, 0.0),
                )
            )
        scores = scores_by_words(evidence, self._fusion.words)
        return [
            Candidate(passage, score, one)
            for passage, score, one in zip(passages, scores, evidence, strict=True)
        ]

    def _within(self, scope: Scope, without: Mapping[str, object] | tuple[()]) -> Within:
        if len(scope.documents) == len(self._catalogue):
            return Within(without=list(without))
        if len(scope.documents) <= _MANY:
            return Within(groups=[one for one in scope.documents if one not in without])
        return Within(without=list(without), kinds=scope.kinds)

    def _near(self, query: Query, documents: frozenset[str]) -> dict[Address, float]:
        """The nearest clauses of ``documents`` by their vectors: 1 for the nearest, 0 for those far away."""
        near = self._vectors.nearest(query.plain, CANDIDATES, documents) if self._vectors else {}
        if not near or self._vectors is None:
            return {}
        # To a large model every two texts are somewhat near, to one trained on the corpus they are not.
        far = min(near.values()) if self._vectors.by_named_model and len(near) > 1 else 0.0
        width = max(near.values()) - far or 1.0
        return {address: (cosine - far) / width for address, cosine in near.items()}

    def _passages(self, document_id: str) -> tuple[Passage, ...]:
        """The clauses of a document that has callers' questions, in the order of its text."""
        passages = self._asked_of.get(document_id)
        if passages is None:
            found = sorted(map(self._passage, self._clauses.group(document_id)), key=lambda one: one.place)
            passages = self._asked_of[document_id] = tuple(found)
        return passages

    def _passage(self, match: Match) -> Passage:
        return read_record(match.record, self._catalogue.head(match.group), match.key)

    def _official_first(self, ranked: list[Candidate]) -> list[Candidate]:
        """What the texts say, then this project's readings, which never stand alone nor score more."""
        readings = self._catalogue.readings
        official = [one for one in ranked if one.passage.document.document_id not in readings]
        read = [one for one in ranked if one.passage.document.document_id in readings] if official else []
        ceiling = official[-1].score if official else 0.0
        return [*official, *(replace(one, score=min(one.score, ceiling)) for one in read)]


def _shares(found: list[Match]) -> dict[Address, float]:
    """BM25 scores over the best one's."""
    return {(match.group, match.key): match.score / found[0].score for match in found}
