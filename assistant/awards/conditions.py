"""Three-valued conditions: true, false, or None while facts are missing; one known breach decides."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any

from assistant.awards.fact_schema import Fact
from assistant.awards.money import plain
from assistant.awards.phrases import phrases
from assistant.awards.schema import All, AnyOf, Condition, FactTest, Not
from assistant.contract import Grounded

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One test of one fact, with what to say of it in each of its three states."""

    fact: str
    holds: Callable[[Any], bool]
    met: Grounded
    open: Grounded
    broken: Callable[[Any], Grounded]


@dataclass(slots=True)
class Found:
    """Which tests are met, broken and open, and the reasons for the breaches."""

    met: list[Leaf] = field(default_factory=list)
    open: list[Leaf] = field(default_factory=list)
    broken: list[Grounded] = field(default_factory=list)


Judge = Callable[[Facts, Found], bool | None]

_COMPARISONS = {
    "more_than": operator.lt,
    "at_least": operator.le,
    "at_most": operator.ge,
    "less_than": operator.gt,
}


def tests_of(conditions: tuple[Condition, ...]) -> tuple[FactTest, ...]:
    """Every single test of the conditions, in the order of the file."""
    found: list[FactTest] = []
    for condition in conditions:
        match condition:
            case FactTest():
                found.append(condition)
            case All():
                found += tests_of(condition.all)
            case AnyOf():
                found += tests_of(condition.any)
            case Not():
                found += tests_of((condition.negated,))
    return tuple(found)


def compile_all(conditions: tuple[Condition, ...], facts: Mapping[str, Fact], clause_id: str) -> Judge:
    """The judge of conditions that must all hold."""
    return _all(tuple(_compile(condition, facts, clause_id, False) for condition in conditions))


def _compile(condition: Condition, facts: Mapping[str, Fact], clause_id: str, negated: bool) -> Judge:
    if isinstance(condition, Not):
        return _compile(condition.negated, facts, clause_id, not negated)
    if isinstance(condition, FactTest):
        return _test(_leaf(condition, facts[condition.fact], clause_id, negated))
    inner = condition.all if isinstance(condition, All) else condition.any
    judges = tuple(_compile(one, facts, clause_id, negated) for one in inner)
    # not (a and b) is (not a) or (not b), and the other way round.
    return _all(judges) if isinstance(condition, All) != negated else _any(judges)


def _test(leaf: Leaf) -> Judge:
    def judge(facts: Facts, found: Found) -> bool | None:
        value = facts.get(leaf.fact)
        if value is None:
            found.open.append(leaf)
            return None
        if leaf.holds(value):
            found.met.append(leaf)
            return True
        found.broken.append(leaf.broken(value))
        return False

    return judge


def _all(judges: tuple[Judge, ...]) -> Judge:
    def judge(facts: Facts, found: Found) -> bool | None:
        result: bool | None = True
        for one in judges:
            answer = one(facts, found)
            if answer is False or (answer is None and result is True):
                result = answer
        return result

    return judge


def _any(judges: tuple[Judge, ...]) -> Judge:
    def judge(facts: Facts, found: Found) -> bool | None:
        first_open: Found | None = None
        broken: list[Grounded] = []
        for one in judges:
            branch = Found()
            answer = one(facts, branch)
            if answer is True:
                found.met += branch.met
                return True
            if answer is None and first_open is None:
                first_open = branch
            broken += branch.broken
        if first_open is not None:
            found.open += first_open.open
            return None
        found.broken += broken
        return False

    return judge


def _leaf(test: FactTest, fact: Fact, clause_id: str, negated: bool) -> Leaf:
    words = phrases()
    clause_id = test.clause or clause_id
    holds = _predicate(test)

    def say(template: str) -> Grounded:
        return Grounded(text=template.format(says=test.says), clause_id=clause_id, quote=test.quote)

    special = {
        value: Grounded(text=unmet.says, clause_id=clause_id, quote=unmet.quote)
        for unmet in test.unmet
        for value in unmet.values
    }
    template = words.broken_not if negated else words.broken
    # What an office decides cannot simply be told by the firm: the two are never mixed.
    undecided = words.open_authority if fact.decided_by == "authority" else words.open

    def broken(value: Any) -> Grounded:
        if isinstance(value, str) and value in special:
            return special[value]
        text = template.format(says=test.says, label=fact.label, given=label_of(fact, value))
        return Grounded(text=text, clause_id=clause_id, quote=test.quote)

    return Leaf(
        fact=test.fact,
        holds=(lambda value: not holds(value)) if negated else holds,
        met=say(words.met_not if negated else words.met),
        open=say(words.open_not if negated else undecided),
        broken=broken,
    )


def _predicate(test: FactTest) -> Callable[[Any], bool]:
    if isinstance(test.equals, bool):
        return partial(operator.is_, test.equals)
    if test.equals is not None:
        return frozenset((test.equals,) if isinstance(test.equals, str) else test.equals).__contains__
    # The comparisons are turned round because the threshold comes first.
    name, turned = next(one for one in _COMPARISONS.items() if getattr(test, one[0]) is not None)
    return partial(turned, getattr(test, name))


def label_of(fact: Fact, value: Any) -> str:
    """A fact's value in Chinese."""
    if isinstance(value, bool):
        yes, no = phrases().yes_no
        return yes if value else no
    if isinstance(value, int | Decimal):
        return plain(Decimal(value))
    return next(choice.label for choice in fact.choices if choice.value == value)
