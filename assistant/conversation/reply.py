"""Facts given exactly, by a choice or in a field, instead of in words that would have to be read."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from assistant.awards.facts import BadFact
from assistant.awards.money import format_yuan, plain
from assistant.awards.phrases import phrases
from assistant.awards.rulebook import RuleBook
from assistant.contract import ErrorDetail
from assistant.conversation.session import APPLICANT_FACTS, Said, SessionState
from assistant.conversation.turn import Part
from assistant.errors import InvalidRequest
from assistant.language.quantities import read_quantities
from assistant.requests import detail

_NUMERIC = ("int", "decimal", "decimal_list")


def given(
    rulebook: RuleBook, session: SessionState, facts: Mapping[str, Any], award_id: str | None = None
) -> list[Said]:
    """``facts`` as a message would have stated them; those of a case without ``award_id`` belong to the
    awards that are being talked of. A choice is given by its value, money also in words (100万元).

    Raises ``InvalidRequest`` that names every mistake.
    """
    mistakes: list[ErrorDetail] = []
    said: list[Said] = []
    for fact, given_value in facts.items():
        loc = ("body", "facts", fact)
        if fact not in rulebook.facts:
            mistakes.append(detail("extra_forbidden", loc))
            continue
        try:
            value = _kept(rulebook.readers[fact](in_figures(rulebook, fact, given_value), loc))
        except BadFact as bad:
            mistakes.append(bad.detail)
            continue
        words = value_words(rulebook, fact, value)
        awards = [None] if fact in APPLICANT_FACTS else _cases(rulebook, session, fact, award_id)
        said += [Said(award, fact, value, words) for award in awards if value is not None]
    if mistakes:
        raise InvalidRequest(mistakes)
    return said


def question_of(session: SessionState, said: list[Said], text: str) -> Part:
    """What a reply goes on with: the last question, or the award whose fact was put right."""
    awards = tuple(dict.fromkeys(one.award_id for one in said if one.award_id))
    if session.topic_ask == "apply" or not set(awards) - set(session.topic_awards):
        awards = tuple(session.topic_awards)
    if not awards:
        return Part(text, "apply", personal=True)
    return Part(text, session.topic_ask, awards, named=True, personal=True)


def value_words(rulebook: RuleBook, fact: str, value: Any) -> str:
    """A fact's value in Chinese: 是, 亭湖区, 200万元, 3台（套）."""
    declared = rulebook.facts.get(fact)
    if isinstance(value, bool):
        return phrases().yes_no[0 if value else 1]
    if declared is None:
        return str(value)
    for choice in declared.choices:
        if choice.value == value:
            return choice.label
    values = value if isinstance(value, list) else [value]
    if declared.unit == "元":
        return "、".join(format_yuan(Decimal(str(one))) for one in values)
    return "、".join(str(one) for one in values) + declared.unit


def _cases(rulebook: RuleBook, session: SessionState, fact: str, award_id: str | None) -> list[str | None]:
    if award_id is not None:
        return [award_id] if award_id in rulebook.awards else []
    for awards in (session.topic_awards, session.weighed, rulebook.awards):
        decided = [one for one in awards if one in rulebook.awards and fact in rulebook.awards[one].facts]
        if decided:
            return [*decided]
    return []


def in_figures(rulebook: RuleBook, fact: str, value: Any) -> Any:
    """100万元 as 1000000, where the fact is a number; anything else as it is."""
    declared = rulebook.facts[fact]
    if declared.type not in _NUMERIC or not isinstance(value, str):
        return value
    several = value.replace("，", "、").split("、") if declared.type == "decimal_list" else [value]
    numbers = [_figure(text) for text in several]
    return numbers if declared.type == "decimal_list" else numbers[0]


def _figure(text: str) -> str:
    found = read_quantities(text.strip())
    whole = len(found) == 1 and found[0].text == text.strip() and found[0].low == found[0].high
    return plain(found[0].low) if whole else text


def _kept(value: Any) -> Any:
    """A checked value in the form in which a session keeps it, as JSON does."""
    if isinstance(value, Decimal):
        return plain(value)
    return [plain(one) for one in value] if isinstance(value, tuple) else value
