"""The heading of a clause: the words after its number that name it, where there are such words."""

from __future__ import annotations

import re

from assistant.documents.lines import HEADING_LIMIT, Line

#: A heading names a thing; words that command, forbid or grant are a provision already.
_PROVISION = re.compile(
    r"应当|应该|不得|必须|给予|予以|可以|有权|元|^(?:本|为了?|凡|对于?|根据|按照|依据|经)"
)


def read_heading(line: Line, has_body: bool) -> str:
    """The heading in a clause's first line, without its stop, or an empty string.

    ``has_body``: whether other lines or sub-clauses of the clause follow. A heading inside a
    paragraph goes up to the first full stop and must have words after it.
    """
    words = line.text[line.marker.length if line.marker else 0 :].strip(" \t\u3000\xa0")
    head, stop, rest = words.partition("。")
    if stop:
        named = bool(rest.strip()) or has_body
        return head if named and len(head) <= HEADING_LIMIT and not _is_provision(head) else ""
    bare = words.rstrip("：:")
    if not bare or len(bare) > HEADING_LIMIT or re.search(r"[；;，,、.]$", bare):
        return ""
    return _close_up(bare)


def _is_provision(head: str) -> bool:
    return _PROVISION.search(head) is not None or re.search(r"[；：]", head) is not None


def _close_up(words: str) -> str:
    """附 则 and 总 则 are spread out for the eye only."""
    compact = re.sub(r"\s", "", words)
    return compact if len(compact) <= 3 else words
