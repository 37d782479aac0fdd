"""Every failure of the web interface in the contract's shape: ``{"detail": [{loc, msg, type}]}``."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterable

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from assistant.contract import ErrorDetail
from assistant.errors import IndexUnavailable, InvalidRequest
from assistant.requests import describe, detail
from assistant.web.limits import MAX_BODY_BYTES

log = logging.getLogger(__name__)

_KINDS = {404: "not_found", 405: "method_not_allowed", 413: "too_large"}


def failures(status: int, details: Iterable[ErrorDetail]) -> JSONResponse:
    """A response of ``status`` that tells ``details``."""
    return JSONResponse({"detail": [each.model_dump() for each in details]}, status)


def failure(code: int, kind: str, **values: object) -> JSONResponse:
    """A response of ``code`` that tells one mistake in the words of ``prompts/errors.yaml``."""
    return failures(code, [detail(kind, ("request",), **values)])


def tell_failures(app: FastAPI) -> None:
    """Registers on ``app`` how each error is told; an unforeseen one only by its number in the log."""

    @app.exception_handler(InvalidRequest)
    async def invalid(_: Request, error: InvalidRequest) -> JSONResponse:
        return failures(422, error.details)

    @app.exception_handler(RequestValidationError)
    async def unreadable(_: Request, error: RequestValidationError) -> JSONResponse:
        return failures(422, describe(error.errors()))

    @app.exception_handler(IndexUnavailable)
    async def unavailable(_: Request, error: IndexUnavailable) -> JSONResponse:
        return failure(503, "not_ready", reason=error)

    @app.exception_handler(HTTPException)
    async def refused(_: Request, error: HTTPException) -> JSONResponse:
        kind = _KINDS.get(error.status_code, "http_error")
        return failure(error.status_code, kind, status=error.status_code, limit=MAX_BODY_BYTES)

    @app.exception_handler(Exception)
    async def unforeseen(request: Request, error: Exception) -> JSONResponse:
        error_id = secrets.token_hex(4)
        log.error("error %s at %s %s", error_id, request.method, request.url.path, exc_info=error)
        return failure(500, "internal", error_id=error_id)
