"""One system on one question set: quality, time to index, time to answer and memory."""

from __future__ import annotations

import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from evals.cases import load_set
from evals.judged import judge_all
from evals.metrics import metrics
from evals.observations import Reply
from evals.peers.sources import Source, of_document, of_texts
from evals.peers.systems import DEPTH, PEERS, Ranker
from evals.retrieval_benchmarks import by_words, lexical, read_gold, read_texts
from evals.retrieval_benchmarks import measure as measure_ranker
from evals.targets import InProcess, LookupTarget

T = TypeVar("T")
OURS = "本助手"


@dataclass(frozen=True)
class Row:
    """``quality`` in shares by name. Memory is the peak of the process, imports and all."""

    name: str
    quality: dict[str, float]
    index_s: float = 0
    p50_ms: float = 0
    p95_ms: float = 0
    memory_mb: float = 0
    failure: str = ""


class RankingTarget:
    """A ranker as a target of the evaluation."""

    def __init__(self, name: str, document_id: str, rank: Ranker) -> None:
        self.name = name
        self._document_id = document_id
        self._rank = rank

    def search(self, query: str, k: int) -> Reply:
        start = time.perf_counter()
        clauses = self._rank(query, k)
        took_ms = (time.perf_counter() - start) * 1000
        named = {"document_id": self._document_id, "label": "", "heading": "", "text": "", "score": 0}
        hits = [{**named, "clause_id": clause} for clause in clauses]
        return Reply(body={"query": query, "took_ms": took_ms, "hits": hits}, latency_ms=took_ms)


def on_policy(name: str, questions: Path, document_id: str, embedding: Path | None) -> Row:
    """Look-ups of a set in one document of the corpus."""
    from assistant.documents.registry import load_registry
    from assistant.settings import Settings
    from evals.asking import look_up_all

    settings = Settings()
    registry = load_registry(settings.corpus_dir)
    document = registry.get(document_id)
    if document is None:
        return Row(name, {}, failure=f"没有文件 {document_id}")
    sets = (load_set(questions),)
    with tempfile.TemporaryDirectory() as folder:

        def build() -> LookupTarget:
            if name == OURS:
                target = InProcess.open(settings.model_copy(update={"data_dir": Path(folder)}), warm=False)
                target.search("索引", 1)
                return target
            return RankingTarget(name, document_id, PEERS[name](of_document(document), embedding))

        built = _built(build)
        if isinstance(built, str):
            return Row(name, {}, failure=built)
        target, index_s = built
        found = metrics(judge_all(sets, look_up_all(sets, target), registry))
    quality = {key: found[key].value for key in ("hit_at_1", "hit_at_3", "mrr", "ndcg", "negatives_empty")}
    p50, p95 = (found[key].value for key in ("latency_p50", "latency_p95"))
    return Row(_called(name, embedding), quality, index_s, p50, p95, _memory_mb())


def on_statutes(name: str, folder: Path, embedding: Path | None) -> Row:
    """The public question set in ``folder``; ours is look-up's engine without anything learned of it."""
    texts, queries = read_texts(folder / "corpus.jsonl"), read_texts(folder / "queries.jsonl")
    gold = read_gold(folder / "qrels.tsv")
    with tempfile.TemporaryDirectory() as scratch:

        def build() -> Callable[[str], Sequence[str]]:
            if name == OURS:
                return by_words(lexical(texts, Path(scratch)))
            sources: tuple[Source, ...] = of_texts(texts)
            rank = PEERS[name](sources, embedding)
            return lambda query: rank(query, DEPTH)

        built = _built(build)
        if isinstance(built, str):
            return Row(name, {}, failure=built)
        ranker, index_s = built
        found = measure_ranker(ranker, queries, gold)
    quality = {"recall_10": found.recall_10, "recall_100": found.recall_100, "mrr_10": found.mrr_10}
    return Row(_called(name, embedding), quality, index_s, found.p50_ms, found.p95_ms, _memory_mb())


def _built(build: Callable[[], T]) -> tuple[T, float] | str:
    """What was built and the seconds it took, or which package is not installed."""
    start = time.perf_counter()
    try:
        return build(), time.perf_counter() - start
    except ImportError as error:
        return f"没有安装：{error.name}"


def _called(name: str, embedding: Path | None) -> str:
    return f"{name}（只有 BM25）" if "LangChain" in name and embedding is None else name


def _memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
