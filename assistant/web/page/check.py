"""The tab 评测: the latest evaluation report for everybody, and for the staff the way to what users said."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import gradio as gr

from assistant.web.evaluation import report_file

if TYPE_CHECKING:
    from assistant.service import Assistant
    from assistant.web.page.views import Views


class Check:
    """The tab's components; there is no tab where there is neither a report nor a staff area."""

    def __init__(self, assistant: Assistant, views: Views, staff: bool) -> None:
        self._settings = assistant.settings
        self._views = views
        self._staff = staff
        self.shown = gr.HTML(
            self.render(),
            elem_id="check",
            apply_default_css=False,
            js_on_load="assistantPage.report(element, watch)",
        )

    @property
    def offered(self) -> bool:
        return self._staff or report_file(self._settings) is not None

    def render(self) -> str:
        found = report_file(self._settings)
        written = datetime.fromtimestamp(found.stat().st_mtime).astimezone() if found else None
        return self._views.render(
            "check",
            version=f"{written:%Y%m%d%H%M%S}" if written else "",
            date=f"{written:%Y-%m-%d}" if written else "",
            staff=self._staff,
        )
