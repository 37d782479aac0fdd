"""Each question of a message becomes a section of the answer, by what it asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.answers.award_writer import AwardWriter, listing_group
from assistant.answers.citations import CitationBook
from assistant.answers.clause_writer import ClauseWriter
from assistant.answers.replies import Replies
from assistant.answers.section import Section, plain
from assistant.awards.conditions import tests_of
from assistant.awards.money import format_yuan
from assistant.awards.rulebook import RuleBook
from assistant.contract import STATUS_ORDER, AwardResult, Status
from assistant.conversation.turn import Part, Turn
from assistant.documents.model import Clause, Document
from assistant.documents.registry import Registry, status_on
from assistant.language.quantities import Quantity

#: From this probability of being off topic no more is asked back.
_OFF_TOPIC = 0.4
#: A clause found with less than this does not answer a question about an amount.
_LEAST_SCORE = 0.5


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its results, the turn it is part of, and the citations of the answer."""

    part: Part
    turn: Turn
    book: CitationBook


class PartWriter:
    """Writes the section that answers one question; every word comes from the replies."""

    def __init__(
        self,
        replies: Replies,
        registry: Registry,
        document: Document,
        rulebook: RuleBook,
        awards: AwardWriter,
        clauses: ClauseWriter,
    ) -> None:
        self._say = replies
        self._registry = registry
        self._document = document
        self._rulebook = rulebook
        self._awards = awards
        self._clauses = clauses
        self._writers: dict[str, Callable[[Asked], Section]] = {
            "amount": self._amount,
            "condition": self._condition,
            "apply": self._apply,
            "units": self._units,
            "procedure": self._procedure,
            "text": self._text,
            "definition": self._definition,
            "summary": self._summary,
            "stacking": self._stacking,
            "total": self._total,
            "reach": self._reach,
            "compare": self._compare,
            "validity": self._validity,
            "region": self._region,
            "funding": self._funding,
            "promise": self._promise,
            "evasion": self._evasion,
            "forging": self._forging,
            "smalltalk": self._smalltalk,
            "none": self._out_of_scope,
        }

    def __call__(self, part: Part, turn: Turn, book: CitationBook) -> Section:
        if part.no_such_clause and not part.clauses:
            return self._clauses.no_such_clause(part.no_such_clause[0])
        section = self._writers[part.ask](Asked(part, turn, book))
        premises = self._premises(part)
        if premises:
            section = Section(section.status, (*premises, *section.paragraphs), section.spoken)
        return section

    # ---- one writer for each ask ----

    def _amount(self, asked: Asked) -> Section:
        if not asked.part.awards:
            return self._from_clauses(asked, status="not_specified", head=self._say("not_written"))
        if len(asked.part.results) > 1:
            return self._several(asked)
        return self._awards.amount(asked.part.results[0], asked.book)

    def _several(self, asked: Asked) -> Section:
        sections = [self._awards.amount(result, asked.book) for result in asked.part.results]
        paragraphs = [paragraph for section in sections for paragraph in section.paragraphs]
        paragraphs = list(dict.fromkeys(paragraphs))
        notice = self._say("money_notice")
        paragraphs = [p for p in paragraphs if p != notice]
        if asked.part.total is not None:
            paragraphs += self._clauses.general("stacking", asked.book).paragraphs[1:]
            paragraphs.append(self._total_words(asked.part))
        paragraphs.append(notice)
        statuses = {section.status for section in sections}
        status = next(s for s in STATUS_ORDER if s in statuses)
        return Section(status, tuple(paragraphs), "".join(section.spoken for section in sections))

    def _condition(self, asked: Asked) -> Section:
        if not asked.part.awards:
            return self._from_clauses(asked)
        personal = asked.part.personal or bool(asked.turn.said)
        sections = [self._awards.condition(result, personal, asked.book) for result in asked.part.results]
        return _joined(sections)

    def _apply(self, asked: Asked) -> Section:
        # In the order in which the list numbers them, what was named in the message first.
        focus = set(asked.part.awards)
        asked.part.results = tuple(
            sorted(asked.part.results, key=lambda r: (listing_group(r), r.award_id not in focus))
        )
        status: Status = "needs_input" if asked.part.questions else "answered"
        return self._awards.listing(asked.part.results, asked.book, status)

    def _units(self, asked: Asked) -> Section:
        if named := self._named(asked.part):
            return _joined([self._clauses.units(clause, asked.book) for clause in named])
        if not asked.part.awards:
            return self._from_clauses(asked)
        return _joined([self._awards.units(result, asked.book) for result in asked.part.results])

    def _procedure(self, asked: Asked) -> Section:
        if asked.part.awards:
            return _joined([self._awards.procedure(result, asked.book) for result in asked.part.results])
        head = self._say("procedure_general")
        return Section("not_specified", (head,), plain(head))

    def _text(self, asked: Asked) -> Section:
        clauses = self._named(asked.part)
        if clauses:
            return _joined(
                [
                    self._clauses.text(clause, asked.part.passages, asked.book)
                    for clause in clauses
                    if clause is not None
                ]
            )
        if asked.part.awards:
            quotes = [q for result in asked.part.results for q in self._awards.quote(result, asked.book)]
            head = self._say("text_head_plain", label="、".join(result.name for result in asked.part.results))
            return Section("answered", (head, *dict.fromkeys(quotes)), plain(head))
        return self._from_clauses(asked)

    def _definition(self, asked: Asked) -> Section:
        head = self._say("definition")
        if asked.part.awards:
            quotes = [q for result in asked.part.results for q in self._awards.quote(result, asked.book)]
            units = tuple(dict.fromkeys(u for result in asked.part.results for u in result.responsible_units))
            closing = (self._say("next_step", units="、".join(units)),) if units else ()
            return Section("not_specified", (head, *dict.fromkeys(quotes), *closing), plain(head))
        return self._from_clauses(asked, status="not_specified", head=head)

    def _summary(self, asked: Asked) -> Section:
        return self._clauses.summary(asked.book)

    def _stacking(self, asked: Asked) -> Section:
        section = self._clauses.general("stacking", asked.book)
        if asked.part.total is None or len(asked.part.results) < 2:
            return section
        amounts = [
            self._say("listing_item_closed", name=r.name, label=self._label(r), reason=r.amount.text)
            for r in asked.part.results
        ]
        words = ["\n".join(amounts), self._total_words(asked.part), self._say("money_notice")]
        return Section("answered", (*section.paragraphs, *words), section.spoken)

    def _total(self, asked: Asked) -> Section:
        if not asked.part.results:
            return self._ask_which(asked)
        return self._several(asked)

    def _reach(self, asked: Asked) -> Section:
        reach = asked.part.reach
        if reach is None:
            return self._amount(asked)
        label = self._rulebook.facts[reach.fact].label
        fields = {"cap": format_yuan(reach.cap), "fact": label, "needed": format_yuan(reach.needed)}
        head = self._say("reach", name=asked.part.results[0].name, **fields)
        section = self._awards.amount(asked.part.results[0], asked.book)
        return Section("answered", (head, *section.paragraphs[1:]), plain(head))

    def _compare(self, asked: Asked) -> Section:
        if len(asked.part.results) < 2:
            return self._amount(asked) if asked.part.results else self._ask_which(asked)
        section = self._several(asked)
        return Section(section.status, (self._say("compare_head"), *section.paragraphs), section.spoken)

    def _validity(self, asked: Asked) -> Section:
        document = self._document
        until = day_words(document.valid_until) if document.valid_until else ""
        fields = {"title": document.title, "until": until, "day": day_words(asked.turn.as_of)}
        status = status_on(document, asked.turn.as_of)
        head = self._say(f"validity_{status}", **fields)
        return self._clauses.general("validity", asked.book, head)

    def _region(self, asked: Asked) -> Section:
        place = next((said.value for said in asked.turn.said if said.fact == "region"), None)
        head = None
        if place is not None:
            head = self._say(f"region_{self._scope(place)}", place=place)
        return self._clauses.general("region", asked.book, head)

    def _funding(self, asked: Asked) -> Section:
        return self._clauses.general("funding", asked.book)

    def _promise(self, asked: Asked) -> Section:
        head = self._say("promise")
        if not asked.part.awards:
            return Section("answered", (head,), plain(head))
        section = self._amount(asked)
        return Section(section.status, (head, *section.paragraphs), plain(head))

    def _evasion(self, asked: Asked) -> Section:
        return self._clauses.general("stacking", asked.book, self._say("evasion"))

    def _forging(self, _: Asked) -> Section:
        head = self._say("forging")
        return Section("out_of_scope", (head,), plain(head))

    def _smalltalk(self, _: Asked) -> Section:
        head = self._say("greeting", titles=self._titles())
        return Section("out_of_scope", (head,), plain(head))

    def _out_of_scope(self, asked: Asked) -> Section:
        if asked.part.foreign_place:
            head = self._say("out_of_scope_place", place=asked.part.foreign_place, titles=self._titles())
        else:
            head = self._say("out_of_scope", titles=self._titles())
        return Section("out_of_scope", (head,), plain(head))

    # ---- shared pieces ----

    def _from_clauses(self, asked: Asked, status: Status = "answered", head: str | None = None) -> Section:
        """What the clauses found say; nothing found is out of scope or too vague."""
        if not asked.part.hits or (asked.part.ask == "amount" and asked.part.hits[0].score < _LEAST_SCORE):
            return self._ask_which(asked)
        hit = asked.part.hits[0]
        document = self._registry.get(hit.document_id)
        clause = document.clause(hit.clause_id) if document else None
        if clause is None:
            return self._ask_which(asked)
        matched = [hit.text[start:end] for start, end in hit.highlights if end - start > 1]
        return self._clauses.about([(clause, matched)], head, status, asked.book)

    def _ask_which(self, asked: Asked) -> Section:
        """Which award is meant; but a question that is likely off topic is refused."""
        if asked.part.off_topic >= _OFF_TOPIC:
            return self._out_of_scope(asked)
        head = self._say("what_award")
        return Section("needs_input", (head,), plain(head))

    def _total_words(self, part: Part) -> str:
        assert part.total is not None
        names = {award_id: award.rule.name for award_id, award in self._rulebook.awards.items()}
        unsettled = (
            part.total_if_same_project is not None and part.total_if_same_project.high != part.total.high
        )
        return self._awards.total(part.total, part.total_if_same_project, unsettled, names)

    def _premises(self, part: Part) -> list[str]:
        """Figures the user expects, held against those of the awards asked about."""
        if not part.results or part.ask in ("apply", "reach"):
            return []
        words = []
        for figure in part.premises:
            key = _premise(figure, part.results)
            words.append(self._say(key, figure=figure.text))
        return list(dict.fromkeys(words))

    def _named(self, part: Part) -> list[Clause]:
        """The clauses that the question names by their address."""
        found = (self._document.clause(clause_id) for _, clause_id in part.clauses)
        return [clause for clause in found if clause is not None]

    def _scope(self, region: str) -> str:
        """Whether the rules support this region (in_scope), leave it to the county, or neither (outside)."""
        for test in tests_of(self._rulebook.scope.conditions):
            if test.fact == "region" and isinstance(test.equals, tuple):
                if region in test.equals:
                    return "in_scope"
                if any(region in unmet.values for unmet in test.unmet):
                    return "county"
        return "outside"

    def _titles(self) -> str:
        policies = [d for d in self._registry.documents if d.source != "interpretation"]
        return "、".join(self._say(f"title_{d.status}", title=d.title) for d in policies)

    def _label(self, result: AwardResult) -> str:
        clause = self._document.clause(result.clause_id)
        return clause.label if clause else result.clause_id


def _joined(sections: Sequence[Section]) -> Section:
    paragraphs = tuple(dict.fromkeys(p for section in sections for p in section.paragraphs))
    statuses = {section.status for section in sections}
    status = next(s for s in STATUS_ORDER if s in statuses)
    return Section(status, paragraphs, "".join(section.spoken for section in sections))


def _premise(figure: Quantity, results: Sequence[AwardResult]) -> str:
    """Whether a figure the user expects is the award's, its ceiling, a step of its working, or none of it."""
    digits = format(figure.high.normalize(), "f")
    for result in results:
        amount = result.amount
        if figure.kind != "money" or amount.high is None:
            continue
        if Decimal(amount.high) == figure.high:
            only_ceiling = amount.kind == "up_to" and figure.bound != "at_most"
            return "premise_ceiling" if only_ceiling else "premise_right"
        if any(digits in re.findall(r"[0-9.]+", step.text) for step in result.trace):
            return "premise_step"
    return "premise_wrong"


def day_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
