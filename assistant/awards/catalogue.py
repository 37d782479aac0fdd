"""The awards of a rule book with their facts, for pages, tools and listings."""

from __future__ import annotations

from decimal import Decimal

from assistant.awards.fact_schema import Fact
from assistant.awards.money import format_yuan, plain
from assistant.awards.phrases import phrases
from assistant.awards.rulebook import Award, RuleBook
from assistant.awards.schema import AmountRule
from assistant.awards.worked import ZERO, interval_text
from assistant.contract import AwardInfo, FactInfo


def catalogue(rulebook: RuleBook) -> tuple[AwardInfo, ...]:
    """Every award in the order of the text, with the facts of the claim that decide it."""
    return tuple(_info(rulebook, award) for award in rulebook.awards.values())


def applicant_facts(rulebook: RuleBook) -> tuple[FactInfo, ...]:
    """The facts of the applicant, which all awards share."""
    return tuple(fact_info(rulebook.facts[name]) for name in rulebook.applicant_facts)


def _info(rulebook: RuleBook, award: Award) -> AwardInfo:
    rule = award.rule
    return AwardInfo(
        award_id=rule.award_id,
        name=rule.name,
        clause_id=rule.clause,
        document_id=rulebook.document_id,
        amount_kind=rule.amount.kind,
        amount_text=rule_text(rule.amount, rulebook),
        facts=tuple(_with_longest(award, rulebook.facts[name]) for name in award.facts),
        responsible_units=award.units,
    )


def _with_longest(award: Award, fact: Fact) -> FactInfo:
    info = fact_info(fact)
    for factor in award.rule.amount.times:
        if factor.fact == fact.fact and factor.longest:
            return info.model_copy(update={"default": plain(factor.longest.value)})
    return info


def fact_info(fact: Fact) -> FactInfo:
    """A fact as the contract describes it."""
    return FactInfo(
        fact=fact.fact,
        type=fact.type,
        question=fact.question,
        unit=fact.unit,
        choices=tuple(choice.value for choice in fact.choices),
        choice_labels=tuple(choice.label for choice in fact.choices),
        minimum=None if fact.minimum is None else plain(fact.minimum),
        default=None if fact.default is None else plain(fact.default),
    )


def rule_text(amount: AmountRule, rulebook: RuleBook) -> str:
    """An amount rule in one line of Chinese: 最高50万元/台（套）, 活动费用总金额的30%，不超过50万元."""
    words = phrases()
    if amount.kind == "unspecified":
        return words.unspecified
    if amount.kind == "none":
        return words.no_money
    factors = [(factor, rulebook.facts[factor.fact]) for factor in amount.times]
    per = "".join(f"/{fact.per}" for _, fact in factors)

    def interval(low: Decimal, high: Decimal) -> str:
        return interval_text(amount.kind, ZERO if amount.kind == "up_to" else low, high) + per

    if amount.share and amount.cap:
        template = words.rule_share_up_to if amount.kind == "up_to" else words.rule_share
        label = rulebook.facts[amount.share.of].label
        cap = format_yuan(amount.cap.value)
        text = template.format(label=label, rate=amount.share.rate, says=amount.cap.says, cap=cap)
    elif amount.tiers:
        text = "、".join(
            words.rule_tier.format(word=step.word, amount=interval(step.value, step.value))
            for step in amount.tiers.steps
        )
    elif amount.between:
        text = interval(amount.between.low, amount.between.high)
    else:
        assert amount.value is not None
        text = interval(amount.value, amount.value)
    for factor, fact in factors:
        if factor.longest:
            text = words.rule_longest.format(amount=text, longest=plain(factor.longest.value), unit=fact.unit)
    return text
