"""The REST interface of the contract: thin routes over ``service.Assistant``."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import unquote_to_bytes

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse, StreamingResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from assistant.contract import (
    Answer,
    AwardInfo,
    CalculationRequest,
    CalculationResponse,
    ChatRequest,
    ClauseDetail,
    DocumentInfo,
    DocumentStatus,
    SearchResponse,
    WrittenDate,
)
from assistant.requests import read_json, read_query, refuse
from assistant.web.failures import failure

if TYPE_CHECKING:
    from assistant.service import Assistant, StreamEvent

EVENT_STREAM = "text/event-stream"
MAX_HITS = 50
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


health = APIRouter(tags=["运行状态"])


@health.get("/healthz", summary="进程在运行")
async def healthz() -> dict[str, str]:
    return {"status": "alive"}


@health.get("/readyz", summary="索引已载入，可以回答；此前为 503")
async def readyz() -> dict[str, str]:
    return {"status": "ready"}


def metrics(assistant: Assistant) -> APIRouter:
    """``/metrics``: what the chat model did since the start, in Prometheus' text format."""
    router = APIRouter(tags=["运行状态"])

    @router.get("/metrics", summary="对话模型的用量（Prometheus 文本）；没有模型时为空")
    def told() -> PlainTextResponse:
        return PlainTextResponse(assistant.model_metrics())

    return router


class _ExactRequest(Request):
    """A request whose JSON never passes through a binary float."""

    async def json(self) -> Any:
        if not hasattr(self, "_exact"):
            self._exact = read_json(await self.body())
        return self._exact


class _ExactRoute(APIRoute):
    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def exactly(request: Request) -> Response:
            exact = _ExactRequest(request.scope, request.receive)
            try:
                unquote_to_bytes(request.scope["query_string"]).decode()
            except UnicodeDecodeError:
                refuse("encoding", ("query",))
            if request.method == "POST":
                # Read here, for FastAPI would turn our error into one without words.
                await exact.json()
            return await handle(exact)

        return exactly


def rest(assistant: Assistant) -> APIRouter:
    """The routes under ``/api``; each runs in a worker thread, for answering blocks."""
    api = APIRouter(prefix="/api", route_class=_ExactRoute)

    @api.post(
        "/chat",
        tags=["对话"],
        summary="提问，得到有出处的回答",
        response_model=Answer,
        responses={200: {"content": {EVENT_STREAM: {}}}},
    )
    def chat(request: Request, asked: ChatRequest) -> Answer | StreamingResponse:
        """`Accept: text/event-stream` 时以事件流回答，最后一个事件 `answer` 是完整的回答。"""
        if EVENT_STREAM not in request.headers.get("accept", ""):
            return assistant.chat(asked.message, asked.session_id)
        events = assistant.stream(asked.message, asked.session_id)
        # Drawn before the response begins, so that a refused message is a 422 and not a broken stream.
        first = next(events)
        return StreamingResponse(
            map(_event, chain([first], events)),
            media_type=EVENT_STREAM,
            headers={"Cache-Control": "no-store"},
        )

    @api.get("/clauses", tags=["条款"], summary="按条号、词语或责任单位查条款")
    def search(
        q: Annotated[str, Query(description="查什么")],
        k: Annotated[int, Query(ge=1, le=MAX_HITS, description="最多几条")] = 5,
        document_id: Annotated[str | None, Query(description="只查这份文件")] = None,
        region: Annotated[str | None, Query(description="只查这个地区的文件")] = None,
        status: Annotated[DocumentStatus | None, Query(description="只查这种状态的文件")] = None,
        date: Annotated[
            WrittenDate | None, Query(description="状态按这一天算；不写状态则只查这一天有效的文件")
        ] = None,
    ) -> SearchResponse:
        selection = assistant.selection(document_id, region, status, date)
        return assistant.search(read_query(q), k, selection=selection)

    @api.get(
        "/clauses/{document_id}/{clause_id}", tags=["条款"], summary="一条的全文", response_model=ClauseDetail
    )
    def clause(document_id: str, clause_id: str) -> ClauseDetail | JSONResponse:
        found = assistant.clause(document_id, clause_id)
        return found or failure(404, "no_clause", document_id=document_id, clause_id=clause_id)

    @api.get("/documents", tags=["条款"], summary="已收录的文件")
    def documents() -> tuple[DocumentInfo, ...]:
        return assistant.documents()

    @api.get("/awards", tags=["奖补"], summary="奖补目录，含每项所需的事实")
    def awards() -> tuple[AwardInfo, ...]:
        return assistant.awards()

    @api.post("/awards/calculate", tags=["奖补"], summary="计算一项或多项奖补")
    def calculate(asked: CalculationRequest) -> CalculationResponse:
        return assistant.calculate(asked)

    @api.api_route("/{rest:path}", methods=METHODS, include_in_schema=False)
    def unknown() -> None:
        # Without this the page, mounted at the root, would answer, in its own words.
        raise HTTPException(404)

    return api


def _event(event: StreamEvent) -> str:
    return f"event: {event.event}\ndata: {event.data}\n\n"
