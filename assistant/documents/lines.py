"""A text as lines with offsets, and whether a line begins a paragraph or goes on with one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.documents.markers import Marker, read_marker


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank; ``start`` to ``end`` takes in its margins and line end."""

    start: int
    end: int
    text: str
    marker: Marker | None
    #: The line before is left open in the middle of a sentence and no blank line follows it.
    continues: bool

    @property
    def is_table_row(self) -> bool:
        return self.text.startswith("|")

    @property
    def is_title_like(self) -> bool:
        """Short words without a number or the punctuation of a sentence."""
        return (
            self.marker is None
            and not self.is_table_row
            and len(self.text) <= 60
            and re.search(r"[。；;！？!?：:，,]$", self.text) is None
        )


_LINE = re.compile(r"[^\n\r]*(?:\r\n|\n|\r)|[^\n\r]+$")
_MARGIN = " \t\u3000\xa0\ufeff\r\n\u200b"
_TERMINAL = re.compile(r"[。！？；：.!?;:…—|][”’\"'）)】\]》〉]*$|[）)】\]》”]$")
#: A line that ends so cannot be whole, however short it is.
_OPEN = re.compile(
    r"(?:[，、,（(《“〈]|[和与及或按据照对经由至向为将把的]|包括|包含|以下|下列|如下|按照|依照|根据|不超过|最高"
    r"|第[〇零一二三四五六七八九十百0-9]*[章节条款]?)$"
)
#: The longest heading of one line that is written without a full stop.
HEADING_LIMIT = 50


def read_lines(text: str) -> tuple[Line, ...]:
    """The lines of ``text`` that hold more than white space, in order, each read by itself."""
    pieces = [
        (found.start(), found.end(), found[0].strip(_MARGIN).lstrip("#").lstrip(_MARGIN))
        for found in _LINE.finditer(text)
    ]
    raw = {start: text[start:end].rstrip(_MARGIN) for start, end, _ in pieces}
    width = _wrap_width(list(raw.values()))
    lines: list[Line] = []
    blank_before = True
    for start, end, stripped in pieces:
        if not stripped:
            blank_before = True
            continue
        indented = text[start:end].startswith(("\u3000", "  ", "\t"))
        row = stripped.startswith("|")
        continues = not (blank_before or indented or row) and _left_open(
            lines[-1], len(raw[lines[-1].start]), width
        )
        marker = None if row else read_marker(stripped)
        lines.append(Line(start, end, stripped, marker, continues))
        blank_before = False
    return tuple(lines)


def _left_open(line: Line, length: int, width: int | None) -> bool:
    if line.is_table_row or _TERMINAL.search(line.text):
        return False
    if _OPEN.search(line.text):
        return True
    if width is not None:
        return length >= width - 3
    if line.marker is not None and "。" not in line.text and len(line.text) <= HEADING_LIMIT:
        return False
    return re.search(r"[，。；,]", line.text) is not None or len(line.text) > HEADING_LIMIT


def _wrap_width(lines: list[str]) -> int | None:
    """The width at which the text is wrapped hard, or None where paragraphs are whole lines.

    Wrapped lines are of one width and mostly break off in the middle of a sentence.
    """
    lines = [line for line in lines if line and not line.startswith("|")]
    width = max(map(len, lines), default=0)
    full = [line for line in lines if len(line) >= width - 3]
    broken = sum(_TERMINAL.search(line) is None for line in full)
    is_wrapped = (
        16 <= width <= 80 and broken >= 5 and broken * 3 >= len(full) * 2 and len(full) * 4 >= len(lines)
    )
    return width if is_wrapped else None
