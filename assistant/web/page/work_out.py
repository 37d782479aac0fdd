"""The tab 测算: pick awards, fill in what is known, see what comes out and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import gradio as gr
from pydantic import ValidationError

from assistant.awards import RuleBook
from assistant.contract import CalculationRequest, ErrorDetail
from assistant.errors import InvalidRequest
from assistant.requests import describe
from assistant.saved_case import read_saved, rules_version, save
from assistant.web.page.ask import own_session
from assistant.web.page.case_form import CaseForm, place
from assistant.web.page.draft import Draft, DraftClaim, read_draft

if TYPE_CHECKING:
    from assistant.service import Assistant
    from assistant.web.page.views import Views

#: Form and result; ``gr.skip()`` for what stays as it is.
Shown = tuple[Any, Any]


class WorkOut:
    """The tab's components. The browser holds the form, and sends it whole with everything done to it."""

    def __init__(self, assistant: Assistant, views: Views, session: gr.BrowserState) -> None:
        self._assistant = assistant
        self._views = views
        self._words = words = views.words
        self._form = CaseForm(assistant, views)
        self._drawn_with = rules_version(self._rules)
        gr.HTML(
            f"<h1>{words['work_out_heading']}</h1><p>{words['work_out_hint']}</p>{views.render('opener')}",
            apply_default_css=False,
            elem_id="work-out-top",
        )
        with gr.Row(elem_id="work-out"):
            with gr.Column(scale=3, min_width=300):
                self.form = gr.HTML(
                    self._form.render(Draft()),
                    elem_id="case",
                    apply_default_css=False,
                    js_on_load="assistantPage.workOut(element, trigger, watch) // 'act'",
                )
            with gr.Column(scale=2, min_width=300):
                self.result = gr.HTML(
                    self._note("result_none"),
                    elem_id="result",
                    apply_default_css=False,
                    js_on_load="assistantPage.workedOut(element, watch)",
                )
        # What the browser brings along: a case from the address, and the form before a reload.
        self.linked, self.kept = (gr.Textbox(visible="hidden", label=words["case_link"]) for _ in range(2))
        quick: dict[str, Any] = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
        self.form.act(self._act, session, [self.form, self.result], **quick)

    @property
    def _rules(self) -> RuleBook:
        return self._assistant.rulebook

    def empty(self) -> Shown:
        """The form as it is drawn, anew only where the rules have changed since."""
        changed = rules_version(self._rules) != self._drawn_with
        return (self._form.render(Draft()) if changed else gr.skip()), gr.skip()

    def _act(self, session_id: object, event: gr.EventData) -> Shown:
        done: dict[str, Any] = event._data
        draft = Draft.of_form(done["form"])
        match done["do"]:
            case "calculate":
                return self._calculated(draft)
            case "open":
                return self.open(str(done["text"]))
            case "profile":
                return self._from_applicant(draft)
            case "session":
                return self._from_session(own_session(session_id))
            case "add":
                return self._added(draft, [award for award in done["picked"] if award in self._rules.awards])
            case "remove":
                del draft.claims[int(done["number"]) : int(done["number"]) + 1]
                return self._form.render(draft, focus="picking"), self._note("result_old")
            case _:  # taken back, or begun again
                return self.restored(draft)

    def restored(self, draft: Draft) -> Shown:
        """The form as it was before."""
        note = self._note("result_old" if draft.claims else "result_none")
        return self._form.render(draft), note

    def open(self, text: str) -> Shown:
        """A case that was saved or sent, on the form and worked out; what it cannot hold is named."""
        try:
            saved = read_saved(text.encode())
            draft, lost = read_draft(saved.case, self._rules)
        except InvalidRequest as error:
            words = self._words
            told = self._told(error.details, [], words["opened_not"], words["opened_not_hint"])
            return gr.skip(), told
        note = self._views.render(
            "opened",
            damaged=not saved.intact,
            other_rules=bool(saved.rules) and saved.rules != rules_version(self._rules),
            lost=[(piece.text, self._views.problem(piece.detail)) for piece in lost],
        )
        form, result = self._calculated(draft, always=True)
        return form, note + str(result)

    def _calculated(self, draft: Draft, always: bool = False) -> Shown:
        """The result, or what to put right; the form is shown anew only where that is said on it."""
        if not draft.claims:
            note = self._told([], [], self._words["nothing_picked"])
            return (self._form.render(draft) if always else gr.skip()), note
        try:
            request = draft.request(self._rules)
            result = self._result(request)
        except (ValidationError, InvalidRequest) as error:
            details = (
                describe(error.errors(), ("body",)) if isinstance(error, ValidationError) else error.details
            )
            told = self._told(details, draft.claims, self._words["mistakes"])
            return self._form.render(draft, details), told
        return (self._form.render(draft) if always else gr.skip()), result

    def _result(self, request: CalculationRequest) -> str:
        response, outlook = self._assistant.calculate(request), self._assistant.outlook(request)
        return self._views.calculation(response, outlook, save(request, self._rules))

    def _from_applicant(self, draft: Draft) -> Shown:
        """The awards that are open to this applicant, to choose from."""
        applicant = draft.request(self._rules).applicant if any(draft.applicant.values()) else {}
        if not applicant:
            return gr.skip(), self._told([], [], self._words["applicant_first"])
        try:
            found = self._form.open_to(applicant)
        except InvalidRequest as error:
            return gr.skip(), self._told(error.details, [], self._words["mistakes"])
        return self._form.render(draft, found=found, focus="picking"), gr.skip()

    def _from_session(self, session_id: str) -> Shown:
        """What the conversation knows, on the form."""
        state = self._assistant.session(session_id)
        draft = Draft.of_session(state, self._rules, self._words["one_project"])
        if not draft.claims and not draft.applicant:
            return gr.skip(), self._told([], [], self._words["session_none"])
        return self._form.render(draft, focus="picking"), self._note("result_old")

    def _added(self, draft: Draft, awards: Sequence[str]) -> Shown:
        if not awards:
            return gr.skip(), self._told([], [], self._words["nothing_picked"])
        first = len(draft.claims)
        draft.claims += [DraftClaim(award) for award in awards]
        return self._form.render(draft, focus=f"claim-{first}"), self._note("result_old")

    def _note(self, key: str) -> str:
        return self._views.render("note", text=self._words[key])

    def _told(
        self, details: Sequence[ErrorDetail], claims: Sequence[DraftClaim], heading: str, footer: str = ""
    ) -> str:
        """Each mistake under the name of its award, with the way to its field."""
        told = []
        for detail in details:
            name = ""
            match [step for step in detail.loc if step != "body"]:
                case ["claims", int(number), *_] if number < len(claims):
                    name = self._views.award_name(claims[number].award_id)
            target = place(detail) if claims else ""
            told.append((target, name, self._views.problem(detail)))
        return self._views.render(
            "mistakes", heading=heading, mistakes=list(dict.fromkeys(told)), footer=footer
        )
