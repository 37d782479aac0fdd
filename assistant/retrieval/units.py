"""Clauses by responsible unit: 责任单位 市委组织部, 市数据局管哪些条, or the unit's name alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.documents.model import Clause, Document
from assistant.language.normalise import normalise

_LOOKUP = re.compile(r"责任单位|责任部门|主管|负责|分管|牵头|承办|管|归口|涉及|对应")
_FILLER = re.compile(
    r"请问|请|帮我|帮忙|查一下|看一下|查|看|找|列出|列|一下|所有|全部|哪些|哪几|哪个|哪|什么|啥|多少|几|条款|条文|政策|措施|"
    r"事项|事情|内容|工作|单位|部门|方面|共同|同时|一同|一起|一块|同|共|跟|以及|都|是|由|有|的|了|呢|吗|和|与|个|项|条|块|事|我们|你们|咱|[\s,。、;:?!.()《》“”\"]"
)
#: Said of several units: what each of them answers for is wanted.
_TOGETHER = re.compile(r"同|共|一起|一块|都")
_UNIT_SHAPE = re.compile(r"[\u4e00-\u9fff]{1,12}(?:局|部|办|委|厅|院|中心|银行|集团|公司|开发区|新区)$")
#: A zone is a place first: its bare name asks where a policy applies.
_PLACE = re.compile(r"(?:开发区|新区)$")
_PREFIX = re.compile(r"^(?:市委|市政府|市|省|县|区|盐城市?)")


@dataclass(frozen=True, slots=True)
class UnitLookup:
    """A query for what a unit answers for; ``clauses`` is empty where the document names no such unit.

    Of several units, what all of them answer for comes first, and stands alone where that is asked for.
    """

    unit: str
    clauses: tuple[Clause, ...]


def units_named(text: str, document: Document, aliases: Mapping[str, str]) -> tuple[str, ...]:
    """The responsible units of ``document`` that ``text`` names, in full or without 市 or 市委 before it.

    ``aliases`` leads from an everyday name to the unit's name in the text.
    """
    plain = normalise(text).text
    found: dict[str, int] = {}
    for unit in dict.fromkeys(unit for clause in document.clauses for unit in clause.responsible_units):
        places = [plain.find(name) for name in _names(unit, aliases) if name in plain]
        if places:
            found[unit] = min(places)
    return tuple(sorted(found, key=lambda unit: (found[unit], unit)))


def unit_lookup(text: str, document: Document, aliases: Mapping[str, str]) -> UnitLookup | None:
    """The look-up that ``text`` is, or None where it asks for something else or more."""
    units = units_named(text, document, aliases)
    rest = normalise(text).text
    for name in sorted((name for unit in units for name in _names(unit, aliases)), key=len, reverse=True):
        rest = rest.replace(name, " ")
    asks = _LOOKUP.search(rest) is not None
    rest = _FILLER.sub("", _LOOKUP.sub("", rest))
    of_place = not asks and all(map(is_place, units))
    if units and not rest and not of_place:
        return UnitLookup("、".join(units), clauses_of_units(units, text, document))
    if asks and not units and _UNIT_SHAPE.fullmatch(rest):
        return UnitLookup(rest, ())
    return None


def clauses_of_units(units: tuple[str, ...], text: str, document: Document) -> tuple[Clause, ...]:
    """The clauses that ``units`` answer for, those of all of them first; only those where ``text`` asks for
    what they do together."""
    theirs = {clause: len({*units} & {*clause.responsible_units}) for clause in document.clauses}
    if _TOGETHER.search(text):
        return tuple(clause for clause, number in theirs.items() if number == len(units))
    return tuple(sorted(filter(theirs.get, theirs), key=lambda clause: -theirs[clause]))


def is_place(unit: str) -> bool:
    """Whether a unit's name is a zone's, which is a place first."""
    return _PLACE.search(unit) is not None


def _names(unit: str, aliases: Mapping[str, str]) -> tuple[str, ...]:
    everyday = (alias for alias, name in aliases.items() if name == unit)
    names = (unit, _PREFIX.sub("", unit), *everyday)
    return tuple(normalise(name).text for name in names if len(name) > 1)
