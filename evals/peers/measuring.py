"""One system over the look-ups of a set: quality, time and memory; and all of them as a table."""

from __future__ import annotations

import resource
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from evals.cases import load_set
from evals.judged import judge_all
from evals.metrics import metrics
from evals.peers.systems import PEERS, RankingTarget, ours
from evals.stats import Measure
from evals.targets import Target

OURS = "本助手"
_SHARES = ("hit_at_1", "hit_at_3", "mrr", "ndcg", "negatives_empty")
_HEAD = (
    "系统", "首位命中", "前三命中", "MRR", "nDCG", "无关查询不给结果",
    "建索引（秒）", "查询 p50／p95（毫秒）", "内存（MB）",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    name: str
    measures: dict[str, Measure]
    index_s: float
    memory_mb: float
    failure: str = ""


def measure(name: str, questions: Path, document_id: str, embedding: Path | None) -> Row:
    """The system ``name``. Memory is the peak of this process, so each belongs in one of its own."""
    from assistant.documents.registry import load_registry
    from assistant.settings import Settings
    from evals.asking import ask_all

    settings = Settings()
    registry = load_registry(settings.corpus_dir)
    document = registry.get(document_id)
    if document is None:
        return Row(name, {}, 0, 0, f"没有文件 {document_id}")
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        try:
            if name == OURS:
                target: Target = ours(Path(folder), settings.corpus_dir)
            else:
                target = RankingTarget(name, document, PEERS[name](document, embedding))
        except ImportError as error:
            return Row(name, {}, 0, 0, f"没有安装：{error.name}")
        index_s = time.perf_counter() - start
        sets = (load_set(questions),)
        judged = judge_all(sets, ask_all(sets, target), registry)
    halved = "（没有向量模型，只有 BM25 一半）" if "Ensemble" in name and embedding is None else ""
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Row(name + halved, metrics(judged), index_s, peak_mb)


def table(rows: list[Row]) -> str:
    """Markdown, one system a line."""
    lines = [f"| {' | '.join(_HEAD)} |", "| --- |" + " ---: |" * (len(_HEAD) - 1)]
    for row in rows:
        if row.failure:
            lines.append(f"| {row.name} | {row.failure} |" + " |" * (len(_HEAD) - 2))
            continue
        shares = " | ".join(f"{row.measures[name].value:.1%}" for name in _SHARES)
        times = "／".join(f"{row.measures[name].value:.2f}" for name in ("latency_p50", "latency_p95"))
        lines.append(f"| {row.name} | {shares} | {row.index_s:.2f} | {times} | {row.memory_mb:.0f} |")
    return "\n".join(lines) + "\n"
