"""The heading of a clause: the words after its number that name it, where there are such words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from assistant.documents.lines import HEADING_LIMIT, Line
from assistant.documents.markers import Style

#: Up to this length, words before the first full stop are a heading wherever they stand; longer
#: ones only where most numbers of that style have a heading inside the paragraph.
_SHORT = 20
_LONG = 36
#: A heading names a thing; words that command, forbid, define or grant are a provision already.
_PROVISION = re.compile(
    r"应当|应该|应(?![用急对])|不得|必须|禁止|须|需(?!求)|给予|予以|可以|可(?=[^再靠持])|有权|负责|是(?!否)"
    r"|包括|[0-9０-９][万亿]?元|^(?:本|为了?|凡|对于?|根据|按照|依据|经|符合)"
    r"|[；：]"
)

#: 第一条【立法目的】 and, on a line of its own or before a space, 第一条（目的依据）.
_BRACKETED = re.compile(r"【([^】]{1,20})】|[（(]([^（()）]{1,20})[)）](?=$|[ \t\u3000\xa0])")


def styles_with_headings(lines: Iterable[Line]) -> frozenset[Style]:
    """The styles whose clauses mostly have a heading, on a line of its own or up to the first full stop."""
    seen: Counter[Style] = Counter()
    named: Counter[Style] = Counter()
    for line in lines:
        words = _words(line)
        if line.marker is not None and not words.endswith(("：", ":", "；", ";")):
            head, stop, rest = words.partition("。")
            seen[line.marker.style] += 1
            named[line.marker.style] += (
                len(head) <= (_LONG if stop else HEADING_LIMIT)
                and bool(rest or not stop)
                and not _provides(head)
            )
    return frozenset(style for style in seen if named[style] * 3 >= seen[style] * 2)


def read_heading(line: Line, has_body: bool, headed: frozenset[Style]) -> str:
    """The heading in a clause's first line, without its stop, or an empty string.

    ``has_body``: whether other lines or sub-clauses of the clause follow. ``headed``: the styles
    that mostly have headings.
    """
    marker = line.marker
    if marker is None:
        return ""
    words = _words(line)
    if marker.style is Style.CLOSING:
        return "附则"
    if bracketed := _BRACKETED.match(words):
        return bracketed[1] or bracketed[2]
    head, stop, rest = words.partition("。")
    if stop:
        limit = _LONG if marker.style in headed else _SHORT
        named = bool(rest.strip()) or has_body
        return head if named and len(head) <= limit and not _provides(head) else ""
    bare = words.rstrip("：:")
    if not bare or len(bare) > HEADING_LIMIT or re.search(r"[；;，,、.]$", bare):
        return ""
    if words != bare and re.search(r"下列|以下|如下|之一", bare):
        return ""
    # A heading on a line of its own may well say 负责 or 包括; only a list item that commands is none.
    return "" if re.search(r"应当|不得|必须", bare) else _close_up(bare)


def _words(line: Line) -> str:
    return line.text[line.marker.length if line.marker else 0 :].strip(" \t\u3000\xa0")


def _provides(head: str) -> bool:
    return _PROVISION.search(head) is not None


def _close_up(words: str) -> str:
    """附 则 and 总 则 are spread out for the eye only."""
    compact = re.sub(r"\s", "", words)
    return compact if len(compact) <= 3 else words
