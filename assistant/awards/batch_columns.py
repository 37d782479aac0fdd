"""The heading of a register: which column tells which fact, for all awards or for one.

A column named by a fact (``region`` or 注册地区) tells it for every award that has the fact;
``award:fact`` (``private-phd:full_time`` or 民营企业博士科研补贴:全职引进) for that award alone, where
it goes before the other. A unit of money in brackets, 活动费用总金额（万元）, holds for the column.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.awards.batch_words import refuse, words
from assistant.awards.rulebook import RuleBook

_BRACKET = re.compile(r"(.+?)\s*[（(]([^（()）]+)[)）]$")


@dataclass(frozen=True, slots=True)
class FactColumn:
    """The column at ``place`` tells ``fact``, for one award or (None) for all that have it."""

    place: int
    fact: str
    award_id: str | None
    #: How many yuan one of the column's unit is, where the heading names a unit.
    unit: Decimal | None


@dataclass(frozen=True, slots=True)
class Layout:
    """What the columns of a register are; ``ignored`` are the names of those that tell nothing."""

    names: tuple[str, ...]
    facts: tuple[FactColumn, ...]
    firm_id: int | None
    firm_name: int | None
    ignored: tuple[str, ...]


def read_layout(rulebook: RuleBook, header: Sequence[str], path: str) -> Layout:
    """The layout of a register with this header. Raises ``InvalidRequest`` where it is ambiguous."""
    names = tuple(name.strip().strip("\ufeff") for name in header)
    if not any(names):
        refuse("empty", path=path)
    known, awards = _fact_names(rulebook), _award_names(rulebook)
    facts: dict[tuple[str | None, str], FactColumn] = {}
    firm: dict[str, int] = {}
    ignored = []
    for place, name in enumerate(names):
        column = _column(rulebook, known, awards, place, name)
        if column is not None:
            key = (column.award_id, column.fact)
            if key in facts:
                refuse("twice", column=name, other=names[facts[key].place])
            facts[key] = column
        elif name in words().firm_id and "id" not in firm:
            firm["id"] = place
        elif name in words().firm_name and "name" not in firm:
            firm["name"] = place
        elif name:
            ignored.append(name)
    if not facts:
        refuse("no_facts", path=path)
    return Layout(names, tuple(facts.values()), firm.get("id"), firm.get("name"), tuple(ignored))


def _column(
    rulebook: RuleBook, known: Mapping[str, str], awards: Mapping[str, str], place: int, name: str
) -> FactColumn | None:
    award, colon, rest = name.replace("：", ":").partition(":")
    if not colon:
        award, rest = "", name
    elif award.strip() not in awards and rest.strip() not in known:
        return None
    fact, unit = _fact(rulebook, known, rest.strip())
    if not colon:
        return None if fact is None else FactColumn(place, fact, None, unit)
    award_id = awards.get(award.strip())
    if award_id is None or fact is None or fact not in rulebook.awards[award_id].facts:
        refuse("unknown_column", column=name)
    return FactColumn(place, fact, award_id, unit)


def _fact(rulebook: RuleBook, known: Mapping[str, str], name: str) -> tuple[str | None, Decimal | None]:
    if name in known:
        return known[name], None
    match = _BRACKET.fullmatch(name)
    if match is None or match[1] not in known:
        return None, None
    fact = rulebook.facts[known[match[1]]]
    unit = words().money_units.get(match[2])
    if fact.unit not in words().money_units:
        return (fact.fact, None) if match[2] == fact.unit else (None, None)
    return (fact.fact, unit) if unit is not None else (None, None)


def _fact_names(rulebook: RuleBook) -> dict[str, str]:
    """Fact names and those Chinese labels that mean one fact only."""
    labels = [fact.label for fact in rulebook.facts.values()]
    by_label = {f.label: name for name, f in rulebook.facts.items() if labels.count(f.label) == 1}
    return by_label | {name: name for name in rulebook.facts}


def _award_names(rulebook: RuleBook) -> dict[str, str]:
    return {
        name: award.rule.award_id
        for award in rulebook.awards.values()
        for name in (award.rule.name, award.rule.award_id)
    }
