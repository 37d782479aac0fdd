"""Evaluation sets: one JSON object a line, one of three kinds, strictly checked."""

from __future__ import annotations

import json
from abc import abstractmethod
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from assistant.contract import AmountKind, Eligibility, Status
from assistant.requests import describe


class SetError(Exception):
    """A set is wrong. The message names file, line and field."""


def _amount(value: object) -> Decimal:
    if isinstance(value, float):
        raise ValueError("金额要写成十进制字符串")
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise ValueError("不是十进制数") from None


Yuan = Annotated[Decimal, BeforeValidator(_amount), Field(ge=0)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Span(_Model):
    """Both ends of an amount in yuan; an end not given is not judged."""

    low: Yuan | None = None
    high: Yuan | None = None


class ExpectedAward(Span):
    eligibility: Eligibility | None = None
    kind: AmountKind | None = None


class Expect(_Model):
    """What a turn must show; a key not given is not judged."""

    status: tuple[Status, ...] = ()
    clauses: tuple[str, ...] | None = None
    awards: dict[str, ExpectedAward] | None = None
    total: Span | None = None
    say: tuple[str, ...] = ()
    never_say: tuple[str, ...] = ()
    #: The message is to be refused as unreadable (422).
    error: bool = False


class Turn(_Model):
    user: str
    expect: Expect = Expect()


class Case(_Model):
    """What all kinds share. Cases with one ``group`` are paraphrases or a pair: they pass only together."""

    id: str = Field(min_length=1)
    group: str | None = None
    tags: tuple[str, ...] = ()
    #: Kept back from everybody who improves the assistant.
    holdout: bool = False
    note: str = ""

    @property
    def fingerprint(self) -> str:
        """Changes when what is asked changes, not when what is expected does."""
        asked = json.dumps(self.asked(), ensure_ascii=False, sort_keys=True, default=str)
        return sha256(asked.encode()).hexdigest()[:16]

    @abstractmethod
    def asked(self) -> Any:
        """What is sent to the assistant."""


class DialogueCase(Case):
    turns: tuple[Turn, ...] = Field(min_length=1)

    def asked(self) -> Any:
        return [turn.user for turn in self.turns]


class LookupCase(Case):
    query: str = Field(min_length=1)
    #: The clauses that deal with it; empty where none does.
    clauses: tuple[str, ...]

    def asked(self) -> Any:
        return self.query


class ExpectedResult(ExpectedAward):
    award_id: str
    missing: tuple[str, ...] = ()
    reason_clauses: tuple[str, ...] = ()


class ExpectedProject(Span):
    project: str | None = None
    counted: tuple[str, ...] | None = None
    unspecified: tuple[str, ...] | None = None


class ExpectCalculation(_Model):
    awards: tuple[ExpectedResult, ...] | None = None
    total: Span | None = None
    total_unspecified: tuple[str, ...] | None = None
    projects: tuple[ExpectedProject, ...] | None = None
    error: bool = False


class AwardCase(Case):
    request: dict[str, Any]
    expect: ExpectCalculation

    def asked(self) -> Any:
        return self.request


AnyCase = DialogueCase | LookupCase | AwardCase
_KINDS: dict[str, type[DialogueCase] | type[LookupCase] | type[AwardCase]] = {
    "turns": DialogueCase,
    "query": LookupCase,
    "request": AwardCase,
}


class CaseSet(_Model):
    name: str
    cases: tuple[AnyCase, ...]


def load_set(path: Path) -> CaseSet:
    """The cases of ``path`` in order. Raises ``SetError`` with every mistake, each by line and field."""
    cases: list[AnyCase] = []
    mistakes: list[str] = []
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SetError(f"{path}：读不出来：{error}") from None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            cases.append(_read_case(line))
        except ValidationError as error:
            mistakes += [
                f"{path}:{number}: {_field(item.loc)}：{item.msg}" for item in describe(error.errors())
            ]
        except ValueError as error:
            mistakes.append(f"{path}:{number}: {error}")
    mistakes += [f"{path}：id：{name} 出现了两次" for name in _twice(case.id for case in cases)]
    if not cases and not mistakes:
        mistakes.append(f"{path}：没有用例")
    if mistakes:
        raise SetError("\n".join(mistakes))
    return CaseSet(name=path.stem, cases=tuple(cases))


def load_sets(paths: Iterable[Path]) -> tuple[CaseSet, ...]:
    """All sets; two of one name are a mistake, for results are kept by set name and case id."""
    sets = tuple(load_set(path) for path in paths)
    if double := _twice(found.name for found in sets):
        raise SetError(f"有两个评测集都叫 {double[0]}；请改文件名")
    return sets


def _read_case(line: str) -> AnyCase:
    value = json.loads(line, parse_float=Decimal)
    if not isinstance(value, dict):
        raise ValueError("一行应是一个 JSON 对象")
    kinds = [kind for key, kind in _KINDS.items() if key in value]
    if len(kinds) != 1:
        raise ValueError(f"{'、'.join(_KINDS)} 三者必须恰有其一")
    return kinds[0].model_validate(value)


def _field(loc: tuple[int | str, ...]) -> str:
    return ".".join(str(step) for step in loc) or "case"


def _twice(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]
