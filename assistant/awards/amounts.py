"""How much: amount rules worked out as exact intervals of yuan, with every step of the working."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from assistant.awards.fact_schema import Fact
from assistant.awards.factors import compile_factors
from assistant.awards.money import EXACT, plain, to_fen
from assistant.awards.phrases import phrases
from assistant.awards.schema import AmountRule, Share, Tiers
from assistant.awards.trace import Step, step
from assistant.awards.worked import ZERO, Worked, interval_text
from assistant.contract import AmountKind

Facts = Mapping[str, Any]


Work = Callable[[Facts], Worked]


def compile_amount(rule: AmountRule, facts: Mapping[str, Fact], clause_id: str) -> Work:
    """The function that works the rule's amount out from facts."""
    if rule.kind in ("unspecified", "none"):
        none = rule.kind == "none"
        said = step(phrases().no_money if none else phrases().unspecified, clause_id, rule.quote)
        figure = ZERO if none else None
        figureless = Worked(rule.kind, figure, figure, (said,))
        return lambda _: figureless
    one = _one_unit(rule, facts, clause_id)
    if not rule.times:
        return lambda given: _round(one(given))
    multiply = compile_factors(rule.times, facts, clause_id)
    return lambda given: _round(multiply(one(given), given))


def _one_unit(rule: AmountRule, facts: Mapping[str, Fact], clause_id: str) -> Work:
    if rule.tiers is not None:
        return _tiers(rule, rule.tiers, facts[rule.tiers.fact], clause_id)
    if rule.share is not None:
        return _share(rule, rule.share, facts, clause_id)
    words = phrases()
    if rule.between is not None:
        low, high = rule.between.low, rule.between.high
        text = words.between_values.format(low=plain(low), high=plain(high))
    else:
        assert rule.value is not None
        low, high = (ZERO if rule.kind == "up_to" else rule.value), rule.value
        template = words.at_most_value if rule.kind == "up_to" else words.exact_value
        text = template.format(value=plain(high))
    worked = _unit(rule.kind, low, high, step(text, clause_id, rule.quote))
    return lambda _: worked


def _unit(kind: AmountKind, low: Decimal, high: Decimal, said: Step, missing: tuple[str, ...] = ()) -> Worked:
    return Worked(kind, low, high, (said,), missing, unit_text=interval_text(kind, low, high))


def _tiers(rule: AmountRule, tiers: Tiers, fact: Fact, clause_id: str) -> Work:
    words = phrases()
    ceiling = rule.kind == "up_to"

    def tier(word: str, value: Decimal) -> Worked:
        template = words.at_most_value if ceiling else words.exact_value
        text = words.tier.format(word=word, value=template.format(value=plain(value)))
        return _unit(rule.kind, ZERO if ceiling else value, value, step(text, clause_id, tiers.quote))

    by_value = {step.value_of: tier(step.word, step.value) for step in tiers.steps}
    values = [step.value for step in tiers.steps]
    low, high = ZERO if ceiling else min(values), max(values)
    text = words.tier_open.format(label=fact.label, low=plain(low), high=plain(high))
    kind: AmountKind = "up_to" if ceiling else "range"
    unknown = _unit(kind, low, high, step(text, clause_id, tiers.quote), (tiers.fact,))

    def work(given: Facts) -> Worked:
        # A level that no tier names has already broken a condition.
        return by_value.get(given.get(tiers.fact, ""), unknown)

    return work


def _share(rule: AmountRule, share: Share, facts: Mapping[str, Fact], clause_id: str) -> Work:
    words = phrases()
    assert rule.cap is not None
    cap = rule.cap
    rate = EXACT.scaleb(Decimal(share.rate.rstrip("%")), -2)
    cap_step = step(words.cap.format(says=cap.says, value=plain(cap.value)), clause_id, cap.quote)

    def work(given: Facts) -> Worked:
        base = given.get(share.of)
        parts = (base,) if base is not None else given.get(share.or_sum_of or "")
        if parts is None:
            text = words.share_open.format(label=facts[share.of].label)
            open_steps = (step(text, clause_id, rule.quote), cap_step)
            return Worked("up_to", ZERO, cap.value, open_steps, (share.of,))
        total = ZERO
        for part in parts:
            total = EXACT.add(total, part)
        result = EXACT.multiply(total, rate)
        template = words.share if len(parts) == 1 else words.share_of_sum
        bases = " + ".join(plain(part) for part in parts)
        text = template.format(base=bases, bases=bases, rate=share.rate, result=plain(result))
        steps: tuple[Step, ...] = (step(text, clause_id, rule.quote), cap_step)
        high = result
        if result > cap.value:
            high = cap.value
            text = words.capped.format(result=plain(result), value=plain(high))
            steps = (step(text, clause_id, cap.quote, steps),)
        return Worked(rule.kind, ZERO if rule.kind == "up_to" else high, high, steps)

    return work


def _round(worked: Worked) -> Worked:
    assert worked.low is not None and worked.high is not None
    low, high = to_fen(worked.low), to_fen(worked.high)
    if high == worked.high and low == worked.low:
        return worked
    text = phrases().rounded.format(value=plain(worked.high), result=plain(high))
    return replace(worked, low=low, high=high, steps=(step(text, children=worked.steps),))
