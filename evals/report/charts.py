"""Small charts as inline SVG: no plotting library, so the report is one file that prints as it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from evals.stats import Measure

_ROW = 22
_LABEL = 170
_BAR = 420


def share_bars(title: str, measures: Mapping[str, Measure]) -> str:
    """Horizontal bars from 0 to 100 %, each with its Wilson interval as a whisker."""
    rows = []
    for place, (name, measure) in enumerate(measures.items()):
        y = 8 + place * _ROW
        rows.append(_label(name, y))
        rows.append(_rect(_LABEL, y, measure.value * _BAR, "bar"))
        if measure.low is not None and measure.high is not None:
            x1, x2 = _LABEL + measure.low * _BAR, _LABEL + measure.high * _BAR
            rows.append(f'<line class="whisker" x1="{x1:.1f}" x2="{x2:.1f}" y1="{y + 8}" y2="{y + 8}"/>')
        note = f"{measure.value:.1%}（{measure.n}）"
        rows.append(f'<text x="{_LABEL + _BAR + 8}" y="{y + 12}">{note}</text>')
    return _svg(title, len(measures), rows)


def count_bars(title: str, counts: Mapping[str, int]) -> str:
    """Horizontal bars of counts, the longest as wide as the chart."""
    most = max(counts.values(), default=0) or 1
    rows = []
    for place, (name, count) in enumerate(counts.items()):
        y = 8 + place * _ROW
        rows += [_label(name, y), _rect(_LABEL, y, count / most * _BAR, "bar")]
        rows.append(f'<text x="{_LABEL + count / most * _BAR + 8:.1f}" y="{y + 12}">{count}</text>')
    return _svg(title, len(counts), rows)


def matrix(title: str, names: Sequence[str], counts: Mapping[tuple[str, str], int]) -> str:
    """A table shaded by count; a table, so that it can be read aloud and copied."""
    most = max(counts.values(), default=0) or 1
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in names)
    body = []
    for row in names:
        cells = "".join(_cell(counts.get((row, column), 0), most) for column in names)
        body.append(f'<tr><th scope="row">{escape(row)}</th>{cells}</tr>')
    caption = f"<caption>{escape(title)}</caption>"
    return f'<table class="matrix">{caption}<tr><td></td>{head}</tr>{"".join(body)}</table>'


def _cell(count: int, most: int) -> str:
    # Never darker than dark text can be read on.
    return f'<td style="background: rgba(46, 111, 158, {0.55 * count / most:.2f})">{count}</td>'


def _label(name: str, y: int) -> str:
    return f'<text class="label" x="{_LABEL - 8}" y="{y + 12}" text-anchor="end">{escape(name)}</text>'


def _rect(x: float, y: float, width: float, kind: str) -> str:
    return f'<rect class="{kind}" x="{x:.1f}" y="{y}" width="{max(width, 0):.1f}" height="16" rx="2"/>'


def _svg(title: str, rows: int, parts: Sequence[str]) -> str:
    width, height = _LABEL + _BAR + 110, 16 + rows * _ROW
    label = escape(title)
    return (
        f"<figure><figcaption>{label}</figcaption>"
        f'<svg role="img" aria-label="{label}" viewBox="0 0 {width} {height}" width="{width}">'
        f"{''.join(parts)}</svg>"
        "</figure>"
    )
