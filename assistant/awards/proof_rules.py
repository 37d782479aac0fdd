"""What of a rule must be borne out by the clause: amounts, bounds, tiers, conditions, scope."""

from __future__ import annotations

from decimal import Decimal

from assistant.awards.conditions import tests_of
from assistant.awards.fact_schema import Fact
from assistant.awards.proof import NEGATIONS, Proof, named_choices
from assistant.awards.schema import (
    AmountRule,
    AwardFile,
    Condition,
    Factor,
    FactTest,
    Quota,
    ReadingsFile,
    ScopeFile,
    StackingFile,
    Tiers,
)
from assistant.language.quantities import Quantity

_MONEY, _RATE, _TIME = ("money",), ("percent",), ("duration",)
_COUNT = ("count", "parameters", "number")
_ONCE = "一次性"
_RESPECTIVELY = "分别"
_HIGHEST = "就高不重复"
_SCOPES = {"project": "同一项目", "enterprise": "同一企业"}
#: Words of an award of money whose figure the text does not name.
_PAYS = ("奖励", "补助", "补贴", "资助", "给予支持", "享受相应政策待遇")
_MONTHS_IN = {"month": Decimal(1), "year": Decimal(12)}


def prove_award(rule: AwardFile, proof: Proof) -> None:
    """Every quote, number and word of one award's rule."""
    if proof.document.clause(rule.clause) is None:
        proof.complain(f'"{rule.clause}"', f"文件没有条款“{rule.clause}”；请改正 clause")
        return
    if rule.recipient:
        proof.quote(rule.recipient.quote)
        proof.echoes(rule.recipient.says, rule.recipient.quote)
    _conditions(rule.conditions, proof)
    if rule.quota:
        _quota(rule.quota, proof)
    _amount(rule.amount, proof)


def prove_policy(file: ScopeFile | StackingFile | ReadingsFile, proof: Proof, awards: set[str]) -> None:
    """What holds for all awards: scope, stacking, readings."""
    match file:
        case ScopeFile():
            _scope(file, proof)
        case StackingFile():
            proof.quote(file.quote, file.clause)
            proof.demands(_HIGHEST in file.quote, file.quote, f"引文里没有“{_HIGHEST}”；请改正", file.clause)
            for scope in (file.scope, *file.other_scopes):
                says = f"引文里没有“{_SCOPES[scope]}”；请改正 scope"
                proof.demands(_SCOPES[scope] in file.quote, file.quote, says, file.clause)
        case ReadingsFile():
            for reading in file.readings:
                proof.quote(reading.quote, reading.clause)
                proof.echoes(reading.says, reading.quote, reading.clause)
                for award_id in set(reading.awards) - awards:
                    proof.complain(award_id, f"没有“{award_id}”这个奖补；请改正 awards", reading.clause)


def _scope(file: ScopeFile, proof: Proof) -> None:
    draft, validity, document = file.draft, file.validity, proof.document
    if draft:
        proof.quote(draft.quote, draft.clause)
    if (document.status == "draft") != (draft is not None):
        needle = draft.quote if draft else "draft"
        says = f"文件状态是 {document.status}；草案才写 draft，请改正其中之一"
        proof.complain(needle, says, draft.clause if draft else "preamble")
    if validity:
        until = validity.until
        words = f"{until.year}年{until.month}月{until.day}日"
        place = proof.quote(validity.quote, validity.clause)
        if place is not None and words in validity.quote:
            start = place + validity.quote.index(words)
            proof.proved.append((start, start + len(words)))
        says = f"until 是 {until}，引文“{validity.quote}”里不是这一天；请照原文改正"
        proof.demands(words in validity.quote, validity.quote, says, validity.clause)
        proof.echoes(validity.says, validity.quote, validity.clause)
        if document.valid_until and document.valid_until != until:
            says = f"until 与文件的 valid_until（{document.valid_until}）不同；请改正其中之一"
            proof.complain(validity.quote, says, validity.clause)
    _conditions(file.conditions, proof)


def _conditions(conditions: tuple[Condition, ...], proof: Proof) -> None:
    for test in tests_of(conditions):
        fact = proof.fact(test.fact)
        if fact is None:
            continue
        proof.echoes(test.says, test.quote, test.clause)
        if test.equals is None:
            _comparison(test, fact, proof)
        elif isinstance(test.equals, bool):
            _polarity(test, test.equals, fact, proof)
        else:
            _choices(test, fact, proof)


def _comparison(test: FactTest, fact: Fact, proof: Proof) -> None:
    quantity = proof.one(test.quote, _COUNT, test.clause)
    if fact.type not in ("int", "decimal"):
        proof.complain(test.quote, f"{fact.fact} 不是数值，不能比较大小；请改用 is", test.clause)
    _named(fact, test.quote, proof)
    if quantity is None:
        return
    for bound in ("more_than", "at_least", "at_most", "less_than"):
        written = getattr(test, bound)
        if written is not None:
            proof.same(bound, written, quantity.low, test.quote, test.clause)
            says = f"写的是 {bound}，原文“{test.quote}”的意思是 {quantity.bound}；请照原文改正"
            proof.demands(quantity.bound == bound, test.quote, says, test.clause)


def _polarity(test: FactTest, wanted: bool, fact: Fact, proof: Proof) -> None:
    proof.quote(test.quote, test.clause)
    if fact.type != "bool":
        proof.complain(test.quote, f"{fact.fact} 不是 bool 类型；请照它的类型写条件", test.clause)
    _named(fact, test.quote, proof)
    denied = any(word in test.quote for word in NEGATIONS)
    says = f"is 写的是 {str(wanted).lower()}，与原文“{test.quote}”的肯定或否定相反；请改正"
    proof.demands(wanted != denied, test.quote, says, test.clause)


def _choices(test: FactTest, fact: Fact, proof: Proof) -> None:
    proof.quote(test.quote, test.clause)
    assert isinstance(test.equals, str | tuple)
    written = {test.equals} if isinstance(test.equals, str) else set(test.equals)
    named = named_choices(fact.choices, fact.ranked, test.quote)
    _same_choices(written, named, test.quote, test.clause, proof)
    for unmet in test.unmet:
        proof.quote(unmet.quote, test.clause)
        _same_choices(
            set(unmet.values),
            named_choices(fact.choices, fact.ranked, unmet.quote),
            unmet.quote,
            test.clause,
            proof,
        )


def _same_choices(
    written: set[str], named: set[str], quote: str, clause_id: str | None, proof: Proof
) -> None:
    if written != named:
        shown = "、".join(sorted(written)), "、".join(sorted(named)) or "没有"
        says = f"is 写的是 {shown[0]}，原文“{quote}”说的是 {shown[1]}；请照原文改正"
        proof.complain(quote, says, clause_id)


def _named(fact: Fact, quote: str, proof: Proof) -> None:
    says = f"引文“{quote}”没有提到{fact.label}；请换成写明它的原文，或在 facts.yaml 补上 words"
    proof.demands(any(word in quote for word in fact.words), quote, says)


def _quota(quota: Quota, proof: Proof) -> None:
    quantity = proof.one(quota.quote, _COUNT)
    proof.echoes(quota.says, quota.quote)
    if quantity is not None:
        proof.same("quota.at_most", Decimal(quota.at_most), quantity.low, quota.quote)
        proof.demands(quantity.bound == "at_most", quota.quote, "引文不是“不超过”的意思；请改正 quota")


def _amount(amount: AmountRule, proof: Proof) -> None:
    found: list[Quantity] = []
    if amount.tiers:
        found = _tiers(amount, amount.tiers, proof)
    elif amount.kind in ("unspecified", "none"):
        _no_figure(amount, proof)
    else:
        quantity = proof.one(amount.quote, _RATE if amount.share else _MONEY)
        found = [quantity] if quantity else []
        if quantity and amount.share:
            proof.same("rate", Decimal(amount.share.rate.rstrip("%")) / 100, quantity.low, amount.quote)
            for name in filter(None, (amount.share.of, amount.share.or_sum_of)):
                base = proof.fact(name)
                if base:
                    _named(base, amount.quote, proof)
        elif quantity:
            low, high = (amount.between.low, amount.between.high) if amount.between else (amount.value,) * 2
            assert low is not None and high is not None
            proof.same("金额", low, quantity.low, amount.quote)
            proof.same("金额", high, quantity.high, amount.quote)
    for quantity in found:
        ceiling = quantity.bound == "at_most"
        says = f"kind 写的是 {amount.kind}，与原文“{amount.quote}”有没有“最高、不超过”不符；请改正"
        proof.demands(ceiling == (amount.kind == "up_to"), amount.quote, says)
    _cap(amount, proof)
    _factors(amount, found, proof)
    _once(amount, proof)


def _tiers(amount: AmountRule, tiers: Tiers, proof: Proof) -> list[Quantity]:
    money = proof.quantities(tiers.quote, _MONEY)
    proof.quote(amount.quote)
    fact = proof.fact(tiers.fact)
    if fact is None:
        return money
    proof.demands(_RESPECTIVELY in tiers.quote, tiers.quote, "引文里没有“分别”；请写全引文")
    if len(money) != len(tiers.steps):
        says = f"“分别”前后数目不一致：{len(tiers.steps)} 档对 {len(money)} 个金额；请核对原文"
        proof.complain(tiers.quote, says)
        return money
    words = [choice.words for step in tiers.steps for choice in fact.choices if choice.value == step.value_of]
    places = [tiers.quote.find(step.word) for step in tiers.steps]
    in_order = places == sorted(places) and len(set(places)) == len(places) and places[0] >= 0
    proof.demands(in_order, tiers.quote, "各档的次序与原文“分别”的次序不同；请照原文排列")
    for place, step in enumerate(tiers.steps):
        proof.same(step.word, step.value, money[place].low, tiers.quote)
        known = place < len(words) and any(step.word in word or word in step.word for word in words[place])
        proof.demands(known, step.word, f"“{step.word}”不是 {step.value_of} 的说法；请改正 is 或 word")
    return money


def _no_figure(amount: AmountRule, proof: Proof) -> None:
    proof.quote(amount.quote)
    figures = proof.quantities(amount.quote, (*_MONEY, *_RATE))
    proof.demands(not figures, amount.quote, "引文里有金额或比例，不能写成没有金额；请改正 kind")
    pays = any(word in amount.quote for word in _PAYS)
    says = "引文写明给予奖补但没有金额的是 unspecified，没有写奖补的是 none；请改正 kind"
    proof.demands(pays == (amount.kind == "unspecified"), amount.quote, says)


def _cap(amount: AmountRule, proof: Proof) -> None:
    if amount.cap is None:
        return
    quantity = proof.one(amount.cap.quote, _MONEY)
    if quantity:
        proof.same("cap", amount.cap.value, quantity.low, amount.cap.quote)
        proof.demands(quantity.bound == "at_most", amount.cap.quote, "引文不是上限；请改正 cap")


def _factors(amount: AmountRule, found: list[Quantity], proof: Proof) -> None:
    measures = {proof.facts[factor.fact].measure for factor in amount.times if factor.fact in proof.facts}
    for quantity in found:
        for per in set(quantity.per) - measures:
            proof.complain(amount.quote, f"“{quantity.text}”按 {per} 计，times 里没有对应的事实；请补上")
    for factor in amount.times:
        fact = proof.fact(factor.fact)
        if fact is None:
            continue
        proof.quote(factor.quote)
        _named(fact, factor.quote, proof)
        _longest(factor, fact, proof)


def _longest(factor: Factor, fact: Fact, proof: Proof) -> None:
    longest = factor.longest
    if longest is None:
        says = f"没有写明{fact.label}时按多少计？请在 facts.yaml 写 default，或在这里写 longest"
        proof.demands(fact.default is not None, factor.quote, says)
        return
    quantity = proof.one(longest.quote, _TIME)
    if quantity:
        months = longest.value * _MONTHS_IN.get(fact.measure, Decimal(0))
        proof.same("longest（折合月数）", months, quantity.low, longest.quote)
        proof.demands(quantity.bound == "at_most", longest.quote, "引文不是“…内”的意思；请改正 longest")


def _once(amount: AmountRule, proof: Proof) -> None:
    quotes = amount.quote + (amount.cap.quote if amount.cap else "")
    says = f"引文{'有' if _ONCE in quotes else '没有'}“{_ONCE}”，与 once 不符；请改正"
    proof.demands((_ONCE in quotes) == (amount.once is not None), amount.quote, says)
    if amount.once:
        proof.quote(amount.once)
        proof.demands(_ONCE in amount.once, amount.once, f"once 的引文里没有“{_ONCE}”；请改正")
