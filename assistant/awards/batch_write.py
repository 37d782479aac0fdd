"""The result as a spreadsheet: one row for a firm and an award, one thing in a cell.

Long rather than wide, so that an office can filter by award, verdict or amount and make a pivot table,
and so that what is missing and why stand beside the amount; a sheet holds some 43,000 firms.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

import numpy as np

from assistant.awards.batch_screen import Outcome, Screened
from assistant.awards.batch_table import Firms, Mistake
from assistant.awards.batch_words import words
from assistant.awards.rulebook import RuleBook

#: Excel reads a CSV file as UTF-8 only where it begins with this.
MARK = "\ufeff"


def heading_line(rulebook: RuleBook) -> str:
    """The first line of the result."""
    names = words().headings.model_dump()
    if rulebook.scope.draft is not None:
        notice = rulebook.scope.draft.notice
        names["reason"] = words().reason_heading.format(reason=names["reason"], notice=notice)
    return MARK + _line(names.values())


def mistake_heading() -> str:
    """The first line of the side file."""
    return MARK + _line(words().mistake_headings)


def mistake_lines(mistakes: Iterable[Mistake]) -> str:
    return "".join(_line((str(one.row), one.column, one.given, one.says)) for one in mistakes)


class ResultWriter:
    """Lays screened rows out as lines; the words of an outcome are put together once."""

    def __init__(self, rulebook: RuleBook) -> None:
        self._rulebook = rulebook
        self._frames: dict[str, list[tuple[str, str]]] = {award_id: [] for award_id in rulebook.awards}

    def lines(self, firms: Firms, screened: Iterable[Screened]) -> str:
        """The lines of the result: every award of the first firm, then of the second."""
        if not firms.rows:
            return ""
        heads = [
            _line(firm).rstrip("\r\n") + ","
            for firm in zip(map(str, firms.rows), firms.ids, firms.names, strict=True)
        ]
        tails = [self._tails(one) for one in screened]
        return "".join([head + tail for head, *row in zip(heads, *tails, strict=True) for tail in row])

    def _tails(self, screened: Screened) -> list[str]:
        """What stands behind the firm in each row."""
        frames = self._frames[screened.award_id]
        frames += [self._frame(screened.award_id, outcome) for outcome in screened.outcomes[len(frames) :]]
        amount = self._rulebook.awards[screened.award_id].rule.amount
        which, low, high = screened.which, screened.low, screened.high
        if amount.share is None and not amount.times:  # one amount an outcome
            example = np.zeros(len(frames), dtype=np.int64)
            example[which] = np.arange(len(which))
            of_outcome = zip(frames, low[example].tolist(), high[example].tolist(), strict=True)
            tails = [_tail(*one) for one in of_outcome]
            return list(map(tails.__getitem__, which.tolist()))
        memo: dict[tuple[int, int, int], str] = {}
        found = []
        for key in zip(which.tolist(), low.tolist(), high.tolist(), strict=True):
            if (tail := memo.get(key)) is None:
                tail = memo[key] = _tail(frames[key[0]], key[1], key[2])
            found.append(tail)
        return found

    def _frame(self, award_id: str, outcome: Outcome) -> tuple[str, str]:
        """What stands before and after the amounts, and in their place where the text names none."""
        said = words()
        labels = said.list.join(self._rulebook.facts[name].label for name in outcome.missing)
        award = (award_id, self._rulebook.awards[award_id].rule.name)
        before = _line((*award, said.eligibility[outcome.eligibility], said.kind[outcome.kind]))
        after = _line((labels, said.separator.join(outcome.reasons)))
        before = before.rstrip("\r\n")
        return (f"{before},,,{after}", "") if outcome.kind == "unspecified" else (before + ",", after)


def _tail(frame: tuple[str, str], low: int, high: int) -> str:
    before, after = frame
    return f"{before}{yuan(low)},{yuan(high)},{after}" if after else before


def yuan(fen: int) -> str:
    """Whole fen as yuan in digits: 5000000 is ``50000``, 33333 is ``333.33``."""
    whole, rest = divmod(fen, 100)
    return f"{whole}.{rest:02d}".rstrip("0") if rest else str(whole)


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()
