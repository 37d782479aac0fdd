"""The tools of provenance: quotes found in their clause, numbers and words read from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from assistant.awards.fact_schema import Choice, Fact
from assistant.awards.money import plain
from assistant.documents.model import Document
from assistant.language.quantities import Quantity, read_quantities

#: Words that turn a statement round: 非政府投资主体, 包干的不享受.
NEGATIONS = ("非", "不享受", "不得", "不予", "不支持", "除外", "未获", "未被", "不属于", "不是")
#: A level with one of these behind it takes in the higher ones.
AND_HIGHER = ("及以上", "以上")

read = lru_cache(maxsize=1024)(read_quantities)


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that the clause does not bear out; ``needle`` stands on the line of the file."""

    needle: str
    clause_id: str
    says: str


@dataclass(slots=True)
class Proof:
    """What has been proved of one rule file, and what could not be."""

    document: Document
    facts: Mapping[str, Fact]
    clause_id: str
    complaints: list[Complaint] = field(default_factory=list)
    #: Character ranges of the document whose numbers a rule uses.
    proved: list[tuple[int, int]] = field(default_factory=list)

    def complain(self, needle: str, says: str, clause_id: str | None = None) -> None:
        self.complaints.append(Complaint(needle, clause_id or self.clause_id, says))

    def fact(self, name: str) -> Fact | None:
        """The fact's declaration; a complaint where there is none."""
        fact = self.facts.get(name)
        if fact is None:
            self.complain(name, f"facts.yaml 没有“{name}”；请在那里声明，或改正名称")
        return fact

    def quote(self, quote: str, clause_id: str | None = None) -> int | None:
        """Where the quote stands in the document; a complaint where its clause does not hold it."""
        clause = self.document.clause(clause_id or self.clause_id)
        if clause is None:
            self.complain(quote, f"文件没有条款“{clause_id or self.clause_id}”；请改正 clause", clause_id)
            return None
        place = self.document.whole_text(clause).find(quote)
        if place < 0:
            self.complain(quote, f"条款原文没有“{quote}”；请照原文逐字抄录", clause_id)
            return None
        return clause.start + place

    def quantities(self, quote: str, kinds: Sequence[str], clause_id: str | None = None) -> list[Quantity]:
        """The quantities of these kinds that a quote of the clause holds; they count as used."""
        place = self.quote(quote, clause_id)
        if place is None:
            return []
        found = [quantity for quantity in read(quote) if quantity.kind in kinds]
        self.proved += [(place + quantity.start, place + quantity.end) for quantity in found]
        return found

    def one(self, quote: str, kinds: Sequence[str], clause_id: str | None = None) -> Quantity | None:
        """The one quantity of these kinds in the quote; a complaint where there is none or several."""
        complaints = len(self.complaints)
        found = self.quantities(quote, kinds, clause_id)
        if len(found) == 1:
            return found[0]
        if len(self.complaints) == complaints:
            says = f"“{quote}”里应恰好有一个数字，读出 {len(found)} 个；请缩短或补全引文"
            self.complain(quote, says, clause_id)
        return None

    def same(
        self, what: str, written: Decimal, stands: Decimal, quote: str, clause_id: str | None = None
    ) -> None:
        """A complaint where the number written in the rule is not the one that stands in the quote."""
        if written != stands:
            says = f"{what} 写的是 {plain(written)}，原文“{quote}”是 {plain(stands)}；请照原文改正"
            self.complain(quote, says, clause_id)

    def demands(self, ok: bool, quote: str, says: str, clause_id: str | None = None) -> None:
        """A complaint where a word check fails."""
        if not ok:
            self.complain(quote, says, clause_id)

    def echoes(self, says: str, quote: str, clause_id: str | None = None) -> None:
        """Every number in our own words must stand in the quote beside them."""
        values = {(quantity.low, quantity.high) for quantity in read(quote)}
        rest = says
        for quantity in reversed(read(says)):
            if (quantity.low, quantity.high) not in values:
                self.complain(says, f"“{says}”中的“{quantity.text}”不在引文“{quote}”里；请改正", clause_id)
            rest = rest[: quantity.start] + " " + rest[quantity.end :]
        digits = "".join(character if character.isdigit() else " " for character in rest).split()
        for run in digits:
            if run not in quote:
                self.complain(says, f"“{says}”中的“{run}”不在引文“{quote}”里；请改正", clause_id)


def named_choices(choices: Sequence[Choice], ranked: bool, quote: str) -> set[str]:
    """The choices whose words the quote names; the longest word at a place wins (民营企业 over 企业)."""
    hits: list[tuple[int, int, int]] = []
    for rank, choice in enumerate(choices):
        for word in choice.words:
            place = quote.find(word)
            while place >= 0:
                hits.append((place, place + len(word), rank))
                place = quote.find(word, place + 1)
    found: set[str] = set()
    for start, end, rank in hits:
        if any(s <= start and end <= e and e - s > end - start for s, e, _ in hits):
            continue
        higher = ranked and quote.startswith(AND_HIGHER, end)
        found |= {choice.value for choice in choices[rank:]} if higher else {choices[rank].value}
    return found
