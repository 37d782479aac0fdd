"""The fixed words of the rendered reading, from ``prompts/interpretation.yaml``."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from assistant.yaml_files import load_model


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class MayBeMissing(_Words):
    """What a text may leave out, and words of which one would stand in it if it did not."""

    says: str
    words: tuple[str, ...]


class ReadingWords(_Words):
    title: str
    alias: str
    note: str
    label: str
    intro: tuple[str, ...]
    clause: str
    scope: str
    validity: str
    stacking: str
    general_reading: str
    another_reading: str
    basis: str
    quote: str
    recipient: str
    recipient_open: str
    conditions: str
    conditions_open: str
    any: str
    all: str
    negated: str = Field(alias="not")
    either: str = Field(alias="or")
    both: str = Field(alias="and")
    authority: str
    quota: str
    amount: str
    once: str
    ceiling: str
    unspecified: str
    no_money: str
    example: str
    given: str
    reach: str
    award_stacking: str
    reading: str
    not_written: str
    ask: str
    separator: str
    list: str
    may_be_missing: tuple[MayBeMissing, ...]


def load_words(prompts: Path) -> ReadingWords:
    """The words under ``prompts``. Raises ``CorpusError`` with file, line and mend."""
    return load_model(prompts / "interpretation.yaml", ReadingWords)
