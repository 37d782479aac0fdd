"""``python -m evals.peers``: what a user would build instead, on the same questions and the same machine.

Every system runs in a process of its own, so that its memory and import cost are its own.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.settings import ROOT
from evals.peers.measuring import OURS, Row, on_policy, on_statutes
from evals.peers.report import Section, load_published, to_html, to_markdown
from evals.peers.systems import PEERS

LOOKUP = Path(__file__).parents[1] / "sets" / "lookup.jsonl"
STATUTES = ROOT.parent / "shared" / "benchmarks" / "stard_rebuilt"


def main(
    questions: Annotated[Path, typer.Argument(help="查条款的评测集")] = LOOKUP,
    document_id: Annotated[str, typer.Option(help="在哪份文件里查")] = "yancheng-ai-plus",
    statutes: Annotated[Path, typer.Option(help="公开法条检索题（STARD）所在文件夹，没有就略过")] = STATUTES,
    embedding: Annotated[Path | None, typer.Option(help="LangChain 一方所用的向量模型文件夹")] = None,
    out: Annotated[Path | None, typer.Option(help="表与图写到这个文件夹")] = None,
) -> None:
    """同一批问题、同一台机器：本助手与几种现成做法的对照。"""
    asked = f"查条款：{questions.stem}，{document_id}"
    sections = [Section("lookup", asked, "ndcg", _rows(on_policy, questions, document_id, embedding))]
    if statutes.is_dir():
        rows = _rows(on_statutes, statutes, embedding)
        sections.append(
            Section("stard", "公开法条检索题：STARD（重建库）", "recall_10", rows, load_published())
        )
    else:
        typer.echo(f"没有 {statutes.name}，略过公开法条检索题", err=True)
    typer.echo(to_markdown(sections, plots=False))
    if out:
        out.mkdir(parents=True, exist_ok=True)
        (out / "peers.md").write_text(to_markdown(sections, plots=True), encoding="utf-8")
        (out / "peers.html").write_text(to_html(sections), encoding="utf-8")
        for section in sections:
            (out / f"{section.key}.svg").write_text(section.svg, encoding="utf-8")


def _rows(measure: Callable[..., Row], *arguments: Any) -> tuple[Row, ...]:
    spawn = multiprocessing.get_context("spawn")
    rows = []
    for name in (OURS, *PEERS):
        typer.echo(f"正在测量：{name}", err=True)
        with ProcessPoolExecutor(1, mp_context=spawn) as process:
            rows.append(process.submit(measure, name, *arguments).result())
    return tuple(rows)


if __name__ == "__main__":
    typer.run(main)
