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
from assistant.contract import Answer, CalculationRequest, CalculationResponse, Citation, Question
from assistant.web.page.chart import bars
from assistant.web.page.fields import Fields
from assistant.web.page.markup import highlighted, paragraphs, prose
from assistant.web.page.words import Language, page_words

if TYPE_CHECKING:
    from assistant.conversation.session import Exchange, SessionState
    from assistant.service import Assistant

#: Turns shown at once; the ones before are shown on request, or a long conversation would be sent each time.
SHOWN_TURNS = 20


class Views:
    """What one language of the page shows of the assistant's records."""

    def __init__(self, assistant: Assistant, language: Language) -> None:
        self._assistant = assistant
        self.words = page_words().languages[language]
        self.fields = Fields(assistant.rulebook, self.words)
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
            ruled=assistant.ruled_document.document_id,
            label=self._label,
            fact_label=self.fields.label,
            award_name=self.award_name,
            interval=self._interval,
            yuan=format_yuan,
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
        """Title and, for each draft, the banner."""
        return self.render("frame", documents=self._assistant.documents())

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
            (self.words["facts_applicant"] if award_id is None else self.award_name(award_id), facts)
            for award_id, facts in self.fields.known(state)
            if facts
        ]
        return self.render("facts", groups=groups)

    def spoken(self, answer: Answer) -> str:
        """What a screen reader says of a new answer."""
        return self.render("spoken", text=answer.spoken or answer.answer)

    def said(self, key: str) -> str:
        """What a screen reader says of something done."""
        return self.render("spoken", text=self.words[key])

    def thanks(self) -> str:
        """That something was kept; each time anew, or the second time would be shown as no change."""
        return self.render("thanks", number=next(self._thanks))

    def _question(self, question: Question) -> dict[str, Any]:
        """A question back; without ``input`` it is not about a fact and is answered in words."""
        return question.model_dump() | {"input": self.fields.field(question.fact)}

    def _subjects(self, answer: Answer) -> list[str]:
        """What of an answer may be wrong."""
        cards = dict.fromkeys(award.name for award in answer.awards)
        return [self.words["report_answer"], *cards, *(f"[{one.n}] {one.label}" for one in answer.citations)]

    # ---- awards ----

    def calculation(
        self, request: CalculationRequest, response: CalculationResponse, outlook: Outlook
    ) -> str:
        """Cards, total, chart, and what is still open; the case itself, to be saved or sent."""
        return self.render(
            "calculation",
            awards=response.awards,
            total=response.total,
            notices=response.notices,
            bars=bars(response),
            effects=[effect for effect in outlook.effects if len(effect.outcomes) != 1],
            caps=[(award, cap) for award, cap in zip(response.awards, outlook.caps, strict=True) if cap],
            case=request.model_dump_json(exclude_defaults=True),
        )

    def mistakes(self, messages: Sequence[str]) -> str:
        return self.render("mistakes", messages=messages)

    def _interval(self, low: str, high: str) -> str:
        low_yuan, high_yuan = Decimal(low), Decimal(high)
        if low_yuan == high_yuan:
            return format_yuan(high_yuan)
        form = self.words["range_between" if low_yuan else "range_up_to"]
        return form.format(low=format_yuan(low_yuan), high=format_yuan(high_yuan))

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

    @property
    def _rules(self) -> RuleBook:
        return self._assistant.rulebook

    def award_name(self, award_id: str) -> str:
        # A conversation may be older than the rules; what they no longer have is shown by its id.
        award = self._rules.awards.get(award_id)
        return award.rule.name if award else award_id
