"""Typing and speech errors in the project's terms, and terms typed in pinyin, put right.

Better to leave an error than to change what was meant: a sign changes only where a whole
term of three signs or more results, the sign sounds like the right one, and no good word is lost.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from rapidfuzz.distance import OSA

from assistant.language.names import NameFinder
from assistant.language.normalise import normalise
from assistant.language.sounds import alike, said, sounds, spellings
from assistant.language.vocabulary import load_vocabulary
from assistant.language.words import WordCutter

_CHINESE = re.compile(r"[一-鿿]+")
_LATIN = re.compile(r"[a-z]+(?:[ '][a-z]+)*")
#: Signs that stand for numbers are never changed.
_NUMERALS = frozenset("零〇一二两三四五六七八九十百千万亿几半")
#: From this frequency in jieba's dictionary a sign is a word of its own: 去, 会, 全.
_COMMON = 6000
#: Below this frequency a sign is hardly written but by mistake.
_RARE = 30
#: A slip (a sign doubled, swapped or left out) is put right in terms of this length.
_SWAPPED, _LEFT_OUT = 4, 6
#: A term in pinyin inside a longer run of letters, and as a run of its own.
_PINYIN_INSIDE, _PINYIN_ALONE = 8, 5
#: What follows a name of a thing rather than a verb: 人工只能的企业, but not 人工只能处理.
_AFTER_NAME = re.compile(
    r"$|[^一-鿿a-z0-9]|[的等和与及或]|企业|公司|产业|行业|领域|政策|大会|协会|单位|方面|怎么|能拿|有哪|有什么|吗|呢"
)


@dataclass(frozen=True, slots=True)
class Change:
    """``text[start:end]`` of the text given was ``before`` and became ``after``."""

    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Repaired:
    text: str
    changes: tuple[Change, ...]


class Speller:
    """Repairs normalised texts towards ``terms``; ``cutter`` is jieba's whole dictionary unless given.

    The words ``in_pinyin`` are known in pinyin only.
    """

    def __init__(
        self, terms: Iterable[str], cutter: WordCutter | None = None, in_pinyin: Iterable[str] = ()
    ) -> None:
        known = list(dict.fromkeys(normalise(term).text for term in terms))
        chinese = [term for term in known if _CHINESE.fullmatch(term)]
        self._terms = [term for term in chinese if len(term) >= 3]
        self._finder = NameFinder({term: term for term in known})
        self._places: dict[str, list[tuple[int, int]]] = {}
        for number, term in enumerate(self._terms):
            for offset, char in enumerate(term):
                self._places.setdefault(char, []).append((number, offset))
        self._cutter = cutter or WordCutter(term for term in chinese if len(term) == 2)
        self._chinese = [*chinese, *in_pinyin]

    @cached_property
    def _pinyin(self) -> dict[str, str]:
        """Each term by its pinyin; of terms that sound the same the first in the vocabulary."""
        pinyin: dict[str, str] = {}
        for term in self._chinese:
            for letters in spellings(term):
                pinyin.setdefault(letters, term)
        return pinyin

    @cached_property
    def _pinyin_inside(self) -> re.Pattern[str]:
        long = [way for way, term in self._pinyin.items() if len(way) >= _PINYIN_INSIDE and len(term) >= 3]
        return re.compile("|".join(sorted(long, key=len, reverse=True)) or r"(?!)")

    @classmethod
    def load(cls, folder: Path) -> Speller:
        """A speller for every name of the vocabulary in ``folder``."""
        vocabulary = load_vocabulary(folder)
        return cls(vocabulary.words(), in_pinyin=vocabulary.latin.pinyin)

    def warm_up(self) -> None:
        """Load the dictionary now, so that no message has to wait for it."""
        self._cutter.load()

    def repair(self, text: str) -> Repaired:
        """The normalised ``text`` with its errors put right, and each change by its place in ``text``."""
        changes: list[Change] = []
        for change in sorted((*self._typed_in_pinyin(text), *self._mistyped(text)), key=lambda c: c.start):
            if not changes or change.start >= changes[-1].end:
                changes.append(change)
        pieces, position = [], 0
        for change in changes:
            pieces += [text[position : change.start], change.after]
            position = change.end
        return Repaired("".join([*pieces, text[position:]]), tuple(changes))

    def _typed_in_pinyin(self, text: str) -> Iterator[Change]:
        for run in _LATIN.finditer(text):
            letters = [(place, char) for place, char in enumerate(run.group(), run.start()) if char.isalpha()]
            joined = "".join(char for _, char in letters)
            if len(joined) < _PINYIN_ALONE:
                continue
            found = [(match.start(), match.end()) for match in self._pinyin_inside.finditer(joined)]
            taken = {place for start, end in found for place in range(start, end)}
            whole = [span for span in self._whole_words(run.group()) if taken.isdisjoint(range(*span))]
            for start, end in sorted((*found, *whole)):
                first, last = letters[start][0], letters[end - 1][0] + 1
                yield Change(first, last, text[first:last], self._pinyin[joined[start:end]])

    def _whole_words(self, run: str) -> Iterator[tuple[int, int]]:
        """Up to three words of a run of letters that are a term, by places among the letters."""
        words = re.split(r"[ ']", run)
        starts = [sum(map(len, words[:n])) for n in range(len(words))]
        for size in (3, 2, 1):
            for n in range(len(words) - size + 1):
                word = "".join(words[n : n + size])
                if len(word) >= _PINYIN_ALONE and word in self._pinyin:
                    yield starts[n], starts[n] + len(word)

    def _mistyped(self, text: str) -> Iterator[Change]:
        votes: Counter[tuple[int, int]] = Counter()
        for place, char in enumerate(text):
            for number, offset in self._places.get(char, ()):
                votes[place - offset, number] += 1
        candidates = [
            key for key, count in votes.items() if count >= (2 if len(self._terms[key[1]]) < 5 else 3)
        ]
        if not candidates:
            return
        known = {place for name in self._finder.find(text) for place in range(name.start, name.end)}
        found = []
        for start, number in candidates:
            term = self._terms[number]
            end = start + len(term)
            if start < 0 or text[start:end] == term:
                continue
            change = self._wrong_signs(text, start, term, known) or self._slip(text, start, term, known)
            if change:
                found.append(change)
        # Of overlapping repairs the longer term is the likelier.
        yield from _without_overlaps(sorted(found, key=lambda change: (-len(change.after), change.start)))

    def _wrong_signs(self, text: str, start: int, term: str, known: set[int]) -> Change | None:
        """A term with one sign wrong, or two in a long one, that sound like the right ones."""
        end = start + len(term)
        piece = text[start:end]
        wrong = [n for n in range(min(len(piece), len(term))) if piece[n] != term[n]]
        if len(piece) < len(term) or len(wrong) > (2 if len(term) > 4 else 1):
            return None
        if any(piece[n] in _NUMERALS or start + n in known for n in wrong):
            return None
        if not _sounds_like(piece, term, wrong) and not self._only_rare(piece, wrong):
            return None
        if self._loses_a_word(text, start, end, [start + n for n in wrong], term):
            return None
        return Change(start, end, piece, term)

    def _slip(self, text: str, start: int, term: str, known: set[int]) -> Change | None:
        """A term with a sign doubled, two swapped, or one left out of a long one."""
        for length in (len(term) + 1, len(term), len(term) - 1):
            piece = text[start : start + length]
            if len(piece) != length or OSA.distance(piece, term, score_cutoff=1) != 1:
                continue
            end = start + length
            doubled = [n for n, (one, other) in enumerate(pairwise(piece)) if one == other]
            swapped = length == len(term) >= _SWAPPED and sorted(piece) == sorted(term)
            left_out = length < len(term) >= _LEFT_OUT and piece[0] == term[0] and piece[-1] == term[-1]
            if length > len(term) and doubled:
                wrong = [start + doubled[0] + 1]
            elif swapped:
                wrong = [start + n for n in range(length) if piece[n] != term[n]]
            elif left_out:
                wrong = []
            else:
                continue
            words = self._words_in(text, start, end)
            whole = any(
                last - first > 1 and first <= place < last for first, last in words for place in wrong
            )
            if set(range(start, end)) <= known or whole or not words:
                continue
            return Change(start, end, piece, term)
        return None

    def _only_rare(self, piece: str, wrong: list[int]) -> bool:
        """劵 is hardly written but by mistake, whatever it sounds like."""
        char = piece[wrong[0]]
        return len(wrong) == 1 and bool(sounds(char)) and self._cutter.frequency(char) < _RARE

    def _words_in(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        """The words that ``text[start:end]`` falls into; empty where a longer word reaches over an end."""
        spans = [span for span in self._cutter.spans(text) if span[1] > start and span[0] < end]
        return spans if spans[0][0] == start and spans[-1][1] == end else []

    def _loses_a_word(self, text: str, start: int, end: int, wrong: list[int], term: str) -> bool:
        """Whether a good word stands where the wrong signs are.

        人工只能 has the good word 只能, and still is 人工智能 where the name of a thing must stand.
        """
        words = self._words_in(text, start, end)
        in_pieces = all(last - first == 1 for first, last in words)
        for first, last in words:
            if not any(first <= place < last for place in wrong):
                continue
            if last - first > 1:
                if len(term) == 3 or not _AFTER_NAME.match(text, end):
                    return True
            elif not in_pieces and self._may_stand_alone(text[first], first == start, last == end, term):
                return True
        return not words

    def _may_stand_alone(self, char: str, first: bool, last: bool, term: str) -> bool:
        """Whether ``char`` is likely a word of its own beside the term's other signs: 是人民银行."""
        misheard = last and said(term)[-1] not in sounds(char)
        if len(term) > 3 and not first and not misheard:
            return False
        return self._cutter.frequency(char) >= _COMMON


def _sounds_like(piece: str, term: str, wrong: list[int]) -> bool:
    """In short terms a wrong sign must sound the same; in longer ones it may sound the same to many."""
    right = said(term)
    if len(term) == 3:
        return all(right[n] in sounds(piece[n]) for n in wrong)
    return all(alike(piece[n], right[n]) for n in wrong)


def _without_overlaps(changes: Iterable[Change]) -> list[Change]:
    kept: list[Change] = []
    for change in changes:
        if all(change.end <= other.start or other.end <= change.start for other in kept):
            kept.append(change)
    return kept
