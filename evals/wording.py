"""Whether a text says something: by value for figures, by words otherwise, and with an eye on denials."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evals.figures import plain, read_figures

_STOPS = "。！!？?；;，,\n"
_DENIED_BEFORE = re.compile(
    r"不是|并非|不能|无法|不会|不得|不可|没有|不代表|不等于|不承诺|不提供|不予|不存在|谈不上|不应|不建议|请勿|切勿|拒绝"
)
_DENIED_AFTER = re.compile(r"不对|不准确|有误|不成立|不属实|没有依据|不是|不正确|是错|并不")
_FIGURE = re.compile(r"[\d.,零一二两三四五六七八九十百千万亿]+(?:元|万元|亿元|%|万|亿)")


def says(text: str, needle: str) -> bool:
    """A figure is said when its value is, in any form (50万, 五十万元, 500,000元), never inside 150万."""
    figures = read_figures(needle) if _FIGURE.fullmatch(plain(needle)) else set()
    if figures:
        return bool(figures & read_figures(text))
    # 百亿 alone counts something and is no amount.
    return next(_places(_squeezed(text), _squeezed(needle)), None) is not None


def asserts(text: str, needle: str) -> bool:
    """``says``, but not where the same clause of the sentence denies it (不能保证…, …的说法不对)."""
    text, needle = _squeezed(text), _squeezed(needle)
    if _FIGURE.fullmatch(needle):
        return any(says(part, needle) and not _denied(part) for part in re.split(f"[{_STOPS}]", text))
    return any(not _denied_at(text, start, start + len(needle)) for start in _places(text, needle))


def _places(text: str, needle: str) -> Iterator[int]:
    """Where ``needle`` stands without cutting a number in two."""
    start = text.find(needle)
    while start >= 0:
        end = start + len(needle)
        cut_before = needle[0].isdigit() and re.search(r"[\d.]$", text[:start])
        cut_after = needle[-1].isdigit() and re.match(r"[\d.]", text[end:])
        if not cut_before and not cut_after:
            yield start
        start = text.find(needle, start + 1)


def _denied_at(text: str, start: int, end: int) -> bool:
    before = re.split(f"[{_STOPS}]", text[:start])[-1]
    after = re.split(f"[{_STOPS}]", text[end:])[0]
    return bool(_DENIED_BEFORE.search(before) or _DENIED_AFTER.search(after))


def _denied(part: str) -> bool:
    return bool(_DENIED_BEFORE.search(part) or _DENIED_AFTER.search(part))


def _squeezed(text: str) -> str:
    """Without blanks, and without commas inside numbers, so that 3,000 元 is 3000元."""
    text = re.sub(r"(?<=\d),(?=\d{3})", "", plain(text))
    return re.sub(r"[ \t]+", "", text)
