"""Confirmed questions as the staff keeps them: checked against the documents, masked, moved to YAML."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.edition import Edition
from assistant.feedback.confirmed import MAX_CHARACTERS, ConfirmedQuestion, ConfirmedQuestions
from assistant.requests import refuse


class Confirming:
    """Over the documents of the edition that serves at the time."""

    def __init__(self, kept: ConfirmedQuestions, edition: Callable[[], Edition]) -> None:
        self._kept = kept
        self._edition = edition

    def confirm(
        self, question: str, answers: Sequence[tuple[str, str]], confirmed_by: str
    ) -> ConfirmedQuestion:
        """Keep that clauses, each by document and clause id, answer a question; look-up hears it at once.

        Raises ``InvalidRequest`` for an empty or over-long question, no clause, or one that is not there.
        """
        if not question.strip():
            refuse("string_too_short", ("body", "question"))
        if not answers:
            refuse("missing", ("body", "answers"))
        registry = self._edition().registry
        for document_id, clause_id in answers:
            if document_id not in registry:
                refuse("no_document", ("body", "answers"), document_id=document_id)
            if registry.detail(document_id, clause_id) is None:
                refuse("no_clause", ("body", "answers"), document_id=document_id, clause_id=clause_id)
        try:
            return self._kept.confirm(question, answers, confirmed_by)
        except ValueError:
            refuse("string_too_long", ("body", "question"), max_length=MAX_CHARACTERS)

    def forget(self, question: str) -> bool:
        """Take a confirmed question back; False where it was not confirmed."""
        return self._kept.remove(question)

    def all(self) -> tuple[ConfirmedQuestion, ...]:
        return self._kept.all()

    def as_yaml(self, document_id: str, author: str) -> str:
        """The confirmed questions about a document in the form of ``questions/*.yaml``; "" for none.

        What each asks for is guessed, for the policy office to look through. Raises ``InvalidRequest`` for
        an unknown document.
        """
        from assistant.retrieval.confirmed_yaml import as_yaml

        edition = self._edition()
        if document_id not in edition.registry:
            refuse("no_document", ("body", "document_id"), document_id=document_id)
        model = edition.searcher.predictor_of(document_id)
        return as_yaml(self._kept.all(), document_id, author, model)
