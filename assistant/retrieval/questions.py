"""Callers' questions: which clauses, awards and kind of wish a question in callers' words means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from assistant.documents.model import Document
from assistant.errors import CorpusError
from assistant.yaml_files import load_model, read_utf8

Ask = Literal[
    "amount", "apply", "condition", "units", "validity", "region", "stacking", "funding",
    "procedure", "definition", "text", "summary", "smalltalk", "promise", "evasion", "none",
    "total", "compare", "difference", "reach", "forging",
]  # fmt: skip
ASKS: tuple[Ask, ...] = get_args(Ask)

_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]
_Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]


class _Group(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    clauses: tuple[_Name, ...]
    awards: tuple[_Name, ...] = ()
    ask: Ask
    texts: Annotated[tuple[_Text, ...], Field(min_length=1)]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    author: _Name
    groups: tuple[_Group, ...]


@dataclass(frozen=True, slots=True)
class CallerQuestion:
    """One question in callers' words; ``clauses`` is empty where no clause of the document deals with it."""

    text: str
    document_id: str
    author: str
    clauses: tuple[str, ...]
    awards: tuple[str, ...]
    ask: Ask


def load_questions(folder: Path, document: Document) -> tuple[CallerQuestion, ...]:
    """The questions of ``folder/*.yaml`` about ``document``, in the order of file names.

    Raises CorpusError with file, line and mend where a file breaks the schema or names a clause that
    the document does not have.
    """
    return tuple(q for path in sorted(folder.glob("*.yaml")) for q in read_questions(path, document))


def read_questions(path: Path, document: Document) -> Iterator[CallerQuestion]:
    """The questions of one file. Raises CorpusError as ``load_questions``."""
    content = load_model(path, _File)
    for number, group in enumerate(content.groups):
        for clause_id in group.clauses:
            if document.clause(clause_id) is None:
                raise CorpusError(
                    f"{path}:{_line_of_group(path, number)}: 《{document.title}》没有条款“{clause_id}”；"
                    "请改成文中有的条款编号，不属于任何条款的写 clauses: []"
                )
        for text in group.texts:
            yield CallerQuestion(
                text, document.document_id, content.author, group.clauses, group.awards, group.ask
            )


def _line_of_group(path: Path, number: int) -> int:
    """The line of the ``clauses`` of the group at ``number``; every group has exactly one."""
    starts = re.finditer(r"^[ -]*clauses\s*:", read_utf8(path), re.MULTILINE)
    return read_utf8(path).count("\n", 0, list(starts)[number].start()) + 1
