"""The tab 咨询: the conversation, what is known of the caller, and what to ask next."""

from __future__ import annotations

import json
import logging
import re
import secrets
import threading
import time
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.contract import MAX_MESSAGE_CHARACTERS, Answer
from assistant.errors import AssistantError, InvalidRequest
from assistant.web.page.export import as_markdown

if TYPE_CHECKING:
    from assistant.conversation.session import Exchange
    from assistant.feedback.store import FeedbackStore
    from assistant.service import Assistant
    from assistant.web.page.views import Views

log = logging.getLogger(__name__)

_SESSION_ID = re.compile(r"[A-Za-z0-9_-]{32}")
#: Seconds between two showings of an answer that is coming, for each costs a message to the browser.
_SHOWN_EVERY_S = 0.2

#: What can be done with every turn.
_TURN = ("vote", "report")

Shown = tuple[Any, ...]
Answering = Generator[tuple[str, Answer | None], None, None]


class Ask:
    """The tab's components. The history is the server's: what the browser holds is only its session id."""

    def __init__(self, assistant: Assistant, views: Views, feedback: FeedbackStore) -> None:
        self._assistant = assistant
        self._feedback = feedback
        self._views = views
        #: Of each session that is being answered: set when it is to be stopped.
        self._stops: dict[str, threading.Event] = {}
        words = views.words
        # The key does not protect anything: it keeps the id readable over restarts of the server.
        self.session = gr.BrowserState("", storage_key="policy-assistant-session", secret="policy-assistant")
        with gr.Row(elem_id="ask"):
            with gr.Column(scale=3, min_width=300):
                self.earlier = _html("earlier", "assistantPage.earlier(element, trigger)", *_TURN, "earlier")
                self.latest = _html(
                    "latest",
                    "assistantPage.conversation(element, trigger, watch)",
                    *_TURN,
                    "say",
                    "reply",
                    "undo",
                    "stop",
                )
                self.announcement = _html("announcement", "assistantPage.announcement(element)")
                with gr.Column(elem_id="composer"):
                    self.thanks = _html("thanks", "assistantPage.thanks(element, watch)")
                    with gr.Row(elem_id="compose"):
                        self.message = gr.Textbox(
                            label=words["message"],
                            placeholder=words["message_hint"],
                            max_lines=8,
                            max_length=MAX_MESSAGE_CHARACTERS,
                            elem_id="message",
                            min_width=0,
                        )
                        send = gr.Button(words["send"], variant="primary", min_width=0, elem_id="send")
                with gr.Row(elem_classes="buttons"):
                    new = gr.Button(words["new_conversation"], min_width=0, elem_id="new")
                    export = gr.Button(words["export"], min_width=0, elem_id="export")
                    printed = gr.Button(words["print"], min_width=0, elem_id="print")
            with gr.Column(scale=1, min_width=240):
                self.facts = _html("facts", "assistantPage.facts(element, trigger)", "forget", "reply")
        exported = gr.Textbox(visible="hidden", label=words["export"], elem_id="exported")

        self.outputs = [self.session, self.earlier, self.latest, self.facts]
        live = [*self.outputs, self.message, self.announcement]
        talking: dict[str, Any] = {
            "outputs": live,
            "concurrency_limit": 16,
            "concurrency_id": "chat",
            "show_progress": "hidden",
            "api_visibility": "private",
        }
        quick: dict[str, Any] = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
        gr.on([self.message.submit, send.click], self._say, [self.message, self.session], **talking)
        self.latest.say(self._click, [self.session], **talking)
        self.latest.reply(self._reply, [self.session], **talking)
        self.facts.reply(self._reply, [self.session], **talking)
        self.latest.stop(self._stop, self.session, None, **quick)
        self.latest.undo(self._undo, self.session, live, **quick)
        for shown in (self.latest, self.earlier):
            shown.vote(self._vote, self.session, self.thanks, **quick)
            shown.report(self._report, self.session, self.thanks, **quick)
        self.earlier.earlier(self._all, self.session, self.earlier, **quick)
        self.facts.forget(self._forget, self.session, self.facts, **quick)
        new.click(self._new, None, live, **quick)
        export.click(self._export, self.session, exported, **quick).then(
            None, exported, None, js=f"text => assistantPage.save(text, {json.dumps(words['export_name'])})"
        )

        printed.click(self._all, self.session, self.earlier, **quick).then(
            None, None, None, js="() => assistantPage.print()"
        )

    def restore(self, session_id: object) -> Shown:
        """The conversation of this browser as the server remembers it, for ``outputs``."""
        session_id = own_session(session_id)
        return session_id, *self._conversation(session_id)

    def _click(self, session_id: object, event: gr.EventData) -> Iterator[Shown]:
        yield from self._say(str(event._data["text"]), session_id)

    def _reply(self, session_id: object, event: gr.EventData) -> Iterator[Shown]:
        """Facts given by a choice or in fields, exactly as they are."""
        session_id = own_session(session_id)
        facts = self._views.fields.given(event._data["facts"])
        award_id = str(event._data["award"]) or None

        def replied() -> Answering:
            yield "", self._assistant.reply(session_id, facts, award_id)

        yield from self._talk(self._views.fields.said(facts), session_id, replied())

    def _say(self, message: str, session_id: object) -> Iterator[Shown]:
        session_id = own_session(session_id)
        yield from self._talk(message, session_id, self._streamed(message, session_id))

    def _talk(self, message: str, session_id: str, answering: Answering) -> Iterator[Shown]:
        """What ``live`` shows, again and again while the answer comes."""
        before = self._assistant.transcript(session_id)
        keep = gr.skip()
        stop = self._stops[session_id] = threading.Event()
        shown = time.monotonic()
        if message.strip():
            yield session_id, self._views.turns(before), self._views.pending(message), keep, "", keep
        try:
            for text, answer in answering:
                if answer is not None:
                    latest = self._views.turn(message, answer, len(before) + 1, latest=True)
                    facts = self._views.facts(self._assistant.session(session_id))
                    yield keep, keep, latest, facts, keep, self._views.spoken(answer)
                elif stop.is_set():
                    # Closed, it is kept as far as the rules had answered it.
                    answering.close()
                    yield *self.restore(session_id), keep, self._views.said("stopped")
                    return
                elif time.monotonic() > shown + _SHOWN_EVERY_S:
                    shown = time.monotonic()
                    yield keep, keep, self._views.pending(message, text), keep, keep, keep
        except InvalidRequest as error:
            told = [self._views.problem(detail) for detail in error.details]
            refused = self._views.refused(message, told, again=False)
            yield session_id, self._views.turns(before), refused, keep, message, keep
        except AssistantError as error:
            refused = self._views.refused(message, [self._views.failed(error)], again=True)
            yield keep, keep, refused, keep, keep, keep
        except Exception as error:
            error_id = secrets.token_hex(4)
            log.error("error %s on the page", error_id, exc_info=error)
            reason = self._views.words["error_internal"].format(error_id=error_id)
            yield keep, keep, self._views.refused(message, [reason], again=True), keep, keep, keep
        finally:
            self._stops.pop(session_id, None)

    def _streamed(self, message: str, session_id: str) -> Answering:
        """The answer as far as it has come, then whole."""
        text = ""
        for event in self._assistant.stream(message, session_id):
            if event.event == "answer":
                yield text, Answer.model_validate_json(event.data)
            else:
                text += json.loads(event.data)["text"]
                yield text, None

    def _conversation(self, session_id: str, *, whole: bool = False) -> tuple[str, str, str]:
        exchanges = self._assistant.transcript(session_id)
        facts = self._views.facts(self._assistant.session(session_id))
        if not exchanges:
            return "", self._views.welcome(), facts
        *before, last = exchanges
        return (
            self._views.turns(before, whole=whole),
            self._views.turn(last.message, last.answer, len(exchanges), latest=True),
            facts,
        )

    def _all(self, session_id: object) -> str:
        return self._conversation(own_session(session_id), whole=True)[0]

    def _forget(self, session_id: object, event: gr.EventData) -> str:
        session_id = own_session(session_id)
        self._assistant.forget_fact(session_id, str(event._data["forget"]), str(event._data["award"]) or None)
        return self._views.facts(self._assistant.session(session_id))

    def _undo(self, session_id: object) -> Shown:
        """The last turn taken back; its message stands in the field again, to be changed."""
        session_id = own_session(session_id)
        undone = self._assistant.undo(session_id)
        if undone is None:
            return *self.restore(session_id), gr.skip(), self._views.said("undo_not")
        return *self.restore(session_id), undone.message, self._views.said("undone")

    def _stop(self, session_id: object) -> None:
        """Cut the answer short that is coming, with the next word of it."""
        if stop := self._stops.get(own_session(session_id)):
            stop.set()

    def _vote(self, session_id: object, event: gr.EventData) -> str:
        session_id, number = own_session(session_id), int(event._data["turn"])
        exchange = self._exchange(session_id, number)
        if exchange is not None:
            up, reason = event._data["vote"] == "up", _reason(event._data)
            self._feedback.vote(session_id, number, up, reason, exchange.message, exchange.answer.answer)
        return self._views.thanks()

    def _report(self, session_id: object, event: gr.EventData) -> str:
        exchange = self._exchange(own_session(session_id), int(event._data["turn"]))
        if exchange is not None:
            subject = str(event._data.get("subject", ""))
            self._feedback.report(subject, _reason(event._data), exchange.message, exchange.answer.answer)
        return self._views.thanks()

    def _exchange(self, session_id: str, number: int) -> Exchange | None:
        exchanges = self._assistant.transcript(session_id)
        return exchanges[number - 1] if 0 < number <= len(exchanges) else None

    def _new(self) -> Shown:
        return *self.restore(""), "", ""

    def _export(self, session_id: object) -> str:
        return as_markdown(self._assistant.transcript(own_session(session_id)), self._views)


def own_session(session_id: object) -> str:
    """The browser's session id, or a new one that cannot be guessed where it has none."""
    if isinstance(session_id, str) and _SESSION_ID.fullmatch(session_id):
        return session_id
    return secrets.token_urlsafe(24)


def _reason(given: dict[str, object]) -> str:
    """A reason chosen and one written, as one text."""
    return "；".join(filter(None, (str(given.get(name, "")).strip() for name in ("reason", "more"))))


def _html(elem_id: str, on_load: str, *events: str) -> gr.HTML:
    # Gradio looks for the names of the events in this text.
    return gr.HTML("", elem_id=elem_id, apply_default_css=False, js_on_load=f"{on_load} // {list(events)}")
