"""The contract's records as HTML, through the templates beside this file; nothing here computes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.awards import Outlook, RuleBook
from assistant.awards.money import format_yuan
from assistant.contract import Answer, AwardResult, CalculationResponse, Citation, ErrorDetail, Question
from assistant.web.languages import Language
from assistant.web.page.chart import bars
from assistant.web.page.fields import Fields, yuan_in_english
from assistant.web.page.markup import highlighted, paragraphs, prose
from assistant.web.page.words import page_words

if TYPE_CHECKING:
    from assistant.conversation.session import Exchange, SessionState
    from assistant.errors import AssistantError
    from assistant.service import Assistant

#: Turns shown at once; the ones before are shown on request, or a long conversation would be sent each time.
SHOWN_TURNS = 20


class Views:
    """What one language of the page shows of the assistant's records."""

    def __init__(self, assistant: Assistant, language: Language) -> None:
        self._assistant = assistant
        self.language = language
        self.words = page_words().languages[language]
        english = page_words().english_facts if language == "en" else {}
        self.fields = Fields(lambda: assistant.rulebook, self.words, english)
        self._thanks = count()
        environment = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.globals.update(
            # A mapping's own names (copy, keys) would hide ours.
            words=SimpleNamespace(**self.words),
            lang=language,
            ruled=lambda: assistant.ruled_document.document_id,
            label=self._label,
            fact_label=self.fields.label,
            award_name=self.award_name,
            fact_choice=self.fields.choice,
            fact_language=self.fields.language,
            award_clause=self._award_clause,
            interval=self._interval,
            amount=self._amount,
            yuan=self._yuan,
            cited=self._cited,
            title=self.title,
            quoted=self._quoted,
        )
        environment.filters.update(paragraphs=paragraphs)
        self._environment = environment

    def render(self, template: str, **values: Any) -> str:
        return self._environment.get_template(f"{template}.html").render(**values)

    # ---- ask ----

    def frame(self) -> str:
        """Title, and a banner where the document that amounts are worked out from is a draft."""
        ruled = self._assistant.registry.info(self._assistant.ruled_document.document_id)
        return self.render("frame", draft=ruled if ruled and ruled.status == "draft" else None)

    def welcome(self) -> str:
        """The examples, where nothing has been asked yet."""
        return self.render("welcome", examples=page_words().examples)

    def turns(self, exchanges: Sequence[Exchange], *, whole: bool = False) -> str:
        """The turns before the latest; the oldest only if ``whole``."""
        first = 0 if whole else max(0, len(exchanges) - SHOWN_TURNS)
        articles = [
            self.turn(exchange.message, exchange.answer, number, latest=False)
            for number, exchange in enumerate(exchanges[first:], first + 1)
        ]
        return self.render("turns", hidden=first, articles=articles)

    def turn(self, message: str, answer: Answer, number: int, *, latest: bool) -> str:
        """One message with its answer; the latest also with what can be clicked to go on."""
        anchor = f"t{number}c"
        return self.render(
            "turn",
            message=message,
            answer=answer,
            prose=prose(answer.answer, {citation.n for citation in answer.citations}, anchor),
            anchor=anchor,
            number=number,
            latest=latest,
            questions=[self._question(question) for question in answer.questions],
            reasons=self.words["vote_reasons"].split("、"),
            subjects=self._subjects(answer),
        )

    def pending(self, message: str, so_far: str = "") -> str:
        """A message with as much of its answer as there is yet."""
        return self.render("pending", message=message, prose=prose(so_far, (), ""))

    def refused(self, message: str, reasons: Sequence[str], *, again: bool) -> str:
        """A message that could not be answered, why, and what to do."""
        return self.render("refused", message=message, reasons=reasons, again=again)

    def facts(self, state: SessionState) -> str:
        """What is known in a session, each fact correctable and removable."""
        groups = [
            (award_id, self.award_name(award_id) if award_id else self.words["facts_applicant"], facts)
            for award_id, facts in self.fields.known(state)
            if facts
        ]
        return self.render("facts", groups=groups)

    def spoken(self, answer: Answer) -> str:
        """What a screen reader says of a new answer."""
        return self.render("spoken", text=answer.spoken or answer.answer, language="zh")

    def said(self, key: str) -> str:
        """What a screen reader says of something done."""
        return self.render("spoken", text=self.words[key], language=self.language)

    def thanks(self) -> str:
        """That something was kept; each time anew, or the second time would be shown as no change."""
        return self.render("thanks", number=next(self._thanks))

    def _question(self, question: Question) -> dict[str, Any]:
        """A question back; without ``input`` it is not about a fact and is answered in words."""
        given = self.fields.field(question.fact)
        translated = given and self.fields.language(question.fact) == self.language == "en"
        text = self.fields.question(question.fact) if translated else question.text
        return question.model_dump() | {"input": given, "text": text, "lang": "en" if translated else "zh"}

    def _subjects(self, answer: Answer) -> list[str]:
        """What of an answer may be wrong."""
        cards = dict.fromkeys(award.name for award in answer.awards)
        return [self.words["report_answer"], *cards, *(f"[{one.n}] {one.label}" for one in answer.citations)]

    # ---- awards ----

    def calculation(self, response: CalculationResponse, outlook: Outlook, case: str) -> str:
        """Cards, total, chart, and what is still open; ``case`` is what a link or a file says."""
        return self.render(
            "calculation",
            awards=response.awards,
            total=response.total,
            notices=response.notices,
            bars=bars(response),
            effects=[effect for effect in outlook.effects if len(effect.outcomes) != 1],
            caps=[(award, cap) for award, cap in zip(response.awards, outlook.caps, strict=True) if cap],
            case=case,
        )

    def _yuan(self, amount: Decimal) -> str:
        return yuan_in_english(amount) if self.language == "en" else format_yuan(amount)

    def _interval(self, low: str, high: str) -> str:
        low_yuan, high_yuan = Decimal(low), Decimal(high)
        if low_yuan == high_yuan:
            return self._yuan(high_yuan)
        form = self.words["range_between" if low_yuan else "range_up_to"]
        return form.format(low=self._yuan(low_yuan), high=self._yuan(high_yuan))

    def _amount(self, award: AwardResult) -> str:
        """The sum on an award's card. In English the same interval, or why there is none."""
        amount = award.amount
        if self.language == "zh":
            return amount.text
        if award.eligibility == "ineligible":
            return self.words["not_paid"]
        if amount.low is None or amount.high is None or amount.kind in ("unspecified", "none"):
            return self.words["no_money" if amount.kind == "none" else "no_figure"]
        if amount.kind == "up_to":
            return self.words["range_up_to"].format(high=self._yuan(Decimal(amount.high)))
        return self._interval(amount.low, amount.high)

    # ---- mistakes ----

    def problem(self, mistake: ErrorDetail) -> str:
        """What is wrong and what to do, in the language of the page."""
        told = page_words().mistakes[self.language]
        form = told.get(mistake.type) or told.get("other")
        if form is None:
            return mistake.msg
        steps = [step for step in mistake.loc if isinstance(step, str)]
        name = steps[-1] if steps else ""
        known = name in self._rules.facts
        return form.format(field=self.fields.label(name) if known else self.words.get(name, name))

    def failed(self, error: AssistantError) -> str:
        """An error that is no mistake of the user's, in the language of the page."""
        return str(error) if self.language == "zh" else self.words["error_not_ready"]

    # ---- clauses ----

    def title(self, document_id: str) -> str:
        document = self._assistant.registry.info(document_id)
        return document.title if document else document_id

    def _cited(self, citation: Citation) -> dict[str, Any]:
        """The clause a citation is from, with the quoted words highlighted."""
        clause = self._assistant.clause(citation.document_id, citation.clause_id)
        if clause is None:
            return {"text": highlighted(citation.quote, [(0, len(citation.quote))]), "heading": ""}
        start = citation.start - clause.start
        text = highlighted(clause.text, [(start, start + len(citation.quote))])
        return {"text": text, "heading": clause.heading}

    def _quoted(self, document_id: str, clause_id: str) -> str:
        return "?" + urlencode({"doc": document_id, "clause": clause_id})

    def _label(self, clause_id: str) -> str:
        clause = self._assistant.ruled_document.clause(clause_id)
        return clause.label if clause else clause_id

    def _award_clause(self, award_id: str) -> str:
        award = self._rules.awards.get(award_id)
        return award.rule.clause if award else ""

    @property
    def _rules(self) -> RuleBook:
        return self._assistant.rulebook

    def award_name(self, award_id: str) -> str:
        # A conversation may be older than the rules; what they no longer have is shown by its id.
        award = self._rules.awards.get(award_id)
        return award.rule.name if award else award_id
