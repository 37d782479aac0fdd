"""The words of the page, from ``prompts/page.yaml``."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict

from assistant.settings import Settings
from assistant.web.languages import Language, LanguagesFile
from assistant.yaml_files import load_model


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Examples(_File):
    """Questions of one kind to begin with."""

    kind: dict[Language, str]
    texts: tuple[str, ...]


class FactWords(_File):
    """One fact of the rules in English, its choices by value."""

    label: str
    question: str
    unit: str = ""
    choices: dict[str, str] = {}


class PageWords(LanguagesFile):
    """The closed schema of ``page.yaml``."""

    examples: tuple[Examples, ...]
    #: What is said of a mistake, by its kind. In Chinese a kind that is not listed is told as it comes.
    mistakes: dict[Language, dict[str, str]]
    english_facts: dict[str, FactWords]


@cache
def page_words() -> PageWords:
    """Raises ``CorpusError`` where the file is wrong."""
    return load_model(Settings().prompts_dir / "page.yaml", PageWords)
