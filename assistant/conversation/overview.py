"""Whether a message only says that it is about the document's subject: 想问问人工智能补贴的事."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.documents.model import Document
from assistant.language.normalise import normalise
from assistant.language.vocabulary import load_vocabulary
from assistant.yaml_files import load_model

_NOTHING = re.compile(r"[\W_]+")
_QUOTED = re.compile(r"“([^”]+)”")


class OverviewFile(BaseModel):
    """``supports``: words for what a policy gives; ``around``: what may stand beside without asking more."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    supports: tuple[str, ...]
    around: tuple[str, ...]


class Overview:
    def __init__(self, subjects: Iterable[str], file: OverviewFile) -> None:
        self._subject = _any_of(subjects)
        self._supports = _any_of(file.supports)
        self._around = _any_of(file.around)

    def __call__(self, text: str) -> bool:
        """Whether ``text``, in plain form, names the subject and a support, and says no more."""
        rest, named = self._subject.subn(" ", text)
        rest, wanted = self._supports.subn(" ", rest)
        return bool(named and wanted) and not _NOTHING.sub("", self._around.sub(" ", rest))


def load_overview(vocabulary: Path, document: Document) -> Overview:
    """The subject is what the title sets in quotation marks, and what people say for it."""
    quoted = {name.rstrip("+") for name in _QUOTED.findall(document.title)}
    terms = load_vocabulary(vocabulary).terms
    subjects = quoted.union(
        *({t.term, *t.also} for t in terms if t.term.rstrip("+") in quoted),
        document.aliases,
        (document.title,),
    )
    return Overview(subjects, load_model(vocabulary / "overview.yaml", OverviewFile))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    plain = {normalise(word).text.casefold() for word in words} - {""}
    return re.compile("|".join(re.escape(word) for word in sorted(plain, key=len, reverse=True)) or r"(?!)")
