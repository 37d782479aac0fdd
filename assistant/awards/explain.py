"""The implementing rules as far as they can be known: a readable document rendered from the rule data.

It is this project's own reading (``source: interpretation``), says so in every clause, and carries no
figure that does not stand in a quote of the policy or in the working of an example that the calculator
made. Its numbers follow those of the policy, but are called parts so that
nobody takes them for the policy's own: 第八部分（三） is about the third award of 第八条.

``python -m assistant.awards.explain [FOLDER]`` writes it beside the policy's folder.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel

from assistant.awards.catalogue import rule_text
from assistant.awards.conditions import tests_of
from assistant.awards.explain_example import work_example
from assistant.awards.explain_words import ReadingWords, load_words
from assistant.awards.inverse import reach_cap
from assistant.awards.load import load_rulebook
from assistant.awards.money import plain
from assistant.awards.rulebook import Award, RuleBook
from assistant.awards.schema import All, AnyOf, Condition, FactTest
from assistant.contract import Grounded
from assistant.documents.model import Clause, Document
from assistant.documents.numerals import to_chinese
from assistant.documents.registry import load_document
from assistant.errors import CorpusError
from assistant.settings import Settings


@dataclass(frozen=True, slots=True)
class Reading:
    """The rendered files: ``text`` is policy.txt, ``metadata`` document.yaml of folder ``document_id``."""

    document_id: str
    text: str
    metadata: str


def explain(rulebook: RuleBook, document: Document, words: ReadingWords) -> Reading:
    """The reading of ``document`` by ``rulebook``, the same on every day."""
    text = "\n".join(_Renderer(rulebook, document, words).lines()) + "\n"
    document_id = f"{document.document_id}-reading"
    metadata = {
        "document_id": document_id,
        "title": words.title.format(title=document.title),
        "source": "interpretation",
        "status": document.status,
        "region": document.region,
        "valid_until": document.valid_until,
        "aliases": [words.alias.format(title=document.title)],
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "note": words.note,
    }
    given = {name: value for name, value in metadata.items() if value is not None}
    return Reading(document_id, text, yaml.safe_dump(given, allow_unicode=True, sort_keys=False, width=1000))


class _Renderer:
    def __init__(self, rulebook: RuleBook, document: Document, words: ReadingWords) -> None:
        self._rulebook, self._document, self._words = rulebook, document, words

    def lines(self) -> Iterator[str]:
        yield self._words.title.format(title=self._document.title)
        yield ""
        yield from self._words.intro
        yield from self._common()
        groups: dict[str, list[Award]] = {}
        for award in self._rulebook.awards.values():
            groups.setdefault(award.rule.clause, []).append(award)
        numbered = all(clause_id.isdecimal() for clause_id in groups)
        for place, (clause_id, awards) in enumerate(groups.items(), 1):
            clause = self._document.clause(clause_id)
            assert clause is not None  # provenance has seen to it
            number = int(clause_id) if numbered else place
            yield f"第{to_chinese(number)}部分　{clause.heading or clause.label}"
            yield self._words.clause.format(label=clause.label)
            for rank, award in enumerate(awards, 1):
                yield f"（{to_chinese(rank)}）{award.rule.name}"
                yield from self._award(award, clause)

    def _common(self) -> Iterator[str]:
        words, book = self._words, self._rulebook
        if book.scope.conditions:
            said = words.separator.join(map(self._condition, book.scope.conditions))
            yield words.scope.format(conditions=said)
        if book.scope.validity is not None:
            yield words.validity.format(says=book.scope.validity.says)
        stacking = book.stacking
        yield words.stacking.format(highest=stacking.says.highest, quote=stacking.quote)
        for reading in book.readings.readings:
            if not reading.awards:
                yield words.general_reading.format(says=reading.says)
        if "enterprise" in stacking.other_scopes:
            yield words.another_reading.format(enterprise=stacking.says.enterprise)

    def _award(self, award: Award, clause: Clause) -> Iterator[str]:
        words, rule = self._words, award.rule
        yield words.label
        quotes = "".join(
            words.quote.format(quote=quote) for quote in quotes_of(rule, self._document.whole_text(clause))
        )
        yield words.basis.format(label=clause.label, quotes=quotes)
        yield (words.recipient.format(says=rule.recipient.says) if rule.recipient else words.recipient_open)
        said = words.separator.join(map(self._condition, rule.conditions))
        yield words.conditions.format(conditions=said) if said else words.conditions_open
        names = dict.fromkeys(test.fact for test in tests_of(rule.conditions))
        facts = [self._rulebook.facts[name] for name in names]
        if labels := words.list.join(fact.label for fact in facts if fact.decided_by == "authority"):
            yield words.authority.format(labels=labels)
        if rule.quota is not None:
            yield words.quota.format(says=rule.quota.says)
        yield from self._amount(award)
        yield words.award_stacking.format(highest=self._rulebook.stacking.says.highest)
        for reading in self._rulebook.readings.readings:
            if rule.award_id in reading.awards:
                yield words.reading.format(says=reading.says)
        missing = [one.says for one in words.may_be_missing if not self._written(one.words)]
        if missing:
            yield words.not_written.format(items=words.list.join(missing))
        if award.units:
            yield words.ask.format(units=words.list.join(award.units))

    def _amount(self, award: Award) -> Iterator[str]:
        words, amount = self._words, award.rule.amount
        example = work_example(self._rulebook, award)
        if example is None:
            yield words.no_money if amount.kind == "none" else words.unspecified
            return
        once = words.once.format(says=amount.once) if amount.once else ""
        yield words.amount.format(rule=rule_text(amount, self._rulebook), once=once)
        if amount.kind == "up_to":
            yield words.ceiling
        given = "".join(
            words.given.format(label=fact.label, value=plain(value), unit=fact.unit)
            for name, value in example.numbers.items()
            for fact in (self._rulebook.facts[name],)
        )
        working = self._working(example.result.trace)
        yield words.example.format(given=given, working=working, amount=example.result.amount.text)
        reached = reach_cap(self._rulebook, award.rule.award_id)
        if reached is not None:
            yield words.reach.format(working=self._working(reached.trace))

    def _working(self, trace: tuple[Grounded, ...]) -> str:
        return self._words.separator.join(step.text for step in trace)

    def _condition(self, condition: Condition) -> str:
        words = self._words
        if isinstance(condition, FactTest):
            return condition.says
        if isinstance(condition, All):
            return words.all.format(branches=words.both.join(map(self._condition, condition.all)))
        if isinstance(condition, AnyOf):
            return words.any.format(branches=words.either.join(map(self._condition, condition.any)))
        return words.negated.format(says=self._condition(condition.negated))

    def _written(self, words: tuple[str, ...]) -> bool:
        return any(word in self._document.text for word in words)


def quotes_of(rule: BaseModel, text: str) -> tuple[str, ...]:
    """Every quote of a rule file in the order of ``text``, without those that stand in another."""
    quotes = sorted(dict.fromkeys(_quotes(rule)), key=text.find)
    return tuple(one for one in quotes if not any(one != other and one in other for other in quotes))


def _quotes(node: object) -> Iterator[str]:
    if isinstance(node, BaseModel):
        for name in type(node).model_fields:
            value = getattr(node, name)
            if name == "quote":
                yield value
            yield from _quotes(value)
    elif isinstance(node, tuple):
        for one in node:
            yield from _quotes(one)


def write(folder: Path, prompts: Path) -> Path:
    """Renders the reading of the document in ``folder`` beside it; returns the folder written."""
    document = load_document(folder)
    reading = explain(load_rulebook(folder, document), document, load_words(prompts))
    target = folder.with_name(reading.document_id)
    target.mkdir(exist_ok=True)
    (target / "policy.txt").write_text(reading.text, encoding="utf-8")
    (target / "document.yaml").write_text(reading.metadata, encoding="utf-8")
    return target


def main(arguments: list[str]) -> int:
    """Exit status 0, or 2 where a file cannot be read."""
    settings = Settings()
    folder = Path(arguments[0]) if arguments else settings.corpus_dir / "yancheng-ai-plus"
    try:
        print(write(folder, settings.prompts_dir))
    except CorpusError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
