"""The tab 条款: find a clause while typing, read it whole, quote it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.web.page.ask import own_session
from assistant.web.page.clauses import ClauseViews

if TYPE_CHECKING:
    from assistant.feedback.store import FeedbackStore
    from assistant.service import Assistant
    from assistant.web.page.views import Views


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
        self.query = gr.Textbox(
            label=words["query"],
            info=words["keys"],
            placeholder=words["query_hint"],
            max_lines=1,
            max_length=200,
            elem_id="query",
        )
        with gr.Row(elem_id="look-up"):
            with gr.Column(scale=2, min_width=280):
                self.results = gr.HTML(
                    self._clauses.results(""),
                    elem_id="results",
                    apply_default_css=False,
                    js_on_load="assistantPage.lookUp(element, trigger, watch, 'open')",
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
        # Not on `input`, which pasting and input methods do not set off.
        self.query.change(self._clauses.results, self.query, self.results, **quick)
        self.results.open(self._open, self.query, [self.clause, transfer], **quick)
        self.clause.transfer(self._transfer, session, transfer, **quick)
        self.clause.report(self._report, None, thanks, **quick)

    def _open(self, query: str, event: gr.EventData) -> tuple[str, str]:
        return self._clauses.clause(str(event._data["doc"]), str(event._data["clause"]), query), ""

    def _transfer(self, session_id: object, event: gr.EventData) -> str:
        return self._clauses.transfer(
            str(event._data["doc"]), str(event._data["clause"]), own_session(session_id)
        )

    def _report(self, event: gr.EventData) -> str:
        self._feedback.report(str(event._data["subject"]), str(event._data.get("reason", "")))
        return self._views.thanks()

    def open_link(self, query: str, document_id: str, clause_id: str) -> tuple[Any, Any, Any]:
        """Query, results and clause that an address with ``?q=`` or ``?doc=&clause=`` asks for.

        What the address says nothing of is left alone: somebody may be typing already.
        """
        query = query[:200]
        listed = (query, self._clauses.results(query)) if query else (gr.skip(), gr.skip())
        opened = (
            self._clauses.clause(document_id, clause_id, query) if document_id and clause_id else gr.skip()
        )
        return *listed, opened
