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
        self._drawn = self._clauses.box(), self._clauses.results(Asked())
        self.query = gr.HTML(
            self._drawn[0],
            elem_id="query",
            apply_default_css=False,
            js_on_load="assistantPage.query(element, trigger, watch) // 'typed'",
        )
        with gr.Row(elem_id="look-up"):
            with gr.Column(scale=2, min_width=280):
                self.results = gr.HTML(
                    self._drawn[1],
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
        for typed in (self.query.typed, self.results.typed):
            typed(self._typed, None, self.results, **{**quick, "trigger_mode": "multiple"})
        self.results.open(self._open, None, [self.clause, transfer], **quick)
        self.clause.transfer(self._transfer, session, transfer, **quick)
        self.clause.report(self._report, None, thanks, **quick)

    def renewed(self) -> tuple[Any, Any]:
        """Box and table of contents where they are no longer as they were drawn."""
        box, contents = self._drawn
        return changed(box, self._clauses.box()), changed(contents, self._clauses.results(Asked()))

    def _typed(self, event: gr.EventData) -> str:
        return self._clauses.results(Asked.of(event._data))

    def _open(self, event: gr.EventData) -> tuple[str, str]:
        asked = event._data
        return self._clauses.clause(*(str(asked[name]) for name in ("doc", "clause", "query"))), ""

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
        return self._clauses.clause(document_id, clause_id, query)


def changed(drawn: str, now: str) -> Any:
    """What a component is to show that was ``drawn`` at the start and would be drawn so ``now``."""
    return gr.skip() if now == drawn else now
