"""Answers that rest on the documents rather than on one award, by what is asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.answers.award_writer import AwardWriter
from assistant.answers.citations import CitationBook
from assistant.answers.clause_writer import ClauseWriter
from assistant.answers.replies import Replies
from assistant.answers.section import Section, plain
from assistant.answers.telling import telling
from assistant.awards.rulebook import RuleBook
from assistant.contract import Question, Status
from assistant.conversation.asked import Asked, joined
from assistant.conversation.exact_words import ExactWords
from assistant.conversation.phrases import Phrases
from assistant.conversation.regions import Regions
from assistant.conversation.session import ENTERPRISE
from assistant.conversation.turn import Part
from assistant.documents.model import Clause, Document
from assistant.documents.registry import Registry, status_on

#: From this probability of being off topic no more is asked back.
_OFF_TOPIC = 0.4
#: A clause found with less than this does not answer a question about an amount.
_LEAST_SCORE = 0.5


class DocumentParts:
    """Writes what clauses say: word for word, as a whole, or that they do not deal with it."""

    def __init__(
        self,
        replies: Replies,
        registry: Registry,
        document: Document,
        rulebook: RuleBook,
        awards: AwardWriter,
        clauses: ClauseWriter,
        exact: ExactWords,
        regions: Regions,
        thanks: Phrases,
        one_sentence: Phrases,
    ) -> None:
        self._say = replies
        self._registry = registry
        self._document = document
        self._rulebook = rulebook
        self._awards = awards
        self._clauses = clauses
        self._exact = exact
        self._regions = regions
        self._thanks = thanks
        self._one_sentence = one_sentence

    def text(self, asked: Asked) -> Section:
        words = asked.part.words or self._exact.asked_for(asked.part.text)
        if not words:
            return self._said(asked)
        within = self.named(asked.part) if asked.part.words else ()
        section = self._exact.section(words, asked.book, within)
        # What does not stand there is set right by what does.
        told = len(section.paragraphs) == 1 and (asked.part.clauses or asked.part.awards)
        return joined([section, self._said(asked)]) if told else section

    def _said(self, asked: Asked) -> Section:
        """What the clause says that is asked for."""
        clauses = self.named(asked.part)
        if len(clauses) == 1 and self._one_sentence(asked.part.text):
            best = telling(self._document, clauses[0], asked.part.text)
            named = [span for span in asked.part.passages if span in clauses[0].sentences]
            passages = named or ([best] if best else [])
            return self._clauses.text(clauses[0], passages, asked.book)
        if clauses:
            return joined([self._clauses.text(c, asked.part.passages, asked.book) for c in clauses])
        if asked.part.awards and not asked.part.named:
            # What the model found names the clause, not the sentence of it.
            numbers = dict.fromkeys(self._rulebook.awards[a].rule.clause for a in asked.part.awards)
            found = [clause for number in numbers if (clause := self._document.clause(number))]
            return joined([self._clauses.text(clause, (), asked.book) for clause in found])
        if asked.part.awards:
            quotes = self._quotes(asked)
            head = self._say("text_head_plain", label="、".join(result.name for result in asked.part.results))
            return Section("answered", (head, *dict.fromkeys(quotes)), plain(head))
        return self.from_clauses(asked)

    def definition(self, asked: Asked) -> Section:
        head = self._say("definition")
        if asked.part.awards:
            quotes = self._quotes(asked)
            units = tuple(dict.fromkeys(u for result in asked.part.results for u in result.responsible_units))
            closing = (self._say("next_step", units="、".join(units)),) if units else ()
            return Section("not_specified", (head, *dict.fromkeys(quotes), *closing), plain(head))
        if asked.part.kind_of_firm:
            return self._firm_undefined(asked)
        if clauses := self.named(asked.part):
            return joined([self._undefined(clause, head, asked) for clause in clauses])
        return self.from_clauses(asked, status="not_specified", head=head)

    def _undefined(self, clause: Clause, head: str, asked: Asked) -> Section:
        """The sentence of the clause that uses the words asked about."""
        best = telling(self._document, clause, asked.part.text)
        words = asked.part.words or ((self._document.text[best.start : best.end],) if best else ())
        return self._clauses.about(clause, words, head, "not_specified", asked.book)

    def _quotes(self, asked: Asked) -> list[str]:
        """What the awards rest on, and what else of their clauses the question is about."""
        of_each = (self._awards.quote(r, asked.book, asked.part.text) for r in asked.part.results)
        return [quote for quotes in of_each for quote in quotes]

    def _firm_undefined(self, asked: Asked) -> Section:
        """That the text does not say how a kind of firm is told, with the clause that uses its name."""
        head = self._say("firm_undefined")
        named = [h for h in asked.part.hits if h.document_id == self._document.document_id]
        for hit in named:
            clause = self._document.clause(hit.clause_id)
            used = [word for word in asked.part.kind_of_firm if word in hit.text]
            if clause is not None and used:
                return self._clauses.about(clause, used, head, "not_specified", asked.book)
        return Section("not_specified", (head,), plain(head))

    def summary(self, asked: Asked) -> Section:
        return self._clauses.summary(asked.book)

    def validity(self, asked: Asked) -> Section:
        document = self._document
        until = day_words(document.valid_until) if document.valid_until else ""
        fields = {"title": document.title, "until": until, "day": day_words(asked.turn.as_of)}
        status = status_on(document, asked.turn.as_of)
        head = self._say(f"validity_{status}", **fields)
        section = self._clauses.general("validity", asked.book, head)
        # 十年一年八万，到期了后面还给吗: what runs longer is quoted, with how it is read.
        running = [r for r in asked.part.results if asked.part.named and self._awards.outlasts(r)]
        words = [p for r in running for p in (*self._awards.quote(r, asked.book), *self._awards.readings(r))]
        return Section(section.status, (*section.paragraphs, *dict.fromkeys(words)), section.spoken)

    def region(self, asked: Asked) -> Section:
        section = self._clauses.general("region", asked.book, self._regions.head(asked.turn))
        if self._regions.unnamed(asked.turn):
            return Section("not_specified", section.paragraphs, section.spoken)
        return section

    def sites(self, sites: Sequence[str], book: CitationBook) -> Section:
        head = self._say("seat_and_site", sites="、".join(dict.fromkeys(sites)))
        return self._clauses.general("region", book, head)

    def funding(self, asked: Asked) -> Section:
        return self._clauses.general("funding", asked.book)

    def evasion(self, asked: Asked) -> Section:
        return self._clauses.general("stacking", asked.book, self._say("evasion"))

    def forging(self, _: Asked) -> Section:
        head = self._say("forging")
        return Section("out_of_scope", (head,), plain(head))

    def smalltalk(self, asked: Asked) -> Section:
        thanked = self._thanks(asked.part.text)
        head = self._say("thanks") if thanked else self._say("greeting", title=self._title(asked))
        return Section("out_of_scope", (head,), plain(head))

    def out_of_scope(self, asked: Asked) -> Section:
        if asked.part.foreign_place:
            head = self._say("out_of_scope_place", place=asked.part.foreign_place, title=self._title(asked))
        elif asked.part.absent:
            head = self._say("out_of_scope_thing", thing=asked.part.absent, title=self._title(asked))
        else:
            head = self._say("out_of_scope", title=self._title(asked))
        if asked.part.foreign_place and self._regions.scope(asked.part.foreign_place) != "outside":
            # What a county, or a part of the city, has of its own: the text leaves it to them.
            said = self._clauses.general("region", asked.book, head)
            return Section("not_specified", said.paragraphs, said.spoken)
        section = self._where_it_applies(asked)
        if section is None:
            return Section("out_of_scope", (head,), plain(head))
        # A county may have rules of its own that follow these; another city's are no matter of ours.
        status: Status = "answered" if self._of_a_county(asked) else "out_of_scope"
        return Section(status, (*section.paragraphs, head), section.spoken)

    def _of_a_county(self, asked: Asked) -> bool:
        return any(s.fact == "region" and self._regions.scope(s.value) == "county" for s in asked.turn.said)

    def _where_it_applies(self, asked: Asked) -> Section | None:
        """Where the document applies, if a firm from elsewhere asks for what no award is for."""
        told = {said.fact: said.value for said in asked.turn.said}
        is_firm = told.keys() & {ENTERPRISE, "entity_type"}
        if not is_firm or "region" not in told or self._regions.scope(told["region"]) == "in_scope":
            return None
        return self.region(asked)

    def from_clauses(self, asked: Asked, status: Status = "answered", head: str | None = None) -> Section:
        """What the clauses found say; nothing found is out of scope or too vague."""
        if asked.part.ask in ("amount", "condition") and (section := self._where_it_applies(asked)):
            return section
        if not asked.part.hits or (asked.part.ask == "amount" and asked.part.hits[0].score < _LEAST_SCORE):
            return self.ask_which(asked)
        hit = asked.part.hits[0]
        document = self._registry.get(hit.document_id)
        clause = document.clause(hit.clause_id) if document else None
        if document is None or clause is None:
            return self.ask_which(asked)
        writer = ClauseWriter(self._say, document, None)
        matched = [hit.text[start:end] for start, end in hit.highlights if end - start > 1]
        return writer.about(clause, matched, head, status, asked.book)

    def ask_which(self, asked: Asked) -> Section:
        """Which award is meant; but a question that is likely off topic is refused."""
        if asked.part.off_topic >= _OFF_TOPIC:
            return self.out_of_scope(asked)
        head = self._say("what_award")
        names = tuple(award.rule.name for award in self._rulebook.awards.values())
        question = Question(fact="award_id", text=plain(head), choices=names)
        return Section("needs_input", (head,), plain(head), (question,))

    def named(self, part: Part) -> list[Clause]:
        """The clauses that the question names by their address."""
        found = (self._document.clause(clause_id) for _, clause_id in part.clauses)
        return [clause for clause in found if clause is not None]

    def label(self, clause_id: str) -> str:
        clause = self._document.clause(clause_id)
        return clause.label if clause else clause_id

    def no_such_clause(self, address: str) -> Section:
        return self._clauses.no_such_clause(address)

    def _title(self, asked: Asked) -> str:
        """The document whose awards are answered by, in the way in which it is named on that day."""
        document = self._document
        return self._say(f"title_{status_on(document, asked.turn.today)}", title=document.title)


def day_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
