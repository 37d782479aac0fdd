"""How Chinese signs sound, without tones and without the differences that many speakers do not make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import islice, product

#: Differences that speech and southern pinyin input blur: zh/z, ch/c, sh/s, n/l, -ng/-n.
_BLURRED = ((re.compile(r"^([zcs])h"), r"\1"), (re.compile(r"^n"), "l"), (re.compile(r"(?<=[aei])ng$"), "n"))


#: Ways to say one word that are kept; each sign with two sounds doubles them.
_WAYS = 8


#: What was looked up before, with sounds joined by blanks: loading pypinyin takes a fifth of a second.
_said: dict[str, str] = {}
_sounds: dict[str, str] = {}
#: The signs of everyday writing.
_SIGNS = range(0x4E00, 0xA000)


def all_sounds(words: Iterable[str]) -> dict[str, dict[str, str]]:
    """How ``words`` and all signs sound, for ``remember``."""
    signs = {chr(code): " ".join(sorted(sounds(chr(code)))) for code in _SIGNS}
    return {"said": {word: " ".join(said(word)) for word in words}, "sounds": signs}


def remember(looked_up: Mapping[str, Mapping[str, str]]) -> None:
    """Take the sounds that ``all_sounds`` gave as they are."""
    _said.update(looked_up["said"])
    _sounds.update(looked_up["sounds"])


@cache
def sounds(char: str) -> frozenset[str]:
    """Every way to say the one sign ``char``: 只 is zhi. Empty for what is no Chinese sign."""
    if char in _sounds:
        return frozenset(_sounds[char].split())
    from pypinyin import Style, pinyin

    (said,) = pinyin(char, style=Style.NORMAL, heteronym=True)
    return frozenset(said) - {char}


def spellings(word: str) -> tuple[str, ...]:
    """``word`` as one types it in pinyin, the likeliest first: 算力券 is suanliquan or suanlixuan."""
    ways = islice(product(*(sorted(sounds(char)) for char in word)), _WAYS)
    return tuple(dict.fromkeys(("".join(said(word)), *map("".join, ways))))


@cache
def said(word: str) -> tuple[str, ...]:
    """How each sign of ``word`` sounds in it: 大 is da in 大项目, though it can be dai."""
    if word in _said:
        return tuple(_said[word].split())
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin(word))


@cache
def alike(char: str, sound: str) -> bool:
    """Whether ``char`` can sound like ``sound`` to many."""
    return blur(sound) in map(blur, sounds(char))


@cache
def blur(sound: str) -> str:
    for pattern, replacement in _BLURRED:
        sound = pattern.sub(replacement, sound)
    return sound
