"""The calculator's own words, read from ``phrases.yaml`` beside this file."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.yaml_files import load_model


class ErrorPhrases(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    unknown_award: str
    unknown_fact: str
    unknown_applicant_fact: str
    not_a_bool: str
    not_a_number: str
    not_an_integer: str
    not_a_list: str
    too_many: str
    below_minimum: str
    too_large: str
    not_a_choice: str
    not_text: str
    both_given: str


class Phrases(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    yes_no: tuple[str, str]
    unit_yuan: str
    met: str
    met_not: str
    broken: str
    broken_not: str
    open: str
    open_not: str
    open_authority: str
    open_amount: str
    recipient: str
    expired: str
    at_most_value: str
    exact_value: str
    between_values: str
    tier: str
    tier_open: str
    items_sum: str
    items_differ: str
    share: str
    share_of_sum: str
    share_open: str
    cap: str
    capped: str
    product: str
    longest: str
    longest_assumed: str
    rounded: str
    reach: str
    reach_rounded: str
    reach_more: str
    up_to: str
    range: str
    unspecified: str
    no_money: str
    not_paid: str
    factors: str
    rule_tier: str
    rule_share: str
    rule_share_up_to: str
    rule_longest: str
    authority: str
    ceiling: str
    stale: str
    reading: str
    highest_counts: str
    one_project: str
    one_enterprise: str
    quoted: str
    other_reading_lower: str
    other_reading_higher: str
    errors: ErrorPhrases


@cache
def phrases() -> Phrases:
    """The words, read once a process. Raises ``CorpusError`` where the file is wrong."""
    return load_model(Path(__file__).with_name("phrases.yaml"), Phrases)
