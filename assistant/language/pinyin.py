"""Whole messages typed in pinyin (liangtai shoutaotao, sheng li rending le), put into Chinese signs.

A beam search over the letters: every way to cut them into sounds, every sign with that sound, weighed by how
often signs follow each other in texts of the field (three in a row, each length smoothed by the one below
it, MacKay & Peto 1995). A message with Chinese signs of its own is left to the speller.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from assistant.language.normalise import normalise
from assistant.language.sounds import blur, said, sounds

_CHINESE = re.compile(r"[一-鿿]+")
_RUN = re.compile(r"[a-z]+(?:[ '][a-z]+)*")
#: A message is in pinyin where so many of its words of letters can be cut into sounds.
_MOSTLY = 0.8
#: With fewer sounds than this it may as well be a name or a word of English.
_FEWEST_SOUNDS = 3
_LONGEST_SOUND = 6
_BEAM = 60
#: What a sound costs that many do not tell from the one typed (mingqi for minqi).
_BLURRED = -5.0
#: Signs seen so often before another are known as well as what is seen of fewer signs.
_PRIOR = 100
_EDGE = "，"
_NUMERALS, _COUNTED = "一二两三四五六七八九几十", "台套个名位款人年月项家亿万百千天"
#: Numbers are told of everything, so that each stands beside each counting word so often.
_NUMBER_WEIGHT = 5
_NAME_WEIGHT = 100
#: What the less usual sound of a sign costs: 大 is dai in 大夫 only.
_UNUSUAL = -3.0


@dataclass(frozen=True, slots=True)
class _Model:
    """How often signs follow each other, and which signs have a sound."""

    counts: Counter[str]
    size: int
    #: By a sound as typed: the signs, and what each costs because it is said a little otherwise.
    signs: dict[str, list[tuple[str, float]]]

    def weight(self, before: str, sign: str) -> float:
        """The logarithm of how likely ``sign`` is after the two signs ``before``."""
        likely = (self.counts[sign] + 1) / self.size
        for size in range(1, len(before) + 1):
            context = before[-size:]
            likely = (self.counts[context + sign] + _PRIOR * likely) / (self.counts[context] + _PRIOR)
        return math.log(likely)


class PinyinReader:
    """Reads pinyin by the ``texts`` of the field, which are fetched when the first such message comes, and by
    ``names``: what its matters and places are called, which counts for more; ``known`` are whole words."""

    def __init__(
        self, texts: Callable[[], Iterable[str]], names: Iterable[str], known: Mapping[str, str]
    ) -> None:
        self._texts = texts
        self._names = tuple(names)
        self._known = known

    def read(self, text: str) -> str:
        """The normalised ``text`` in Chinese signs where it is pinyin, else as it is."""
        words = re.findall(r"[a-z]+", text)
        if not words or _CHINESE.search(text):
            return text
        in_pinyin = sum(len(word) > 1 and self._is_pinyin(word) for word in words)
        if len("".join(words)) < 2 * _FEWEST_SOUNDS or in_pinyin < _MOSTLY * len(words):
            return text
        read = _RUN.sub(lambda run: self._signs(run.group(), _start(text[: run.start()])), text)
        return re.sub(r"(?<=[一-鿿]) +| +(?=[一-鿿])", "", read)

    @cached_property
    def _model(self) -> _Model:
        counts: Counter[str] = Counter()
        heard: dict[str, dict[str, float]] = defaultdict(dict)
        for text, times in self._learned():
            for piece in _CHINESE.findall(normalise(text).text):
                framed = f"{_EDGE}{piece}{_EDGE}"
                for size in (1, 2, 3):
                    counts.update({framed[n : n + size]: times for n in range(len(framed) - size + 1)})
                for sign in piece:
                    for sound in sounds(sign):
                        heard[sound][sign] = 0.0 if sound == said(sign)[0] else _UNUSUAL
        size = sum(count for signs, count in counts.items() if len(signs) == 1)
        alike: dict[str, list[str]] = defaultdict(list)
        for sound in heard:
            alike[blur(sound)].append(sound)
        typed = {*heard, *alike}
        signs = {
            sound: [
                (sign, cost if sound == other else cost + _BLURRED)
                for other in alike[blur(sound)]
                for sign, cost in heard[other].items()
            ]
            for sound in typed
        }
        return _Model(counts, size, signs)

    def _learned(self) -> Iterator[tuple[str, int]]:
        for text in self._texts():
            yield text, 1
        yield from ((name, _NAME_WEIGHT) for name in self._names)
        for numeral in _NUMERALS:
            yield from ((numeral + counted, _NUMBER_WEIGHT) for counted in _COUNTED)

    def _is_pinyin(self, word: str) -> bool:
        ends = {0}
        for start in range(len(word)):
            if start in ends:
                ends |= {
                    end for end in range(start + 1, len(word) + 1) if word[start:end] in self._model.signs
                }
        return len(word) in ends

    def _signs(self, run: str, before: str) -> str:
        """The likeliest signs for a run of letters behind ``before``; words that are no pinyin stay."""
        pieces: list[str] = []
        stretch: list[str] = []
        for word in re.split(r"[ ']", run):
            if word != "ai" and word not in self._known and self._is_pinyin(word):
                stretch.append(word)
                continue
            pieces += [self._likeliest(stretch, before), self._known.get(word, word)]
            stretch, before = [], _EDGE
        pieces.append(self._likeliest(stretch, before))
        return " ".join(piece for piece in pieces if piece)

    def _likeliest(self, words: list[str], before: str) -> str:
        """The likeliest signs for ``words``; no sound reaches over the end of a word."""
        letters = "".join(words)
        stops = {0, *(sum(map(len, words[: n + 1])) for n in range(len(words)))}
        beams: list[list[tuple[float, str]]] = [[] for _ in range(len(letters) + 1)]
        beams[0] = [(0.0, "")]
        for start in range(len(letters)):
            beams[start] = sorted(beams[start], reverse=True)[:_BEAM]
            stop = min(stop for stop in (*stops, len(letters)) if stop > start)
            for end in range(start + 1, min(stop, start + _LONGEST_SOUND) + 1):
                for sign, cost in self._model.signs.get(letters[start:end], ()):
                    for weight, signs in beams[start]:
                        more = self._model.weight((before + signs)[-2:], sign)
                        beams[end].append((weight + cost + more, signs + sign))
        ended = [(w + self._model.weight((before + signs)[-2:], _EDGE), signs) for w, signs in beams[-1]]
        return max(ended)[1] if ended else letters


def _start(before: str) -> str:
    """What a run of letters follows: behind figures it goes on as behind a numeral (130yi, 6 ge)."""
    return _NUMERALS[-1] if before.rstrip()[-1:].isdigit() else _EDGE
