"""``python -m evals.peers``: what a user would build instead, on the same look-ups and the same machine.

Every system runs in a process of its own, so that its memory and import cost are its own.
"""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Annotated

import typer

from evals.peers.measuring import OURS, measure, table
from evals.peers.systems import PEERS

LOOKUP = Path(__file__).parents[1] / "sets" / "lookup.jsonl"


def main(
    questions: Annotated[Path, typer.Argument(help="查条款的评测集")] = LOOKUP,
    document_id: Annotated[str, typer.Option(help="在哪份文件里查")] = "yancheng-ai-plus",
    embedding: Annotated[Path | None, typer.Option(help="LangChain 一方所用的向量模型文件夹")] = None,
    markdown: Annotated[Path | None, typer.Option(help="表写到这个文件")] = None,
) -> None:
    """同一批问题、同一台机器：本助手与几种现成做法的对照。"""
    spawn = multiprocessing.get_context("spawn")
    rows = []
    for name in (OURS, *PEERS):
        with ProcessPoolExecutor(1, mp_context=spawn) as process:
            rows.append(process.submit(measure, name, questions, document_id, embedding).result())
    text = table(rows)
    typer.echo(text)
    if markdown:
        markdown.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
