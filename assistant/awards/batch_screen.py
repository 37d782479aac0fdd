"""One award for all rows at once.

Rows that are alike in everything a verdict can depend on (the values of choices, on which side of each
threshold a number lies, whether a sum is told) form a class. Each class is judged once by ``calculate``;
only the arithmetic on numbers runs over all rows, in whole units of a power of ten.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.awards.batch_amounts import Amounts
from assistant.awards.batch_cells import Column
from assistant.awards.batch_words import words
from assistant.awards.calculate import calculate
from assistant.awards.conditions import label_of, tests_of
from assistant.awards.fact_schema import Fact
from assistant.awards.phrases import phrases
from assistant.awards.rulebook import Award, RuleBook
from assistant.awards.schema import FactTest
from assistant.contract import AmountKind, AwardResult, CalculationRequest, Claim, Eligibility

#: More classes than this are renumbered by those that occur.
_MOST_CLASSES = 1 << 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """What all rows of a class have in common."""

    eligibility: Eligibility
    kind: AmountKind
    missing: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Screened:
    """One award over the rows: each row's outcome, and its amount in fen.

    ``low`` and ``high`` mean nothing where the outcome's kind is ``unspecified``.
    """

    award_id: str
    outcomes: tuple[Outcome, ...]
    which: NDArray[np.int64]
    low: NDArray[Any]
    high: NDArray[Any]


class AwardScreen:
    """Screens rows for one award; what it has once judged it keeps."""

    def __init__(self, rulebook: RuleBook, award: Award, today: date) -> None:
        self._rulebook, self._award, self._today = rulebook, award, today
        amount = award.rule.amount
        self._tests = tests_of((*rulebook.scope.conditions, *award.rule.conditions))
        names = [test.fact for test in self._tests]
        names += [amount.tiers.fact] if amount.tiers else []
        names += (
            [amount.share.of, *([amount.share.or_sum_of] if amount.share.or_sum_of else [])]
            if amount.share
            else []
        )
        self._names = tuple(dict.fromkeys(names))
        self._classers = {name: self._classer(rulebook.facts[name]) for name in self._names}
        self._amounts = Amounts(amount, rulebook.facts)
        self._judged: dict[tuple[int, ...], int] = {}
        self._outcomes: list[Outcome] = []
        self._tiers: list[str | None] = []

    def run(self, columns: Mapping[str, Column], rows: int) -> Screened:
        """The award over ``rows`` rows; a fact without a column is told by none."""
        held = {name: columns[name] for name in self._names if name in columns}
        classes = {name: self._classers[name].of(column) for name, column in held.items()}
        code, most = np.zeros(rows, dtype=np.int64), 1
        for name, one in classes.items():
            code = code * self._classers[name].most + one
            most *= self._classers[name].most
            if most > _MOST_CLASSES:
                present, code = np.unique(code, return_inverse=True)
                most = len(present)
        example = np.empty(most, dtype=np.int64)
        example[code] = np.arange(rows)
        found = np.flatnonzero(np.bincount(code, minlength=most))
        table = np.zeros(most, dtype=np.int64)
        for place in found.tolist():
            row = int(example[place])
            key = tuple(int(classes[name][row]) if name in classes else 0 for name in self._names)
            if key not in self._judged:
                self._judged[key] = self._judge({name: c.values[c.codes[row]] for name, c in held.items()})
            table[place] = self._judged[key]
        which = table[code]
        paid = np.array([one.eligibility != "ineligible" for one in self._outcomes], dtype=bool)[which]
        low, high = self._amounts.of(columns, self._tiers, which, paid)
        return Screened(self._award.rule.award_id, tuple(self._outcomes), which, low, high)

    def _classer(self, fact: Fact) -> _Classer:
        thresholds = {
            bound
            for test in self._tests
            if test.fact == fact.fact
            for bound in (test.more_than, test.at_least, test.at_most, test.less_than)
            if bound is not None
        }
        return _Classer(fact, sorted(thresholds))

    def _judge(self, given: Mapping[str, Any]) -> int:
        """The number of the outcome of a class, judged on the facts of one of its rows."""
        applicant: dict[str, Any] = {}
        facts: dict[str, Any] = {}
        for name, value in given.items():
            if value is not None:
                scope = applicant if self._rulebook.facts[name].scope == "applicant" else facts
                scope[name] = list(value) if isinstance(value, tuple) else value
        claim = Claim(award_id=self._award.rule.award_id, facts=facts)
        request = CalculationRequest(applicant=applicant, claims=[claim])
        result = calculate(self._rulebook, request, self._today).awards[0]
        self._outcomes.append(
            Outcome(result.eligibility, result.amount.kind, result.missing, self._reasons(result, given))
        )
        tiers = self._award.rule.amount.tiers
        self._tiers.append(given.get(tiers.fact) if tiers else None)
        return len(self._outcomes) - 1

    def _reasons(self, result: AwardResult, given: Mapping[str, Any]) -> tuple[str, ...]:
        """Why not, in the words of the single calculation but without the number of one row of the class."""
        if result.eligibility != "ineligible":
            draft = self._rulebook.scope.draft
            return tuple(notice for notice in result.notices if draft is None or notice != draft.notice)
        said = dict(self._without_number(test, given.get(test.fact)) for test in self._tests)
        return tuple(said.get(reason.text, reason.text) for reason in result.reasons)

    def _without_number(self, test: FactTest, value: Any) -> tuple[str, str]:
        fact = self._rulebook.facts[test.fact]
        if not isinstance(value, int | Decimal) or isinstance(value, bool):
            return "", ""
        exact = phrases().broken.format(says=test.says, label=fact.label, given=label_of(fact, value))
        return exact, words().broken_number.format(says=test.says)


class _Classer:
    """What of a fact's value a verdict can depend on, as a number below ``most``; 0 is not told."""

    def __init__(self, fact: Fact, thresholds: list[Decimal]) -> None:
        self._thresholds = thresholds
        self._numeric = fact.minimum is not None
        values: tuple[Any, ...] = (
            (False, True) if fact.type == "bool" else tuple(c.value for c in fact.choices)
        )
        self._places = {value: place for place, value in enumerate(values, 1)}
        self.most = 2 * len(thresholds) + 2 if self._numeric else len(values) + 1

    def of(self, column: Column) -> NDArray[np.int64]:
        return np.array([self._place(value) for value in column.values], dtype=np.int64)[column.codes]

    def _place(self, value: Any) -> int:
        if value is None:
            return 0
        if not self._numeric:
            return self._places[value]
        if not self._thresholds:
            return 1
        return 1 + bisect_left(self._thresholds, value) + bisect_right(self._thresholds, value)
