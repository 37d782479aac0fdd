"""The latest evaluation report at ``/evaluation``: a file that ``python -m evals run … --html`` wrote."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from assistant.settings import Settings

#: No script runs in the report, so the page that shows it may measure it.
_SAFE = {
    "Content-Security-Policy": "sandbox allow-same-origin; default-src 'none'; style-src 'unsafe-inline'; "
    "img-src data:; frame-ancestors 'self'",
    "Cache-Control": "no-cache",
}


def report_file(settings: Settings) -> Path | None:
    """The report of the settings, or else of the data folder; None where there is none."""
    path = settings.evaluation_report or settings.data_dir / "evaluation.html"
    return path if path.is_file() else None


def evaluation(settings: Settings) -> APIRouter:
    """The report for everybody: what the assistant gets wrong is no secret, and no user is quoted in it."""
    router = APIRouter(include_in_schema=False)

    @router.get("/evaluation")
    def report() -> HTMLResponse:
        found = report_file(settings)
        if found is None:
            raise HTTPException(404)
        return HTMLResponse(found.read_bytes(), headers=_SAFE)

    return router
