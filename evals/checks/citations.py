"""Citations: verbatim, where they say they are, in the clause they name, and marked one to one."""

from __future__ import annotations

import re

from assistant.contract import Answer, Citation
from assistant.documents.registry import Registry

_MARK = re.compile(r"\[(\d+)\](?!\()")


def citation_problems(answer: Answer, registry: Registry) -> list[str]:
    problems = [problem for citation in answer.citations for problem in _placed(citation, registry)]
    numbers = [citation.n for citation in answer.citations]
    if len(set(numbers)) != len(numbers):
        problems.append("two citations have one number")
    marks = {int(mark) for mark in _MARK.findall(answer.answer)}
    problems += [f"[{mark}] refers to nothing" for mark in sorted(marks - set(numbers))]
    return problems


def _placed(citation: Citation, registry: Registry) -> list[str]:
    document = registry.get(citation.document_id)
    if document is None:
        return [f"[{citation.n}] is from an unknown document {citation.document_id}"]
    if document.text[citation.start : citation.end] != citation.quote:
        return [f"[{citation.n}] is not what stands at {citation.start}–{citation.end}"]
    clause = document.clause(citation.clause_id)
    if clause is None:
        return [f"[{citation.n}] names clause {citation.clause_id}, which does not exist"]
    if not (clause.start <= citation.start and citation.end <= clause.whole_end):
        return [f"[{citation.n}] does not stand in clause {citation.clause_id}"]
    if citation.source != document.source:
        return [f"[{citation.n}] calls its source {citation.source}, it is {document.source}"]
    return []
