"""Every figure of a rule proved by the words of its clause, and every figure of the text accounted for.

``check`` runs when rules are loaded, in the tests, and as ``python -m assistant.awards prove FOLDER``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from assistant.awards.proof import Proof
from assistant.awards.proof_rules import prove_award, prove_policy
from assistant.awards.schema import ReadingsFile, ScopeFile, StackingFile
from assistant.awards.sources import Sources, clause_hash, line_of
from assistant.documents.model import Clause, Document
from assistant.language.quantities import read_quantities

_DIGITS = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong in a rule file, where, and how to mend it."""

    path: Path
    line: int
    clause_id: str
    says: str
    #: Only the pinned text differs: the rule may still be right, but has not been checked.
    stale: bool = False

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: 条款 {self.clause_id}: {self.says}"


def check(sources: Sources, document: Document) -> tuple[Finding, ...]:
    """Every mistake that the text of ``document`` shows in the rules; empty where all is proved."""
    facts = {fact.fact: fact for fact in sources.facts.facts}
    findings: list[Finding] = []
    proved: list[tuple[int, int]] = []
    for rule in sources.awards:
        proof = Proof(document, facts, rule.clause)
        prove_award(rule, proof)
        _keep(proof, sources.award_path(rule.award_id), findings, proved)
    common: dict[str, ScopeFile | StackingFile | ReadingsFile] = {
        "scope.yaml": sources.scope,
        "stacking.yaml": sources.stacking,
        "readings.yaml": sources.readings,
    }
    for name, file in common.items():
        proof = Proof(document, facts, "")
        prove_policy(file, proof, {rule.award_id for rule in sources.awards})
        _keep(proof, sources.folder / name, findings, proved)
    if not findings:  # a rule that fails leaves its numbers unused, which would only repeat the complaint
        findings += _unaccounted(sources, document, proved)
    findings += _stale(sources, document)
    return tuple(findings)


def _keep(proof: Proof, path: Path, findings: list[Finding], proved: list[tuple[int, int]]) -> None:
    proved += proof.proved
    for complaint in proof.complaints:
        line = line_of(path, complaint.needle)
        findings.append(Finding(path, line, complaint.clause_id, complaint.says))


def numbers_of(text: str) -> tuple[tuple[int, int], ...]:
    """Where numbers stand in ``text``: quantities, and runs of digits that are part of none."""
    spans = [(quantity.start, quantity.end) for quantity in read_quantities(text)]
    for match in _DIGITS.finditer(text):
        if not any(start <= match.start() and match.end() <= end for start, end in spans):
            spans.append(match.span())
    return tuple(sorted(spans))


def _unaccounted(sources: Sources, document: Document, proved: list[tuple[int, int]]) -> Iterator[Finding]:
    """Numbers of the text that neither a rule uses nor ``not_money.yaml`` lists."""
    path = sources.folder / "not_money.yaml"
    listed: list[tuple[int, int]] = []
    for entry in sources.not_money.numbers:
        clause = document.clause(entry.clause)
        place = document.whole_text(clause).find(entry.quote) if clause else -1
        if clause is None or place < 0:
            yield Finding(
                path, line_of(path, entry.quote), entry.clause, f"原文没有“{entry.quote}”；请照原文改正"
            )
            continue
        span = (clause.start + place, clause.start + place + len(entry.quote))
        listed.append(span)
        if any(span[0] <= start and end <= span[1] for start, end in proved):
            says = f"“{entry.quote}”中的数字已有规则使用；请从 not_money.yaml 删去"
            yield Finding(path, line_of(path, entry.quote), entry.clause, says)
    for start, end in numbers_of(document.text):
        if any(first <= start and end <= last for first, last in (*proved, *listed)):
            continue
        clause_id = _clause_at(document, start).clause_id
        words = document.text[max(0, start - 8) : end + 6].replace("\n", " ")
        says = (
            f"“…{words}…”中的“{document.text[start:end]}”没有规则使用；请写进规则，或在此列明它不是金额的原因"
        )
        yield Finding(path, 1, clause_id, says)


def _clause_at(document: Document, place: int) -> Clause:
    return next(clause for clause in document.clauses if clause.start <= place < clause.end)


def _stale(sources: Sources, document: Document) -> Iterator[Finding]:
    path = sources.folder / "pins.yaml"
    for clause_id in sorted(pinned_clauses(sources)):
        if sources.pins.clauses.get(clause_id) != clause_hash(document, clause_id):
            awards = "、".join(rule.award_id for rule in sources.awards if rule.clause == clause_id)
            mend = f"复核后请运行 python -m assistant.awards pin {sources.folder}"
            says = f"原文已改动，规则（{awards or '通用'}）尚待复核；{mend}"
            yield Finding(path, line_of(path, f'"{clause_id}"'), clause_id, says, stale=True)


def pinned_clauses(sources: Sources) -> set[str]:
    """Every clause that a rule quotes."""
    found = {rule.clause for rule in sources.awards}
    for file in (sources.scope, sources.stacking, sources.readings, *sources.awards):
        found |= set(_clauses(file))
    return found


def _clauses(node: object) -> Iterator[str]:
    if isinstance(node, BaseModel):
        clause = getattr(node, "clause", None)
        if isinstance(clause, str):
            yield clause
        for name in type(node).model_fields:
            yield from _clauses(getattr(node, name))
    elif isinstance(node, tuple):
        for one in node:
            yield from _clauses(one)


def pin(sources: Sources, document: Document) -> str:
    """The text of ``pins.yaml`` for the clauses as they stand now."""
    order = {clause.clause_id: place for place, clause in enumerate(document.clauses)}
    lines = [
        f'  "{clause_id}": {clause_hash(document, clause_id)}'
        for clause_id in sorted(pinned_clauses(sources), key=lambda clause_id: order[clause_id])
    ]
    head = "# SHA-256 of each clause that rules quote, as of the last check of the rules against it."
    return "\n".join((head, "clauses:", *lines)) + "\n"
