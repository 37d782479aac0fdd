"""The rule files of a document as closed models: what a policy officer may write, and nothing else.

``python -m assistant.awards schema`` prints the JSON Schema of every file.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Discriminator, Field, StrictBool, Tag, model_validator

from assistant.awards.fact_schema import FactsFile, Name, RuleFile, Words
from assistant.contract import AmountKind, Stacking

AwardId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
Positive = Annotated[Decimal, Field(gt=0)]


class Unmet(RuleFile):
    """A special reason for certain values that break a condition."""

    values: tuple[Words, ...] = Field(alias="is")
    says: Words
    quote: Words


class FactTest(RuleFile):
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


class All(RuleFile):
    all: tuple[Condition, ...] = Field(min_length=1)


class AnyOf(RuleFile):
    """At least one holds. They are asked in order: a later one only once the earlier are known to fail."""

    any: tuple[Condition, ...] = Field(min_length=1)


class Not(RuleFile):
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


class Longest(RuleFile):
    """The most of a multiplier that is paid, and what is meant when the fact is left out."""

    value: Positive
    quote: Words


class Factor(RuleFile):
    """The amount is multiplied by this fact."""

    fact: Name
    quote: Words
    longest: Longest | None = None


class Step(RuleFile):
    """One tier: the choice, the policy's word for it, its amount in yuan."""

    value_of: Words = Field(alias="is")
    word: Words
    value: Positive


class Tiers(RuleFile):
    """Amounts bound to levels by position (分别); ``quote`` holds the words and the amounts."""

    fact: Name
    quote: Words
    steps: tuple[Step, ...] = Field(min_length=2)


class Between(RuleFile):
    low: Positive
    high: Positive


class Share(RuleFile):
    """A rate of a money fact, or of the sum of a list of them."""

    rate: Annotated[str, Field(pattern=r"^[0-9]+(\.[0-9]+)?%$")]
    of: Name
    or_sum_of: Name | None = None


class Cap(RuleFile):
    value: Positive
    says: Words
    quote: Words


class AmountRule(RuleFile):
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


class Recipient(RuleFile):
    """Whom the text names as receiving the support."""

    says: Words
    quote: Words


class Quota(RuleFile):
    """How many are chosen; not money."""

    at_most: int
    says: Words
    quote: Words


class AwardFile(RuleFile):
    """One award: who, under which conditions, how much."""

    award_id: AwardId
    name: Words
    clause: str
    recipient: Recipient | None = None
    conditions: tuple[Condition, ...] = ()
    quota: Quota | None = None
    amount: AmountRule


class Draft(RuleFile):
    clause: str
    quote: Words
    notice: Words


class Validity(RuleFile):
    until: date
    clause: str
    quote: Words
    says: Words


class ScopeFile(RuleFile):
    """What holds for every award of the document."""

    draft: Draft | None = None
    validity: Validity | None = None
    conditions: tuple[Condition, ...] = ()


class StackingSays(RuleFile):
    highest: Words
    enterprise: Words


class StackingFile(RuleFile):
    """就高不重复: within the scope only the highest award counts."""

    rule: Literal["highest"]
    scope: Stacking
    other_scopes: tuple[Stacking, ...] = ()
    clause: str
    quote: Words
    says: StackingSays


class Reading(RuleFile):
    """What the text leaves open and how it is read; never official."""

    reading: str
    clause: str
    quote: Words
    says: Words
    awards: tuple[AwardId, ...] = ()
    #: The field of the request that chooses another reading.
    switch: Literal["stacking"] | None = None


class ReadingsFile(RuleFile):
    readings: tuple[Reading, ...]


class NotMoney(RuleFile):
    """A number of the text that no rule uses, and what it is."""

    clause: str
    quote: Words
    kind: Literal["quota", "threshold", "date", "target", "fund", "name", "other"]
    reason: Words


class NotMoneyFile(RuleFile):
    numbers: tuple[NotMoney, ...]


class PinsFile(RuleFile):
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
