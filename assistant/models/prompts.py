"""``prompts/agent.yaml``: what a chat model is told, and the rules its sentences must keep."""

from __future__ import annotations

import re
import string
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from assistant.contract import Eligibility, Status
from assistant.conversation.phrases import Phrases, check
from assistant.errors import CorpusError
from assistant.yaml_files import at, load_model

Phrase = Annotated[str, Field(min_length=1), AfterValidator(check)]
#: Where a rule holds: always, while an award is not eligible, while none is ineligible, for a draft.
When = Literal["always", "not_eligible", "none_ineligible", "draft"]


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"「{text}」不是合格的正则式（{error}）；请改正") from error
    return text


Pattern = Annotated[str, Field(min_length=1), AfterValidator(_pattern)]


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PhraseRule(_Closed):
    """Phrases that a sentence must not hold, and what excuses them."""

    name: str
    phrases: tuple[Phrase, ...]
    when: When = "always"
    #: Words elsewhere in the sentence that excuse the phrase.
    unless: tuple[Phrase, ...] = ()
    #: Whether a negation just before excuses it: 不能保证.
    after_not: bool = False
    #: The sentence is left out without asking the model again.
    drop: bool = False
    reason: str

    @cached_property
    def found(self) -> Phrases:
        return Phrases(self.phrases)

    @cached_property
    def excused(self) -> Phrases:
        return Phrases(self.unless)


class VerbatimRule(_Closed):
    """What a sentence may hold only as it stands in the documents, the user's words or the answer."""

    what: str
    pattern: Pattern


class Reasons(_Closed):
    figure: str
    own_figure: str
    other_award: str
    number: str
    verbatim: str
    quote: str
    no_clause: str
    place: str
    characters: str
    latin: str
    leak: str
    too_long: str


class Rules(_Closed):
    characters: Pattern
    latin: tuple[str, ...]
    small_count: int
    bare_unit: Pattern
    verbatim: tuple[VerbatimRule, ...]
    own_figure: tuple[Phrase, ...]
    paid: tuple[Phrase, ...]
    phrases: tuple[PhraseRule, ...]
    negations: tuple[Phrase, ...]
    reasons: Reasons


class ToolDescriptions(_Closed):
    search_clauses: str
    get_clause: str
    list_awards: str
    calculate_awards: str
    ask_user: str


class ToolWords(_Closed):
    no_clause: str
    no_hits: str
    no_award: str
    not_said: str
    other_day: str
    calculated: str
    will_ask: str
    known: str
    will_not_ask: str
    no_fact: str


class Written(_Closed):
    if_all_met: str
    of_award: str
    clause: str
    quote: str


class AgentPrompts(_Closed):
    version: str
    system: str
    brief: str
    nothing: str
    award_line: str
    clause_line: str
    sentence_line: str
    fact_line: str
    eligibility: dict[Eligibility, str]
    statuses: dict[Status, str]
    tools: ToolDescriptions
    tool_words: ToolWords
    repair: str
    fallback_notice: str
    leave_alone: tuple[str, ...]
    written: Written
    rules: Rules

    @property
    def told(self) -> tuple[str, ...]:
        """All that a model is told and must not tell the user."""
        return (self.system, self.brief, self.repair, *self.tools.model_dump().values())


#: The names in braces that each text may use.
_FIELDS: dict[str, frozenset[str]] = {
    "brief": frozenset({"message", "facts", "status", "awards", "clauses", "questions"}),
    "award_line": frozenset({"name", "award_id", "clause_id", "eligibility", "reasons"}),
    "clause_line": frozenset({"clause_id", "label"}),
    "sentence_line": frozenset({"clause_id", "number", "text"}),
    "fact_line": frozenset({"label", "words"}),
    "repair": frozenset({"sentence", "reason", "shown"}),
}


def load_prompts(path: Path, reply_keys: frozenset[str]) -> AgentPrompts:
    """Raises ``CorpusError`` for a mistake in the file, an unknown field in a text among them."""
    prompts = load_model(path, AgentPrompts)
    for name, allowed in _FIELDS.items():
        used = {field for _, field, _, _ in string.Formatter().parse(getattr(prompts, name)) if field}
        if unknown := used - allowed:
            names = "、".join(sorted(allowed))
            raise CorpusError(
                f"{at(path, name)}: 没有 {{{'、'.join(sorted(unknown))}}}；请删去或改正，可用的有 {names}"
            )
    if unknown := set(prompts.leave_alone) - reply_keys:
        raise CorpusError(f"{at(path, 'leave_alone')}: 没有答复“{'、'.join(sorted(unknown))}”；请改正或删去")
    return prompts
