"""Facts as fields of a form, and what a form gives back as exact values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.awards import RuleBook
from assistant.conversation.reply import value_words

if TYPE_CHECKING:
    from assistant.conversation.session import Remembered, SessionState

_FIGURE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
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
    """The facts of one rule book in one language of the page."""

    def __init__(self, rulebook: RuleBook, words: Mapping[str, str]) -> None:
        self._rules = rulebook
        self._words = words

    def field(self, fact: str, value: Any = None) -> Field | None:
        """The field of a fact that holds ``value``; None where the rules have no such fact."""
        declared = self._rules.facts.get(fact)
        if declared is None:
            return None
        if declared.type == "bool":
            truth = ((self._words["yes"], "true"), (self._words["no"], "false"))
            return Field(fact, truth, "" if value is None else str(value).lower(), "")
        options = tuple((choice.label, choice.value) for choice in declared.choices)
        text = "、".join(map(str, value)) if isinstance(value, list) else str(value or "")
        return Field(fact, options, text, declared.unit)

    def given(self, form: Mapping[str, Any]) -> dict[str, Any]:
        """What was filled in, by fact; what was left empty is not given."""
        return {
            fact: TRUTH.get(str(text), text) if self._is_bool(fact) else str(text)
            for fact, text in form.items()
            if str(text).strip()
        }

    def said(self, facts: Mapping[str, Any]) -> str:
        """Facts given, in words: 注册地区：亭湖区；…"""
        return "；".join(f"{self.label(fact)}：{self._value(fact, value)}" for fact, value in facts.items())

    def label(self, fact: str) -> str:
        # A conversation may be older than the rules; what they no longer have is shown by its id.
        declared = self._rules.facts.get(fact)
        return declared.label if declared else fact

    def known(self, state: SessionState) -> Iterator[tuple[str | None, list[Known]]]:
        """What is known in a session: the applicant's facts (None), then each award's."""
        yield None, [self._known(None, fact, [known]) for fact, known in state.applicant.items()]
        for award_id in state.cases:
            cases = state.all_cases(award_id)
            facts = dict.fromkeys(fact for case in cases for fact in case)
            told = {fact: [case[fact] for case in cases if fact in case] for fact in facts}
            yield award_id, [self._known(award_id, fact, each) for fact, each in told.items()]

    def _known(self, award_id: str | None, fact: str, told: Sequence[Remembered]) -> Known:
        values = tuple(dict.fromkeys(self._value(fact, one.value) for one in told))
        return Known(
            fact,
            award_id or "",
            self.label(fact),
            "、".join(values),
            "、".join(dict.fromkeys(one.words for one in told)),
            # What tells several cases apart is no one value that could be put right in one field.
            self.field(fact, told[0].value) if len(values) == 1 else None,
        )

    def _value(self, fact: str, value: Any) -> str:
        if isinstance(value, bool):
            return self._words["yes" if value else "no"]
        if isinstance(value, str) and not self._is_choice(fact) and not _FIGURE.fullmatch(value):
            return value  # as it was typed: 100万元
        return value_words(self._rules, fact, value)

    def _is_bool(self, fact: str) -> bool:
        return fact in self._rules.facts and self._rules.facts[fact].type == "bool"

    def _is_choice(self, fact: str) -> bool:
        return fact in self._rules.facts and self._rules.facts[fact].type == "choice"
