"""The words of the page, from ``prompts/page.yaml``."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from assistant.settings import Settings
from assistant.yaml_files import load_model

Language = Literal["zh", "en"]


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


class PageWords(_File):
    """The closed schema of ``page.yaml``."""

    languages: dict[Language, dict[str, str]]
    examples: tuple[Examples, ...]
    #: What is said of a mistake, by its kind. In Chinese a kind that is not listed is told as it comes.
    mistakes: dict[Language, dict[str, str]]
    english_facts: dict[str, FactWords]

    @model_validator(mode="after")
    def _same_keys(self) -> PageWords:
        for key in set(self.languages["zh"]) ^ set(self.languages["en"]):
            raise ValueError(f"{key}: 两种语言的词条必须一一对应；请补上或删去")
        return self


@cache
def page_words() -> PageWords:
    """Raises ``CorpusError`` where the file is wrong."""
    return load_model(Settings().prompts_dir / "page.yaml", PageWords)
