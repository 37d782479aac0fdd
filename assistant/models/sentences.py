"""A model's stream of text, cut into sentences as they become whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

_STOPS = "。！？!?\n"
_OPENING = "“「『（(《"
_CLOSING = "”」』）)》"
#: A bracket that is never closed must not hold the whole answer back.
LONGEST = 400
_THINKING = re.compile(r"<think(?:ing)?>")
_THOUGHT = re.compile(r"</think(?:ing)?>")


class Sentences:
    """Takes the stream piece by piece and gives each sentence with its stop, exactly as written.

    What a reasoning model thinks aloud between ``<think>`` and ``</think>`` at the beginning is left out.
    """

    def __init__(self) -> None:
        self._text = ""
        self._begun = False

    def feed(self, piece: str) -> Iterator[str]:
        """The sentences that ``piece`` makes whole."""
        self._text += piece
        if not self._begun and not self._begin():
            return
        while (end := _end(self._text)) is not None:
            sentence, self._text = self._text[:end], self._text[end:]
            yield sentence

    def rest(self) -> str:
        """What is left at the end of the stream."""
        rest, self._text = self._text, ""
        return "" if not self._begun and _THINKING.match(rest) else rest

    def _begin(self) -> bool:
        """Whether the answer itself has begun."""
        self._text = self._text.lstrip()
        if _THINKING.match(self._text):
            thought = _THOUGHT.search(self._text)
            if thought is None:
                return False
            self._text = self._text[thought.end() :].lstrip()
            if not self._text:
                return False
        elif "<thinking>".startswith(self._text):
            return False
        self._begun = True
        return True


def _end(text: str) -> int | None:
    """Where the first sentence of ``text`` ends, or None where it may go on."""
    depth = 0
    for place, char in enumerate(text):
        if char in _OPENING or text.startswith("[[", place):
            depth += 1
        elif char in _CLOSING or text.startswith("]]", place):
            depth = max(0, depth - 1)
        elif char == "\n" or (char in _STOPS and depth == 0):
            end = place + 1
            while end < len(text) and text[end - 1] != "\n" and text[end] in _STOPS:
                end += 1
            # More stops may still come, so the last one waits for what follows.
            return end if end < len(text) or text[end - 1] == "\n" else None
        if place >= LONGEST:
            return place
    return None
