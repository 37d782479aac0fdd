"""A whole register screened: every award for every firm, equal to the single calculation to the fen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TextIO

import numpy as np

from assistant.awards.batch_columns import read_layout
from assistant.awards.batch_read import open_register
from assistant.awards.batch_screen import AwardScreen, Screened
from assistant.awards.batch_table import Firms, read_firms
from assistant.awards.batch_words import refuse
from assistant.awards.batch_write import ResultWriter, heading_line, mistake_heading, mistake_lines
from assistant.awards.rulebook import RuleBook
from assistant.contract import Eligibility

#: How many rows are held at a time.
CHUNK = 20_000

#: Told how much of the register is done, and of how much.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ScreenReport:
    """What a screening did. ``awards`` counts the firms of each award by verdict."""

    firms: int
    bad_rows: int
    mistakes: int
    awards: Mapping[str, Mapping[Eligibility, int]]
    #: Columns of the register that tell no fact.
    ignored_columns: tuple[str, ...]
    notices: tuple[str, ...]


class Screen:
    """Screens chunks of firms for every award of a rule book; what it has once judged it keeps."""

    def __init__(self, rulebook: RuleBook, today: date) -> None:
        self._screens = [AwardScreen(rulebook, award, today) for award in rulebook.awards.values()]
        self._ids = tuple(rulebook.awards)

    def run(self, firms: Firms) -> tuple[Screened, ...]:
        """Every award for ``firms``, in the order of the rule book."""
        return tuple(
            screen.run(firms.columns(award_id), len(firms.rows))
            for award_id, screen in zip(self._ids, self._screens, strict=True)
        )


def screen_file(
    rulebook: RuleBook, source: Path, out: Path, bad: Path, today: date, progress: Progress = lambda *_: None
) -> ScreenReport:
    """Screens the register ``source`` (.csv or .parquet) into ``out``; rows with mistakes go to ``bad``.

    Both are CSV files that Excel opens, written whole or not at all; an award is judged as of ``today``.
    Raises ``InvalidRequest`` where the register as a whole cannot be screened.
    """
    if len({path.resolve() for path in (source, out, bad)}) < 3:
        refuse("same_file", path=source)
    for path in (out, bad):
        if path.suffix.lower() != ".csv":
            refuse("not_csv", path=path)
    register = open_register(source)
    layout = read_layout(rulebook, register.header, str(source))
    screen, writer = Screen(rulebook, today), ResultWriter(rulebook)
    counts: dict[str, Counter[Eligibility]] = {award_id: Counter() for award_id in rulebook.awards}
    firms = bad_rows = mistakes = 0
    with _whole(out) as results, _whole(bad) as complaints:
        results.write(heading_line(rulebook))
        complaints.write(mistake_heading())
        for numbers, rows in register.chunks(CHUNK):
            read, wrong = read_firms(rulebook, layout, numbers, rows)
            screened = screen.run(read)
            results.write(writer.lines(read, screened))
            complaints.write(mistake_lines(wrong))
            for one in screened:
                _count(one, counts[one.award_id])
            firms += len(read.rows)
            bad_rows += len(rows) - len(read.rows)
            mistakes += len(wrong)
            progress(register.done(), register.total)
    draft = rulebook.scope.draft
    return ScreenReport(firms, bad_rows, mistakes, counts, layout.ignored, (draft.notice,) if draft else ())


def _count(screened: Screened, counts: Counter[Eligibility]) -> None:
    times = np.bincount(screened.which, minlength=len(screened.outcomes)).tolist()
    for outcome, number in zip(screened.outcomes, times, strict=True):
        if number:
            counts[outcome.eligibility] += number


@contextmanager
def _whole(path: Path) -> Iterator[TextIO]:
    """A file that comes to be only once it is complete."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            yield file
        part.replace(path)
    except OSError as error:
        refuse("cannot_write", path=path, reason=error.strerror or error)
    finally:
        part.unlink(missing_ok=True)
