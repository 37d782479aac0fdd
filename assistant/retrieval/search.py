"""Look-up: a query becomes ranked clauses, or none where no clause deals with it."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.contract import ClauseHit, SearchResponse
from assistant.documents.registry import Registry, status_on
from assistant.documents.selection import EVERYTHING, Selection
from assistant.errors import IndexUnavailable
from assistant.retrieval.build import CLAUSES, LEXICON, QUESTIONS, SOUNDS, VECTORS, Progress, build_index
from assistant.retrieval.candidates import Candidates
from assistant.retrieval.catalogue import DOCUMENTS, Catalogue, Scope, catalogue_of
from assistant.retrieval.chroma import Chroma
from assistant.retrieval.confirmed import Source
from assistant.retrieval.embedding import EmbeddingModel
from assistant.retrieval.fingerprint import fingerprint
from assistant.retrieval.highlight import highlights
from assistant.retrieval.lexicon import Lexicon
from assistant.retrieval.named import Named, named_clauses, names_something
from assistant.retrieval.query import Query, read_query
from assistant.retrieval.question_model import QuestionModel
from assistant.retrieval.ranking import LITERAL, Candidate, Fusion
from assistant.retrieval.recollection import Recollection
from assistant.retrieval.store import IndexStore, Stored
from assistant.retrieval.token_index import TokenIndex
from assistant.retrieval.topic import Topic
from assistant.retrieval.vectors import VectorIndex

if TYPE_CHECKING:
    from assistant.language.spelling import Speller

#: In how many documents at most a query's addresses are looked for.
_ADDRESSED = 50
#: How often to try to open an index: one may be damaged, and another swapped away by another process.
_OPENINGS = 3
_FUSION = Fusion()
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
        chroma: Chroma | None = None,
        embedding: EmbeddingModel | None = None,
        fusion: Fusion = _FUSION,
        recollection: Recollection | None = None,
    ) -> None:
        self._registry = registry
        self.folder = stored.folder
        self._lexicon = Lexicon.load(stored.folder / LEXICON)
        self._clauses = TokenIndex(stored.folder / CLAUSES)
        self._models = {
            folder.name: QuestionModel.load(folder, self._lexicon)
            for folder in sorted((stored.folder / QUESTIONS).iterdir())
        }
        self.catalogue = Catalogue.load(stored.folder / DOCUMENTS)
        folder = stored.folder / VECTORS
        vectors = VectorIndex(folder, chroma, embedding) if folder.exists() else None
        self._candidates = Candidates(
            self.catalogue, self._clauses, self._models, vectors, fusion, recollection
        )

    @classmethod
    def open(
        cls,
        registry: Registry,
        data_dir: Path,
        chroma: Chroma | None = None,
        progress: Progress = lambda *_: None,
        embedding: EmbeddingModel | None = None,
        fusion: Fusion = _FUSION,
        confirmed: Source | None = None,
    ) -> Searcher:
        """Open the index of ``registry`` under ``data_dir``; build it where it is missing, old or damaged.

        ``chroma`` is the one that a server asks for vectors; None reads them from a file, with the same
        results and without loading Chroma. ``embedding`` is the model that
        an operator named for them, ``fusion`` what vectors count, ``confirmed`` where the questions are kept
        whose clauses staff have confirmed.
        Where building fails, an older index that is whole goes on serving. Raises IndexUnavailable
        where there is none either, CorpusError for a mistake in the corpus.
        """
        store = IndexStore(data_dir)
        wanted = fingerprint(registry, catalogue_of(store.current()).prints(), embedding).hash
        for _ in range(_OPENINGS):
            stored = store.current()
            if stored is None or stored.manifest["hash"] != wanted:
                try:
                    build_index(registry, data_dir, progress, chroma, embedding)
                    stored = store.current()
                except IndexUnavailable as error:
                    if stored is None:
                        raise
                    logger.warning("an older index goes on serving: %s", error)
            if stored is not None:
                try:
                    if store.intact(stored):
                        recollection = Recollection(confirmed, stored.folder / VECTORS, data_dir)
                        return cls(registry, stored, chroma, embedding, fusion, recollection)
                except (OSError, ValueError):
                    pass  # it was swapped away in the meantime, or is of another form
                store.discard(stored)
        raise IndexUnavailable(f"{data_dir} 里的检索索引打不开，请删除其中的 index 目录后重新建立索引。")

    def search(
        self,
        query: str,
        k: int = 5,
        document_id: str | None = None,
        selection: Selection = EVERYTHING,
        topic: Topic | None = None,
    ) -> SearchResponse:
        """The at most ``k`` clauses that deal with ``query``, best first; none where no clause does.

        ``document_id`` keeps to one document, ``selection`` to those that it takes; an unknown one gives
        no hits. ``topic`` is what the conversation is about, which is listened to more.
        """
        return self.explain(query, k, document_id, selection, topic).response

    def explain(
        self,
        query: str,
        k: int = 5,
        document_id: str | None = None,
        selection: Selection = EVERYTHING,
        topic: Topic | None = None,
    ) -> Explanation:
        """``search``, with what spoke for each clause."""
        started = time.perf_counter()
        if document_id is not None:
            selection = replace(selection, document_id=document_id)
        scope = self.catalogue.scope(selection, date.today())
        read, found = self._understood(query, scope, topic) if scope.documents else (self._read(query), [])
        candidates = tuple(found[: max(k, 0)])
        hits = tuple(_hit(read, candidate) for candidate in candidates)
        took = (time.perf_counter() - started) * 1000
        response = SearchResponse(query=query, took_ms=round(took, 3), hits=hits)
        return Explanation(read, response, candidates)

    def field_scores(self, query: Query, candidate: Candidate) -> dict[str, dict[str, float]]:
        """What each token of ``query`` adds to a candidate's BM25 score, by field; {} where it was named."""
        if candidate.evidence is None:
            return {}
        return self._clauses.parts(query.tokens, *candidate.passage.address)

    def predictor_of(self, document_id: str) -> QuestionModel | None:
        """The model of a document's callers' questions, or None where it has none."""
        return self._models.get(document_id)

    def _understood(self, text: str, scope: Scope, topic: Topic | None) -> tuple[Query, list[Candidate]]:
        """The query and its clauses; typing errors are put right where nothing answers it as it stands."""
        query = self._read(text)
        named = self._named(query, scope)
        if named and named.only:
            return query, list(named.candidates)
        found = self._candidates.ranked(query, scope, topic)
        if not any(one.evidence and one.evidence.coverage >= LITERAL for one in found):
            repaired = self._speller.repair(query.plain).text
            if repaired != query.plain:
                query = self._read(repaired)
                found = self._candidates.ranked(query, scope, topic)
        first = list(named.candidates) if named else []
        taken = {one.passage.address for one in first}
        return query, first + [one for one in found if one.passage.address not in taken]

    def _read(self, text: str) -> Query:
        return read_query(text, self._lexicon)

    def _named(self, query: Query, scope: Scope) -> Named | None:
        """What the query names by address or office.

        Of many documents those are looked at that it names by title, or else whose words are most like it.
        """
        # An address means the text itself: a reading of 第八条 is not 第八条.
        official = scope.documents - self.catalogue.readings or scope.documents
        if len(official) <= _ADDRESSED:
            chosen = sorted(official)
        elif not names_something(query.text, self._lexicon.unit_names):
            return None
        else:
            alike = (one for one in self._candidates.worded_like(query, scope) if one in official)
            chosen = (self.catalogue.titled(query.plain, official) or [*alike])[:_ADDRESSED]
        documents = filter(None, map(self._registry.get, chosen))
        return named_clauses(query.text, [*documents], self._lexicon.unit_names)

    @cached_property
    def _speller(self) -> Speller:
        from assistant.retrieval.repair import load_sounds, speller

        load_sounds(self.folder / LEXICON / SOUNDS)
        return speller(self._lexicon)


def _hit(query: Query, candidate: Candidate) -> ClauseHit:
    passage = candidate.passage
    return ClauseHit(
        document_id=passage.document.document_id,
        title=passage.document.title,
        version=passage.document.version,
        status=status_on(passage.document, date.today()),
        clause_id=passage.clause_id,
        label=passage.label,
        heading=passage.heading,
        text=passage.text,
        score=round(candidate.score, 4),
        highlights=(candidate.named,) if candidate.named else highlights(passage.text, query),
        responsible_units=passage.responsible_units,
    )
