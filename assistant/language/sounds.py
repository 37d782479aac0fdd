"""How Chinese signs sound, without tones and without the differences that many speakers do not make."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice, product

#: Differences that speech and southern pinyin input blur: zh/z, ch/c, sh/s, n/l, -ng/-n.
_BLURRED = ((re.compile(r"^([zcs])h"), r"\1"), (re.compile(r"^n"), "l"), (re.compile(r"(?<=[aei])ng$"), "n"))


#: Ways to say one word that are kept; each sign with two sounds doubles them.
_WAYS = 8


@cache
def sounds(char: str) -> frozenset[str]:
    """Every way to say the one sign ``char``: 只 is zhi. Empty for what is no Chinese sign."""
    from pypinyin import Style, pinyin

    (said,) = pinyin(char, style=Style.NORMAL, heteronym=True)
    return frozenset(said) - {char}


def spellings(word: str) -> tuple[str, ...]:
    """``word`` as one types it in pinyin, the likeliest first: 算力券 is suanliquan or suanlixuan."""
    from pypinyin import lazy_pinyin

    ways = islice(product(*(sorted(sounds(char)) for char in word)), _WAYS)
    return tuple(dict.fromkeys(("".join(lazy_pinyin(word)), *map("".join, ways))))


@cache
def said(word: str) -> tuple[str, ...]:
    """How each sign of ``word`` sounds in it: 大 is da in 大项目, though it can be dai."""
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
