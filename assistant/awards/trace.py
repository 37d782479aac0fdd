"""The working of a result as a tree of steps, each with the words that prove it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.contract import Grounded


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the working; ``children`` are the steps that it rests on."""

    said: Grounded
    children: tuple[Step, ...] = ()


def step(
    text: str, clause_id: str | None = None, quote: str | None = None, children: tuple[Step, ...] = ()
) -> Step:
    """A step said in ``text`` and proved by the clause's words."""
    return Step(Grounded(text=text, clause_id=clause_id, quote=quote), children)


def flatten(steps: tuple[Step, ...]) -> tuple[Grounded, ...]:
    """The steps in the order of working: what a step rests on comes before it."""
    said: list[Grounded] = []
    _collect(steps, said)
    return tuple(said)


def _collect(steps: tuple[Step, ...], said: list[Grounded]) -> None:
    for one in steps:
        if one.children:
            _collect(one.children, said)
        said.append(one.said)
