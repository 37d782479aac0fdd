"""The working of a result as a tree of steps, each with the words that prove it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.contract import Grounded


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the working; ``children`` are the steps that it rests on."""

    text: str
    clause_id: str | None = None
    quote: str | None = None
    children: tuple[Step, ...] = ()


def flatten(steps: tuple[Step, ...]) -> tuple[Grounded, ...]:
    """The steps in the order of working: what a step rests on comes before it."""
    return tuple(
        Grounded(text=step.text, clause_id=step.clause_id, quote=step.quote) for step in _in_order(steps)
    )


def _in_order(steps: tuple[Step, ...]) -> Iterator[Step]:
    for step in steps:
        yield from _in_order(step.children)
        yield step
