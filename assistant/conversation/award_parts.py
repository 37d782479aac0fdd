"""Answers that rest on award results, by what is asked."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant.answers.award_writer import AwardWriter, listing_group
from assistant.answers.clause_writer import ClauseWriter
from assistant.answers.replies import Replies
from assistant.answers.section import Section, plain
from assistant.awards.money import format_yuan
from assistant.awards.rulebook import RuleBook
from assistant.contract import Status
from assistant.conversation.asked import Asked, joined
from assistant.conversation.document_parts import DocumentParts
from assistant.conversation.sentences import parts_of, split_sentences
from assistant.conversation.turn import Part
from assistant.conversation.wording import Conversation
from assistant.documents.model import Clause


class AwardParts:
    """Writes about the awards of a question; where it has none, what the clauses say instead."""

    def __init__(
        self,
        replies: Replies,
        rulebook: RuleBook,
        awards: AwardWriter,
        clauses: ClauseWriter,
        documents: DocumentParts,
        words: Conversation,
    ) -> None:
        self._say = replies
        self._rulebook = rulebook
        self._awards = awards
        self._clauses = clauses
        self._documents = documents
        self._words = words

    def amount(self, asked: Asked) -> Section:
        if not asked.part.awards:
            return self._documents.from_clauses(asked, status="not_specified", head=self._say("not_written"))
        if len(asked.part.results) > 1:
            return self._several(asked)
        return self._awards.amount(asked.part.results[0], asked.book)

    def _several(self, asked: Asked) -> Section:
        """Several awards one after the other, then what they come to together; the notice once."""
        section = joined([self._awards.amount(result, asked.book) for result in asked.part.results])
        notice = self._say("money_notice")
        paragraphs = [paragraph for paragraph in section.paragraphs if paragraph != notice]
        if asked.part.total is not None and len(asked.part.results) > 1:
            paragraphs += self._clauses.general("stacking", asked.book).paragraphs[1:]
            paragraphs.append(self._total_words(asked.part))
        return Section(section.status, (*paragraphs, notice), section.spoken)

    def condition(self, asked: Asked) -> Section:
        if not asked.part.awards:
            return self._documents.from_clauses(asked)
        personal = self._of_a_case(asked)
        sections = [self._awards.condition(result, personal, asked.book) for result in asked.part.results]
        return joined(sections)

    def _of_a_case(self, asked: Asked) -> bool:
        """Whether a question about conditions is of somebody's own case (亭湖的，省里认定了，能领吗).

        Of the rules it is where what they require is asked, or where all that is told stands in the question
        itself (省里认定的算不算).
        """
        if self._words["asks_requirements"](asked.part.text):
            return False
        if asked.part.personal or asked.turn.view.applicant:
            return True
        *told, _ = [piece for sentence in split_sentences(asked.turn.text) for _, piece in parts_of(sentence)]
        return any(said.words in piece for said in asked.turn.said for piece in told)

    def apply(self, asked: Asked) -> Section:
        # In the order in which the list numbers them, what was named in the message first.
        focus = set(asked.part.awards)
        asked.part.results = tuple(
            sorted(asked.part.results, key=lambda r: (listing_group(r), r.award_id not in focus))
        )
        status: Status = "needs_input" if asked.part.questions else "answered"
        section = self._awards.listing(asked.part.results, asked.book, status)
        closed = [r for r in asked.part.results if r.award_id in focus and r.eligibility == "ineligible"]
        if not (asked.part.named and closed):
            return section
        # What was named and is ruled out comes first, with the reason; then what else there is.
        ruled_out = joined([self._awards.condition(result, True, asked.book) for result in closed])
        return Section(status, (*ruled_out.paragraphs, *section.paragraphs), ruled_out.spoken)

    def units(self, asked: Asked) -> Section:
        if asked.part.no_office:
            head = self._say("no_office", office=asked.part.no_office)
            return Section("answered", (head,), plain(head))
        if named := self._documents.named(asked.part):
            section = joined([self._clauses.units(clause, asked.book) for clause in named])
            if not (heads := self._of_offices(asked.part, named)):
                return section
            return Section(section.status, (*heads, *section.paragraphs), plain(heads[0]))
        if not asked.part.awards:
            return self._documents.from_clauses(asked)
        return joined([self._awards.units(result, asked.book) for result in asked.part.results])

    def _of_offices(self, part: Part, clauses: Sequence[Clause]) -> list[str]:
        """Which articles the offices asked for answer for, or whether they answer for these."""
        if part.of_office:
            labels = "、".join(clause.label for clause in clauses)
            return [self._say("articles_of_offices", count=len(clauses), labels=labels)]
        if part.of_every_office:
            units = tuple(dict.fromkeys(unit for clause in clauses for unit in clause.responsible_units))
            return [self._say("every_office", count=len(units), units="、".join(units))]
        return [
            self._say(
                "office_in" if office in clause.responsible_units else "office_not_in",
                label=clause.label,
                office=office,
            )
            for clause in clauses
            for office in part.offices
        ]

    def procedure(self, asked: Asked) -> Section:
        if asked.part.awards:
            return joined([self._awards.procedure(result, asked.book) for result in asked.part.results])
        head = self._say("procedure_general")
        return Section("not_specified", (head,), plain(head))

    def stacking(self, asked: Asked) -> Section:
        section = self._clauses.general("stacking", asked.book)
        quotes = [q for result in asked.part.results for q in self._awards.quote(result, asked.book)]
        if asked.part.total is None or len(asked.part.results) < 2:
            # 先省级后国家级，两次都拿吗: what is paid stands beside the rule.
            return Section("answered", (*section.paragraphs, *dict.fromkeys(quotes)), section.spoken)
        amounts = [
            self._say("listing_item_closed", name=r.name, label=self._awards.label(r), reason=r.amount.text)
            for r in asked.part.results
        ]
        words = [
            "\n".join(amounts),
            *dict.fromkeys(quotes),
            self._total_words(asked.part),
            self._say("money_notice"),
        ]
        return Section("answered", (*section.paragraphs, *words), section.spoken)

    def total(self, asked: Asked) -> Section:
        if not asked.part.results:
            return self._documents.ask_which(asked)
        return self._several(asked)

    def reach(self, asked: Asked) -> Section:
        reach = asked.part.reach
        if reach is None:
            return self.amount(asked)
        label = self._rulebook.facts[reach.fact].label
        fields = {"cap": format_yuan(reach.cap), "fact": label, "needed": format_yuan(reach.needed)}
        head = self._say("reach", name=asked.part.results[0].name, **fields)
        section = self._awards.amount(asked.part.results[0], asked.book)
        return Section("answered", (head, *section.paragraphs[1:]), plain(head))

    def compare(self, asked: Asked) -> Section:
        if not asked.part.awards:
            return self._all_by_amount(asked)
        if len(asked.part.results) < 2:
            return self.amount(asked) if asked.part.results else self._documents.ask_which(asked)
        section = self._several(asked)
        return Section(section.status, (self._say("compare_head"), *section.paragraphs), section.spoken)

    def _all_by_amount(self, asked: Asked) -> Section:
        """Every award in a list, the largest amounts first."""
        largest = sorted(asked.part.results, key=lambda r: -Decimal(r.amount.high or 0))
        asked.part.results = tuple(sorted(largest, key=listing_group))
        section = self._awards.listing(asked.part.results, asked.book, "answered")
        return Section("answered", (self._say("listing_by_amount"), *section.paragraphs[1:]), section.spoken)

    def promise(self, asked: Asked) -> Section:
        head = self._say("promise")
        if not asked.part.awards:
            return Section("answered", (head, self._say("promise_which")), plain(head))
        section = self.amount(asked)
        return Section(section.status, (head, *section.paragraphs), plain(head))

    def _total_words(self, part: Part) -> str:
        assert part.total is not None
        names = {award_id: award.rule.name for award_id, award in self._rulebook.awards.items()}
        other = part.total_if_same_project
        several = len({result.award_id for result in part.results}) > 1
        unsettled = several and other is not None and other.high != part.total.high
        return self._awards.total(part.total, part.total_if_same_project, unsettled, names)
