"""Rows of a register become columns of facts; rows with a mistake are named and left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.awards.batch_cells import Column, cell_reader, read_column
from assistant.awards.batch_columns import Layout
from assistant.awards.batch_words import say
from assistant.awards.phrases import phrases
from assistant.awards.rulebook import RuleBook


@dataclass(frozen=True, slots=True)
class Mistake:
    """A cell that cannot be used: the row as a spreadsheet numbers it, the column, and the mend."""

    row: int
    column: str
    given: str
    says: str


@dataclass(frozen=True, slots=True)
class Firms:
    """Rows ready to be screened: facts told for all awards and those told for one alone."""

    rows: tuple[int, ...]
    ids: tuple[str, ...]
    names: tuple[str, ...]
    shared: Mapping[str, Column]
    own: Mapping[str, Mapping[str, Column]]

    def columns(self, award_id: str) -> dict[str, Column]:
        """The facts as they stand for one award."""
        columns = dict(self.shared)
        for fact, column in self.own.get(award_id, {}).items():
            columns[fact] = columns[fact].under(column) if fact in columns else column
        return columns


def read_firms(
    rulebook: RuleBook, layout: Layout, numbers: Sequence[int], rows: Sequence[list[str]]
) -> tuple[Firms, tuple[Mistake, ...]]:
    """The facts of ``rows``, and every mistake found; a row with a mistake is not among the firms."""
    width = len(layout.names)
    mistakes: dict[int, list[Mistake]] = {}

    def note(place: int, column: str, given: str, says: str) -> None:
        mistakes.setdefault(place, []).append(Mistake(numbers[place], column, given, says))

    for place, row in enumerate(rows):
        if len(row) > width and any(row[width:]):
            note(place, "", ",".join(row[width:])[:80], say("too_many_cells", more=len(row) - width))
    # A row that is too short has lost empty cells at its end, as spreadsheets leave them out.
    filled = (
        rows if all(len(row) == width for row in rows) else [[*row, *[""] * width][:width] for row in rows]
    )
    cells = list(zip(*filled, strict=True))
    shared: dict[str, Column] = {}
    own: dict[str, dict[str, Column]] = {}
    for one in layout.facts:
        read = cell_reader(rulebook.facts[one.fact], rulebook.readers[one.fact], one.unit)
        column, wrong = read_column(cells[one.place], len(rows), read)
        for place, says in wrong.items():
            note(place, layout.names[one.place], cells[one.place][place][:80], says)
        (shared if one.award_id is None else own.setdefault(one.award_id, {}))[one.fact] = column
    blank = [""] * len(rows)
    firms = Firms(
        rows=tuple(numbers),
        ids=tuple(blank if layout.firm_id is None else cells[layout.firm_id]),
        names=tuple(blank if layout.firm_name is None else cells[layout.firm_name]),
        shared=shared,
        own=own,
    )
    for place, heading, says in _both_given(rulebook, layout, firms):
        note(place, heading, "", says)
    found = tuple(mistake for place in sorted(mistakes) for mistake in mistakes[place])
    return (_without(firms, mistakes) if mistakes else firms), found


def _both_given(rulebook: RuleBook, layout: Layout, firms: Firms) -> list[tuple[int, str, str]]:
    """Rows that tell two facts of which an award takes only one."""
    found: dict[tuple[int, str], str] = {}
    for award_id, award in rulebook.awards.items():
        columns = firms.columns(award_id) if award.alternatives else {}
        for one, other in award.alternatives:
            if one not in columns or other not in columns:
                continue
            heading = next(layout.names[c.place] for c in layout.facts if c.fact == other)
            labels = {"label": rulebook.facts[other].label, "other": rulebook.facts[one].label}
            says = phrases().errors.both_given.format(**labels)
            both = columns[one].told() & columns[other].told()
            found |= {(int(place), heading): says for place in np.flatnonzero(both)}
    return [(place, heading, says) for (place, heading), says in found.items()]


def _without(firms: Firms, bad: Mapping[int, object]) -> Firms:
    keep = np.ones(len(firms.rows), dtype=bool)
    keep[list(bad)] = False
    places = np.flatnonzero(keep).tolist()
    return Firms(
        rows=tuple(firms.rows[place] for place in places),
        ids=tuple(firms.ids[place] for place in places),
        names=tuple(firms.names[place] for place in places),
        shared={fact: column.only(keep) for fact, column in firms.shared.items()},
        own={
            award: {fact: column.only(keep) for fact, column in columns.items()}
            for award, columns in firms.own.items()
        },
    )
