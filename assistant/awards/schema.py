"""The rule files of a document as closed models: what a policy officer may write, and nothing else.

``python -m assistant.awards schema`` prints the JSON Schema of every file.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, StrictBool, Tag, model_validator

from assistant.contract import AmountKind, Stacking

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
AwardId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
Words = Annotated[str, Field(min_length=1)]
Positive = Annotated[Decimal, Field(gt=0)]


class _File(BaseModel):
    # Built when first used: importing the calculator stays fast.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Choice(_File):
    """One value of a choice; ``words`` are the policy's own words for it."""

    value: Words
    label: Words
    aliases: tuple[Words, ...] = ()
    words: tuple[Words, ...] = ()


class Fact(_File):
    """A fact that decides an award, declared once."""

    fact: Name
    scope: Literal["applicant", "claim"] = "claim"
    type: Literal["bool", "int", "decimal", "choice", "decimal_list"]
    label: Words
    question: Words
    #: How dear the answer is to the caller, from 1 (knows it at once).
    cost: int = Field(ge=1, le=10)
    #: ``authority``: an office decides it; the firm can only report the decision.
    decided_by: Literal["applicant", "authority"] = "applicant"
    unit: str = ""
    #: What an amount is counted per when this fact multiplies it, in Chinese and for the number reader.
    per: str = ""
    measure: str = ""
    minimum: Decimal | None = None
    #: The value meant when the fact is left out.
    default: Decimal | None = None
    choices: tuple[Choice, ...] = ()
    #: The choices stand from the lowest to the highest, so that 及以上 has a meaning.
    ranked: bool = False
    #: The choice that any word not listed stands for.
    other: str | None = None
    #: Words in front of a choice that say nothing more, and words too broad to choose by.
    prefixes: tuple[Words, ...] = ()
    too_broad: tuple[Words, ...] = ()
    words: tuple[Words, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Fact:
        values = [choice.value for choice in self.choices]
        if (self.type == "choice") != bool(values):
            raise ValueError(f"{self.fact}: choices 只用于 choice 类型且不能为空；请补上或删去 choices")
        if len(set(values)) != len(values):
            raise ValueError(f"{self.fact}: choices 有重复的 value；请删去其中一处")
        if self.other is not None and self.other not in values:
            raise ValueError(f"{self.fact}: other 必须是 choices 之一；请改成其中一个 value")
        numeric = self.type in ("int", "decimal", "decimal_list")
        if numeric != (self.minimum is not None):
            raise ValueError(f"{self.fact}: 数值类的事实必须写 minimum，其他类型不写；请改正")
        return self


class FactsFile(_File):
    facts: tuple[Fact, ...]


class Unmet(_File):
    """A special reason for certain values that break a condition."""

    values: tuple[Words, ...] = Field(alias="is")
    says: Words
    quote: Words


class FactTest(_File):
    """One condition on one fact; exactly one of ``is`` and the comparisons is given."""

    fact: Name
    equals: StrictBool | Words | tuple[Words, ...] | None = Field(default=None, alias="is")
    more_than: Decimal | None = None
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    less_than: Decimal | None = None
    #: The condition in plain words, and the verbatim words that demand it.
    says: Words
    quote: Words
    clause: str | None = None
    unmet: tuple[Unmet, ...] = ()

    @model_validator(mode="after")
    def _one_test(self) -> FactTest:
        given = [self.equals, self.more_than, self.at_least, self.at_most, self.less_than]
        if sum(value is not None for value in given) != 1:
            raise ValueError(
                "一个条件只写一个比较；请在 is、more_than、at_least、at_most、less_than 中留一项"
            )
        return self


class All(_File):
    all: tuple[Condition, ...] = Field(min_length=1)


class AnyOf(_File):
    """At least one holds. They are asked in order: a later one only once the earlier are known to fail."""

    any: tuple[Condition, ...] = Field(min_length=1)


class Not(_File):
    negated: Condition = Field(alias="not")


def _condition_kind(value: Any) -> str:
    if isinstance(value, BaseModel):
        return {All: "all", AnyOf: "any", Not: "not"}.get(type(value), "test")
    return next((key for key in ("all", "any", "not") if isinstance(value, dict) and key in value), "test")


Condition = Annotated[
    Annotated[All, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")]
    | Annotated[FactTest, Tag("test")],
    Discriminator(_condition_kind),
]


class Longest(_File):
    """The most of a multiplier that is paid, and what is meant when the fact is left out."""

    value: Positive
    quote: Words


class Factor(_File):
    """The amount is multiplied by this fact."""

    fact: Name
    quote: Words
    longest: Longest | None = None


class Step(_File):
    """One tier: the choice, the policy's word for it, its amount in yuan."""

    value_of: Words = Field(alias="is")
    word: Words
    value: Positive


class Tiers(_File):
    """Amounts bound to levels by position (分别); ``quote`` holds the words and the amounts."""

    fact: Name
    quote: Words
    steps: tuple[Step, ...] = Field(min_length=2)


class Between(_File):
    low: Positive
    high: Positive


class Share(_File):
    """A rate of a money fact, or of the sum of a list of them."""

    rate: Annotated[str, Field(pattern=r"^[0-9]+(\.[0-9]+)?%$")]
    of: Name
    or_sum_of: Name | None = None


class Cap(_File):
    value: Positive
    says: Words
    quote: Words


class AmountRule(_File):
    """How the amount is worked out; ``quote`` holds the figure of ``value``, ``between`` or ``share``."""

    kind: AmountKind
    quote: Words
    value: Positive | None = None
    between: Between | None = None
    tiers: Tiers | None = None
    share: Share | None = None
    times: tuple[Factor, ...] = ()
    cap: Cap | None = None
    once: str | None = None

    @model_validator(mode="after")
    def _one_form(self) -> AmountRule:
        forms = [self.value, self.between, self.tiers, self.share]
        given = sum(form is not None for form in forms)
        if self.kind in ("unspecified", "none"):
            if given or self.times or self.cap:
                raise ValueError(f"{self.kind} 没有金额；请删去 value、between、tiers、share、times、cap")
        elif given != 1:
            raise ValueError("金额只有一种写法；请在 value、between、tiers、share 中留一项")
        if (self.kind == "range") != (self.between is not None):
            raise ValueError("kind: range 与 between 必须同时出现；请改正其中之一")
        if self.between is not None and self.between.low > self.between.high:
            raise ValueError("between 的 low 大于 high；请对调")
        if (self.cap is None) != (self.share is None):
            raise ValueError("按比例计算（share）必须写明上限（cap），其他写法不写 cap；请改正")
        return self


class Recipient(_File):
    """Whom the text names as receiving the support."""

    says: Words
    quote: Words


class Quota(_File):
    """How many are chosen; not money."""

    at_most: int
    says: Words
    quote: Words


class AwardFile(_File):
    """One award: who, under which conditions, how much."""

    award_id: AwardId
    name: Words
    clause: str
    recipient: Recipient | None = None
    conditions: tuple[Condition, ...] = ()
    quota: Quota | None = None
    amount: AmountRule


class Draft(_File):
    clause: str
    quote: Words
    notice: Words


class Validity(_File):
    until: date
    clause: str
    quote: Words
    says: Words


class ScopeFile(_File):
    """What holds for every award of the document."""

    draft: Draft | None = None
    validity: Validity | None = None
    conditions: tuple[Condition, ...] = ()


class StackingSays(_File):
    highest: Words
    enterprise: Words


class StackingFile(_File):
    """就高不重复: within the scope only the highest award counts."""

    rule: Literal["highest"]
    scope: Stacking
    other_scopes: tuple[Stacking, ...] = ()
    clause: str
    quote: Words
    says: StackingSays


class Reading(_File):
    """What the text leaves open and how it is read; never official."""

    reading: str
    clause: str
    quote: Words
    says: Words
    awards: tuple[AwardId, ...] = ()
    #: The field of the request that chooses another reading.
    switch: Literal["stacking"] | None = None


class ReadingsFile(_File):
    readings: tuple[Reading, ...]


class NotMoney(_File):
    """A number of the text that no rule uses, and what it is."""

    clause: str
    quote: Words
    kind: Literal["quota", "threshold", "date", "target", "fund", "name", "other"]
    reason: Words


class NotMoneyFile(_File):
    numbers: tuple[NotMoney, ...]


class PinsFile(_File):
    """The SHA-256 of each clause's text when its rules were last checked against it."""

    clauses: dict[str, Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]]


FILES: dict[str, type[BaseModel]] = {
    "facts.yaml": FactsFile,
    "scope.yaml": ScopeFile,
    "awards/*.yaml": AwardFile,
    "stacking.yaml": StackingFile,
    "readings.yaml": ReadingsFile,
    "not_money.yaml": NotMoneyFile,
    "pins.yaml": PinsFile,
}


def json_schema() -> str:
    """The JSON Schema of every rule file, by file name, as text that ends in a newline."""
    schemas = {name: model.model_json_schema(by_alias=True) for name, model in FILES.items()}
    return json.dumps(schemas, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
