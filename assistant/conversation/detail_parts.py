"""Answers by the plain words of a clause: details, differences, things only mentioned; no asking back."""

from __future__ import annotations

from assistant.answers.award_writer import AwardWriter
from assistant.answers.clause_writer import ClauseWriter
from assistant.answers.replies import Replies
from assistant.answers.section import Section, plain
from assistant.awards.rulebook import RuleBook
from assistant.contract import AwardResult, Status
from assistant.conversation.asked import Asked, joined
from assistant.conversation.details import Detail, Details
from assistant.conversation.document_parts import DocumentParts


class DetailParts:
    """Writes what an award's own sentences say of what is asked, or that they do not say it."""

    def __init__(
        self,
        replies: Replies,
        details: Details,
        awards: AwardWriter,
        clauses: ClauseWriter,
        documents: DocumentParts,
        rulebook: RuleBook,
    ) -> None:
        self._say = replies
        self._details = details
        self._awards = awards
        self._clauses = clauses
        self._documents = documents
        self._rulebook = rulebook

    def detail(self, asked: Asked) -> Section:
        if asked.part.recalled:
            which = self._documents.ask_which(asked)
            head = self._say("no_record")
            return Section("needs_input", (head, *which.paragraphs), plain(head), which.questions)
        details = self._details.of(asked.part.text, asked.turn.text)
        if any(detail.of_draft for detail in details):
            head = self._say("draft_unwritten", names="；".join(d.name for d in details if d.of_draft))
            section = self._clauses.general("validity", asked.book, head)
            return Section("not_specified", section.paragraphs, section.spoken)
        if regional := [detail.name for detail in details if detail.of_region]:
            head = self._say("region_open", names="；".join(regional))
            section = self._clauses.general("region", asked.book, head)
            return Section("not_specified", section.paragraphs, section.spoken)
        results = asked.part.results
        if any(detail.handling for detail in details):
            return self._handling(asked)
        if not results:
            head = self._say("detail_unwritten", names="；".join(detail.name for detail in details))
            if asked.part.hits:
                return self._documents.from_clauses(asked, "not_specified", head)
            return Section("not_specified", (head, self._say("detail_which")), plain(head))
        quotes = [quote for result in results for quote in self._awards.quote(result, asked.book)]
        heads, status = self._heads(details, results, "".join(quotes))
        if any(detail.so_far for detail in details):
            heads += self._so_far(asked)
        units = tuple(dict.fromkeys(unit for result in results for unit in result.responsible_units))
        closing = (self._say("next_step", units="、".join(units)),) if units else ()
        if self._details.own_part(asked.turn.text):
            asked.part.results, asked.part.questions = (), ()
        read = [
            reading
            for detail in details
            if detail.reading
            for result in results
            for reading in self._awards.readings(result, detail.written)
        ]
        return Section(
            status, (*heads, *dict.fromkeys(quotes), *dict.fromkeys(read), *closing), plain(heads[0])
        )

    def _so_far(self, asked: Asked) -> list[str]:
        """What the time that was told comes to at the text's rate, of whatever is open beside it."""
        lengths = [one for one in asked.turn.said if self._measure(one.fact) in ("month", "year")]
        words = "、".join(dict.fromkeys(one.words for one in lengths))
        awards = {one.award_id for one in lengths}
        return [
            self._say("detail_so_far", name=result.name, length=words, amount=result.amount.text)
            for result in asked.part.results
            if result.award_id in awards and result.amount.kind == "fixed" and result.amount.high
        ]

    def _measure(self, fact: str) -> str | None:
        facts = self._rulebook.facts
        return facts[fact].measure if fact in facts else None

    def _handling(self, asked: Asked) -> Section:
        """That the text says nothing of how a case is handled, and who can be asked."""
        results = asked.part.results
        head = self._say("handling")
        units = tuple(dict.fromkeys(unit for result in results for unit in result.responsible_units))
        closing = (self._say("next_step", units="、".join(units)),) if units else ()
        quotes = [quote for result in results for quote in self._awards.quote(result, asked.book)]
        asked.part.results, asked.part.questions = (), ()
        return Section("not_specified", (head, *dict.fromkeys(quotes), *closing), plain(head))

    def _heads(
        self, details: tuple[Detail, ...], results: tuple[AwardResult, ...], written: str
    ) -> tuple[list[str], Status]:
        """What is said before the quotations: whether they answer it."""
        heads, open_details = [], []
        status: Status = "answered"
        for detail in details:
            if detail.support:
                for result in results:
                    kind = result.amount.kind
                    if kind == "unspecified" and not detail.written(written):
                        status = "not_specified"
                    known = kind in ("none", "unspecified") and result.eligibility != "ineligible"
                    heads.append(
                        self._say(f"conclusion_{kind}", name=result.name)
                        if known
                        else self._say("detail_money", name=result.name)
                    )
            elif detail.written(written):
                heads.append(self._say("detail_written", names=detail.name))
            else:
                open_details.append(detail.name)
        if open_details:
            status = "not_specified"
            heads.append(self._say("detail_unwritten", names="；".join(open_details)))
        return heads, status

    def difference(self, asked: Asked) -> Section:
        """The awards side by side in the clause's words; what one award differs by stands in its own."""
        results = asked.part.results
        head = self._say("compare_head")
        clauses = self._documents.named(asked.part)
        if len(results) < 2 and len(clauses) > 1:
            texts = joined(
                [self._clauses.text(clause, asked.part.passages, asked.book) for clause in clauses]
            )
            return Section("answered", (head, *texts.paragraphs), plain(head))
        if not results:
            return self._documents.from_clauses(asked)
        lines = [
            self._say("listing_item_closed", name=r.name, label=self._awards.label(r), reason=r.amount.text)
            for r in results
        ]
        sections = [self._awards.condition(result, False, asked.book) for result in results]
        notice = self._say("money_notice")
        words = [p for section in sections for p in section.paragraphs if p != notice]
        return Section("answered", (head, "\n".join(lines), *dict.fromkeys(words), notice), plain(head))

    def mentioned(self, asked: Asked) -> Section:
        mention = self._details.mention(asked.part.text, [number for _, number in asked.part.clauses])
        if mention is None:
            return self._documents.from_clauses(asked)
        head = self._say("mentioned", name=mention.name)
        return self._clauses.about(mention.clause, [mention.quote], head, "not_specified", asked.book)
