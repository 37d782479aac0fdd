"""The peers: each indexes the same texts and ranks their places, the way its makers recommend."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from evals.peers.sources import Source, passages

if TYPE_CHECKING:
    from langchain_core.documents import Document as Chunk

#: Gives ids of places for a query, best first.
Ranker = Callable[[str, int], Sequence[str]]
#: As deep as anybody asks; LangChain's retrievers have to be told when they are built.
DEPTH = 100


class Build(Protocol):
    def __call__(self, sources: Sequence[Source], embedding: Path | None) -> Ranker: ...


def bm25s_jieba(sources: Sequence[Source], embedding: Path | None) -> Ranker:  # noqa: ARG001
    """bm25s over words cut by jieba for search engines, one passage a place."""
    return _bm25s(sources, _jieba_words())


def bm25s_bigrams(sources: Sequence[Source], embedding: Path | None) -> Ranker:  # noqa: ARG001
    """bm25s over pairs of characters, one passage a place."""
    return _bm25s(sources, lambda text: [text[i : i + 2] for i in range(len(text) - 1)] or [text])


def langchain_default(sources: Sequence[Source], embedding: Path | None) -> Ranker:
    """LangChain's ensemble of BM25 and Chroma over the chunks of its default splitter, words at blanks.

    A chunk that takes in several places gives them in the order of the text.
    """
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(add_start_index=True)
    numbers = [{"source": number} for number in range(len(sources))]
    chunks = splitter.create_documents([source.text for source in sources], metadatas=numbers)

    def places(chunk: Chunk) -> list[str]:
        source: Source = sources[chunk.metadata["source"]]
        start = chunk.metadata["start_index"]
        return source.within(start, start + len(chunk.page_content))

    return _ensemble(chunks, places, {}, embedding)


def langchain_tuned(sources: Sequence[Source], embedding: Path | None) -> Ranker:
    """The same ensemble as a user who knows Chinese sets it up: a chunk a place, words by jieba."""
    from langchain_core.documents import Document as Chunk

    chunks = [Chunk(passage.text, metadata={"id": passage.id}) for passage in passages(sources)]
    return _ensemble(
        chunks, lambda chunk: [chunk.metadata["id"]], {"preprocess_func": _jieba_words()}, embedding
    )


def _ensemble(
    chunks: list[Chunk], places: Callable[[Chunk], list[str]], options: dict[str, Any], embedding: Path | None
) -> Ranker:
    """Without the folder of an embedding model the vector half is left out."""
    from langchain_classic.retrievers import EnsembleRetriever
    from langchain_community.retrievers import BM25Retriever

    retrievers: list[Any] = [BM25Retriever.from_documents(chunks, k=DEPTH, **options)]
    if embedding:
        from langchain_chroma import Chroma

        store = Chroma.from_documents(chunks, _embedding(embedding))
        retrievers.append(store.as_retriever(search_kwargs={"k": DEPTH}))
    ensemble = EnsembleRetriever(retrievers=retrievers, weights=[1 / len(retrievers)] * len(retrievers))

    def rank(query: str, k: int) -> Sequence[str]:
        return list(dict.fromkeys(key for chunk in ensemble.invoke(query) for key in places(chunk)))[:k]

    return rank


def _bm25s(sources: Sequence[Source], words: Callable[[str], list[str]]) -> Ranker:
    import bm25s

    found = passages(sources)
    index = bm25s.BM25()
    index.index([words(passage.text) for passage in found], show_progress=False)

    def rank(query: str, k: int) -> Sequence[str]:
        places, scores = index.retrieve([words(query)], k=min(k, len(found)), show_progress=False)
        pairs = zip(places[0], scores[0], strict=True)
        return [found[int(place)].id for place, score in pairs if score > 0]

    return rank


def _jieba_words() -> Callable[[str], list[str]]:
    import jieba

    jieba.setLogLevel(60)
    return lambda text: list(jieba.lcut_for_search(text.lower()))


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


PEERS: dict[str, Build] = {
    "bm25s + jieba": bm25s_jieba,
    "bm25s + 二字组": bm25s_bigrams,
    "LangChain，默认设置": langchain_default,
    "LangChain，按条切分 + jieba": langchain_tuned,
}
