"""One plain form of a text, with the way back to the original's characters.

Full width, compatibility forms, odd spaces, case and traditional characters
become one form. Numbers in circles, exponents and fractions written as one
sign (①, ², ½) stay as they are: rewritten, they would run into the digits
beside them (①50万元 is not 150万元).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

#: Signs that become one sign each, whatever stands beside them but a mark.
_ORDINARY = re.compile(r"[\n -~、。“”‘’—！-～一-鿿]+")
_LINE_ENDS = frozenset("\n\r\x85\u2028\u2029")
#: Selectors of a sign's look, the keycap (8️⃣ is 8), and halves of signs that UTF-8 cannot hold.
_NOT_TEXT: dict[int, int | None] = dict.fromkeys((*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), 0x20E3))
_NOT_TEXT |= dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
#: Hangul vowels and finals join the syllable before them without being marks.
_HANGUL_JOINING = range(0x1160, 0x1200)


@dataclass(frozen=True, slots=True)
class Normalised:
    """``text`` is the plain form; ``original`` is what it was made from."""

    text: str
    original: str
    #: For each character of ``text``, the range of ``original`` it came from.
    _sources: tuple[tuple[int, int], ...] | None

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The range of the original text that ``text[start:end]`` came from.

        Raises ``IndexError`` where the range is not within ``text``.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"{start}:{end} is not within a text of {len(self.text)} characters")
        if self._sources is None:
            return start, end
        if start == end:
            position = self._sources[start][0] if start < len(self._sources) else len(self.original)
            return position, position
        return self._sources[start][0], self._sources[end - 1][1]


def normalise(text: str) -> Normalised:
    """The plain form of any text. Never fails; an empty text stays empty."""
    pieces: list[str] = []
    #: The other signs: where each begins and ends, and how many characters it became.
    signs: list[tuple[int, int, int]] = []
    position = 0
    while position < len(text):
        end = _end_of_ordinary(text, position)
        pieces.append(text[position:end].translate(_ordinary_signs()))
        position = end
        if position < len(text):
            end = _end_of_sign(text, position)
            plain = _plain(text[position:end])
            pieces.append(plain)
            signs.append((position, end, len(plain)))
            position = end
    moved = any(end - start != 1 or length != 1 for start, end, length in signs)
    return Normalised(_simplified("".join(pieces)), text, _sources(text, signs) if moved else None)


def _sources(text: str, signs: Iterable[tuple[int, int, int]]) -> tuple[tuple[int, int], ...]:
    """For each character of the plain form the range it came from; between ``signs`` one of one."""
    sources: list[tuple[int, int]] = []
    position = 0
    for start, end, length in signs:
        sources.extend((place, place + 1) for place in range(position, start))
        sources.extend([(start, end)] * length)
        position = end
    sources.extend((place, place + 1) for place in range(position, len(text)))
    return tuple(sources)


@cache
def _ordinary_signs() -> dict[int, str]:
    """Those of the ordinary signs that are not their own plain form."""
    written = map(chr, (*range(0x20, 0x7F), *range(0xFF01, 0xFF5F)))
    return {ord(sign): plain for sign in written if (plain := _plain(sign)) != sign}


def _end_of_ordinary(text: str, position: int) -> int:
    """Past the ordinary signs; one that a mark follows is left to its mark."""
    match = _ORDINARY.match(text, position)
    end = match.end() if match else position
    if position < end < len(text) and _joins_previous(text[end]):
        return end - 1
    return end


def _end_of_sign(text: str, position: int) -> int:
    """Past the sign and its marks: the plain form does not depend on what stands beside them."""
    end = position + 1
    while end < len(text) and _joins_previous(text[end]):
        end += 1
    return end


def _joins_previous(char: str) -> bool:
    if char < "\u0300":
        return False
    first = unicodedata.normalize("NFKD", char)[0]
    return unicodedata.category(first)[0] == "M" or ord(first) in _HANGUL_JOINING


def _plain(segment: str) -> str:
    first, marks = segment[0], segment[1:]
    category = unicodedata.category(first)
    if category == "No":
        return first + marks
    if category == "Cf":
        first = ""
    elif category == "Nd":
        first = str(unicodedata.decimal(first))
    elif first in _LINE_ENDS:
        first = "\n"
    elif category in ("Cc", "Zs"):
        first = " "
    plain = unicodedata.normalize("NFKC", (first + marks).translate(_NOT_TEXT))
    return unicodedata.normalize("NFKC", plain.casefold())


def _simplified(text: str) -> str:
    if text.isascii():
        return text
    simplified: str = _converter().convert(text)
    if len(simplified) == len(text):
        return simplified
    # A phrase that changes its length would break the way back, so go sign by sign.
    signs = ((char, _converter().convert(char)) for char in text)
    return "".join(new if len(new) == 1 else old for old, new in signs)


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("t2s")
