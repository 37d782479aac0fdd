"""Typing errors in a query, put right with the index's own words instead of jieba's whole dictionary."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
