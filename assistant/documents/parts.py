"""A file as numbered documents one after another: a notice, the text it issues, attachments.

The **main** part carries the plain addresses. A notice that has numbers of its own and issues
the main part keeps them under ``preamble``; an attachment has its heading's name as address
(``annex``, ``annex2``, ``table1``), any other second document is ``part2``, ``part3``, …
A notice without numbers is simply the beginning of the main part's preamble.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.documents.lines import Line
from assistant.documents.markers import STRUCTURAL, Style
from assistant.documents.numerals import to_chinese, to_int

Kind = Literal["main", "notice", "attachment"]


@dataclass(frozen=True, slots=True)
class Part:
    """Lines ``first`` to ``last`` (exclusive); ``root`` is the address all others begin with."""

    kind: Kind
    root: str
    label: str
    first: int
    last: int


_ATTACHMENT = re.compile(
    r"\|?[ \u3000]*(附件|附表|附录)[ \u3000]*([0-9]{1,2}|[一二三四五六七八九十]{1,3})?"
    r"[ \u3000]*([:：.．、]?)[ \u3000]*(.*)"
)
_ATTACHMENT_ADDRESS = {"附件": "annex", "附表": "table", "附录": "appendix"}
_DATE = re.compile(r"[（(]?[0-9〇零一二三四五六七八九十○ \u3000]{2,10}年[^。，]{1,8}月[^。，]{1,6}日[)）]?$")
#: A title up to this length names its clauses (人才公寓申请指南第一条).
_LABEL_LIMIT = 16
_ISSUES = re.compile(r"(?:印发|转发|下发|发布|公布)")


def is_date_line(line: Line) -> bool:
    """A line that holds a day and nothing else, as under a signature."""
    return _DATE.match(line.text) is not None


def split_parts(lines: Sequence[Line]) -> list[Part]:
    """The parts of a text, in order; they cover all lines."""
    starts: list[tuple[int, str, str]] = []  # first line, address, label
    attachments = {index: (root, label) for index, root, label in _attachments(lines)}
    previous = 0
    for boundary in [*sorted(attachments), len(lines)]:
        starts += [(index, "", "") for index in _restarts(lines, previous, boundary)]
        if boundary < len(lines):
            starts.append((boundary, *attachments[boundary]))
        previous = boundary
    return _named(lines, starts)


def _named(lines: Sequence[Line], starts: list[tuple[int, str, str]]) -> list[Part]:
    def numbered(first: int, last: int) -> bool:
        return any(line.marker for line in lines[first:last])

    # A notice without numbers belongs to the preamble of the text that it issues.
    while starts and not numbered(0, starts[0][0]) and numbered(starts[0][0], len(lines)):
        issues = any(_ISSUES.search(line.text) for line in lines[: starts[0][0]])
        if not issues and starts[0][1] not in ("", "annex"):
            break
        starts.pop(0)
    first_end = starts[0][0] if starts else len(lines)
    main = 1 if starts and _is_notice(lines, first_end) else 0
    parts: list[Part] = []
    others = 1
    for number, (first, root, label) in enumerate([(0, "", ""), *starts]):
        last = starts[number][0] if number < len(starts) else len(lines)
        if number == main:
            parts.append(Part("main", "", "", first, last))
        elif number < main:
            parts.append(Part("notice", "preamble", "通知", first, last))
        elif root:
            parts.append(Part("attachment", root, label, first, last))
        else:
            others += 1
            label = lines[first].text
            if len(label) > _LABEL_LIMIT or any(part.label == label for part in parts):
                label = f"第{to_chinese(others)}份文件"
            parts.append(Part("attachment", f"part{others}", label, first, last))
    return parts


def _is_notice(lines: Sequence[Line], end: int) -> bool:
    """Whether the part before ``end`` only issues what follows: it says so before its first number."""
    opening = next(index for index, line in enumerate(lines) if line.marker or index == end)
    signed = any(is_date_line(line) for line in lines[opening:end])
    return signed and any(_ISSUES.search(line.text) for line in lines[:opening])


def _attachments(lines: Sequence[Line]) -> list[tuple[int, str, str]]:
    """Headings of attachments; entries of a list of attachments (附件：1.…) are none."""
    found: list[tuple[int, str, str]] = []
    for index, line in enumerate(lines):
        match = _ATTACHMENT.match(line.text)
        if match is None:
            continue
        word, number, sign, title = match[1], match[2] or "", match[3], match[4].strip("| \u3000")
        if (title and line.continues) or (sign and not title and not _has_body(lines, index)):
            continue
        if line.is_table_row and (not number or line.text.count("|") > 2):
            continue
        if title and not line.is_table_row:
            following = lines[index + 1 : index + 2]
            is_entry = sign in (":", "：") or any(_ATTACHMENT.match(next_.text) for next_ in following)
            if is_entry and not (number and _has_body(lines, index)):
                continue
            if not number or len(title) > 60 or re.search(r"[。；;，]", title):
                continue
        value = int(number) if number.isdecimal() else to_int(number) if number else None
        found.append((index, f"{_ATTACHMENT_ADDRESS[word]}{value or ''}", f"{word}{value or ''}"))
    return found


def _has_body(lines: Sequence[Line], index: int) -> bool:
    """Whether numbers or a table follow before the next attachment is named."""
    for line in lines[index + 1 :]:
        if _ATTACHMENT.match(line.text):
            return False
        if line.marker or line.is_table_row:
            return True
    return False


def _restarts(lines: Sequence[Line], first: int, last: int) -> list[int]:
    """Where, between two lines, numbering begins anew under a title of its own."""
    starts: list[int] = []
    top: Style | None = None
    reached = 0
    previous = first
    for index in range(first, last):
        marker = lines[index].marker
        if marker is None or lines[index].continues or marker.doubtful:
            continue
        begins = marker.number == 1 and top is not None
        new_level = marker.style in STRUCTURAL and top not in STRUCTURAL
        if begins and (new_level or (marker.style is top and reached > 1)):
            title = _title_between(lines, previous + 1, index)
            if title is not None:
                starts.append(title)
                top, reached = None, 0
        if top is None and marker.style is not Style.CLOSING:
            top = marker.style
        if marker.style is top:
            reached = marker.number
        previous = index
    return starts


def _title_between(lines: Sequence[Line], first: int, last: int) -> int | None:
    """The line where the title of the document that begins before ``last`` starts, if it has one."""
    start = first
    signed = False
    for index in range(first, last):
        if is_date_line(lines[index]):
            start, signed = index + 1, True
    titles = [
        index for index in range(start, last) if lines[index].is_title_like and not lines[index].continues
    ]
    if not titles:
        return start if signed and start < last else None
    title = titles[-1]
    while title - 1 in titles:
        title -= 1
    return title
