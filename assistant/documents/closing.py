"""Where the numbered clauses of a text end and its closing provisions or imprint begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.documents.lines import HEADING_LIMIT, Line
from assistant.documents.markers import Marker
from assistant.documents.parts import is_date_line
from assistant.documents.units import ends_with_units, responsible_units

#: Lines that never belong to a numbered clause.
_IMPRINT = re.compile(
    r"(?:公开方式|公开属性|信息公开|主题词|抄送|抄报|主送|分送|来源|责任编辑|政策咨询|联系人|咨询电话)"
    r"[ \u3000]*[:：]"
    r"|(?:附件|附表|附录)[ \u3000]*[0-9一二三四五六七八九十]*[ \u3000]*[:：]"
    r"|\S{4,40}(?:办公厅|办公室|秘书处|秘书科)[ \u3000]*\d{4}年\d{1,2}月\d{1,2}日印发"
)
_VALIDITY = re.compile(r"施行|实施|执行|生效|有效期|废止|负责解释")
_OPENS_CLOSING = re.compile(r"(?:本|此|以上|上述|该)[^。，；]{1,25}?(?:[自由从至]|有效期|施行|解释)")


def closing_line(lines: Sequence[Line], numbered: Sequence[tuple[int, Marker]], end: int) -> int | None:
    """The first line after the last number that belongs to no numbered clause, or None.

    ``numbered``: line and marker of every numbered clause of the part; ``end``: its last line, exclusive.
    """
    last, _ = numbered[-1]
    clause_has_body = len(lines[last].text) > HEADING_LIMIT or "。" in lines[last].text
    clause_has_validity = _VALIDITY.search(lines[last].text) is not None and clause_has_body
    paragraph_each = _is_paragraph_each(lines, numbered)
    for index in range(last + 1, end):
        line = lines[index]
        if line.continues:
            continue
        if _IMPRINT.match(line.text) or is_date_line(line):
            return _signature_start(lines, last + 1, index)
        if index > last + 1 or clause_has_body:
            if ends_with_units(lines[index - 1].text) and not _names_units(lines[index:end]):
                return index
            if paragraph_each and index == last + 1:
                return index
            if not clause_has_validity and _is_closing_provision(line.text):
                return index
    return None


def _names_units(lines: Sequence[Line]) -> bool:
    return any(responsible_units(line.text) for line in lines)


def _is_closing_provision(text: str) -> bool:
    sentence = re.split(r"[。；]", text, maxsplit=1)[0]
    return _OPENS_CLOSING.match(sentence) is not None and _VALIDITY.search(sentence) is not None


def _is_paragraph_each(lines: Sequence[Line], numbered: Sequence[tuple[int, Marker]]) -> bool:
    """Whether the text is a flat run of clauses that each, before the last, are one paragraph."""
    if len(numbered) < 3 or len({marker.style for _, marker in numbered}) > 1:
        return False
    between = [
        lines[index] for (first, _), (second, _) in pairwise(numbered) for index in range(first + 1, second)
    ]
    return all(line.continues for line in between) and all("。" in lines[first].text for first, _ in numbered)


def _signature_start(lines: Sequence[Line], first: int, index: int) -> int:
    """Names of the signing bodies stand on the lines above the date."""
    while is_date_line(lines[index]) and index > first and lines[index - 1].is_title_like:
        index -= 1
        while index > first and lines[index - 1].is_title_like:
            index -= 1
    return index
