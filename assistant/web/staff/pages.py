"""The routes of the staff area, under ``/staff``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException

from assistant.errors import InvalidRequest
from assistant.feedback.store import FeedbackStore
from assistant.web.languages import Language, LanguagesFile
from assistant.web.staff.signing import COOKIE, HOURS, Brake, Staff
from assistant.yaml_files import load_model

if TYPE_CHECKING:
    from assistant.service import Assistant

_HERE = Path(__file__).parent
_PAGES = ("unanswered", "reports", "votes", "confirmed")
#: Clauses offered for a question to be confirmed.
_OFFERED = 8
#: Characters of a question that clauses are looked for by.
_QUESTION = 200
#: Nothing from elsewhere, no script at all, and no other site may frame the area.
_SAFE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}


def no_staff() -> APIRouter:
    """Every address of the area as unknown, for where there is no staff."""
    area = APIRouter(prefix="/staff", include_in_schema=False)

    @area.api_route("", methods=["GET", "POST"])
    @area.api_route("/{rest:path}", methods=["GET", "POST"])
    def unknown() -> None:
        raise HTTPException(404)

    return area


def staff_area(staff: Staff, feedback: FeedbackStore, assistant: Assistant) -> APIRouter:
    """The area for ``staff``; whoever has not signed in sees the sign-in page instead of any other.

    ``?lang=en`` shows it in English, and every link goes on in the same language.
    """
    area = APIRouter(prefix="/staff", include_in_schema=False)
    brake = Brake()
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    languages = load_model(assistant.settings.prompts_dir / "staff.yaml", LanguagesFile).languages
    style = (_HERE / "staff.css").read_text(encoding="utf-8")

    def shown(lang: Language, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        html = environment.get_template(f"{template}.html").render(
            words=languages[lang],
            lang=lang,
            other=next((name, words["language"]) for name, words in languages.items() if name != lang),
            style=style,
            pages=_PAGES,
            **values,
        )
        return HTMLResponse(html, status, headers=_SAFE)

    def sign_in_page(lang: Language, status: int = 200, problem: str = "") -> HTMLResponse:
        return shown(lang, "sign_in", status, page="", problem=languages[lang][problem] if problem else "")

    def signed_in(request: Request) -> str | None:
        return staff.name(request.cookies.get(COOKIE))

    @area.get("")
    def start(request: Request, lang: Language = "zh") -> Response:
        if signed_in(request) is None:
            return sign_in_page(lang)
        return RedirectResponse(f"/staff/{_PAGES[0]}?lang={lang}", 303)

    @area.post("")
    def sign_in(
        request: Request,
        name: Annotated[str, Form(max_length=80)] = "",
        password: Annotated[str, Form(max_length=200)] = "",
        lang: Language = "zh",
    ) -> Response:
        address = request.client.host if request.client else ""
        keys = (f"address {address}", f"name {name}")
        if brake.holds(*keys):
            return sign_in_page(lang, 429, "too_often")
        if not staff.knows(name, password):
            brake.failed(*keys)
            return sign_in_page(lang, 401, "refused")
        entered = RedirectResponse(f"/staff/{_PAGES[0]}?lang={lang}", 303)
        entered.set_cookie(
            COOKIE,
            staff.cookie(name),
            max_age=HOURS * 3600,
            path="/staff",
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="strict",
        )
        return entered

    @area.post("/sign-out")
    def sign_out(lang: Language = "zh") -> Response:
        left = RedirectResponse(f"/staff?lang={lang}", 303)
        left.delete_cookie(COOKIE, path="/staff", httponly=True, samesite="strict")
        return left

    def counts() -> dict[str, int]:
        found = feedback.counts()
        confirmed = len(assistant.confirmed_questions())
        return {**found, "votes": found["up"] + found["down"], "confirmed": confirmed}

    def confirm_page(lang: Language, name: str, question: str, q: str, problem: str = "") -> HTMLResponse:
        """Clauses that may answer ``question``, found by the words ``q`` or else its own."""
        looked_for = (q or question).strip()[:_QUESTION]
        hits = assistant.search(looked_for, _OFFERED).hits if looked_for else ()
        return shown(
            lang,
            "confirm",
            422 if problem else 200,
            page="confirm",
            name=name,
            counts=counts(),
            question=question,
            q=q,
            hits=hits,
            problem=problem,
        )

    @area.get("/confirm")
    def to_confirm(request: Request, question: str = "", q: str = "", lang: Language = "zh") -> Response:
        name = signed_in(request)
        return sign_in_page(lang, 401, "expired") if name is None else confirm_page(lang, name, question, q)

    @area.post("/confirm")
    def confirm(
        request: Request,
        question: Annotated[str, Form()] = "",
        answer: Annotated[list[str] | None, Form()] = None,
        q: Annotated[str, Form()] = "",
        lang: Language = "zh",
    ) -> Response:
        name = signed_in(request)
        if name is None:
            return sign_in_page(lang, 401, "expired")
        answers = [(document, clause) for document, _, clause in (one.partition(" ") for one in answer or ())]
        try:
            assistant.confirm_question(question, answers, name)
        except InvalidRequest as error:
            key = "confirm_nothing" if not answers else "confirm_not"
            told = languages[lang][key].format(reason="；".join(each.msg for each in error.details))
            return confirm_page(lang, name, question, q, told)
        return RedirectResponse(f"/staff/confirmed?lang={lang}", 303)

    @area.post("/forget")
    def forget(request: Request, question: Annotated[str, Form()] = "", lang: Language = "zh") -> Response:
        if signed_in(request) is None:
            return sign_in_page(lang, 401, "expired")
        assistant.forget_question(question)
        return RedirectResponse(f"/staff/confirmed?lang={lang}", 303)

    @area.get("/{page}")
    def page(request: Request, page: str, lang: Language = "zh") -> Response:
        name = signed_in(request)
        if name is None:
            return sign_in_page(lang, 401, "expired")
        if page not in _PAGES:
            raise HTTPException(404)
        lists: dict[str, Callable[[], tuple[Any, ...]]] = {
            "unanswered": feedback.unanswered,
            "reports": feedback.reports,
            "votes": feedback.votes,
            "confirmed": assistant.confirmed_questions,
        }
        listed = lists[page]()
        return shown(lang, page, page=page, name=name, counts=counts(), listed=listed, label=label)

    def label(document_id: str, clause_id: str) -> str:
        clause = assistant.clause(document_id, clause_id)
        return f"{clause.label} {clause.heading}" if clause else f"{document_id} {clause_id}"

    return area
