"""Awards named by a figure of their rules: 每月三千那个, 30到100万那档, 按费用20%给的那项."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.awards.rulebook import RuleBook
from assistant.conversation.pointing_words import PointingWords
from assistant.conversation.premises import figures_of
from assistant.conversation.wording import Conversation
from assistant.language.quantities import Quantity, read_quantities

#: What a support is counted per where it is; whose and for what it is says nothing of which one it is.
_TELLING = frozenset({"month", "year", "day", "set"})
#: How far before a figure it is said what it is.
_REACH = 6
#: A figure without 元 is money where it is this large.
_LEAST_BARE_YUAN = 1000


class ByFigure:
    """Finds the awards that a message means by figures of their amounts alone."""

    def __init__(self, rulebook: RuleBook, words: Conversation, pointing: PointingWords) -> None:
        self._figures = {
            award_id: tuple(q for q in figures_of([award.rule.amount]) if q.kind in ("money", "percent"))
            for award_id, award in rulebook.awards.items()
        }
        self._words = words
        self._behind = pointing.lists["behind_figure"]
        self._between = pointing.lists["between_figures"]

    def __call__(self, text: str) -> tuple[str, ...]:
        """The awards meant, in the order of the rules; () where a figure fits none or several of them."""
        pointed = self._pointed_at(text)
        fitting = [set(self.fitting(q)) for q in pointed]
        if not fitting:
            return ()
        of_all = set.intersection(*fitting)
        meant = of_all or (set.union(*fitting) if all(len(one) == 1 for one in fitting) else set())
        if of_all and len(of_all) > 1:
            return ()
        return tuple(award_id for award_id in self._figures if award_id in meant)

    def fitting(self, figure: Quantity) -> tuple[str, ...]:
        """Every award that has the figure, in the order of the rules."""
        return tuple(a for a, own in self._figures.items() if any(_fits(figure, one) for one in own))

    def _pointed_at(self, text: str) -> Sequence[Quantity]:
        """The figures behind which the support itself is named (那个, 的补贴), and those joined to one."""
        pointed: list[Quantity] = []
        for quantity in reversed([q for q in read_quantities(text) if _is_amount(q)]):
            rest = text[quantity.end :]
            joins = bool(pointed) and self._between.matches_whole(text[quantity.end : pointed[-1].start])
            before = text[max(quantity.start - _REACH, 0) : quantity.start]
            spent = any(self._words[name](before) for name in ("cost", "other_sums", "takings"))
            if not spent and (joins or self._behind.begins(rest)):
                pointed.append(quantity)
        return pointed


def _is_amount(quantity: Quantity) -> bool:
    bare = quantity.kind == "number" and quantity.low >= _LEAST_BARE_YUAN
    return bare or quantity.kind in ("money", "percent")


def _fits(asked: Quantity, own: Quantity) -> bool:
    """Whether ``asked`` may be the figure ``own`` of a rule, or the end of its range."""
    if asked.kind != own.kind and not (asked.kind == "number" and own.kind == "money"):
        return False
    if (_TELLING & set(asked.per)) - set(own.per):
        return False
    return (asked.low, asked.high) in _readings(asked, own)


def _readings(asked: Quantity, own: Quantity) -> Iterator[tuple[Decimal, Decimal]]:
    yield own.low, own.high
    if asked.bound != "at_least":
        yield own.high, own.high
    if asked.bound != "at_most":
        yield own.low, own.low
