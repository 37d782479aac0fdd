"""Look-up by size of the corpus: ``python -m evals.scale_benchmark --clauses 10000 100000 1000000``.

Builds the index as ``documents index`` does, asks the real questions of STARD, adds one document. Every step
has a process of its own, whose peak memory is given. Reads ``../shared/benchmarks/stard_rebuilt``.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import resource
import shutil
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, fields
from datetime import date
from functools import partial
from pathlib import Path
from statistics import quantiles
from typing import Any

from assistant.documents.registry import load_registry
from assistant.documents.selection import Selection
from assistant.retrieval.build import build_index
from assistant.retrieval.chroma import Chroma
from assistant.retrieval.search import Searcher
from assistant.settings import ROOT
from assistant.terminal import progress_bars
from evals.scale_corpus import GrowingCorpus, endless, read_laws

_BENCHMARK = ROOT.parent / "shared" / "benchmarks" / "stard_rebuilt"
_SELECTION = Selection(region="江苏省", day=date(2020, 1, 1))


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured at one size; sizes in MB, times as named, ``cpu`` for those of the processor."""

    clauses: int
    documents: int
    build_s: float
    build_mb: float
    disk_mb: float
    open_s: float
    first_ms: float
    p50_ms: float
    p95_ms: float
    p95_cpu_ms: float
    selected_p95_ms: float
    search_mb: float
    add_s: float


_HEADINGS = {
    "clauses": "条款",
    "documents": "文件",
    "build_s": "建索引（秒）",
    "build_mb": "建索引内存（MB）",
    "disk_mb": "磁盘（MB）",
    "open_s": "打开（秒）",
    "first_ms": "第一次查询（毫秒）",
    "p50_ms": "p50（毫秒）",
    "p95_ms": "p95（毫秒）",
    "p95_cpu_ms": "p95（处理器毫秒）",
    "selected_p95_ms": "按地区和日期筛选 p95（毫秒）",
    "search_mb": "查询内存（MB）",
    "add_s": "加一份文件（秒）",
}


def build(corpus: Path, data_dir: Path) -> dict[str, float]:
    """Build or update the index, as a command would."""
    started = time.perf_counter()
    with progress_bars() as progress:
        build_index(load_registry(corpus), data_dir, progress)
    return {"seconds": time.perf_counter() - started, "mb": _peak_mb()}


def search(corpus: Path, data_dir: Path, queries: list[str]) -> dict[str, float]:
    """Open the index as a server does and ask every query, first of all documents, then of some."""
    started = time.perf_counter()
    searcher = Searcher.open(load_registry(corpus), data_dir, Chroma())
    opened = time.perf_counter() - started
    first = _milliseconds(lambda: searcher.search(queries[0]))
    took = [_milliseconds(partial(searcher.search, query)) for query in queries]
    worked = [_milliseconds(partial(searcher.search, query), time.process_time) for query in queries]
    selected = [_milliseconds(partial(searcher.search, query, selection=_SELECTION)) for query in queries]
    cuts = quantiles(took, n=20)
    return {
        "open_s": opened,
        "first_ms": first,
        "p50_ms": cuts[9],
        "p95_ms": cuts[18],
        "p95_cpu_ms": quantiles(worked, n=20)[18],
        "selected_p95_ms": quantiles(selected, n=20)[18],
        "search_mb": _peak_mb(),
    }


def measure(corpus: GrowingCorpus, data_dir: Path, queries: list[str]) -> Row:
    """One size: build, search, then add a document."""
    clauses, documents = corpus.clauses, corpus.documents
    built = _apart(build, corpus.folder, data_dir)
    disk = sum(path.stat().st_size for path in data_dir.rglob("*") if path.is_file())
    found = _apart(search, corpus.folder, data_dir, queries)
    corpus.add()
    added = _apart(build, corpus.folder, data_dir)
    return Row(
        clauses=clauses,
        documents=documents,
        build_s=built["seconds"],
        build_mb=built["mb"],
        disk_mb=disk / 1e6,
        add_s=added["seconds"],
        **found,
    )


def table(rows: list[Row]) -> str:
    """The rows as Markdown."""
    names = [field.name for field in fields(Row)]
    lines = ["| " + " | ".join(_HEADINGS[name] for name in names) + " |", "|" + " ---: |" * len(names)]
    for row in rows:
        cells = (getattr(row, name) for name in names)
        lines.append(
            "| " + " | ".join(f"{one:,}" if isinstance(one, int) else f"{one:,.1f}" for one in cells) + " |"
        )
    return "\n".join(lines)


def _apart(step: Callable[..., dict[str, float]], *arguments: Any) -> dict[str, float]:
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
        return process.submit(step, *arguments).result()


def _milliseconds(call: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    started = clock()
    call()
    return (clock() - started) * 1000


def _peak_mb() -> float:
    """The peak of this process, and of one for each processor where it started some."""
    mine, others = (
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return (mine + others * (os.cpu_count() or 1)) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clauses", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--benchmark", type=Path, default=_BENCHMARK, help="STARD: corpus and queries")
    parser.add_argument("--queries", type=int, default=500, help="how many questions, drawn at random")
    parser.add_argument("--folder", type=Path, help="where to work; by default a folder that is removed")
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.add_argument("--markdown", type=Path, help="write the table here")
    arguments = parser.parse_args()
    lines = (arguments.benchmark / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    queries = [json.loads(line)["text"] for line in lines]
    queries = random.Random(0).sample(queries, min(arguments.queries, len(queries)))
    scratch = arguments.folder or Path(tempfile.mkdtemp())
    rows: list[Row] = []
    try:
        corpus = GrowingCorpus(scratch / "corpus", endless(read_laws(arguments.benchmark / "corpus.jsonl")))
        for size in sorted(arguments.clauses):
            with progress_bars() as progress:
                for clauses in corpus.grow(size):
                    progress("写语料", min(clauses, size), size)
            rows.append(measure(corpus, scratch / f"data-{size}", queries))
            print(table(rows), flush=True)
            if arguments.json:
                told = [asdict(row) for row in rows]
                arguments.json.write_text(json.dumps(told, indent=1), encoding="utf-8")
            if arguments.markdown:
                arguments.markdown.write_text(table(rows) + "\n", encoding="utf-8")
    finally:
        if arguments.folder is None:
            shutil.rmtree(scratch)


if __name__ == "__main__":
    main()
