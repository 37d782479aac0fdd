"""How a cost told by its parts was added up, as a step of the award's working."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from assistant.awards.money import plain
from assistant.awards.phrases import phrases
from assistant.awards.rulebook import RuleBook
from assistant.contract import AwardResult, Grounded
from assistant.conversation.session import Item, Remembered, SessionState


def with_items(
    results: Sequence[AwardResult], awards: Iterable[str], view: SessionState, rulebook: RuleBook
) -> tuple[AwardResult, ...]:
    """``results`` of the cases of ``awards`` with the sum of the user's own items before the working.

    The user's figures prove the sum; the clause names what is summed.
    """
    cases = [case for award_id in awards for case in view.all_cases(award_id)]
    return tuple(
        _explained(result, case.values(), rulebook) for result, case in zip(results, cases, strict=True)
    )


def _explained(result: AwardResult, facts: Iterable[Remembered], rulebook: RuleBook) -> AwardResult:
    quote = rulebook.awards[result.award_id].rule.amount.quote
    steps = tuple(
        Grounded(text=_words(known), clause_id=result.clause_id, quote=quote)
        for known in facts
        if len(known.items) > 1
    )
    return result.model_copy(update={"trace": (*steps, *result.trace)}) if steps else result


def _words(known: Remembered) -> str:
    whole = sum((Decimal(item.value) for item in known.items), Decimal(0))
    added = "".join(_signed(item) for item in known.items).removeprefix(" + ").removeprefix(" - ")
    words = phrases().items_sum.format(items=added, sum=plain(whole))
    if whole == Decimal(str(known.value)):
        return words
    return phrases().items_differ.format(items=words, told=plain(Decimal(str(known.value))))


def _signed(item: Item) -> str:
    value = Decimal(item.value)
    return f" {'-' if value < 0 else '+'} {item.name}{' ' if item.name else ''}{plain(abs(value))}"
