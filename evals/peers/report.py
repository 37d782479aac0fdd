"""The measured systems as a table and a plot, in Markdown and in one HTML page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.yaml_files import load_model
from evals.peers.measuring import Row
from evals.peers.plot import plot

PUBLISHED_FILE = Path(__file__).parent / "published.yaml"
NAMES = {
    "hit_at_1": "首位命中",
    "hit_at_3": "前三命中",
    "mrr": "MRR",
    "ndcg": "nDCG",
    "negatives_empty": "无关查询不给结果",
    "recall_10": "R@10",
    "recall_100": "R@100",
    "mrr_10": "MRR@10",
}
_COSTS = ("建索引（秒）", "查询 p50／p95（毫秒）", "内存（MB）")


class _PublishedRow(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    recall_10: float | None
    recall_100: float | None
    mrr_10: float | None


class Published(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    note: str
    rows: tuple[_PublishedRow, ...]


@dataclass(frozen=True)
class Section:
    """One question set: which, in whose words, and all systems on it. ``leading`` is what the plot shows."""

    key: str
    title: str
    leading: str
    rows: tuple[Row, ...]
    published: Published | None = None

    @property
    def svg(self) -> str:
        return plot(
            self.title, NAMES[self.leading], self.leading, [row for row in self.rows if not row.failure]
        )


def load_published() -> Published:
    return load_model(PUBLISHED_FILE, Published)


def to_markdown(sections: Sequence[Section], plots: bool) -> str:
    """With ``plots`` each section shows ``<key>.svg``, which is to lie beside the file."""
    parts = []
    for section in sections:
        parts.append(f"### {section.title}\n")
        if plots:
            parts.append(f"![{section.title}]({section.key}.svg)\n")
        parts.append(_lines(_cells(section)) + "\n")
        if section.published:
            parts.append(section.published.note + "\n")
    return "\n".join(parts)


def to_html(sections: Sequence[Section]) -> str:
    """One page without any request to a network."""
    style = (
        "body{max-width:70rem;margin:2rem auto;padding:0 1rem;font:16px/1.6 system-ui,'PingFang SC',"
        "'Microsoft YaHei','Noto Sans CJK SC',sans-serif;color:#1c2733}table{border-collapse:collapse}"
        "td,th{padding:.3rem .7rem;border-bottom:1px solid #d8e0e7;text-align:right}"
        "td:first-child,th:first-child{text-align:left}svg{max-width:100%;height:auto}"
    )
    body = []
    for section in sections:
        columns, *rows = _cells(section)
        table = "".join(f"<th scope='col'>{escape(cell)}</th>" for cell in columns)
        table += "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
        body.append(f"<h2>{escape(section.title)}</h2>{section.svg}<table>{table}</table>")
        if section.published:
            body.append(f"<p>{escape(section.published.note)}</p>")
    head = f"<meta charset='utf-8'><title>与现成做法对照</title><style>{style}</style>"
    return f"<!doctype html><html lang='zh-CN'><head>{head}</head><body>{''.join(body)}</body></html>\n"


def _cells(section: Section) -> list[list[str]]:
    keys = list(next((row.quality for row in section.rows if not row.failure), {}))
    table = [["系统", *(NAMES[key] for key in keys), *_COSTS]]
    for row in section.rows:
        if row.failure:
            table.append([row.name, row.failure, *[""] * (len(table[0]) - 2)])
            continue
        shares = [f"{row.quality[key]:.1%}" for key in keys]
        times = f"{row.p50_ms:.2f}／{row.p95_ms:.2f}"
        table.append([row.name, *shares, f"{row.index_s:.1f}", times, f"{row.memory_mb:.0f}"])
    for other in section.published.rows if section.published else ():
        values = [getattr(other, key) for key in keys]
        shares = ["—" if value is None else f"{value:.1%}" for value in values]
        table.append([f"已发表：{other.name}", *shares, *["—"] * len(_COSTS)])
    return table


def _lines(table: list[list[str]]) -> str:
    head, *rows = [f"| {' | '.join(cells)} |" for cells in table]
    return "\n".join([head, "| --- |" + " ---: |" * (len(table[0]) - 1), *rows])
