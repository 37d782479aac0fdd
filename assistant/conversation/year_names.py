"""The years by name that yearly figures are told of: 去年600万，今年900万; 前年和去年分别是5万、7万."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.quantities import Quantity

YEAR_NAME = re.compile(r"20\d\d ?年?|第[一二三四五六七八九]年|头一?年|[前去今明后来当次]年|下一?年")


def with_year_names(text: str, figures: Sequence[Quantity]) -> list[str]:
    """The words of each figure, with the year before it where every one has a year of its own."""
    starts = [0, *(figure.end for figure in figures)][: len(figures)]
    names = [
        [found.group() for found in YEAR_NAME.finditer(text, start, figure.start)]
        for start, figure in zip(starts, figures, strict=True)
    ]
    if names and len(names[0]) == len(figures) and not any(names[1:]):
        names = [[name] for name in names[0]]
    if any(len(own) != 1 for own in names):
        return [figure.text for figure in figures]
    return [own[0].replace(" ", "") + figure.text for own, figure in zip(names, figures, strict=True)]
