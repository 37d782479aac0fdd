"""The tab 条款: find a clause while typing, read it whole, quote it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.web.page.clauses import ClauseViews

if TYPE_CHECKING:
    from assistant.service import Assistant
    from assistant.web.page.views import Views


class LookUp:
    """The tab's components; ``open_link`` fills them from the address of the page."""

    def __init__(self, assistant: Assistant, views: Views) -> None:
        self._clauses = ClauseViews(assistant, views)
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
                    js_on_load="assistantPage.clause(element, watch)",
                )
        quick: dict[str, Any] = {
            "queue": False,
            "show_progress": "hidden",
            "api_visibility": "private",
            "trigger_mode": "always_last",
        }
        # Not on `input`, which pasting and input methods do not set off.
        self.query.change(self._clauses.results, self.query, self.results, **quick)
        self.results.open(self._open, self.query, self.clause, **quick)

    def _open(self, query: str, event: gr.EventData) -> str:
        return self._clauses.clause(str(event._data["doc"]), str(event._data["clause"]), query)

    def open_link(self, query: str, document_id: str, clause_id: str) -> tuple[str, str, str]:
        """Query, results and clause that an address with ``?q=`` or ``?doc=&clause=`` asks for."""
        query = query[:200]
        opened = (
            self._clauses.clause(document_id, clause_id, query)
            if document_id and clause_id
            else self._clauses.note("clause_none")
        )
        return query, self._clauses.results(query), opened
