"""The words of a screening, read from ``batch.yaml`` beside this file."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NoReturn

from pydantic import BaseModel, ConfigDict

from assistant.contract import AmountKind, Eligibility, ErrorDetail
from assistant.errors import InvalidRequest
from assistant.yaml_files import load_model


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Headings(_Words):
    row: str
    firm_id: str
    firm_name: str
    award_id: str
    award: str
    eligibility: str
    kind: str
    low: str
    high: str
    missing: str
    reason: str


class BatchWords(_Words):
    firm_id: tuple[str, ...]
    firm_name: tuple[str, ...]
    unknown: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    list_separators: str
    money_units: dict[str, Decimal]
    headings: Headings
    reason_heading: str
    eligibility: dict[Eligibility, str]
    kind: dict[AmountKind, str]
    broken_number: str
    separator: str
    list: str
    mistake_headings: tuple[str, str, str, str]
    errors: dict[str, str]


@cache
def words() -> BatchWords:
    """The words, read once a process. Raises ``CorpusError`` where the file is wrong."""
    return load_model(Path(__file__).with_name("batch.yaml"), BatchWords)


def say(kind: str, **values: object) -> str:
    """What is wrong, and the mend."""
    return words().errors[kind].format(**values)


def refuse(kind: str, **values: object) -> NoReturn:
    """Raises ``InvalidRequest``: the register as a whole cannot be screened."""
    raise InvalidRequest([ErrorDetail(loc=("file",), msg=say(kind, **values), type=kind)])
