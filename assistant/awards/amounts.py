"""How much: amount rules worked out as exact intervals of yuan, with every step of the working."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from assistant.awards.money import EXACT, format_yuan, plain, to_fen
from assistant.awards.phrases import phrases
from assistant.awards.schema import AmountRule, Fact, Factor, Share, Tiers
from assistant.awards.trace import Step
from assistant.contract import Amount, AmountKind

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Worked:
    """An amount in exact yuan (None only where the text names no figure) and how it came about."""

    kind: AmountKind
    low: Decimal | None
    high: Decimal | None
    steps: tuple[Step, ...] = ()
    #: Facts without which the amount is not certain.
    missing: tuple[str, ...] = ()
    #: The amount of one unit and what it was multiplied by, for amounts counted per something.
    unit_text: str = ""
    factors: tuple[tuple[Fact, int], ...] = ()


Work = Callable[[Facts], Worked]

ZERO = Decimal(0)
_DIGITS = "0123456789."
NOT_PAID = Worked("none", ZERO, ZERO)


def compile_amount(rule: AmountRule, facts: Mapping[str, Fact], clause_id: str) -> Work:
    """The function that works the rule's amount out from facts."""
    if rule.kind in ("unspecified", "none"):
        none = rule.kind == "none"
        step = Step(phrases().no_money if none else phrases().unspecified, clause_id, rule.quote)
        figure = ZERO if none else None
        figureless = Worked(rule.kind, figure, figure, (step,))
        return lambda _: figureless
    one = _one_unit(rule, facts, clause_id)

    def work(given: Facts) -> Worked:
        worked = one(given)
        for factor in rule.times:
            worked = _multiply(worked, factor, facts[factor.fact], given, clause_id)
        return _round(_product(worked, rule, clause_id))

    return work


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
    worked = _unit(rule.kind, low, high, Step(text, clause_id, rule.quote))
    return lambda _: worked


def _unit(kind: AmountKind, low: Decimal, high: Decimal, step: Step, missing: tuple[str, ...] = ()) -> Worked:
    return Worked(kind, low, high, (step,), missing, unit_text=interval_text(kind, low, high))


def _tiers(rule: AmountRule, tiers: Tiers, fact: Fact, clause_id: str) -> Work:
    words = phrases()
    ceiling = rule.kind == "up_to"

    def tier(word: str, value: Decimal) -> Worked:
        template = words.at_most_value if ceiling else words.exact_value
        step = Step(
            words.tier.format(word=word, value=template.format(value=plain(value))), clause_id, tiers.quote
        )
        return _unit(rule.kind, ZERO if ceiling else value, value, step)

    by_value = {step.value_of: tier(step.word, step.value) for step in tiers.steps}
    values = [step.value for step in tiers.steps]
    low, high = ZERO if ceiling else min(values), max(values)
    text = words.tier_open.format(label=fact.label, low=plain(low), high=plain(high))
    kind: AmountKind = "up_to" if ceiling else "range"
    unknown = _unit(kind, low, high, Step(text, clause_id, tiers.quote), (tiers.fact,))

    def work(given: Facts) -> Worked:
        # A level that no tier names has already broken a condition.
        return by_value.get(given.get(tiers.fact, ""), unknown)

    return work


def _share(rule: AmountRule, share: Share, facts: Mapping[str, Fact], clause_id: str) -> Work:
    words = phrases()
    assert rule.cap is not None
    cap = rule.cap
    rate = EXACT.scaleb(Decimal(share.rate.rstrip("%")), -2)
    cap_step = Step(words.cap.format(says=cap.says, value=plain(cap.value)), clause_id, cap.quote)

    def work(given: Facts) -> Worked:
        base = given.get(share.of)
        parts = (base,) if base is not None else given.get(share.or_sum_of or "")
        if parts is None:
            text = words.share_open.format(label=facts[share.of].label)
            open_steps = (Step(text, clause_id, rule.quote), cap_step)
            return Worked("up_to", ZERO, cap.value, open_steps, (share.of,))
        total = ZERO
        for part in parts:
            total = EXACT.add(total, part)
        result = EXACT.multiply(total, rate)
        template = words.share if len(parts) == 1 else words.share_of_sum
        bases = " + ".join(plain(part) for part in parts)
        text = template.format(base=bases, bases=bases, rate=share.rate, result=plain(result))
        steps: tuple[Step, ...] = (Step(text, clause_id, rule.quote), cap_step)
        high = result
        if result > cap.value:
            high = cap.value
            text = words.capped.format(result=plain(result), value=plain(high))
            steps = (Step(text, clause_id, cap.quote, steps),)
        return Worked(rule.kind, ZERO if rule.kind == "up_to" else high, high, steps)

    return work


def _multiply(worked: Worked, factor: Factor, fact: Fact, given: Facts, clause_id: str) -> Worked:
    count = given.get(factor.fact)
    steps = worked.steps
    longest = factor.longest
    if longest is not None:
        words = phrases()
        most = int(longest.value)
        if count is None:
            text = words.longest_assumed.format(label=fact.label, longest=most, unit=fact.unit)
            steps, count = (*steps, Step(text, clause_id, longest.quote)), most
        elif count > most:
            text = words.longest.format(label=fact.label, value=count, longest=most)
            steps, count = (*steps, Step(text, clause_id, longest.quote)), most
    elif count is None:
        assert fact.default is not None  # provenance demands a default or a longest run
        count = int(fact.default)
    return replace(worked, steps=steps, factors=(*worked.factors, (fact, count)))


def _product(worked: Worked, rule: AmountRule, clause_id: str) -> Worked:
    counts = [Decimal(count) for _, count in worked.factors if count != 1]
    if not counts or worked.low is None or worked.high is None:
        return worked
    template = phrases().product
    low, low_text = _times(worked.low, counts, template)
    high, high_text = _times(worked.high, counts, template)
    text = high_text if worked.low in (ZERO, worked.high) else f"{low_text}，{high_text}"
    step = Step(text, clause_id, rule.times[0].quote, worked.steps)
    return replace(worked, low=low, high=high, steps=(step,))


def _times(unit: Decimal, counts: list[Decimal], template: str) -> tuple[Decimal, str]:
    product = unit
    for count in counts:
        product = EXACT.multiply(product, count)
    factors = " × ".join(plain(one) for one in (unit, *counts))
    return product, template.format(factors=factors, result=plain(product))


def _round(worked: Worked) -> Worked:
    assert worked.low is not None and worked.high is not None
    low, high = to_fen(worked.low), to_fen(worked.high)
    if high == worked.high and low == worked.low:
        return worked
    text = phrases().rounded.format(value=plain(worked.high), result=plain(high))
    return replace(worked, low=low, high=high, steps=(Step(text, children=worked.steps),))


def interval_text(kind: AmountKind, low: Decimal, high: Decimal) -> str:
    """An amount in Chinese: 50万元, 最高50万元, 100万—300万元."""
    words = phrases()
    if kind == "up_to":
        return words.up_to.format(high=format_yuan(high))
    if low == high:
        return format_yuan(high)
    low_text, high_text = format_yuan(low), format_yuan(high)
    if low_text.lstrip(_DIGITS) == high_text.lstrip(_DIGITS):
        low_text = low_text.removesuffix(words.unit_yuan)
    return words.range.format(low=low_text, high=high_text)


def render_amount(worked: Worked) -> Amount:
    """The contract's Amount of an eligible or open award."""
    words = phrases()
    if worked.low is None or worked.high is None:
        return Amount(kind="unspecified", low=None, high=None, text=words.unspecified)
    if worked.kind == "none":
        return Amount(kind="none", low="0", high="0", text=words.no_money)
    text = interval_text(worked.kind, worked.low, worked.high)
    shown = [(fact, count) for fact, count in worked.factors if count != 1]
    if shown:
        unit = worked.unit_text + "".join(f"/{fact.per}" for fact, _ in shown)
        factors = "×".join(f"{count}{fact.unit}" for fact, count in shown)
        text = words.factors.format(amount=text, unit=unit, factors=factors)
    return Amount(kind=worked.kind, low=plain(worked.low), high=plain(worked.high), text=text)
