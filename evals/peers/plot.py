"""Quality, time to index, time to answer and memory of several systems side by side, as one SVG."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from evals.peers.measuring import Row

_ROW, _LABEL, _BAR, _GAP, _TOP = 26, 330, 120, 76, 48


def plot(title: str, quality: str, key: str, rows: Sequence[Row]) -> str:
    """Four panels of bars with a line for each system; it stands alone, in a page or in a file.

    Every panel has a scale of its own, from 0 to its greatest value; quality runs to 100 %.
    """
    panels = [
        (quality, [row.quality[key] for row in rows], 1.0, "{:.1%}"),
        ("建索引（秒）", [row.index_s for row in rows], None, "{:.1f}"),
        ("查询 p50（毫秒）", [row.p50_ms for row in rows], None, "{:.2f}"),
        ("内存（MB）", [row.memory_mb for row in rows], None, "{:.0f}"),
    ]
    width = _LABEL + len(panels) * (_BAR + _GAP)
    parts = [f'<text x="0" y="16" font-weight="600">{escape(title)}</text>']
    for place, row in enumerate(rows):
        y = _TOP + place * _ROW + 13
        parts.append(f'<text x="{_LABEL - 10}" y="{y}" text-anchor="end">{escape(row.name)}</text>')
    for column, (name, values, most, form) in enumerate(panels):
        x = _LABEL + column * (_BAR + _GAP)
        longest = most or max(values, default=0) or 1
        parts.append(f'<text x="{x}" y="{_TOP - 10}" fill="#5a6b7b">{escape(name)}</text>')
        for place, value in enumerate(values):
            y, size = _TOP + place * _ROW, value / longest * _BAR
            parts.append(f'<rect x="{x}" y="{y}" width="{size:.1f}" height="17" rx="2" fill="#8fbbd9"/>')
            parts.append(f'<text x="{x + size + 5:.1f}" y="{y + 13}">{form.format(value)}</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(title)}" '
        f'viewBox="0 0 {width} {_TOP + len(rows) * _ROW + 8}" width="{width}" '
        f'font-family="system-ui, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif" '
        f'font-size="13" fill="#1c2733">{"".join(parts)}</svg>'
    )
