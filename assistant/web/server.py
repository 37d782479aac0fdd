"""The server: the page and the REST interface in one process."""

from __future__ import annotations

import errno
import logging
import os
import socket
import sys
from typing import TYPE_CHECKING

from assistant.errors import AssistantError
from assistant.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.service import Assistant

log = logging.getLogger(__name__)

#: Seconds that answers under way may take after the order to stop.
GRACE_S = 3

#: Nothing is fetched from, and nothing told to, any other machine, unless the user sets it otherwise.
_QUIET = {
    "HF_HUB_OFFLINE": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "ANONYMIZED_TELEMETRY": "False",
    "TOKENIZERS_PARALLELISM": "false",
    "NO_PROXY": "127.0.0.1,localhost",
}


def create_app(assistant: Assistant, *, page: bool = True) -> FastAPI:
    """REST, documentation at ``/docs``, staff and MCP where set; with ``page``, the page at ``/``."""
    from fastapi_offline import FastAPIOffline

    from assistant.feedback.store import FeedbackStore
    from assistant.web.evaluation import evaluation
    from assistant.web.failures import tell_failures
    from assistant.web.limits import BodyLimit
    from assistant.web.rest import health, metrics, rest
    from assistant.web.staff.pages import no_staff, staff_area
    from assistant.web.staff.signing import Staff

    app = FastAPIOffline(
        redoc_url=None,
        title="政策助手接口",
        # Swagger's page would otherwise ask a public service to check the schema.
        swagger_ui_parameters={"validatorUrl": None},
    )
    feedback = FeedbackStore(assistant.settings.data_dir / "feedback.sqlite")
    assistant.listen(feedback.heard)
    app.include_router(health)
    app.include_router(rest(assistant))
    app.include_router(metrics(assistant))
    app.include_router(evaluation(assistant.settings))
    staff = Staff.of(assistant.settings)
    app.include_router(staff_area(staff, feedback, assistant) if staff else no_staff())
    tell_failures(app)
    app.add_middleware(BodyLimit)
    if assistant.settings.mcp:
        from assistant.web.mcp import offer

        offer(app, assistant)
    if page:
        import gradio

        from assistant.web.page import MOUNT, build_page

        gradio.mount_gradio_app(app, build_page(assistant, feedback, staff is not None), path="/", **MOUNT)
    return app


def serve(host: str, port: int, settings: Settings) -> int:
    """Serves until told to stop.

    Returns the exit status: 0 after a stop, 1 where the assistant could not be opened, 2 where the
    address cannot be had.
    """
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, port), family=family, backlog=1024)
    except OSError as error:
        reason = "端口已被占用" if error.errno == errno.EADDRINUSE else error.strerror
        print(f"不能在 {host}:{port} 启动：{reason}；请换一个，例如 --port 8000", file=sys.stderr)
        return 2
    import uvicorn

    from assistant.web.starting import Starting

    failures: list[Exception] = []
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else f"[{host}]" if ":" in host else host

    def build() -> FastAPI:
        from assistant.service import Assistant

        return create_app(Assistant.open(settings, serving=True).warm())

    def ready() -> None:
        print(f"请用浏览器打开 http://{shown}:{listener.getsockname()[1]}", flush=True)

    def failed(error: Exception) -> None:
        failures.append(error)
        server.should_exit = True

    server = uvicorn.Server(
        uvicorn.Config(
            Starting(build, ready, failed),
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=GRACE_S,
        )
    )
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        return 0
    for failure in failures:
        if not isinstance(failure, AssistantError):
            log.error("start failed", exc_info=failure)
        print(f"无法启动：{failure}", file=sys.stderr)
    return 1 if failures else 0
