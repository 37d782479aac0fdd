"""From a query to clauses with a chance each, by their words, callers' questions and vectors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from assistant.retrieval.catalogue import Catalogue, Scope
from assistant.retrieval.passages import Passage, read_record
from assistant.retrieval.query import Query, coverage, held
from assistant.retrieval.question_model import Prediction, QuestionModel
from assistant.retrieval.ranking import (
    Address,
    Candidate,
    Evidence,
    Fusion,
    chance_by_words,
    score_by_questions,
    shares_of_loudest,
)
from assistant.retrieval.recollection import Recollection
from assistant.retrieval.token_index import Match, TokenIndex, Within
from assistant.retrieval.topic import Topic, bonus
from assistant.retrieval.vectors import VectorIndex

#: How many clauses the inverted index hands on to be judged, and how many to a learned ranking.
CANDIDATES, LEARNED_FROM = 50, 200
#: How many scopes' documents without callers' questions are kept.
_SCOPES = 32
#: From so many documents on they are kept to by their kind, not one by one.
_MANY = 20
#: What stands between the matters of a query, how many it has at most, and from which chance on a part is
#: surely about a clause.
_AND = re.compile(r"以及|还有|[和与及跟、]")
_MOST_PARTS, _SURE = 4, 0.5


class Candidates:
    """Judges the clauses of an index."""

    def __init__(
        self,
        catalogue: Catalogue,
        clauses: TokenIndex,
        models: Mapping[str, QuestionModel],
        vectors: VectorIndex | None,
        fusion: Fusion,
        recollection: Recollection | None = None,
    ) -> None:
        self._recollection = recollection or Recollection()
        self._catalogue = catalogue
        self._clauses = clauses
        self._models = models
        self._vectors = vectors
        self._fusion = fusion
        self._asked_of: dict[str, tuple[Passage, ...]] = {}
        self._unasked = lru_cache(_SCOPES)(lambda scope: scope.documents.difference(models))

    def ranked(self, query: Query, scope: Scope, topic: Topic | None = None) -> list[Candidate]:
        """The clauses that deal with the query by what it says, best first.

        Confirmed questions like it are heard, and the ``topic`` of the conversation where there is one.
        """
        if not query.plain.strip():
            return []
        recalled = self._recollection.recalled(query.plain)
        asked_of = [document_id for document_id in self._models if document_id in scope.documents]
        found = [one for document_id in asked_of for one in self._by_questions(query, document_id, recalled)]
        if len(asked_of) < len(scope.documents):
            found += self._by_words(query, scope, recalled, topic)
        ranked = sorted((one for one in found if one.score > 0), key=lambda one: -one.score)
        if scope.documents <= self._catalogue.readings:
            return ranked
        return self._official_first(ranked)

    def worded_like(self, query: Query, scope: Scope) -> list[str]:
        """The documents of the clauses whose words are most like the query's, best first."""
        found = self._clauses.search(query.tokens, CANDIDATES, self._within(scope, ()))
        return list(dict.fromkeys(match.group for match in found))

    def _by_questions(
        self, query: Query, document_id: str, recalled: Mapping[Address, float]
    ) -> Iterator[Candidate]:
        """Candidates of a document that has callers' questions."""
        prediction = _predicted(self._models[document_id], query.plain)
        lexical = _shares(self._clauses.search(query.tokens, CANDIDATES, Within(groups=[document_id])))
        near = self._near(query, frozenset([document_id])) if self._fusion.questions else {}
        meant = dict(prediction.clauses)
        for passage in self._passages(document_id):
            nats = held(query, passage.words)
            evidence = Evidence(
                lexical=lexical.get(passage.address, 0.0),
                coverage=coverage(query, nats),
                held=nats,
                vector=near.get(passage.address, 0.0),
                meant=meant.get(passage.clause_id, 0.0),
                none=prediction.none,
                remembered=recalled.get(passage.address, 0.0),
            )
            yield Candidate(passage, score_by_questions(evidence, self._fusion.questions), evidence)

    def _by_words(
        self, query: Query, scope: Scope, recalled: Mapping[Address, float], topic: Topic | None
    ) -> list[Candidate]:
        """Candidates of documents without callers' questions, judged together."""
        unasked = self._unasked(scope)
        learned = self._recollection.learned
        found = self._clauses.search(
            query.tokens, LEARNED_FROM if learned else CANDIDATES, self._within(scope, self._models)
        )
        chances = self._learned(query, found, unasked) if learned else {}
        near = {} if learned else self._near(query, unasked)
        lexical = _shares(found)
        matches = {(match.group, match.key): match for match in found[:CANDIDATES]}
        if topic is not None and topic.document_id in unasked:
            within = self._clauses.search(query.tokens, CANDIDATES, Within(groups=[topic.document_id]))
            matches |= {(match.group, match.key): match for match in within}
            lexical |= {address: m.score / found[0].score for address, m in matches.items()} if found else {}
        remembered = [address for address in recalled if address[0] in unasked]
        addresses = dict.fromkeys((*matches, *near, *chances, *remembered))
        gained = self._gained(topic, addresses)
        voices = {
            address: Evidence(
                lexical=lexical.get(address, 0.0),
                vector=near.get(address, 0.0),
                remembered=recalled.get(address, 0.0),
                learned=chances.get(address, 0.0) if learned else None,
                topic=gained.get(address, 0.0),
            )
            for address in addresses
        }
        shares = shares_of_loudest(voices, self._fusion.words)
        missing = self._clauses.entries([address for address in shares if address not in matches])
        matches |= {(match.group, match.key): match for match in missing}
        passages = [self._passage(matches[address]) for address in shares if address in matches]
        evidence = [_holding(voices[passage.address], query, passage) for passage in passages]
        chance = chance_by_words(evidence)
        return [
            Candidate(passage, chance * shares[passage.address], one)
            for passage, one in zip(passages, evidence, strict=True)
        ]

    def _learned(self, query: Query, found: list[Match], unasked: frozenset[str]) -> dict[Address, float]:
        """The likeliest clauses by what was learned from confirmed questions, the likeliest as 1."""
        lexical = {(match.group, match.key): match.score for match in found}
        chances = self._recollection.chances(query.plain, lexical)
        mine = ((address, chance) for address, chance in chances.items() if address[0] in unasked)
        best = dict(islice(mine, CANDIDATES))
        most = max(best.values(), default=0.0) or 1.0
        return {address: chance / most for address, chance in best.items()}

    def _gained(self, topic: Topic | None, addresses: Iterable[Address]) -> dict[Address, float]:
        """What clauses of the topic's document gain."""
        if topic is None:
            return {}
        about = self._clauses.entries([(topic.document_id, topic.clause_id)]) if topic.clause_id else []
        place = self._passage(about[0]).place if about else None
        entries = self._clauses.entries([one for one in addresses if one[0] == topic.document_id])
        return {
            passage.address: bonus(None if place is None else passage.place - place)
            for passage in map(self._passage, entries)
        }

    def _within(self, scope: Scope, without: Mapping[str, object] | tuple[()]) -> Within:
        if len(scope.documents) == len(self._catalogue):
            return Within(without=list(without))
        if scope.kinds is None or len(scope.documents) <= _MANY:
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


def _predicted(model: QuestionModel, plain: str) -> Prediction:
    """What a query is about; where its parts are surely about different clauses, all of them are meant."""
    whole = model.predict(plain)
    parts = [part for part in _AND.split(plain) if len(part) > 1]
    if not 1 < len(parts) <= _MOST_PARTS:
        return whole
    of_parts = [model.predict(part) for part in parts]
    surely = {one.clauses[0][0] for one in of_parts if one.clauses and one.clauses[0][1] >= _SURE}
    if len(surely) < 2:
        return whole
    chances = dict(whole.clauses)
    for clause_id, chance in (pair for one in of_parts for pair in one.clauses):
        chances[clause_id] = max(chances.get(clause_id, 0.0), chance)
    return replace(whole, clauses=tuple(chances.items()))


def _holding(evidence: Evidence, query: Query, passage: Passage) -> Evidence:
    """The evidence for a passage with what it holds of the query."""
    nats = held(query, passage.words)
    return replace(evidence, coverage=coverage(query, nats), held=nats)


def _shares(found: list[Match]) -> dict[Address, float]:
    """BM25 scores over the best one's."""
    return {(match.group, match.key): match.score / found[0].score for match in found}
