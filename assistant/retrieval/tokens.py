"""Tokens of normalised text: characters with bigrams, and words of a pruned jieba dictionary."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_RUN = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+(?:\.[0-9]+)?")
_KEPT_WORDS = 60_000
_LONGEST_WORD = 8
#: Frequency given to a word of the project's own vocabulary: it must win against its parts.
_OWN_WORD_FREQUENCY = 2_000


def grams(text: str) -> list[str]:
    """Characters and bigrams of Chinese runs, whole runs of letters and digits, in order.

    ``text`` is normalised and in lower case.
    """
    tokens: list[str] = []
    for match in _RUN.finditer(text):
        run = match.group()
        if run[0] < "\u3400":
            tokens.append(run)
        else:
            tokens += run
            tokens += (run[i : i + 2] for i in range(len(run) - 1))
    return tokens


def latin_pieces(text: str) -> list[str]:
    """Every three and four neighbouring letters of Latin words: what survives a slip in pinyin or English."""
    words = re.findall(r"[a-z]+", text)
    return [word[i : i + size] for word in words for size in (3, 4) for i in range(len(word) - size + 1)]


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands: ``text[start:end]`` of the text that was cut."""

    text: str
    start: int
    end: int


class Dictionary:
    """A word list with frequencies; cuts text with jieba's algorithm, without its hidden Markov model.

    The model would cut new words differently in a query and in a clause; vocabulary does it reliably.
    """

    def __init__(self, frequencies: dict[str, int], total: int) -> None:
        """``frequencies`` as jieba wants them: every beginning of a word has one, 0 where it is no word."""
        import jieba

        self._frequencies = frequencies
        self._total = total
        self.tokenizer = jieba.Tokenizer()
        self.tokenizer.FREQ = frequencies
        self.tokenizer.total = total
        self.tokenizer.initialized = True

    @classmethod
    def build(cls, own_words: Iterable[str], texts: Iterable[str] | None) -> Dictionary:
        """The commonest words of jieba's dictionary, its words that occur in ``texts``, and ``own_words``.

        Without ``texts`` all its words are kept. A word that does not occur in a text has no part in how
        it is cut, so a text is cut alike by every dictionary that was built with it among others.
        """
        import jieba

        frequencies: dict[str, int] = {}
        with jieba.Tokenizer().get_dict_file() as file:
            for line in file:
                word, frequency = line.decode("utf-8").split(" ")[:2]
                frequencies[word.lower()] = int(frequency)
        total = sum(frequencies.values())
        ranked = sorted(frequencies, key=lambda word: (-frequencies[word], word))
        kept = set(ranked if texts is None else ranked[:_KEPT_WORDS])
        for text in texts or ():
            kept.update(_occurring(text, frequencies))
        pruned = {word: frequencies[word] for word in ranked if word in kept and frequencies[word] > 0}
        for word in own_words:
            pruned[word] = max(pruned.get(word, 0), _OWN_WORD_FREQUENCY)
        beginnings = dict.fromkeys((word[:i] for word in pruned for i in range(1, len(word))), 0)
        return cls(beginnings | pruned, total)

    def save(self, path: Path) -> None:
        words, frequencies = "\t".join(self._frequencies), " ".join(map(str, self._frequencies.values()))
        path.write_text(f"{self._total}\n{words}\n{frequencies}", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Dictionary:
        """Raises OSError or ValueError where there is no whole dictionary at ``path``."""
        total, words, frequencies = path.read_text(encoding="utf-8").split("\n")
        return cls(dict(zip(words.split("\t"), map(int, frequencies.split()), strict=True)), int(total))

    def words(self, text: str) -> list[Word]:
        """The words of ``text``, the shorter words inside long ones among them."""
        found: list[Word] = []
        for match in _RUN.finditer(text):
            run = match.group()
            if run[0] < "\u3400":
                found.append(Word(run, match.start(), match.end()))
                continue
            for word, start, end in self.tokenizer.tokenize(run, mode="search", HMM=False):
                found.append(Word(word, match.start() + start, match.start() + end))
        return found

    def information(self, word: str) -> float:
        """How much a word says, in nats: minus the logarithm of its share in everyday Chinese."""
        return math.log(self._total / max(self._frequencies.get(word, 1), 1))


def _occurring(text: str, frequencies: dict[str, int]) -> Iterator[str]:
    for i in range(len(text)):
        for j in range(i + 1, min(i + _LONGEST_WORD, len(text)) + 1):
            if text[i:j] in frequencies:
                yield text[i:j]
