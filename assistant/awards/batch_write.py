"""The result as a spreadsheet: one row for a firm and an award, one thing in a cell.

Long rather than wide, so that an office can filter by award, verdict or amount and make a pivot table,
and so that what is missing and why stand beside the amount; a sheet holds some 43,000 firms.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

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


def result_lines(rulebook: RuleBook, firms: Firms, screened: Iterable[Screened]) -> str:
    """The lines of the result: every award of the first firm, then of the second."""
    heads = [
        _line(firm).rstrip("\r\n") + ","
        for firm in zip(map(str, firms.rows), firms.ids, firms.names, strict=True)
    ]
    tails = [list(_tails(rulebook, one)) for one in screened]
    return "".join([head + tail for head, *row in zip(heads, *tails, strict=True) for tail in row])


def _tails(rulebook: RuleBook, screened: Screened) -> Iterator[str]:
    frames = [_frame(rulebook, screened.award_id, outcome) for outcome in screened.outcomes]
    memo: dict[tuple[int, int, int], str] = {}
    for key in zip(screened.which.tolist(), screened.low.tolist(), screened.high.tolist(), strict=True):
        if (tail := memo.get(key)) is None:
            place, low, high = key
            before, after = frames[place]
            named = screened.outcomes[place].kind != "unspecified"
            amounts = f"{yuan(low)},{yuan(high)}" if named else ","
            tail = memo[key] = f"{before},{amounts},{after}"
        yield tail


def _frame(rulebook: RuleBook, award_id: str, outcome: Outcome) -> tuple[str, str]:
    """What stands before and after the amounts."""
    said = words()
    labels = said.list.join(rulebook.facts[name].label for name in outcome.missing)
    award = (award_id, rulebook.awards[award_id].rule.name)
    before = _line((*award, said.eligibility[outcome.eligibility], said.kind[outcome.kind]))
    return before.rstrip("\r\n"), _line((labels, said.separator.join(outcome.reasons)))


def yuan(fen: int) -> str:
    """Whole fen as yuan in digits: 5000000 is ``50000``, 33333 is ``333.33``."""
    whole, rest = divmod(fen, 100)
    return f"{whole}.{rest:02d}".rstrip("0") if rest else str(whole)


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()
