"""The last check over a finished answer: every figure of money or percentage is proved.

Contract: "Every number with a unit of money or a percentage in ``answer`` stands in a quoted
clause, in an award's ``trace`` or amount, in ``total``, or is the user's own figure repeated."
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.contract import Answer, AwardResult, Total
from assistant.language.figures import money_and_percent_figures
from assistant.language.quantities import Quantity, read_quantities

_PERIODS = frozenset({"day", "month", "quarter", "year"})


@dataclass(frozen=True, slots=True)
class _Figure:
    """A proved figure, by value: 50万元 is 500000 元, and so is 五十万块."""

    kind: str
    unit: str
    low: Decimal
    high: Decimal
    periods: frozenset[str]


def ungrounded_figures(answer: Answer, user_texts: Iterable[str]) -> tuple[Quantity, ...]:
    """The figures of ``answer.answer`` and ``answer.spoken`` that nothing proves.

    ``user_texts`` are the user's own messages: a figure in them counts only as a repetition.
    Places are in the text that the figure stands in. Empty means the answer may go out.
    """
    proved = set(_proved(answer, user_texts))
    said = (*money_and_percent_figures(answer.answer), *money_and_percent_figures(answer.spoken))
    return tuple(figure for figure in said if not any(_proves(proof, figure) for proof in proved))


def _proves(proof: _Figure, said: Quantity) -> bool:
    if (proof.kind, proof.unit) != (said.kind, said.unit):
        return False
    periods = _PERIODS & set(said.per)
    if periods and proof.periods and not periods & proof.periods:
        return False  # 8万元/年 does not prove 8万元/月.
    return (proof.low, proof.high) == (said.low, said.high)


def _proved(answer: Answer, user_texts: Iterable[str]) -> Iterator[_Figure]:
    for citation in answer.citations:
        yield from _read(citation.quote)
    for award in answer.awards:
        yield from _of_award(award)
    if answer.total is not None:
        yield from _of_total(answer.total)
    for text in user_texts:
        yield from _read(text)


def _of_award(award: AwardResult) -> Iterator[_Figure]:
    yield from _span(award.amount.low, award.amount.high)
    yield from _read(award.amount.text)
    for step in award.trace:
        yield from _read(step.text, bare_is_money=True)
    for grounded in (*award.trace, *award.reasons):
        yield from _read(grounded.quote or "")


def _of_total(total: Total) -> Iterator[_Figure]:
    yield from _span(total.low, total.high)
    for project in total.projects:
        yield from _span(project.low, project.high)
    for applicant in total.applicants:
        yield from _span(applicant.low, applicant.high)


def _span(low: str | None, high: str | None) -> Iterator[_Figure]:
    if low is not None and high is not None:
        yield from _ends("money", "元", Decimal(low), Decimal(high), frozenset())


def _read(text: str, bare_is_money: bool = False) -> Iterator[_Figure]:
    """The figures of a proof. In a trace (2000000 × 30% = 600000) bare numbers are yuan."""
    for quantity in read_quantities(text):
        periods = _PERIODS & set(quantity.per)
        if quantity.kind in ("money", "percent"):
            yield from _ends(quantity.kind, quantity.unit, quantity.low, quantity.high, periods)
        elif bare_is_money and quantity.kind == "number":
            yield from _ends("money", "元", quantity.low, quantity.high, periods)


def _ends(kind: str, unit: str, low: Decimal, high: Decimal, periods: frozenset[str]) -> Iterator[_Figure]:
    """A range proves itself and each of its ends, but no other pair."""
    for pair in {(low, high), (low, low), (high, high)}:
        yield _Figure(kind, unit, *pair, periods)
