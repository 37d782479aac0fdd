"""English words in a message, put into the Chinese words that everything else understands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

#: One or two English words, or few in much Chinese, are jargon, which is understood as it stands.
_FEW = 3
_CHINESE = re.compile(r"[一-鿿]")
_LATIN_WORD = re.compile(r"[a-z]{2,}")
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_NUMBERS |= {"ten": 10, "eleven": 11, "twelve": 12, "twenty": 20}
_COUNT = re.compile(
    rf"(?<![a-z0-9.])({'|'.join(_NUMBERS)}|[0-9]{{1,3}}) +(?:new +|more +)?(?:([台人])|(?=[一-鿿]))"
)
_TIME = re.compile(rf"(?<![a-z0-9.])({'|'.join(_NUMBERS)}|[0-9]{{1,3}}) *(year|month)s?(?![a-z])")
_UNIT = {"year": "年", "month": "个月"}
_AND = re.compile(r" and (?=[一-鿿])")
_SPACE = re.compile(r"(?<=[一-鿿]) +(?=[一-鿿a-z0-9])|(?<=[a-z0-9]) +(?=[一-鿿])")


class Glossary:
    """Puts the words of ``english`` (each with its Chinese) into Chinese, and leaves out little words."""

    def __init__(self, english: Mapping[str, str], drop: Iterable[str]) -> None:
        self._chinese = dict(english)
        longest = sorted(english, key=len, reverse=True)
        words = "|".join(re.escape(word) for word in longest)
        self._words = re.compile(rf"(?<![a-z])(?:{words})(?=s?(?![a-z]))") if longest else None
        little = "|".join(re.escape(word) for word in drop)
        self._little = re.compile(rf"(?<![a-z'])(?:{little})(?![a-z'])") if little else None

    def translate(self, text: str) -> str:
        """The normalised ``text`` with its English words in Chinese, unless they are hardly any."""
        words = len(_LATIN_WORD.findall(text))
        jargon = words < _FEW or len(_CHINESE.findall(text)) > words * _FEW
        if self._words is None or jargon or not self._words.search(text):
            return text
        out = self._words.sub(lambda match: self._chinese[match.group()] + "\0", text)
        # The plural's s stands behind its word.
        out = re.sub("\0s?", "", out)
        out = _TIME.sub(lambda match: f"{_NUMBERS.get(match[1], match[1])}{_UNIT[match[2]]}", out)
        # "how much and which department" are two questions.
        out = _AND.sub(",", out)
        if self._little is not None:
            out = self._little.sub("", out)
        out = _COUNT.sub(lambda match: f"{_NUMBERS.get(match[1], match[1])}{match[2] or '个'}", out)
        return _SPACE.sub("", re.sub(r" {2,}", " ", out)).strip()
