"""A question as a bag of hashed features: characters and their pairs, words, pieces of Latin words."""

from __future__ import annotations

import math
from collections import Counter
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from assistant.language.normalise import normalise
from assistant.retrieval.lexicon import Lexicon
from assistant.retrieval.tokens import grams, latin_pieces

#: Hashing needs no vocabulary at query time; at this size under 1 in 3 of 10,000 questions' features collide.
BUCKETS = 1 << 17


def features(text: str, lexicon: Lexicon) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The buckets that ``text`` falls into, ascending, and how often: 1 + ln(count) each."""
    plain = normalise(text).text
    words = (f"w {word.text}" for word in lexicon.dictionary.words(plain))
    pieces = (f"l {piece}" for piece in latin_pieces(plain))
    counts = Counter(crc32(token.encode()) % BUCKETS for token in (*grams(plain), *words, *pieces))
    buckets = sorted(counts)
    return (
        np.array(buckets, dtype=np.int64),
        np.array([1.0 + math.log(counts[bucket]) for bucket in buckets], dtype=np.float64),
    )
