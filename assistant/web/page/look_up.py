"""The tab 条款: find a clause while typing, read it whole, quote it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.web.page.ask import own_session
from assistant.web.page.clauses import Asked, ClauseViews

if TYPE_CHECKING:
    from assistant.feedback.store import FeedbackStore
    from assistant.service import Assistant
    from assistant.web.page.views import Views

_QUERY_LENGTH = 200


class LookUp:
    """The tab's components; ``open_link`` fills them from the address of the page."""

    def __init__(
        self, assistant: Assistant, views: Views, feedback: FeedbackStore, session: gr.BrowserState
    ) -> None:
        self._clauses = ClauseViews(assistant, views)
        self._views = views
        self._feedback = feedback
        words = views.words
        gr.HTML(f"<h1>{words['look_up_heading']}</h1>", apply_default_css=False)
        # An input of our own: Gradio's takes letters back where a response comes in between them.
        query = gr.HTML(
            self._clauses.box(),
            elem_id="query",
            apply_default_css=False,
            js_on_load="assistantPage.query(element, trigger) // 'typed'",
        )
        with gr.Row(elem_id="look-up"):
            with gr.Column(scale=2, min_width=280):
                self.results = gr.HTML(
                    self._clauses.results(Asked()),
                    elem_id="results",
                    apply_default_css=False,
                    js_on_load="assistantPage.lookUp(element, trigger, watch, 'open') // 'typed'",
                )
            with gr.Column(scale=3, min_width=300):
                self.clause = gr.HTML(
                    self._clauses.note("clause_none"),
                    elem_id="clause",
                    apply_default_css=False,
                    js_on_load="assistantPage.clause(element, trigger, watch) // 'transfer' 'report'",
                )
                transfer = gr.HTML(
                    "",
                    elem_id="transfer",
                    apply_default_css=False,
                    js_on_load="element.setAttribute('aria-live', 'polite')",
                )
                thanks = gr.HTML(
                    "",
                    elem_id="clause-thanks",
                    elem_classes="thanks",
                    apply_default_css=False,
                    js_on_load="assistantPage.thanks(element, watch)",
                )
        quick: dict[str, Any] = {
            "queue": False,
            "show_progress": "hidden",
            "api_visibility": "private",
            "trigger_mode": "always_last",
        }
        # Not "always_last": that would send the words of the first event once more.
        for typed in (query.typed, self.results.typed):
            typed(self._typed, None, self.results, **{**quick, "trigger_mode": "multiple"})
        self.results.open(self._open, None, [self.clause, transfer], **quick)
        self.clause.transfer(self._transfer, session, transfer, **quick)
        self.clause.report(self._report, None, thanks, **quick)

    def _typed(self, event: gr.EventData) -> str:
        return self._clauses.results(Asked.of(event._data))

    def _open(self, event: gr.EventData) -> tuple[str, str]:
        asked = event._data
        query = str(asked["query"])[:_QUERY_LENGTH]
        return self._clauses.clause(str(asked["doc"]), str(asked["clause"]), query), ""

    def _transfer(self, session_id: object, event: gr.EventData) -> str:
        return self._clauses.transfer(
            str(event._data["doc"]), str(event._data["clause"]), own_session(session_id)
        )

    def _report(self, event: gr.EventData) -> str:
        self._feedback.report(str(event._data["subject"]), str(event._data.get("reason", "")))
        return self._views.thanks()

    def open_link(self, query: str, document_id: str, clause_id: str) -> Any:
        """The clause that an address with ``?doc=&clause=`` asks for, what ``?q=`` finds in it marked."""
        if not (document_id and clause_id):
            return gr.skip()
        return self._clauses.clause(document_id, clause_id, query[:_QUERY_LENGTH])
