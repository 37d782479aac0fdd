"""The mutation gate: every figure, comparison, level and truth value of the rule files changed in turn.

A mutant is killed when the file no longer loads, when provenance finds it out, or when the contract's
table (``cases.py``) is no longer met. ``python -m tests.awards.mutation`` prints the kill rate.

Left alone are only the words for people (names, labels, questions) and ``cost``, which is a preference
about the order of questions, not a figure of the policy.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from _pytest.outcomes import Failed
from pydantic import BaseModel, ValidationError

from assistant.awards.calculate import calculate
from assistant.awards.load import compile_rules
from assistant.awards.provenance import check
from assistant.awards.rulebook import RuleBook
from assistant.awards.sources import Sources
from assistant.contract import CalculationRequest, CalculationResponse
from assistant.documents.model import Document
from assistant.errors import InvalidRequest
from tests.awards import test_table
from tests.awards.cases import BOUNDS, TABLE

TODAY = date(2026, 5, 1)
COMPARISONS = ("more_than", "at_least", "at_most", "less_than")
KINDS = ("fixed", "up_to", "range", "unspecified", "none")
_WORDS = {"name", "label", "question", "reason", "notice", "aliases", "award_id", "cost", "unit", "prefixes"}
_CHECKS: tuple[Callable[..., None], ...] = (
    test_table.test_eligible, test_table.test_amounts, test_table.test_one_breach_decides_whatever_is_missing,
    test_table.test_each_fact_missing, test_table.test_regions, test_table.test_entity_types,
    test_table.test_last_day,
)  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One changed file: which, where in it, what became what, and the changed content."""

    file: str
    path: tuple[Any, ...]
    change: str
    content: Any

    def __str__(self) -> str:
        return f"{self.file} {'.'.join(map(str, self.path))}: {self.change}"


def mutants(sources: Sources) -> Iterator[Mutant]:
    """Every mutant of every rule file."""
    choices = {
        fact.fact: tuple(choice.value for choice in fact.choices)
        for fact in sources.facts.facts
        if fact.choices
    }
    for name, model in _files(sources).items():
        content = model.model_dump(by_alias=True, exclude_defaults=True)
        for path, change, value in _changes(content, (), choices):
            changed = copy.deepcopy(content)
            _apply(changed, path, value)
            yield Mutant(name, path, change, changed)


def survivors(sources: Sources, document: Document) -> tuple[list[Mutant], Counter[str]]:
    """The mutants that nothing notices, and how many each kind of check kills."""
    alive: list[Mutant] = []
    killed: Counter[str] = Counter()
    for mutant in mutants(sources):
        by = _killed_by(mutant, sources, document)
        if by is None:
            alive.append(mutant)
        else:
            killed[by] += 1
    return alive, killed


def _files(sources: Sources) -> dict[str, BaseModel]:
    files: dict[str, BaseModel] = {rule.award_id: rule for rule in sources.awards}
    shared = ("facts", "scope", "stacking", "readings", "not_money", "pins")
    return files | {name: getattr(sources, name) for name in shared}


def _killed_by(mutant: Mutant, sources: Sources, document: Document) -> str | None:
    model = type(_files(sources)[mutant.file])
    try:
        file = model.model_validate(mutant.content)
    except ValidationError:
        return "schema"
    if mutant.file in {rule.award_id for rule in sources.awards}:
        rules = tuple(file if rule.award_id == mutant.file else rule for rule in sources.awards)
        changed = replace(sources, awards=rules)
    else:
        changed = replace(sources, **{mutant.file: file})
    try:
        if check(changed, document):
            return "provenance"
        rulebook = compile_rules(changed, document)
    except (KeyError, StopIteration):
        return "compiling"

    return None if _meets_the_table(rulebook, mutant.file) else "table"


def _meets_the_table(rulebook: RuleBook, file: str) -> bool:
    """Whether the table's checks still hold; those of one award where only its file was changed."""

    def calc(**request: Any) -> CalculationResponse:
        return calculate(rulebook, CalculationRequest.model_validate(request), TODAY)

    def judge(award_id: str, facts: dict[str, Any], *, as_of: str | None = None, **applicant: Any) -> Any:
        claims = [{"award_id": award_id, "facts": facts}]
        return calc(as_of=as_of, applicant=applicant, claims=claims).awards[0]

    shared = file not in rulebook.awards
    try:
        for row in TABLE:
            if shared or row.award_id == file:
                for check_row in _CHECKS:
                    check_row(row, judge)
        if shared:
            test_table.test_one_project_is_the_default_scope(calc)
            test_table.test_what_an_authority_decides(rulebook)
            for bound in BOUNDS:
                test_table.test_least_values(bound, judge)
    except (AssertionError, KeyError, InvalidRequest, Failed):
        return False
    return True


_DROP = object()


def _changes(node: Any, path: tuple[Any, ...], choices: dict[str, Any]) -> Iterator[tuple[Any, str, Any]]:
    """(path, what changed, new value) for every mutation under ``node``."""
    if isinstance(node, dict):
        yield from _changes_of_mapping(node, path, choices)
    elif isinstance(node, list | tuple):
        for place, one in enumerate(node):
            if path[-1:] != ("is",):
                yield from _changes(one, (*path, place), choices)
            if path[-1:] in (("conditions",), ("numbers",), ("times",), ("steps",), ("any",), ("all",)):
                yield (*path, place), "dropped", _DROP
    elif isinstance(node, bool):
        yield path, f"{node} -> {not node}", not node
    elif isinstance(node, int | Decimal):
        for other in (node + 1, node - 1, node * 10, node * 2):
            if other != node:
                yield path, f"{node} -> {other}", other
    elif isinstance(node, date):
        for days in (-1, 1, 365):
            yield path, f"{node} {days:+} days", node + timedelta(days)
    elif isinstance(node, str):
        yield from _changes_of_text(node, path)


def _changes_of_mapping(
    node: dict[str, Any], path: tuple[Any, ...], choices: dict[str, Any]
) -> Iterator[tuple[Any, str, Any]]:
    for key, value in node.items():
        if key in _WORDS and key != "question":
            continue
        here = (*path, key)
        if key != "question":
            yield from _changes(value, here, choices)
        if key in COMPARISONS and "fact" in node:
            for other in COMPARISONS:
                if other != key:
                    renamed = {other if name == key else name: entry for name, entry in node.items()}
                    yield path, f"{key} -> {other}", renamed
        if key == "kind" and value in KINDS:
            yield from ((here, f"{value} -> {other}", other) for other in KINDS if other != value)
        if key in ("all", "any"):
            other = "any" if key == "all" else "all"
            yield path, f"{key} -> {other}", {other: value}
        if key == "not":
            yield path, "not dropped", value
        if key in ("cap", "longest", "quota", "once", "default", "ranked", "minimum", "or_sum_of", "tiers"):
            yield here, "dropped", _DROP
        if key == "is" and "fact" in node and not isinstance(value, bool):
            yield from _changes_of_levels(here, value, choices[node["fact"]])
        if key == "is" and "word" in node:
            yield here, "level", "provincial" if value == "national" else "national"
        if key == "scope":
            turned = {"project": "enterprise", "enterprise": "project", "applicant": "claim"}
            yield here, "scope", turned[value]
        if key == "fact" and "quote" in node:
            others = ("deployed", "selected", "park_level") if "says" in node else ("sets", "months")
            yield from ((here, f"{value} -> {other}", other) for other in others if other != value)
        if key == "question":
            other = "applicant" if node.get("decided_by") == "authority" else "authority"
            yield (*path, "decided_by"), f"decided by {other}", other
        if key == "measure":
            yield here, "measure", "year" if value != "year" else "month"
        if key == "of":
            yield here, "of", "total_cost" if value != "total_cost" else "annual_service_fee"
        if key == "clause":
            yield here, "clause", "6" if value != "6" else "7"
        if key == "choices" and node.get("ranked"):
            yield here, "order of choices", tuple(reversed(value))


def _changes_of_levels(
    path: tuple[Any, ...], value: Any, known: tuple[str, ...]
) -> Iterator[tuple[Any, str, Any]]:
    levels = (value,) if isinstance(value, str) else tuple(value)
    for other in known:
        if other in levels and len(levels) > 1:
            yield path, f"without {other}", tuple(level for level in levels if level != other)
        if other not in levels:
            yield path, f"with {other}", (*levels, other)
            if len(levels) == 1:
                yield path, f"{levels[0]} -> {other}", other


def _changes_of_text(text: str, path: tuple[Any, ...]) -> Iterator[tuple[Any, str, Any]]:
    if path[0] == "clauses":
        yield path, "hash", ("0" if text[0] != "0" else "1") + text[1:]
        return
    if path[-1] in ("clause", "sha256"):
        return
    for match in re.finditer(r"[0-9]+", text):
        for other in (str(int(match[0]) + 1), match[0] + "0"):
            yield path, f"{match[0]} -> {other}", text[: match.start()] + other + text[match.end() :]


def _apply(root: Any, path: tuple[Any, ...], value: Any) -> None:
    """Put ``value`` at ``path``; tuples on the way become lists."""
    node = root
    for step, following in zip(path, (*path[1:], None), strict=True):
        if following is None:
            if value is _DROP:
                del node[step]
            else:
                node[step] = value
            return
        if isinstance(node[step], tuple):
            node[step] = list(node[step])
        node = node[step]
    raise AssertionError("a mutation never replaces the whole file")


def main() -> None:
    from assistant.awards.sources import read_sources
    from assistant.documents.registry import load_document

    folder = Path(__file__).resolve().parents[2] / "corpus" / "yancheng-ai-plus"
    alive, killed = survivors(read_sources(folder), load_document(folder))
    for mutant in alive:
        print("alive:", mutant)
    dead = sum(killed.values())
    print(
        f"killed {dead} of {dead + len(alive)}: "
        + ", ".join(f"{n} by {by}" for by, n in killed.most_common())
    )


if __name__ == "__main__":
    main()
