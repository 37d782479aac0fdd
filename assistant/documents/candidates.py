"""Markers that the document as a whole shows to be something else than a clause's number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.documents.lines import Line
from assistant.documents.markers import STRUCTURAL, Style

_SPACE = r"[ \t\u3000\xa0]*"
_ATTACHMENT_LIST = re.compile(rf"(?:附件|附表|附录){_SPACE}[:：]{_SPACE}(?:(1)[.．、].*|$)")
_CONTENTS = re.compile(rf"目{_SPACE}[录次]")


def settle_markers(lines: Sequence[Line]) -> tuple[Line, ...]:
    """``lines`` without the markers of tables of contents and lists of attachments."""
    return tuple(_with_article_habit(_without_contents(_without_attachment_list(lines))))


def _with_article_habit(lines: Sequence[Line]) -> list[Line]:
    """Where articles have a space after 第X条, one without it is doubtful."""
    apart = {
        index: re.match(r"\s|$", line.text[line.marker.length :]) is not None
        for index, line in enumerate(lines)
        if line.marker and line.marker.style is Style.ARTICLE
    }
    if sum(apart.values()) * 3 < len(apart) * 2:
        return list(lines)
    return [
        replace(line, marker=replace(line.marker, doubtful=True))
        if line.marker and not apart.get(index, True)
        else line
        for index, line in enumerate(lines)
    ]


def _without_attachment_list(lines: Sequence[Line]) -> list[Line]:
    """附件：1.… and the entries on the lines after it count attachments, not clauses."""
    plain = list(lines)
    for index, line in enumerate(lines):
        opening = _ATTACHMENT_LIST.match(line.text)
        if opening is None:
            continue
        count = 1 if opening[1] else 0
        for later in range(index + 1, len(lines)):
            marker = lines[later].marker
            if marker is None and lines[later].continues:
                continue
            if marker is None or (marker.style, marker.number) != (Style.ARABIC, count + 1):
                break
            if "。" in lines[later].text:
                break
            count += 1
            plain[later] = replace(lines[later], marker=None, continues=False)
    return plain


def _without_contents(lines: Sequence[Line]) -> list[Line]:
    """A table of contents names clauses that come later: its entries open none.

    It stands under 目录, or it is a run of chapters and sections without a word between them that
    ends where its first entry comes again.
    """
    titled = next((index + 1 for index, line in enumerate(lines) if _CONTENTS.fullmatch(line.text)), None)
    start = titled if titled is not None else _first_container(lines)
    if start is None or start >= len(lines) or (first := lines[start].marker) is None:
        return list(lines)
    for again in range(start + 1, len(lines)):
        marker = lines[again].marker
        if marker and (marker.style, marker.number) == (first.style, first.number):
            return [
                replace(line, marker=None) if start <= index < again else line
                for index, line in enumerate(lines)
            ]
        if titled is None and (marker is None or marker.style not in STRUCTURAL[:-1]):
            break
    return list(lines)


def _first_container(lines: Sequence[Line]) -> int | None:
    return next(
        (index for index, line in enumerate(lines) if line.marker and line.marker.style in STRUCTURAL[:-1]),
        None,
    )
