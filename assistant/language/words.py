"""Where words begin and end, by jieba's dictionary: loaded at first need, about half a second."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jieba import Tokenizer

#: Frequency given to a word of our own: more than its parts by chance, less than everyday words.
_OWN_FREQUENCY = 1000


class WordCutter:
    """Cuts normalised text into dictionary words and the project's ``own`` words."""

    def __init__(self, own: Iterable[str]) -> None:
        self._own = tuple(own)
        self._tokenizer: Tokenizer | None = None

    def load(self) -> Tokenizer:
        """Load the dictionary now, so that no message has to wait for it."""
        if self._tokenizer is None:
            import jieba

            tokenizer = jieba.Tokenizer()
            frequencies, tokenizer.total = _dictionary()
            tokenizer.FREQ = frequencies.copy()
            tokenizer.initialized = True
            for word in self._own:
                if frequencies.get(word, 0) < _OWN_FREQUENCY:
                    tokenizer.add_word(word, _OWN_FREQUENCY)
            self._tokenizer = tokenizer
        return self._tokenizer

    def spans(self, text: str) -> list[tuple[int, int]]:
        """The places of the words of ``text``, in order, without gaps."""
        spans = []
        position = 0
        for word in self.load().cut(text, HMM=False):
            spans.append((position, position + len(word)))
            position += len(word)
        return spans

    def frequency(self, word: str) -> int:
        """How often the dictionary saw ``word``; 0 for one that it does not know."""
        return int(self.load().FREQ.get(word, 0))


@cache
def _dictionary() -> tuple[dict[str, int], int]:
    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    # The library would keep a cache under a fixed name in the system's shared temporary folder.
    with tokenizer.get_dict_file() as file:
        frequencies, total = tokenizer.gen_pfdict(file)
    return frequencies, total
