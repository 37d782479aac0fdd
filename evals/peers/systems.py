"""The peers: each indexes the same document and ranks its clauses, with the defaults its makers recommend."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

from assistant.documents.model import Document
from evals.observations import Reply
from evals.targets import InProcess

#: Gives clause ids for a query, best first.
Ranker = Callable[[str, int], Sequence[str]]


class Build(Protocol):
    def __call__(self, document: Document, embedding: Path | None) -> Ranker: ...


class RankingTarget:
    """A ranker as a target of the evaluation; it can only look clauses up."""

    def __init__(self, name: str, document: Document, rank: Ranker) -> None:
        self.name = name
        self._document = document
        self._rank = rank

    def search(self, query: str, k: int) -> Reply:
        start = time.perf_counter()
        clauses = self._rank(query, k)
        took_ms = (time.perf_counter() - start) * 1000
        named = {
            "document_id": self._document.document_id,
            "label": "",
            "heading": "",
            "text": "",
            "score": 0,
        }
        hits = [{**named, "clause_id": clause, "score": 0} for clause in clauses]
        return Reply(body={"query": query, "took_ms": took_ms, "hits": hits}, latency_ms=took_ms)

    def chat(self, message: str, session_id: str | None) -> Reply:
        raise NotImplementedError

    def calculate(self, request: dict[str, Any]) -> Reply:
        raise NotImplementedError


def bm25s_jieba(document: Document, embedding: Path | None) -> Ranker:  # noqa: ARG001
    """bm25s over words cut by jieba for search engines, one passage a clause."""
    import jieba

    jieba.setLogLevel(60)
    return _bm25s(document, lambda text: jieba.lcut_for_search(text.lower()))


def bm25s_bigrams(document: Document, embedding: Path | None) -> Ranker:  # noqa: ARG001
    """bm25s over pairs of characters, one passage a clause."""
    return _bm25s(document, lambda text: [text[i : i + 2] for i in range(len(text) - 1)] or [text])


def langchain_ensemble(document: Document, embedding: Path | None) -> Ranker:
    """LangChain's ensemble of BM25 and Chroma over the chunks of its default splitter.

    Without a folder of an embedding model the vector half is left out. A chunk that takes in several
    clauses gives them in the order of the text.
    """
    from langchain_classic.retrievers import EnsembleRetriever
    from langchain_community.retrievers import BM25Retriever
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(add_start_index=True)
    chunks = splitter.create_documents([document.text])
    retrievers: list[Any] = [BM25Retriever.from_documents(chunks)]
    if embedding:
        from langchain_chroma import Chroma

        retrievers.append(Chroma.from_documents(chunks, _embedding(embedding)).as_retriever())
    ensemble = EnsembleRetriever(retrievers=retrievers, weights=[1 / len(retrievers)] * len(retrievers))

    def rank(query: str, k: int) -> Sequence[str]:
        found = ensemble.invoke(query)
        spans = [(c.metadata["start_index"], len(c.page_content)) for c in found]
        return list(dict.fromkeys(i for at, size in spans for i in _clauses(document, at, at + size)))[:k]

    return rank


def _bm25s(document: Document, words: Callable[[str], list[str]]) -> Ranker:
    import bm25s

    clauses = document.clauses
    index = bm25s.BM25()
    index.index([words(document.own_text(clause)) for clause in clauses], show_progress=False)

    def rank(query: str, k: int) -> Sequence[str]:
        places, scores = index.retrieve([words(query)], k=min(k, len(clauses)), show_progress=False)
        pairs = zip(places[0], scores[0], strict=True)
        return [clauses[int(place)].clause_id for place, score in pairs if score > 0]

    return rank


def _clauses(document: Document, start: int, end: int) -> Iterable[str]:
    """Clauses of which the range holds the beginning, or else all of the range."""
    inside = [clause.clause_id for clause in document.clauses if start <= clause.start < end]
    return inside or [c.clause_id for c in document.clauses if c.start <= start < c.end]


def _embedding(folder: Path) -> Any:
    from langchain_core.embeddings import Embeddings
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)

    class Local(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            vectors: list[list[float]] = model.encode(texts).tolist()
            return vectors

        def embed_query(self, text: str) -> list[float]:
            return self.embed_documents([text])[0]

    return Local()


def ours(data_dir: Path, corpus_dir: Path) -> InProcess:
    """This assistant's look-up, its index built anew under ``data_dir``."""
    from assistant.settings import Settings

    target = InProcess.open(Settings(data_dir=data_dir, corpus_dir=corpus_dir), warm=False)
    target.search("索引", 1)
    return target


PEERS: dict[str, Build] = {
    "bm25s + jieba": bm25s_jieba,
    "bm25s + 二字组": bm25s_bigrams,
    "LangChain EnsembleRetriever": langchain_ensemble,
}
