"""The routes of the staff area, under ``/staff``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException

from assistant.feedback.store import FeedbackStore
from assistant.settings import Settings
from assistant.web.staff.signing import COOKIE, HOURS, Brake, Staff
from assistant.yaml_files import load_model

_HERE = Path(__file__).parent
_PAGES = ("unanswered", "reports", "votes", "evaluation")
#: Nothing from elsewhere, no script at all, and no other site may frame the area.
_SAFE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}
#: The report may style and script itself, but is as a stranger to the rest of the site.
_REPORT = {
    "Content-Security-Policy": "sandbox allow-scripts; default-src 'none'; style-src 'unsafe-inline'; "
    "script-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'",
    "Cache-Control": "no-store",
}


class _StaffWords(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    words: dict[str, str]


def no_staff() -> APIRouter:
    """Every address of the area as unknown, for where there is no staff."""
    area = APIRouter(prefix="/staff", include_in_schema=False)

    @area.api_route("", methods=["GET", "POST"])
    @area.api_route("/{rest:path}", methods=["GET", "POST"])
    def unknown() -> None:
        raise HTTPException(404)

    return area


def staff_area(staff: Staff, feedback: FeedbackStore, settings: Settings) -> APIRouter:
    """The area for ``staff``; whoever has not signed in sees the sign-in page instead of any other."""
    area = APIRouter(prefix="/staff", include_in_schema=False)
    brake = Brake()
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words = load_model(settings.prompts_dir / "staff.yaml", _StaffWords).words
    style = (_HERE / "staff.css").read_text(encoding="utf-8")

    def shown(template: str, status: int = 200, **values: Any) -> HTMLResponse:
        html = environment.get_template(f"{template}.html").render(
            words=words, style=style, pages=_PAGES, **values
        )
        return HTMLResponse(html, status, headers=_SAFE)

    def signed_in(request: Request) -> str | None:
        return staff.name(request.cookies.get(COOKIE))

    @area.get("")
    def start(request: Request) -> Response:
        if signed_in(request) is None:
            return shown("sign_in", problem="")
        return RedirectResponse(f"/staff/{_PAGES[0]}", 303)

    @area.post("")
    def sign_in(
        request: Request,
        name: Annotated[str, Form(max_length=80)] = "",
        password: Annotated[str, Form(max_length=200)] = "",
    ) -> Response:
        address = request.client.host if request.client else ""
        keys = (f"address {address}", f"name {name}")
        if brake.holds(*keys):
            return shown("sign_in", 429, problem=words["too_often"])
        if not staff.knows(name, password):
            brake.failed(*keys)
            return shown("sign_in", 401, problem=words["refused"])
        entered = RedirectResponse(f"/staff/{_PAGES[0]}", 303)
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
    def sign_out() -> Response:
        left = RedirectResponse("/staff", 303)
        left.delete_cookie(COOKIE, path="/staff", httponly=True, samesite="strict")
        return left

    @area.get("/report")
    def report(request: Request) -> Response:
        if signed_in(request) is None:
            return shown("sign_in", 401, problem="")
        if settings.evaluation_report is None or not settings.evaluation_report.is_file():
            raise HTTPException(404)
        return HTMLResponse(settings.evaluation_report.read_bytes(), headers=_REPORT)

    @area.get("/{page}")
    def page(request: Request, page: str) -> Response:
        name = signed_in(request)
        if name is None:
            return shown("sign_in", 401, problem="")
        if page not in _PAGES:
            raise HTTPException(404)
        found = settings.evaluation_report is not None and settings.evaluation_report.is_file()
        lists: dict[str, Any] = {
            "unanswered": feedback.unanswered,
            "reports": feedback.reports,
            "votes": feedback.votes,
            "evaluation": lambda: found,
        }
        return shown(page, page=page, name=name, counts=feedback.counts(), listed=lists[page]())

    return area
