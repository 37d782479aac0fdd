"""The composing step: each question's results become a section; the sections become one answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from assistant.answers.award_writer import AwardWriter
from assistant.answers.citations import CitationBook
from assistant.answers.clause_writer import ClauseWriter
from assistant.answers.replies import Replies
from assistant.answers.section import Section, plain
from assistant.answers.spoken import spoken
from assistant.awards.rulebook import RuleBook
from assistant.contract import STATUS_ORDER, Answer, AwardResult, Question, Status
from assistant.conversation.judge import MAX_QUESTIONS
from assistant.conversation.suggestions import Suggestions
from assistant.conversation.turn import Part, Turn
from assistant.documents.model import Document
from assistant.documents.registry import Registry, status_on
from assistant.language.quantities import Quantity

_RESULT_ORDER = {"eligible": 0, "unknown": 1, "ineligible": 2}
Writer = Callable[[Part, Turn, CitationBook], Section]


class Compose:
    """Writes the answer of a turn from its results; every word comes from the replies."""

    def __init__(
        self,
        replies: Replies,
        suggestions: Suggestions,
        registry: Registry,
        document: Document,
        rulebook: RuleBook,
        awards: AwardWriter,
        clauses: ClauseWriter,
    ) -> None:
        self._say = replies
        self._suggestions = suggestions
        self._registry = registry
        self._document = document
        self._rulebook = rulebook
        self._awards = awards
        self._clauses = clauses
        self._writers: dict[str, Writer] = {
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
            "compare": self._compare,
            "validity": self._validity,
            "region": self._region,
            "funding": self._funding,
            "promise": self._promise,
            "evasion": self._evasion,
            "smalltalk": self._smalltalk,
            "none": self._out_of_scope,
        }

    def __call__(self, turn: Turn) -> None:
        book = CitationBook()
        if turn.forget:
            turn.answer = self._bare(turn, self._say("forgotten"), "answered")
            return
        if turn.correction and not turn.said and not any(part.cued for part in turn.parts):
            turn.answer = self._bare(turn, self._say("correction_what"), "needs_input")
            return
        sections = [self._section(part, turn, book) for part in self._worth_answering(turn)]
        statuses = {section.status for section in sections}
        status: Status = next(s for s in STATUS_ORDER if s in statuses)
        questions = _questions(turn.parts)
        paragraphs = [*self._opening(turn)]
        for section in sections:
            paragraphs += [p for p in section.paragraphs if p not in paragraphs]
        paragraphs = self._closing(paragraphs, questions)
        results = _results(turn.parts)
        turn.listed = tuple(
            result.award_id for result in results if result.eligibility != "ineligible"
        ) or tuple(result.award_id for result in results)
        money = any(result.amount.high not in (None, "0") for result in results)
        turn.answer = Answer(
            session_id=turn.session.session_id,
            status=status,
            answer="\n\n".join(paragraphs),
            citations=book.citations,
            awards=results,
            total=next((part.total for part in reversed(turn.parts) if part.total is not None), None),
            questions=questions,
            suggestions=self._suggestions.after([(part.ask, part.awards) for part in turn.parts]),
            notices=self._notices(results, sections),
            spoken=spoken(
                [section.spoken for section in sections], self._say("spoken_suffix") if money else ""
            ),
        )

    def _worth_answering(self, turn: Turn) -> list[Part]:
        """Greetings and the like are answered only where nothing else was asked."""
        real = [part for part in turn.parts if part.ask not in ("smalltalk", "none")]
        foreign = [part for part in turn.parts if part.ask == "none"]
        return real + foreign if real else turn.parts[:1] if not foreign else foreign[:1]

    def _section(self, part: Part, turn: Turn, book: CitationBook) -> Section:
        if part.no_such_clause and not part.clauses:
            return self._clauses.no_such_clause(part.no_such_clause[0], book)
        section = self._writers[part.ask](part, turn, book)
        premises = self._premises(part)
        if premises:
            section = Section(section.status, (*premises, *section.paragraphs), section.spoken)
        return section

    # ---- one writer for each ask ----

    def _amount(self, part: Part, turn: Turn, book: CitationBook) -> Section:
        if not part.awards:
            return self._from_clauses(part, book, status="not_specified", head=self._say("not_written"))
        if len(part.results) > 1:
            return self._several(part, book)
        return self._awards.amount(part.results[0], book)

    def _several(self, part: Part, book: CitationBook) -> Section:
        sections = [self._awards.amount(result, book) for result in part.results]
        paragraphs = [paragraph for section in sections for paragraph in section.paragraphs]
        paragraphs = list(dict.fromkeys(paragraphs))
        notice = self._say("money_notice")
        paragraphs = [p for p in paragraphs if p != notice]
        if part.total is not None:
            paragraphs.append(self._total_words(part))
        paragraphs.append(notice)
        statuses = {section.status for section in sections}
        status = next(s for s in STATUS_ORDER if s in statuses)
        return Section(status, tuple(paragraphs), "".join(section.spoken for section in sections))

    def _condition(self, part: Part, turn: Turn, book: CitationBook) -> Section:
        if not part.awards:
            return self._from_clauses(part, book)
        personal = part.personal or bool(turn.said)
        sections = [self._awards.condition(result, personal, book) for result in part.results]
        return _joined(sections)

    def _apply(self, part: Part, turn: Turn, book: CitationBook) -> Section:
        focus = set(part.awards)
        results = sorted(part.results, key=lambda r: (r.award_id not in focus, _RESULT_ORDER[r.eligibility]))
        part.results = tuple(results)
        open_ = any(result.eligibility == "unknown" for result in results)
        return self._awards.listing(results, book, "needs_input" if open_ and part.questions else "answered")

    def _units(self, part: Part, turn: Turn, book: CitationBook) -> Section:
        if not part.awards:
            return self._from_clauses(part, book)
        return _joined([self._awards.units(result, book) for result in part.results])

    def _procedure(self, part: Part, turn: Turn, book: CitationBook) -> Section:
        if part.awards:
            return _joined([self._awards.procedure(result, book) for result in part.results])
        head = self._say("procedure_general")
        return Section("not_specified", (head,), plain(head))

    def _text(self, part: Part, turn: Turn, book: CitationBook) -> Section:
        clauses = [self._document.clause(clause_id) for _, clause_id in part.clauses]
        if clauses:
            return _joined([self._clauses.text(clause, book) for clause in clauses if clause is not None])
        if part.awards:
            quotes = [q for result in part.results for q in self._awards.quote(result, book)]
            head = self._say("text_head_plain", label="、".join(result.name for result in part.results))
            return Section("answered", (head, *dict.fromkeys(quotes)), plain(head))
        return self._from_clauses(part, book)

    def _definition(self, part: Part, turn: Turn, book: CitationBook) -> Section:
        head = self._say("definition")
        if part.awards:
            quotes = [q for result in part.results for q in self._awards.quote(result, book)]
            units = tuple(dict.fromkeys(u for result in part.results for u in result.responsible_units))
            closing = (self._say("next_step", units="、".join(units)),) if units else ()
            return Section("not_specified", (head, *dict.fromkeys(quotes), *closing), plain(head))
        return self._from_clauses(part, book, status="not_specified", head=head)

    def _summary(self, part: Part, turn: Turn, book: CitationBook) -> Section:
        return self._clauses.summary(book)

    def _stacking(self, part: Part, turn: Turn, book: CitationBook) -> Section:
        section = self._clauses.general("stacking", book)
        if part.total is None or len(part.results) < 2:
            return section
        amounts = [
            self._say("listing_item_closed", name=r.name, label=self._label(r), reason=r.amount.text)
            for r in part.results
        ]
        words = ["\n".join(amounts), self._total_words(part), self._say("money_notice")]
        return Section("answered", (*section.paragraphs, *words), section.spoken)

    def _total(self, part: Part, turn: Turn, book: CitationBook) -> Section:
        if not part.results:
            return self._ask_which()
        return self._several(part, book)

    def _compare(self, part: Part, turn: Turn, book: CitationBook) -> Section:
        if len(part.results) < 2:
            return self._amount(part, turn, book) if part.results else self._ask_which()
        section = self._several(part, book)
        return Section(section.status, (self._say("compare_head"), *section.paragraphs), section.spoken)

    def _validity(self, part: Part, turn: Turn, book: CitationBook) -> Section:
        document = self._document
        until = _day(document.valid_until) if document.valid_until else ""
        fields = {"title": document.title, "until": until, "day": _day(turn.as_of)}
        status = status_on(document, turn.as_of)
        head = self._say(f"validity_{status}", **{k: v for k, v in fields.items()})
        return self._clauses.general("validity", book, head)

    def _region(self, part: Part, turn: Turn, book: CitationBook) -> Section:
        place = next((said.value for said in turn.said if said.fact == "region"), None)
        head = None
        if place is not None:
            region = self._rulebook.scope_of(place)
            head = self._say(f"region_{region}", place=place)
        return self._clauses.general("region", book, head)

    def _funding(self, part: Part, turn: Turn, book: CitationBook) -> Section:
        return self._clauses.general("funding", book)

    def _promise(self, part: Part, turn: Turn, book: CitationBook) -> Section:
        head = self._say("promise")
        if not part.awards:
            return Section("not_specified", (head,), plain(head))
        section = self._amount(part, turn, book)
        return Section(section.status, (head, *section.paragraphs), plain(head))

    def _evasion(self, part: Part, turn: Turn, book: CitationBook) -> Section:
        return self._clauses.general("stacking", book, self._say("evasion"))

    def _smalltalk(self, part: Part, turn: Turn, book: CitationBook) -> Section:
        head = self._say("greeting", titles=self._titles())
        return Section("out_of_scope", (head,), plain(head))

    def _out_of_scope(self, part: Part, turn: Turn, book: CitationBook) -> Section:
        if part.foreign_place:
            head = self._say("out_of_scope_place", place=part.foreign_place, titles=self._titles())
        else:
            head = self._say("out_of_scope", titles=self._titles())
        return Section("out_of_scope", (head,), plain(head))

    # ---- shared pieces ----

    def _from_clauses(
        self, part: Part, book: CitationBook, status: Status = "answered", head: str | None = None
    ) -> Section:
        """What the clauses found say; nothing found is out of scope or too vague."""
        if not part.hits:
            return self._ask_which()
        hit = part.hits[0]
        document = self._registry.get(hit.document_id)
        clause = document.clause(hit.clause_id) if document else None
        if clause is None:
            return self._ask_which()
        matched = [hit.text[start:end] for start, end in hit.highlights if end - start > 1]
        return self._clauses.about([(clause, matched)], head, status, book)

    def _ask_which(self) -> Section:
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
        if not part.results or part.ask == "apply":
            return []
        words = []
        for figure in part.premises:
            key = _premise(figure, part.results)
            words.append(self._say(key, figure=figure.text))
        return list(dict.fromkeys(words))

    def _opening(self, turn: Turn) -> list[str]:
        opening = []
        if turn.injection:
            opening.append(self._say("injection"))
        if turn.declined:
            opening.append(self._say("declined"))
        if turn.repairs:
            opening.append(self._say("repaired", words="、".join(after for _, after in turn.repairs)))
        return opening

    def _closing(self, paragraphs: list[str], questions: Sequence[Question]) -> list[str]:
        """The money notice once, at the end, and the questions back after it."""
        notice = self._say("money_notice")
        closing = [p for p in paragraphs if p != notice]
        if notice in paragraphs:
            closing.append(notice)
        if questions:
            closing.append(self._say("questions", questions=" ".join(q.text for q in questions)))
        return closing

    def _notices(self, results: Sequence[AwardResult], sections: Sequence[Section]) -> tuple[str, ...]:
        draft = self._rulebook.scope.draft
        notices = [draft.notice] if draft and any(s.status != "out_of_scope" for s in sections) else []
        if len(results) <= MAX_QUESTIONS:
            notices += [notice for result in results for notice in result.notices]
        return tuple(dict.fromkeys(notices))

    def _titles(self) -> str:
        policies = [d for d in self._registry.documents if d.source != "interpretation"]
        return "、".join(self._say(f"title_{d.status}", title=d.title) for d in policies)

    def _label(self, result: AwardResult) -> str:
        clause = self._document.clause(result.clause_id)
        return clause.label if clause else result.clause_id

    def _bare(self, turn: Turn, words: str, status: Status) -> Answer:
        return Answer(
            session_id=turn.session.session_id, status=status, answer=words, spoken=spoken([plain(words)], "")
        )


def _questions(parts: Sequence[Part]) -> tuple[Question, ...]:
    distinct = {question.fact: question for part in parts for question in part.questions}
    return tuple(distinct.values())[:MAX_QUESTIONS]


def _results(parts: Sequence[Part]) -> tuple[AwardResult, ...]:
    return tuple({result.award_id: result for part in parts for result in part.results}.values())


def _joined(sections: Sequence[Section]) -> Section:
    paragraphs = tuple(dict.fromkeys(p for section in sections for p in section.paragraphs))
    statuses = {section.status for section in sections}
    status = next(s for s in STATUS_ORDER if s in statuses)
    return Section(status, paragraphs, "".join(section.spoken for section in sections))


def _premise(figure: Quantity, results: Sequence[AwardResult]) -> str:
    """Whether a figure the user expects is the award's, only its ceiling, or neither."""
    from decimal import Decimal

    for result in results:
        amount = result.amount
        if figure.kind != "money" or amount.high is None:
            continue
        if Decimal(amount.high) == figure.high:
            return (
                "premise_ceiling" if amount.kind == "up_to" and figure.bound != "at_most" else "premise_right"
            )
    return "premise_wrong"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
