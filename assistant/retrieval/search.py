"""Look-up: a query becomes ranked clauses, or none where no clause deals with it."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.contract import ClauseHit, SearchResponse
from assistant.documents.model import Clause, Document
from assistant.documents.registry import Registry
from assistant.errors import IndexUnavailable
from assistant.retrieval.build import CLAUSES, LEXICON, QUESTIONS, VECTORS, Progress, build_index
from assistant.retrieval.embedding import EmbeddingModel
from assistant.retrieval.fingerprint import content_hash, document_hashes
from assistant.retrieval.highlight import highlights
from assistant.retrieval.lexicon import Lexicon
from assistant.retrieval.named import named_clauses
from assistant.retrieval.query import ClauseWords, Query, coverage, held, read_query
from assistant.retrieval.question_model import QuestionModel
from assistant.retrieval.ranking import (
    LITERAL,
    Candidate,
    Evidence,
    Fusion,
    score_by_questions,
    scores_by_words,
)
from assistant.retrieval.store import IndexStore, Stored
from assistant.retrieval.token_index import TokenIndex
from assistant.retrieval.vectors import VectorIndex

if TYPE_CHECKING:
    from assistant.language.spelling import Speller

#: How many clauses the inverted index hands on to be judged.
_CANDIDATES = 50
#: How often to try to open an index: one may be damaged, and another swapped away by another process.
_OPENINGS = 3
_FUSION = Fusion()
#: How many clauses' words are kept ready.
_REMEMBERED = 10_000
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why the clauses of a response stand where they stand; ``query`` is as understood, errors put right."""

    query: Query
    response: SearchResponse
    candidates: tuple[Candidate, ...]


class Searcher:
    """Look-up over the clauses of a registry. Queries change nothing; safe for many threads."""

    def __init__(
        self,
        registry: Registry,
        stored: Stored,
        chroma_url: str | None = None,
        embedding: EmbeddingModel | None = None,
        fusion: Fusion = _FUSION,
    ) -> None:
        self._registry = registry
        self._fusion = fusion
        self.folder = stored.folder
        self._lexicon = Lexicon.load(stored.folder / LEXICON)
        self._clauses = TokenIndex(stored.folder / CLAUSES)
        self._models = {
            folder.name: QuestionModel.load(folder, self._lexicon)
            for folder in sorted((stored.folder / QUESTIONS).iterdir())
        }
        vectors = stored.folder / VECTORS
        self._vectors = VectorIndex(vectors, chroma_url, embedding) if vectors.exists() else None
        self._words: dict[tuple[str, str], ClauseWords] = {}

    @classmethod
    def open(
        cls,
        registry: Registry,
        data_dir: Path,
        chroma_url: str | None = None,
        progress: Progress = lambda *_: None,
        embedding: EmbeddingModel | None = None,
        fusion: Fusion = _FUSION,
    ) -> Searcher:
        """Open the index of ``registry`` under ``data_dir``; build it where it is missing, old or damaged.

        ``chroma_url`` is the Chroma that a server asks for vectors, "" for the embedded one; None reads
        them from a file, with the same results and without loading Chroma. ``embedding`` is the model that
        an operator named for them, ``fusion`` what vectors count.
        Where building fails, an older index that is whole goes on serving. Raises IndexUnavailable
        where there is none either, CorpusError for a mistake in the corpus.
        """
        store = IndexStore(data_dir)
        wanted = content_hash(registry, document_hashes(registry), embedding.identity if embedding else "")
        for _ in range(_OPENINGS):
            stored = store.current()
            if stored is None or stored.manifest["hash"] != wanted:
                try:
                    build_index(registry, data_dir, progress, chroma_url or "", embedding)
                    stored = store.current()
                except IndexUnavailable as error:
                    if stored is None:
                        raise
                    logger.warning("an older index goes on serving: %s", error)
            if stored is not None:
                try:
                    return cls(registry, stored, chroma_url, embedding, fusion)
                except (OSError, ValueError):
                    store.discard(stored)
        raise IndexUnavailable(f"{data_dir} 里的检索索引打不开，请删除其中的 index 目录后重新建立索引。")

    def search(self, query: str, k: int = 5, document_id: str | None = None) -> SearchResponse:
        """The at most ``k`` clauses that deal with ``query``, best first; none where no clause does.

        ``document_id`` keeps to one document; an unknown one gives no hits.
        """
        return self.explain(query, k, document_id).response

    def explain(self, query: str, k: int = 5, document_id: str | None = None) -> Explanation:
        """``search``, with what spoke for each clause."""
        started = time.perf_counter()
        scope = [d for d in self._registry.documents if document_id in (None, d.document_id)]
        read, candidates = self._understood(query, scope) if scope else (read_query(query, self._lexicon), [])
        candidates = candidates[: max(k, 0)]
        hits = tuple(self._hit(read, candidate) for candidate in candidates)
        took = (time.perf_counter() - started) * 1000
        response = SearchResponse(query=query, took_ms=round(took, 3), hits=hits)
        return Explanation(read, response, tuple(candidates))

    def field_scores(self, query: Query, candidate: Candidate) -> dict[str, dict[str, float]]:
        """What each token of ``query`` adds to a candidate's BM25 score, by field; {} where it was named."""
        if candidate.evidence is None:
            return {}
        return self._clauses.parts(query.tokens, candidate.document.document_id, candidate.clause.clause_id)

    def predictor_of(self, document_id: str) -> QuestionModel | None:
        """The model of a document's callers' questions, or None where it has none."""
        return self._models.get(document_id)

    @property
    def predictor(self) -> QuestionModel | None:
        """The model of the first document that has callers' questions, or None where none has."""
        return next(
            (self._models[d.document_id] for d in self._registry.documents if d.document_id in self._models),
            None,
        )

    def _understood(self, text: str, scope: Sequence[Document]) -> tuple[Query, list[Candidate]]:
        """The query and its clauses; typing errors are put right where nothing answers it as it stands."""
        # An address means the text itself: a reading of 第八条 is not 第八条.
        official = [document for document in scope if _official(document)] or scope
        named = named_clauses(text, official, self._lexicon.unit_names)
        query = read_query(text, self._lexicon)
        if named and named.only:
            return query, list(named.candidates)
        found = self._found(query, scope)
        if not any(one.evidence and one.evidence.coverage >= LITERAL for one in found):
            repaired = self._speller.repair(query.plain).text
            if repaired != query.plain:
                query = read_query(repaired, self._lexicon)
                found = self._found(query, scope)
        first = list(named.candidates) if named else []
        taken = {(one.document.document_id, one.clause.clause_id) for one in first}
        rest = [one for one in found if (one.document.document_id, one.clause.clause_id) not in taken]
        return query, first + rest

    def _found(self, query: Query, scope: Sequence[Document]) -> list[Candidate]:
        """The clauses that deal with the query by what it says, best first."""
        if not query.plain.strip():
            return []
        found: list[Candidate] = []
        for document in scope:
            model = self._models.get(document.document_id)
            if model is not None:
                found += self._by_questions(query, document, model)
        found += self._by_words(query, [d for d in scope if d.document_id not in self._models])
        ranked = sorted((one for one in found if one.score > 0), key=lambda one: -one.score)
        return _official_first(ranked) if any(map(_official, scope)) else ranked

    def _by_questions(self, query: Query, document: Document, model: QuestionModel) -> Iterator[Candidate]:
        """Candidates of a document that has callers' questions."""
        prediction = model.predict(query.plain)
        lexical = self._lexical(query, [document])
        near = self._near(query, [document]) if self._fusion.questions else {}
        meant = dict(prediction.clauses)
        for clause in document.clauses:
            address = (document.document_id, clause.clause_id)
            words = self._clause_words(document, clause)
            evidence = Evidence(
                lexical=lexical.get(address, 0.0),
                coverage=coverage(query, words),
                held=held(query, words),
                vector=near.get(address, 0.0),
                meant=meant.get(clause.clause_id, 0.0),
                none=prediction.none,
            )
            yield Candidate(document, clause, score_by_questions(evidence, self._fusion.questions), evidence)

    def _by_words(self, query: Query, scope: Sequence[Document]) -> list[Candidate]:
        """Candidates of documents without callers' questions, judged together."""
        lexical = self._lexical(query, scope)
        near = self._near(query, scope)
        clauses: list[tuple[Document, Clause, Evidence]] = []
        for document_id, clause_id in {**lexical, **near}:
            document = self._registry.get(document_id)
            clause = document.clause(clause_id) if document else None
            if document is None or clause is None:
                continue
            words = self._clause_words(document, clause)
            evidence = Evidence(
                lexical=lexical.get((document_id, clause_id), 0.0),
                coverage=coverage(query, words),
                held=held(query, words),
                vector=near.get((document_id, clause_id), 0.0),
            )
            clauses.append((document, clause, evidence))
        scores = scores_by_words([evidence for _, _, evidence in clauses], self._fusion.words)
        return [Candidate(d, c, chance, e) for (d, c, e), chance in zip(clauses, scores, strict=True)]

    def _near(self, query: Query, scope: Sequence[Document]) -> dict[tuple[str, str], float]:
        """The nearest clauses of ``scope`` by their vectors: 1 for the nearest, 0 for those far away."""
        documents = [document.document_id for document in scope]
        near = self._vectors.nearest(query.plain, _CANDIDATES, documents) if self._vectors else {}
        if not near or self._vectors is None:
            return {}
        # To a large model every two texts are somewhat near, to one trained on the corpus they are not.
        far = min(near.values()) if self._vectors.by_named_model and len(near) > 1 else 0.0
        width = max(near.values()) - far or 1.0
        return {address: (cosine - far) / width for address, cosine in near.items()}

    def _lexical(self, query: Query, scope: Sequence[Document]) -> dict[tuple[str, str], float]:
        """BM25 scores of the clauses of ``scope`` over the best one's."""
        if not scope:
            return {}
        everything = len(scope) == len(self._registry.documents)
        groups = [] if everything else [document.document_id for document in scope]
        found = self._clauses.search(query.tokens, _CANDIDATES, groups)
        return {(match.group, match.key): match.score / found[0].score for match in found}

    @cached_property
    def _speller(self) -> Speller:
        from assistant.retrieval.repair import speller

        return speller(self._lexicon)

    def _clause_words(self, document: Document, clause: Clause) -> ClauseWords:
        address = (document.document_id, clause.clause_id)
        words = self._words.get(address)
        if words is None:
            if len(self._words) >= _REMEMBERED:
                self._words.clear()
            words = self._words[address] = ClauseWords.of(clause.heading, document.own_text(clause))
        return words

    def _hit(self, query: Query, candidate: Candidate) -> ClauseHit:
        document, clause = candidate.document, candidate.clause
        text = document.whole_text(clause).rstrip()
        return ClauseHit(
            document_id=document.document_id,
            clause_id=clause.clause_id,
            label=clause.label,
            heading=clause.heading,
            text=text,
            score=round(candidate.score, 4),
            highlights=(candidate.named,) if candidate.named else highlights(text, query),
            responsible_units=clause.responsible_units,
        )


def _official(document: Document) -> bool:
    return document.source != "interpretation"


def _official_first(ranked: Sequence[Candidate]) -> list[Candidate]:
    """What the texts say, then this project's readings of it, which never stand alone nor score more."""
    official = [one for one in ranked if _official(one.document)]
    readings = [one for one in ranked if not _official(one.document)] if official else []
    ceiling = official[-1].score if official else 0.0
    return [*official, *(replace(one, score=min(one.score, ceiling)) for one in readings)]
