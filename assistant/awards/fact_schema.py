"""The declaration of facts: each once, with its type, question, cost, choices and the policy's own words."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Words = Annotated[str, Field(min_length=1)]


class RuleFile(BaseModel):
    """Base of all rule files: nothing but the declared fields."""

    # Built when first used: importing the calculator stays fast.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Choice(RuleFile):
    """One value of a choice; ``words`` are the policy's own words for it."""

    value: Words
    label: Words
    aliases: tuple[Words, ...] = ()
    words: tuple[Words, ...] = ()


class Fact(RuleFile):
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


class FactsFile(RuleFile):
    facts: tuple[Fact, ...]
