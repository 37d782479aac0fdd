"""Search, clause and calculate for other assistants, over MCP (streamable HTTP, no sessions)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated, Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from pydantic import Field

from assistant.contract import (
    CalculationRequest,
    CalculationResponse,
    ClauseDetail,
    DocumentStatus,
    SearchResponse,
    WrittenDate,
)
from assistant.errors import InvalidRequest
from assistant.requests import read_query

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.service import Assistant

MAX_HITS = 20


def tools(assistant: Assistant) -> MCPServer[Any]:
    """The three tools. A mistake in a call is told to the caller in the words of the REST interface."""
    server: MCPServer[Any] = MCPServer("policy-assistant", title="政策助手")

    @server.tool(title="查条款")
    def search(
        query: Annotated[str, Field(description="条号、词语或责任单位")],
        k: Annotated[int, Field(ge=1, le=MAX_HITS, description="最多几条")] = 5,
        document_id: Annotated[str | None, Field(description="只查这份文件")] = None,
        region: Annotated[str | None, Field(description="只查这个地区的文件")] = None,
        status: Annotated[DocumentStatus | None, Field(description="只查这种状态的文件")] = None,
        date: Annotated[
            WrittenDate | None, Field(description="状态按这一天算；不写状态则只查这一天有效的文件")
        ] = None,
    ) -> SearchResponse:
        """按条号、词语或责任单位查政策条款；没有条款涉及的，不返回条款。"""
        with _Told():
            selection = assistant.selection(document_id, region, status, date)
            return assistant.search(read_query(query), k, selection=selection)

    @server.tool(title="条款全文")
    def clause(
        document_id: Annotated[str, Field(description="文件，见 search 的结果")],
        clause_id: Annotated[str, Field(description="条款，例如 10 或 3.2")],
    ) -> ClauseDetail:
        """一条的全文，一字不改，附责任单位。"""
        found = assistant.clause(document_id, clause_id)
        if found is None:
            raise ToolError(f"文件“{document_id}”没有“{clause_id}”这一条；请先用 search 查到条款")
        return found

    @server.tool(title="测算奖补")
    def calculate(request: CalculationRequest) -> CalculationResponse:
        """按政策规则算出一项或多项奖补的金额、条件、过程和出处；金额是以元为单位的十进制数字串。"""
        with _Told():
            return assistant.calculate(request)

    return server


def offer(app: FastAPI, assistant: Assistant) -> None:
    """Have ``app`` answer MCP at ``/mcp``."""
    # Any host may be asked for, as at the REST interface: there is nothing here that is not public.
    server = tools(assistant)
    served = server.streamable_http_app(
        json_response=True,
        stateless_http=True,
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )
    app.router.routes.extend(served.routes)
    within = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(whole: Any) -> AsyncIterator[Any]:
        async with server.session_manager.run(), within(whole) as state:
            yield state

    app.router.lifespan_context = lifespan


class _Told:
    """Hands the mistakes of a request to the caller of a tool, each in words."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, InvalidRequest):
            raise ToolError("\n".join(detail.msg for detail in error.details)) from error
