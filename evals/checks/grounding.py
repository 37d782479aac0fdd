"""Figures in an answer that nothing proves. Independent of the assistant's own last check."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from assistant.awards import ruled_document
from assistant.contract import Answer
from assistant.documents.registry import Registry
from evals.figures import Figure, read_bare_numbers, read_figures


def ungrounded(answer: Answer, user_texts: Iterable[str], registry: Registry) -> set[Figure]:
    """Amounts and percentages in ``answer.answer`` and ``answer.spoken`` without a source.

    A source is a quoted clause, an award's trace or amount, the total, or what the user said.
    A quote counts only when it stands in the document that it is of: the one cited, or the one with the
    award rules.
    """
    said = read_figures(answer.answer) | read_figures(answer.spoken)
    return said - _proved(answer, registry) - _from_user(user_texts)


def _from_user(user_texts: Iterable[str]) -> set[Figure]:
    return {
        figure for text in user_texts for figure in read_figures(text, counts=True) | read_bare_numbers(text)
    }


def _proved(answer: Answer, registry: Registry) -> set[Figure]:
    ruled = ruled_document(registry).document_id
    quotes = [(citation.document_id, citation.quote) for citation in answer.citations]
    proved: set[Figure] = set()
    amounts: list[str | None] = []
    for award in answer.awards:
        quotes += [(ruled, step.quote) for step in (*award.reasons, *award.trace) if step.quote]
        amounts += [award.amount.low, award.amount.high]
        proved |= read_figures(award.amount.text)
        for step in award.trace:
            proved |= read_figures(step.text) | read_bare_numbers(step.text)
    if answer.total:
        amounts += [answer.total.low, answer.total.high]
        for project in answer.total.projects:
            amounts += [project.low, project.high]
    for document_id, quote in quotes:
        document = registry.get(document_id)
        if document is not None and quote in document.text:
            proved |= read_figures(quote, counts=True)
    return proved | {Figure(Decimal(amount), "money") for amount in amounts if amount is not None}
