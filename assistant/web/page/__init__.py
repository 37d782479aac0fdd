"""The page: four tabs over ``service.Assistant``, in Chinese at ``/`` and in English at ``/en``."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.components import Navbar

from assistant.web.languages import Language
from assistant.web.page.ask import Ask
from assistant.web.page.check import Check
from assistant.web.page.draft import Draft
from assistant.web.page.look_up import LookUp, changed
from assistant.web.page.views import Views
from assistant.web.page.words import page_words
from assistant.web.page.work_out import WorkOut

if TYPE_CHECKING:
    from assistant.feedback.store import FeedbackStore
    from assistant.service import Assistant

# Said of every page of two languages, although it asks for no such mode.
warnings.filterwarnings("ignore", message="SSR mode is not supported")

_HERE = Path(__file__).parent
_FONTS = ("system-ui", "-apple-system", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif")
_MONO = ("ui-monospace", "Menlo", "Consolas", "monospace")

_TABS = ("ask", "look_up", "work_out", "check")
_SCRIPTS = ("page.js", "look_up.js", "work_out.js")

#: What ``gradio.mount_gradio_app`` takes beside the page. Nothing is fetched from another host.
MOUNT: dict[str, Any] = {
    "theme": gr.themes.Base(font=_FONTS, font_mono=_MONO, radius_size="none", text_size="lg"),
    "css": (_HERE / "style.css").read_text(encoding="utf-8"),
    # In this order: the first makes what the others add to.
    "head": f"<script>{''.join((_HERE / name).read_text(encoding='utf-8') for name in _SCRIPTS)}</script>",
    "footer_links": [],
    "ssr_mode": False,
    "show_error": False,
    "max_file_size": "1kb",
}


def build_page(assistant: Assistant, feedback: FeedbackStore, staff: bool = False) -> gr.Blocks:
    """The page over ``assistant``, to be mounted at the root with ``MOUNT``; with ``staff``, it says
    where they sign in."""
    languages = page_words().languages
    with gr.Blocks(analytics_enabled=False, title=languages["zh"]["title"]) as page:
        _build(page, assistant, feedback, staff, "zh")
    with page.route("English", "en"):
        _build(page, assistant, feedback, staff, "en")
    page.queue(max_size=256)
    return page  # type: ignore[no-any-return]


def _build(
    page: gr.Blocks, assistant: Assistant, feedback: FeedbackStore, staff: bool, language: Language
) -> None:
    views = Views(assistant, language)
    Navbar(main_page_name="中文")
    words = views.words
    frame = gr.HTML(drawn := views.frame(), elem_id="frame", apply_default_css=False)
    with gr.Tabs(selected="ask") as tabs:
        with gr.Tab(words["tab_ask"], id="ask"):
            ask = Ask(assistant, views, feedback)
        with gr.Tab(words["tab_look_up"], id="look_up"):
            look_up = LookUp(assistant, views, feedback, ask.session)
        with gr.Tab(words["tab_work_out"], id="work_out"):
            work_out = WorkOut(assistant, views, ask.session)
        with gr.Tab(words["tab_check"], id="check", visible=False) as check_tab:
            check = Check(assistant, views, staff)
    gr.HTML(f"<p class='muted'>{words['footer']}</p>", elem_id="foot", apply_default_css=False)

    def restore(session_id: object, request: gr.Request) -> tuple[Any, ...]:
        asked = request.query_params
        query, document_id, clause_id = (asked.get(name, "") for name in ("q", "doc", "clause"))
        tab = asked.get("tab") or ("look_up" if query or document_id else "")
        offered = check.offered
        selected = gr.Tabs(selected=tab) if tab in _TABS and (tab != "check" or offered) else gr.skip()
        return (
            *ask.restore(session_id),
            look_up.open_link(query, document_id, clause_id),
            # What was drawn at the start may be of documents that have changed since.
            changed(drawn, views.frame()),
            *look_up.renewed(),
            # A report written since the start is offered as well.
            gr.Tab(visible=offered),
            check.render(),
            selected,
        )

    page.load(
        restore,
        ask.session,
        [*ask.outputs, look_up.clause, frame, look_up.query, look_up.results, check_tab, check.shown, tabs],
        queue=False,
        show_progress="hidden",
        api_visibility="private",
    )

    def open_case(linked: str, kept: str) -> tuple[Any, Any, Any]:
        if linked:
            return *work_out.open(linked), gr.Tabs(selected="work_out")
        if kept:
            return *work_out.restored(Draft.of_form(json.loads(kept))), gr.skip()
        return *work_out.empty(), gr.skip()

    # The case stands behind the # of the address, which browsers send to no server by themselves.
    page.load(
        open_case,
        [work_out.linked, work_out.kept],
        [work_out.form, work_out.result, tabs],
        js="() => assistantPage.keptCase()",
        queue=False,
        show_progress="hidden",
        api_visibility="private",
    )
