"""STARD as a collection of laws: articles in the order of their law, questions by their answers' rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.language.normalise import normalise
from assistant.language.numerals import read_numeral
from evals.public_sets import Text

_ARTICLE = re.compile(r"(.+?)(?:第([零〇○一二三四五六七八九十百千0-9]+)条(?:之([一二三四五六七八九十]+))?)?$")
#: What one source of the rebuilt library writes in a law's name and the other does not: it would tell the
#: articles that answer a question from the others.
_SEAM = re.compile(r"[\s《》]|中华人民共和国")


@dataclass(frozen=True, slots=True)
class Statutes:
    """``texts`` by law and article, each with a title without the seam, ``laws`` the number of its law."""

    texts: tuple[Text, ...]
    laws: NDArray[np.int64]

    def rows(self, gold: Mapping[str, set[str]], queries: Sequence[Text]) -> list[tuple[int, ...]]:
        """The rows of the articles that answer each query."""
        row_of = {text.id: row for row, text in enumerate(self.texts)}
        return [tuple(sorted(row_of[key] for key in gold[query.id])) for query in queries]


def statutes(corpus: Sequence[Text]) -> Statutes:
    placed = sorted((*_place(text.title), text.id, text) for text in corpus)
    names = sorted({law for law, *_ in placed})
    number = {name: n for n, name in enumerate(names)}
    texts = tuple(Text(text.id, _SEAM.sub("", normalise(text.title).text), text.text) for *_, text in placed)
    return Statutes(texts, np.array([number[law] for law, *_ in placed], dtype=np.int64))


def _place(title: str) -> tuple[str, int, int]:
    """The law, the article and its insertion (第一条之一)."""
    found = _ARTICLE.match(_SEAM.sub("", normalise(title).text))
    assert found is not None  # any text matches
    law, article, inserted = found.groups()
    return law, _number(article), _number(inserted)


def _number(text: str | None) -> int:
    numeral = read_numeral(text.replace("○", "〇"), 0) if text else None
    return int(numeral.low) if numeral else 0
