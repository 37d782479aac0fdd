"""Typing errors in a query, put right with the index's own words instead of jieba's whole dictionary."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.language.sounds import all_sounds, remember
from assistant.language.spelling import Speller
from assistant.language.words import WordCutter
from assistant.retrieval.lexicon import Lexicon

if TYPE_CHECKING:
    from jieba import Tokenizer


class _IndexCutter(WordCutter):
    def __init__(self, tokenizer: Tokenizer) -> None:
        super().__init__(())
        self._ready = tokenizer

    def load(self) -> Tokenizer:
        return self._ready


def speller(lexicon: Lexicon) -> Speller:
    """A speller for the vocabulary that ``lexicon`` was built with; loading jieba's own takes a second."""
    return Speller(lexicon.all_phrases(), _IndexCutter(lexicon.dictionary.tokenizer))


def save_sounds(lexicon: Lexicon, path: Path) -> None:
    """Write down how the vocabulary sounds, for ``load_sounds``."""
    path.write_text(json.dumps(all_sounds(lexicon.all_phrases()), ensure_ascii=False), encoding="utf-8")


def load_sounds(path: Path) -> None:
    """Have spellers know how the vocabulary sounds; without the file they look it up themselves."""
    with suppress(OSError, ValueError, KeyError):
        remember(json.loads(path.read_text(encoding="utf-8")))
