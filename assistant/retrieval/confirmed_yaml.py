"""Confirmed questions as a file of ``questions/*.yaml``, for the policy office to read and keep."""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from assistant.retrieval.confirmed import Question
from assistant.retrieval.question_model import QuestionModel


def as_yaml(questions: Sequence[Question], document_id: str, author: str, model: QuestionModel | None) -> str:
    """The text of the file with the questions about one document, "" where there are none.

    What each asks for is guessed by the ``model`` of the document's callers' questions, else it is its text.
    """
    groups: dict[tuple[tuple[str, ...], str], list[str]] = {}
    for one in questions:
        clauses = tuple(clause_id for document, clause_id in one.answers if document == document_id)
        if clauses:
            ask = model.predict(one.question).asks[0][0] if model else "text"
            groups.setdefault((clauses, ask), []).append(one.question)
    if not groups:
        return ""
    content = {
        "author": author,
        "groups": [
            {"clauses": [*clauses], "ask": ask, "texts": texts} for (clauses, ask), texts in groups.items()
        ],
    }
    return str(yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=1000))
