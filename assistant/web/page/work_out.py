"""The tab 测算: pick awards, fill in what is known, see what comes out and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import gradio as gr
from gradio.blocks import Block
from gradio.components import Component
from pydantic import ValidationError

from assistant.awards import applicant_facts
from assistant.contract import CalculationRequest, ErrorDetail, FactInfo
from assistant.errors import InvalidRequest
from assistant.requests import describe, read_model
from assistant.web.page.fields import TRUTH

if TYPE_CHECKING:
    from assistant.service import Assistant
    from assistant.web.page.views import Views

#: Up to this many choices are shown side by side.
_SIDE_BY_SIDE = 5
#: Queued, for only then does a changed state render the form anew.
_CHANGING: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


class Picked(NamedTuple):
    """An award on the form; the same award may stand there for several projects."""

    number: int
    award_id: str


class WorkOut:
    """The tab's components."""

    def __init__(self, assistant: Assistant, views: Views) -> None:
        self._assistant = assistant
        self._views = views
        self._words = words = views.words
        self._awards = {award.award_id: award for award in assistant.awards()}
        self._applicant_facts = applicant_facts(assistant.rulebook)
        self._picked = gr.State([])
        self.result = gr.HTML(
            self._note("result_none"),
            render=False,
            elem_id="result",
            apply_default_css=False,
            js_on_load="element.setAttribute('aria-live', 'polite')",
        )
        gr.HTML(
            f"<h1>{words['work_out_heading']}</h1><p>{words['work_out_hint']}</p>", apply_default_css=False
        )
        with gr.Row(elem_id="work-out"):
            with gr.Column(scale=3, min_width=300):
                self._applicant = {
                    fact.fact: self._input(fact, ("applicant", fact.fact)) for fact in self._applicant_facts
                }
                self._as_of = gr.Textbox(
                    label=words["as_of"], info=words["as_of_hint"], max_lines=1, max_length=10
                )
                choice = gr.Dropdown(
                    [(f"{award.name}　{award.amount_text}", key) for key, award in self._awards.items()],
                    label=words["pick"],
                    info=words["pick_hint"],
                    multiselect=True,
                    elem_id="pick",
                )
                add = gr.Button(words["add_project"], elem_id="add")
                add.click(self._add, [self._picked, choice], [self._picked, choice, self.result], **_CHANGING)
                form = gr.render(self._picked, [self._picked.change])
                form(self._form)
            with gr.Column(scale=2, min_width=300):
                opener = gr.HTML(
                    views.render("opener"),
                    elem_id="opener",
                    apply_default_css=False,
                    js_on_load="assistantPage.opener(element, trigger) // 'opened'",
                )
                self.result.render()  # type: ignore[no-untyped-call]
        self.linked = gr.Textbox(visible="hidden", label=words["case_link"])
        opener.opened(self._opened, None, self.result, **_CHANGING)

    def _form(self, picked: list[Picked]) -> None:
        """The fields of every award picked, and the button that works them out."""
        if not picked:
            return
        words = self._words
        claims = [(Picked(*one), self._claim(Picked(*one))) for one in picked]
        together = gr.Checkbox(label=words["same_enterprise"], key="stacking")
        with gr.Row(elem_classes="buttons"):
            run = gr.Button(
                words["calculate"], variant="primary", min_width=0, elem_id="calculate", key="run"
            )
            clear = gr.Button(words["clear"], min_width=0, key="clear")

        def calculated(values: Mapping[Component, Any]) -> str:
            def given(fields: Mapping[str, Component]) -> dict[str, Any]:
                return {name: values[component] for name, component in fields.items()}

            return self._calculate(
                values[self._as_of],
                given(self._applicant),
                [(claim, given(fields)) for claim, fields in claims],
                "enterprise" if values[together] else "project",
            )

        fields = [component for _, claim in claims for component in claim.values()]
        inputs: set[Block] = {self._as_of, together, *self._applicant.values(), *fields}
        run.click(calculated, inputs, self.result, **_CHANGING)
        clear.click(lambda: ([], self._note("result_none")), None, [self._picked, self.result], **_CHANGING)

    def _add(self, picked: list[Picked], chosen: Sequence[str] | None) -> tuple[list[Picked], list[str], Any]:
        """The form with one more entry for each award chosen, and the choice emptied."""
        if not chosen:
            return picked, [], self._note("nothing_picked")
        last = max((one[0] for one in picked), default=0)
        return [*picked, *(Picked(last + n, award) for n, award in enumerate(chosen, 1))], [], gr.skip()

    def _note(self, key: str) -> str:
        return self._views.render("note", text=self._words[key])

    def _claim(self, claim: Picked) -> dict[str, Component]:
        """The fields of one award for one project, by fact; the project's name under ``""``."""
        award = self._awards[claim.award_id]
        with gr.Column(elem_classes="claim", key=(claim.number, "claim")):
            gr.HTML(
                self._views.render("claim", award=award), apply_default_css=False, key=(claim.number, "head")
            )
            fields: dict[str, Component] = {
                fact.fact: self._input(fact, (claim.number, fact.fact)) for fact in award.facts
            }
            fields[""] = gr.Textbox(
                label=self._words["claim_project"],
                placeholder=self._words["claim_project_hint"],
                max_length=60,
                key=(claim.number, "project"),
            )
            remove = gr.Button(self._words["remove"], min_width=0, key=(claim.number, "remove"))
            remove.click(
                lambda picked: [one for one in picked if one[0] != claim.number],
                self._picked,
                self._picked,
                **_CHANGING,
            )
        return fields

    def _input(self, fact: FactInfo, key: tuple[int | str, str]) -> Component:
        """A field for one fact; left as it is, the fact is not known."""
        words = self._words
        common: dict[str, Any] = {"label": fact.question, "key": key}
        if fact.type == "bool":
            choices = [(words["yes"], "true"), (words["no"], "false"), (words["unknown_choice"], "")]
            # Given a value, even none, a field would lose what was chosen when another award is added.
            return gr.Radio(choices, **common)
        if fact.type == "choice":
            choices = [
                *zip(fact.choice_labels, fact.choices, strict=True),
                (words["unknown_choice"], ""),
            ]
            if len(choices) <= _SIDE_BY_SIDE:
                return gr.Radio(choices, **common)
            return gr.Dropdown(choices, value="", **common)
        hints = [words["unit_hint"].format(unit=fact.unit)] if fact.unit else []
        if fact.default is not None:
            hints.append(words["default_hint"].format(default=fact.default, unit=fact.unit))
        if fact.type == "decimal_list":
            hints.append(words["list_hint"])
        return gr.Textbox(info="；".join(hints) or None, max_length=200, **common)

    def _calculate(
        self,
        as_of: str,
        applicant: Mapping[str, Any],
        claims: Sequence[tuple[Picked, Mapping[str, Any]]],
        stacking: str,
    ) -> str:
        request = {
            "as_of": as_of.strip() or None,
            "applicant": _facts(self._applicant_facts, applicant),
            "claims": [
                {
                    "award_id": claim.award_id,
                    "project": fields[""].strip() or None,
                    "facts": _facts(self._awards[claim.award_id].facts, fields),
                }
                for claim, fields in claims
            ],
            "stacking": stacking,
        }
        try:
            return self._shown(CalculationRequest.model_validate(request))
        except ValidationError as error:
            return self._mistakes(
                describe(error.errors(), ("body",)), [claim.award_id for claim, _ in claims]
            )
        except InvalidRequest as error:
            return self._mistakes(error.details, [claim.award_id for claim, _ in claims])

    def _shown(self, request: CalculationRequest) -> str:
        response = self._assistant.calculate(request)
        return self._views.calculation(request, response, self._assistant.outlook(request))

    def _opened(self, event: gr.EventData) -> str:
        return self.open(str(event._data["text"]))

    def open(self, text: str) -> str:
        """The result of a case that was saved or sent, as JSON."""
        try:
            return self._shown(read_model(text.encode(), CalculationRequest))
        except InvalidRequest as error:
            return self._mistakes(error.details, [])

    def _mistakes(self, details: Sequence[ErrorDetail], awards: Sequence[str]) -> str:
        """Each mistake under the name of the award it stands at."""
        told = []
        for detail in details:
            match [step for step in detail.loc if step != "body"]:
                case ["claims", int(index), *_] if index < len(awards):
                    told.append(f"{self._awards[awards[index]].name}：{detail.msg}")
                case _:
                    told.append(detail.msg)
        return self._views.mistakes(list(dict.fromkeys(told)))


def _facts(declared: Sequence[FactInfo], fields: Mapping[str, Any]) -> dict[str, Any]:
    """The facts filled in, as a request gives them; a field left empty is no fact."""
    given: dict[str, Any] = {}
    for fact in declared:
        value = fields[fact.fact]
        text = "" if value is None else str(value).strip()
        if not text:
            continue
        if fact.type == "bool":
            given[fact.fact] = TRUTH[text]
        elif fact.type == "decimal_list":
            given[fact.fact] = [one.strip() for one in text.replace("，", ",").split(",") if one.strip()]
        else:
            given[fact.fact] = text
    return given
