"""What comes in from outside: JSON read exactly, and mistakes told in words that say the mend."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, NoReturn, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.contract import MAX_MESSAGE_CHARACTERS, ErrorDetail
from assistant.errors import InvalidRequest
from assistant.settings import Settings
from assistant.yaml_files import load_model

M = TypeVar("M", bound=BaseModel)
Loc = tuple[str | int, ...]

#: More digits, or a larger exponent, than any amount of money, count of parameters or year needs.
MAX_DIGITS = 40


def read_json(data: bytes) -> Any:
    """One JSON value: whole numbers as ``int``, all others as the exact ``Decimal`` that was written.

    Raises ``InvalidRequest`` for what is not UTF-8, not JSON, nested too deeply, or ambiguous: a key
    given twice, NaN and infinities, half a surrogate pair, numbers beyond ``MAX_DIGITS``.
    """
    if not data.strip():
        refuse("json_empty")
    try:
        text = data.decode("utf-8-sig")
        value = json.loads(
            text, parse_float=_decimal, parse_int=_int, parse_constant=_constant, object_pairs_hook=_mapping
        )
        json.dumps(value, ensure_ascii=False, default=str).encode()
    except UnicodeDecodeError:
        refuse("encoding")
    except UnicodeEncodeError:
        refuse("json_surrogate")
    except json.JSONDecodeError as error:
        refuse("json_invalid", line=error.lineno, column=error.colno)
    except RecursionError:
        refuse("json_nested")
    return value


def read_model(data: bytes, model: type[M]) -> M:
    """``data`` as one ``model``. Raises ``InvalidRequest`` with every mistake found."""
    value = read_json(data)
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise InvalidRequest(describe(error.errors(), ("body",))) from None


def read_text(text: str, loc: Loc) -> str:
    """``text``, a message or query, trimmed. Raises ``InvalidRequest`` where it is empty or too long."""
    text = text.strip()
    if not text:
        refuse("string_too_short", loc)
    if len(text) > MAX_MESSAGE_CHARACTERS:
        refuse("string_too_long", loc, max_length=MAX_MESSAGE_CHARACTERS)
    return text


def read_query(query: str) -> str:
    """What to look for, as ``read_text``."""
    return read_text(query, ("query", "q"))


def describe(errors: Iterable[Mapping[str, Any]], prefix: Loc = ()) -> tuple[ErrorDetail, ...]:
    """Pydantic's errors as the contract's details, each ``loc`` with ``prefix`` before it."""
    return tuple(detail(error["type"], (*prefix, *error["loc"]), **error.get("ctx", {})) for error in errors)


def detail(kind: str, loc: Loc = ("body",), **values: object) -> ErrorDetail:
    """One mistake of ``kind`` in the words of ``prompts/errors.yaml``."""
    words = _words()
    field = ".".join(str(step) for step in loc[1:]) or str(loc[0])
    template = words.kinds.get(kind, words.other)
    return ErrorDetail(loc=loc, msg=template.format_map({"field": field, **values}), type=kind)


def refuse(kind: str, loc: Loc = ("body",), **values: object) -> NoReturn:
    """Raises ``InvalidRequest`` with one ``detail``."""
    raise InvalidRequest([detail(kind, loc, **values)])


class _ErrorWords(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    other: str
    kinds: dict[str, str]


@cache
def _words() -> _ErrorWords:
    return load_model(Settings().prompts_dir / "errors.yaml", _ErrorWords)


def _decimal(text: str) -> Decimal:
    number = Decimal(text)
    if len(text) > MAX_DIGITS or abs(number.adjusted()) > MAX_DIGITS:
        refuse("json_number", value=f"{text[:12]}…")
    return number


def _int(text: str) -> int:
    if len(text) > MAX_DIGITS:
        refuse("json_number", value=f"{text[:12]}…")
    return int(text)


def _constant(text: str) -> NoReturn:
    refuse("json_constant", value=text)


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            refuse("json_duplicate", ("body", key))
        found[key] = value
    return found
