"""Facts as fields of a form, and what a form gives back as exact values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from assistant.awards import RuleBook
from assistant.awards.phrases import phrases
from assistant.conversation.reply import value_words
from assistant.web.languages import Language
from assistant.web.page.words import FactWords

if TYPE_CHECKING:
    from assistant.conversation.session import Remembered, SessionState

_FIGURE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
#: The unit of a fact that is an amount.
MONEY = "元"
TRUTH = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Field:
    """A field for one fact: a choice where there are ``options`` (label, value), else a line of text."""

    fact: str
    options: tuple[tuple[str, str], ...]
    value: str
    unit: str


@dataclass(frozen=True, slots=True)
class Known:
    """One known fact as it is shown; without ``input`` it can only be removed."""

    fact: str
    award: str
    label: str
    value: str
    words: str
    input: Field | None


class Fields:
    """The facts of the rules, as they are at the time, in one language of the page."""

    def __init__(
        self, rulebook: Callable[[], RuleBook], words: Mapping[str, str], english: Mapping[str, FactWords]
    ) -> None:
        """``english`` is empty for the Chinese page, which says what the rules say."""
        self._rulebook = rulebook
        self._words = words
        self._english = english

    @property
    def _rules(self) -> RuleBook:
        return self._rulebook()

    def field(self, fact: str, value: Any = None) -> Field | None:
        """The field of a fact that holds ``value``; None where the rules have no such fact."""
        declared = self._rules.facts.get(fact)
        if declared is None:
            return None
        text = "、".join(map(str, value)) if isinstance(value, list) else str(value or "")
        if declared.type == "bool":
            text = "" if value is None else str(value).lower()
        return Field(fact, self.options(fact), text, self.unit(fact))

    def given(self, form: Mapping[str, Any]) -> dict[str, Any]:
        """What was filled in, by fact; what was left empty is not given."""
        return {
            fact: TRUTH.get(str(text), text) if self._is_bool(fact) else str(text)
            for fact, text in form.items()
            if str(text).strip()
        }

    def said(self, facts: Mapping[str, Any]) -> str:
        """Facts given, as the message that they are answered as: 注册地区：亭湖区；…"""
        labels = {
            fact: self._rules.facts[fact].label if fact in self._rules.facts else fact for fact in facts
        }
        return "；".join(f"{labels[fact]}：{self._chinese(fact, value)}" for fact, value in facts.items())

    # ---- the words of a fact; a conversation may know facts that the rules no longer have ----

    def label(self, fact: str) -> str:
        declared = self._rules.facts.get(fact)
        return self._english[fact].label if fact in self._english else declared.label if declared else fact

    def question(self, fact: str) -> str:
        return self._english[fact].question if fact in self._english else self._rules.facts[fact].question

    def unit(self, fact: str) -> str:
        return self._english[fact].unit if fact in self._english else self._rules.facts[fact].unit

    def options(self, fact: str) -> tuple[tuple[str, str], ...]:
        """The choices of a fact as (label, value); none where it is a number."""
        declared = self._rules.facts[fact]
        if declared.type == "bool":
            return ((self._words["yes"], "true"), (self._words["no"], "false"))
        english = self._english[fact].choices if fact in self._english else {}
        return tuple((english.get(choice.value, choice.label), choice.value) for choice in declared.choices)

    def choice(self, fact: str, chinese: str) -> str:
        """A choice in this language, from its words in the rules (是, 亭湖区)."""
        declared = self._rules.facts[fact]
        names = phrases().yes_no if declared.type == "bool" else [each.label for each in declared.choices]
        labels = dict(zip(names, (label for label, _ in self.options(fact)), strict=True))
        return labels.get(chinese, chinese)

    def value(self, fact: str, value: Any) -> str:
        """A value in words: 是, 亭湖区, 200万元; Yes, Tinghu District, CNY 2,000,000."""
        declared = self._rules.facts.get(fact)
        if fact not in self._english or declared is None:
            return self._chinese(fact, value)
        for label, choice in self.options(fact):
            if choice == (str(value).lower() if isinstance(value, bool) else value):
                return label
        several = value if isinstance(value, list) else [value]
        if declared.unit == MONEY:
            return ", ".join(yuan_in_english(one) for one in several)
        return f"{', '.join(map(str, several))} {self.unit(fact)}".strip()

    def language(self, fact: str) -> Language:
        """Which language the words of a fact are in."""
        return "en" if fact in self._english else "zh"

    # ---- what is known ----

    def known(self, state: SessionState) -> Iterator[tuple[str | None, list[Known]]]:
        """What is known in a session: the applicant's facts (None), then each award's."""
        yield None, [self._known(None, fact, [known]) for fact, known in state.applicant.items()]
        for award_id in state.cases:
            cases = state.all_cases(award_id)
            facts = dict.fromkeys(fact for case in cases for fact in case)
            told = {fact: [case[fact] for case in cases if fact in case] for fact in facts}
            yield award_id, [self._known(award_id, fact, each) for fact, each in told.items()]

    def _known(self, award_id: str | None, fact: str, told: Sequence[Remembered]) -> Known:
        values = tuple(dict.fromkeys(self.value(fact, one.value) for one in told))
        return Known(
            fact,
            award_id or "",
            self.label(fact),
            "、".join(values),
            "、".join(dict.fromkeys(one.words for one in told)),
            # What tells several cases apart is no one value that could be put right in one field.
            self.field(fact, told[0].value) if len(values) == 1 else None,
        )

    def _chinese(self, fact: str, value: Any) -> str:
        if isinstance(value, str) and not self._is_choice(fact) and not _FIGURE.fullmatch(value):
            return value  # as it was typed: 100万元
        return value_words(self._rules, fact, value)

    def _is_bool(self, fact: str) -> bool:
        return fact in self._rules.facts and self._rules.facts[fact].type == "bool"

    def _is_choice(self, fact: str) -> bool:
        return fact in self._rules.facts and self._rules.facts[fact].type == "choice"


def yuan_in_english(amount: Any) -> str:
    """An amount of yuan: CNY 2,000,000."""
    return f"CNY {Decimal(str(amount)):,f}"
