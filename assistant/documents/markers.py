"""Number markers that can open a clause, read from the beginning of one line.

Reading is local: a marker found here is a candidate, and the outline decides by the numbers
around it whether it opens a clause. A reference (第五条规定…) and a quantity (3.5万元) are
turned away here already, because no number around them could make them a heading.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

from assistant.documents.numerals import to_int


class Style(Enum):
    """A way of writing numbers. Styles that only differ in punctuation or width are one."""

    BOOK = "第一编"
    PART = "第一部分"
    CHAPTER = "第一章"
    SECTION = "第一节"
    ARTICLE = "第一条"
    CHINESE = "一、"
    CHINESE_BRACKETS = "（一）"
    ARABIC = "1."
    ARABIC_BRACKETS = "（1）"
    ARABIC_HALF_BRACKET = "1）"
    CIRCLED = "①"
    #: The heading 附则 without a number of its own.
    CLOSING = "附则"


#: 第X… styles, largest first: each stands above those after it in any Chinese statute.
STRUCTURAL = (Style.BOOK, Style.PART, Style.CHAPTER, Style.SECTION, Style.ARTICLE)


@dataclass(frozen=True, slots=True)
class Marker:
    """A candidate: its style, its number, and where the words after it begin in the line."""

    style: Style
    number: int
    length: int
    #: The words after it could just as well go on a sentence (一、二类, 3.5): only a number
    #: that the clauses around it call for is believed.
    doubtful: bool


_CHINESE = r"[〇零一二三四五六七八九十百两]"
_SPACE = r"[ \t\u3000\xa0]*"
_PATTERNS: tuple[tuple[re.Pattern[str], Style | None], ...] = tuple(
    (re.compile(pattern), style)
    for pattern, style in (
        (rf"第{_SPACE}((?:{_CHINESE}{_SPACE})+|(?:\d{_SPACE})+)(编|部分|章|节|条)", None),
        (rf"({_CHINESE}+){_SPACE}[、．.]", Style.CHINESE),
        (rf"[（(]{_SPACE}({_CHINESE}+){_SPACE}[)）]、?", Style.CHINESE_BRACKETS),
        (r"([㈠-㈩])、?", Style.CHINESE_BRACKETS),
        (rf"(\d{{1,3}}){_SPACE}[.．、]", Style.ARABIC),
        (r"([⒈-⒛])", Style.ARABIC),
        (rf"[（(]{_SPACE}(\d{{1,3}}){_SPACE}[)）]、?", Style.ARABIC_BRACKETS),
        (r"([⑴-⒇])", Style.ARABIC_BRACKETS),
        (rf"(\d{{1,3}}){_SPACE}[)）]", Style.ARABIC_HALF_BRACKET),
        (r"([①-⑳])", Style.CIRCLED),
    )
)
_UNIT_STYLES = {
    "编": Style.BOOK,
    "部分": Style.PART,
    "章": Style.CHAPTER,
    "节": Style.SECTION,
    "条": Style.ARTICLE,
}

#: What follows 第五条 or （一） where a sentence speaks about it.
_REFERENCE = re.compile(
    r"[ \t\u3000\xa0]*(?:规定|所[称列述指]|第[〇零一二三四五六七八九十百0-9（()）]{1,5}[章节条款项](?!目))"
    r"|[至和与及或、].{0,3}第|的|之(?![一二三四五六七八九十])|以[上下内外及]|[、，,。；;）)》”]|款|项(?!目)"
    r"|中(?:的|规定|所|，)|等(?!级)"
)
_BRACKET_REFERENCE = re.compile(
    rf"[、至和及与或]?[（(]{_CHINESE}{{1,3}}[)）]|项(?!目)|款(?![项待式])|目(?![标前录的])|[，,。；;）)]"
)
_CONJUNCTION = re.compile(r"[至和与及或]")
#: 3.5万元, but not 1.100万元以下: a fraction is short and has no 0 at its end.
_FRACTION = re.compile(r"\d?[1-9][ ]?[万亿千百元%％倍米]")
_YEAR = re.compile(r"(?:19|20)\d\d年")
_CLOSING = re.compile(r"附[ \t\u3000\xa0]*则(?=$|[ \t\u3000\xa0：:])")


def read_marker(line: str) -> Marker | None:
    """The number marker at the beginning of ``line`` (stripped of its margins), if any."""
    if closing := _CLOSING.match(line):
        return Marker(Style.CLOSING, 0, closing.end(), doubtful=False)
    for pattern, style in _PATTERNS:
        found = pattern.match(line)
        if found is None:
            continue
        number = _number(found[1])
        kind = style or _UNIT_STYLES[found[2]]
        rest = line[found.end() :]
        is_quantity = kind is Style.ARABIC and found[0][-1] in ".．" and _FRACTION.match(rest)
        if number is None or is_quantity or _is_reference(kind, rest):
            return None
        return Marker(kind, number, found.end(), _is_doubtful(kind, rest))
    return None


def _number(written: str) -> int | None:
    compact = re.sub(r"\s", "", written)
    if compact.isdecimal():
        return int(compact)
    if len(compact) == 1 and not re.match(_CHINESE, compact):
        return int(unicodedata.numeric(compact))
    return to_int(compact)


def _is_reference(style: Style, rest: str) -> bool:
    if style in STRUCTURAL:
        return _REFERENCE.match(rest) is not None
    if style in (Style.CHINESE_BRACKETS, Style.ARABIC_BRACKETS):
        return _BRACKET_REFERENCE.match(rest) is not None
    return False


def _is_doubtful(style: Style, rest: str) -> bool:
    if style is Style.CHINESE:
        return re.match(rf"{_CHINESE}(?!是)", rest) is not None
    if style is Style.ARABIC:
        return re.match(r"\d", rest) is not None and not _YEAR.match(rest)
    return _CONJUNCTION.match(rest) is not None
