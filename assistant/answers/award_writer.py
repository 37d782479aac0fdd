"""Award results become words: conclusion, conditions, working, the clause quoted, whom to ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from assistant.answers.citations import CitationBook, sentences_with
from assistant.answers.replies import Replies
from assistant.answers.section import Section, plain, readable
from assistant.answers.telling import telling
from assistant.awards.conditions import tests_of
from assistant.awards.money import format_yuan
from assistant.awards.rulebook import RuleBook
from assistant.contract import AwardResult, Status, Total
from assistant.documents.model import Document

#: The parts of a list: with a figure, without one, not money. Ruled out comes after them.
_GROUPS = ("listing_money", "listing_no_figure", "listing_not_money")
_SPOKEN_AWARDS = 3


def listing_group(result: AwardResult) -> int:
    """The part of a list in which an award stands, from 0."""
    if result.eligibility == "ineligible":
        return len(_GROUPS)
    return {"unspecified": 1, "none": 2}.get(result.amount.kind, 0)


class AwardWriter:
    """Writes about the awards of one document; computes nothing."""

    def __init__(self, replies: Replies, document: Document, rulebook: RuleBook) -> None:
        self._say = replies
        self._document = document
        self._rules = rulebook

    def amount(self, result: AwardResult, book: CitationBook) -> Section:
        """How much: the five parts for one award."""
        return self._whole(result, book, self._amount_conclusion(result), _amount_status(result))

    def condition(self, result: AwardResult, personal: bool, book: CitationBook) -> Section:
        """Who qualifies; with ``personal`` whether the user himself does."""
        name = result.name
        status: Status = "answered"
        if result.eligibility == "ineligible":
            conclusion = self._amount_conclusion(result)
        elif not personal:
            conclusion = self._say("conclusion_condition", name=name)
        elif result.eligibility == "eligible":
            conclusion = self._say("conclusion_eligible_personal", name=name) + self._then_amount(result)
        else:
            conclusion = self._say("conclusion_unknown_personal", name=name) + self._then_amount(result)
            status = "needs_input"
        return self._whole(result, book, conclusion, status, working=personal)

    def listing(self, results: Sequence[AwardResult], book: CitationBook, status: Status) -> Section:
        """Every award in groups: with a figure, without, not money, ruled out."""
        groups = [[r for r in results if listing_group(r) == group] for group in range(len(_GROUPS) + 1)]
        closed = groups.pop()
        if not any(groups):
            reason, marks = self._shared_reason(closed, book)
            head = self._say("listing_none_open", reason=reason)
            return Section("answered", (head, *marks), plain(head))
        head = self._say("listing_head")
        paragraphs, number = [head], 0
        for key, members in zip(_GROUPS, groups, strict=True):
            if not members:
                continue
            lines = [self._say(key)]
            for result in members:
                number += 1
                lines.append(self._item(result, number, book))
            paragraphs.append("\n".join(lines))
        if closed:
            lines = [self._say("listing_closed")]
            for result in closed:
                reason = self._reasons(result)
                lines.append(
                    self._say(
                        "listing_item_closed", name=result.name, label=self.label(result), reason=reason
                    )
                )
            paragraphs.append("\n".join(lines))
        paragraphs.append(self._say("money_notice"))
        named = "、".join(f"{r.name}{r.amount.text}" for r in groups[0][:_SPOKEN_AWARDS])
        counts = {"money": len(groups[0]), "others": len(groups[1]) + len(groups[2]), "named": named}
        spoken = self._say("listing_spoken", **counts) if named else plain(head)
        return Section(status, tuple(paragraphs), spoken)

    def total(
        self, total: Total, same_project: Total | None, unsettled: bool, names: Mapping[str, str]
    ) -> str:
        """The sum over several awards, with what was counted and how 就高不重复 was read."""
        amount = interval(total.low, total.high)
        counted_at_all = {award_id for project in total.projects for award_id in project.counted}
        if total.unspecified and not counted_at_all:
            # Nothing that could be added is not nought.
            words = []
        elif len(total.projects) == 1 and len(total.projects[0].not_counted) > 0:
            counted = "、".join(names[award_id] for award_id in total.projects[0].counted)
            words = [self._say("total_same_project", total=amount, counted=counted)]
        elif len(counted_at_all) == 1 and not unsettled:
            words = [self._say("total_one_award", total=amount)]
        else:
            words = [self._say("total_different_projects", total=amount)]
            if unsettled:
                words.append(self._say("total_reading"))
                if same_project is not None:
                    counted = "、".join(names[a] for p in same_project.projects for a in p.counted)
                    words.append(self._say("total_same_alternative", counted=counted))
        if total.unspecified:
            listed = "、".join(names[award_id] for award_id in total.unspecified)
            words.append(self._say("total_unspecified", names=listed))
        return "".join(words)

    def units(self, result: AwardResult, book: CitationBook) -> Section:
        """Who is responsible; the text names no lead, so neither does this."""
        if not result.responsible_units:
            head = self._say("units_unknown", name=result.name)
        else:
            head = self._say("units", name=result.name, units="、".join(result.responsible_units))
        more = (self._say("units_no_lead"),) if len(result.responsible_units) > 1 else ()
        return Section("answered", (head, *more, *self.quote(result, book)), plain(head))

    def procedure(self, result: AwardResult, book: CitationBook) -> Section:
        """Papers, dates, telephone: never written in the text; say so and name the units."""
        head = self._say("procedure", name=result.name)
        next_step = self._next_step(result)
        return Section("not_specified", (head, *self.quote(result, book), *next_step), plain(head))

    def quote(self, result: AwardResult, book: CitationBook, asked: str = "") -> list[str]:
        """The sentences of the clause that the award rests on, as quoted paragraphs; before them the one
        that ``asked`` is about, if it is another."""
        rule = self._rules.awards[result.award_id].rule
        own = [test.quote for test in tests_of(rule.conditions) if test.clause in (None, rule.clause)]
        clause = self._document.clause(result.clause_id) if asked else None
        best = telling(self._document, clause, asked, (rule.amount.quote, *own)) if clause else None
        before = [self._document.text[best.start : best.end]] if best else []
        marks = self._quoted(result.clause_id, before, book)
        marks += self._quoted(result.clause_id, [rule.amount.quote, *own], book)
        if result.eligibility == "ineligible":
            for reason in result.reasons:
                if reason.clause_id and reason.quote and reason.clause_id != result.clause_id:
                    marks += self._quoted(reason.clause_id, [reason.quote], book)
        return marks

    def _whole(
        self, result: AwardResult, book: CitationBook, conclusion: str, status: Status, working: bool = True
    ) -> Section:
        details = []
        if result.eligibility != "ineligible":
            details += [f"- {readable(reason.text)}" for reason in result.reasons]
            steps = [readable(step.text, "元") for step in result.trace]
            if working and steps and result.amount.high is not None:
                details.append("- " + self._say("working", steps="；".join(steps)))
                details += [f"- {reading}" for reading in self.readings(result)]
        paragraphs = [conclusion]
        if details:
            paragraphs.append("\n".join(details))
        paragraphs += self.quote(result, book)
        if result.eligibility == "ineligible":
            paragraphs.append(self._say("if_misread"))
        else:
            paragraphs += [*self._next_step(result), self._say("money_notice")]
        return Section(status, tuple(paragraphs), plain(conclusion))

    def _amount_conclusion(self, result: AwardResult) -> str:
        if result.eligibility == "ineligible":
            return self._say("conclusion_ineligible", name=result.name, reason=self._reasons(result))
        kind = result.amount.kind
        if kind in ("unspecified", "none"):
            return self._say(f"conclusion_{kind}", name=result.name)
        return self._say(
            f"conclusion_{kind}_{result.eligibility}", name=result.name, amount=result.amount.text
        )

    def _then_amount(self, result: AwardResult) -> str:
        """Whoever asks whether he qualifies wants to know for how much."""
        if result.amount.kind in ("unspecified", "none"):
            return self._say(f"then_{result.amount.kind}")
        return self._say(f"then_amount_{result.eligibility}", amount=result.amount.text)

    def readings(self, result: AwardResult, of: Callable[[str], bool] = bool) -> list[str]:
        """How this amount was read where the text leaves it open, in words ``of`` which it is asked; never
        official."""
        own = [r for r in self._rules.readings.readings if result.award_id in r.awards and of(r.quote)]
        return [self._say("reading", says=r.says) for r in own]

    def outlasts(self, result: AwardResult) -> bool:
        """Whether the award is paid over a time that may be longer than the document holds."""
        return any(
            times.longest is not None for times in self._rules.awards[result.award_id].rule.amount.times
        )

    def _reasons(self, result: AwardResult) -> str:
        return "；".join(dict.fromkeys(readable(reason.text) for reason in result.reasons)) + "。"

    def _shared_reason(self, results: Sequence[AwardResult], book: CitationBook) -> tuple[str, list[str]]:
        """The reason that rules out every award (region, expiry), with its quotation."""
        shared = [r for r in results[0].reasons if all(r in other.reasons for other in results)]
        reasons = shared or list(results[0].reasons)
        marks = []
        for reason in reasons:
            if reason.clause_id and reason.quote:
                marks += self._quoted(reason.clause_id, [reason.quote], book)
        return "；".join(reason.text for reason in reasons) + "。", marks

    def _quoted(self, clause_id: str, quotes: list[str], book: CitationBook) -> list[str]:
        clause = self._document.clause(clause_id)
        if clause is None:
            return []
        marks = []
        for span in sentences_with(self._document, clause, quotes):
            citation = book.cite(self._document, clause, span)
            marks.append(self._say("quoted", label=citation.label, n=citation.n, quote=citation.quote))
        return marks

    def _item(self, result: AwardResult, number: int, book: CitationBook) -> str:
        rule = self._rules.awards[result.award_id].rule
        clause = self._document.clause(rule.clause)
        spans = sentences_with(self._document, clause, [rule.amount.quote]) if clause else []
        marks = "".join(f"[{book.cite(self._document, clause, span).n}]" for span in spans if clause)
        fields = {"number": number, "name": result.name, "label": self.label(result), "marks": marks}
        if listing_group(result) == 0:
            return self._say("listing_item", amount=result.amount.text, **fields)
        return self._say("listing_item_plain", **fields)

    def label(self, result: AwardResult) -> str:
        clause = self._document.clause(result.clause_id)
        return clause.label if clause else result.clause_id

    def _next_step(self, result: AwardResult) -> list[str]:
        if not result.responsible_units:
            return []
        return [self._say("next_step", units="、".join(result.responsible_units))]


def interval(low: str, high: str) -> str:
    """An interval of yuan in words: 50万元, 最高50万元, 100万元至300万元."""
    least, most = Decimal(low), Decimal(high)
    if least == most:
        return format_yuan(most)
    if not least:
        return f"最高{format_yuan(most)}"
    return f"{format_yuan(least)}至{format_yuan(most)}"


def _amount_status(result: AwardResult) -> Status:
    if result.eligibility == "ineligible":
        return "answered"
    if result.amount.kind in ("unspecified", "none"):
        return "not_specified"
    return "needs_input" if result.eligibility == "unknown" else "answered"
