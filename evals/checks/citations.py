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
        problems.append("两处引用用了同一个编号")
    marks = {int(mark) for mark in _MARK.findall(answer.answer)}
    problems += [f"[{mark}] 没有对应的引用" for mark in sorted(marks - set(numbers))]
    return problems


def _placed(citation: Citation, registry: Registry) -> list[str]:
    document = registry.get(citation.document_id)
    if document is None:
        return [f"[{citation.n}] 出自未收录的文件 {citation.document_id}"]
    if document.text[citation.start : citation.end] != citation.quote:
        return [f"[{citation.n}] 与原文 {citation.start}–{citation.end} 处不一致"]
    clause = document.clause(citation.clause_id)
    if clause is None:
        return [f"[{citation.n}] 所指的条款 {citation.clause_id} 不存在"]
    if not (clause.start <= citation.start and citation.end <= clause.whole_end):
        return [f"[{citation.n}] 不在条款 {citation.clause_id} 之内"]
    if citation.source != document.source:
        return [f"[{citation.n}] 来源写作 {citation.source}，实为 {document.source}"]
    return []
