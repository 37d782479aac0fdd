"""The short form that hotline staff read out: at most 120 characters, whole sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence

MAX_CHARACTERS = 120
_SENTENCE = re.compile(r"[^。！？]+[。！？]?")


def spoken(conclusions: Sequence[str], suffix: str) -> str:
    """As many whole sentences of ``conclusions`` as fit, with ``suffix`` at the end.

    A single sentence that is too long is cut at a comma; a figure is never cut through.
    """
    room = MAX_CHARACTERS - len(suffix)
    text = ""
    for sentence in _SENTENCE.findall("".join(conclusions).replace("\n", "")):
        if len(text) + len(sentence) > room:
            break
        text += sentence
    if not text and conclusions:
        for piece in re.split(r"(?<=[，；、])", conclusions[0]):
            if len(text) + len(piece) > room - 1:
                break
            text += piece
        text = text.rstrip("，；、") + "。"
    return text + suffix
