"""The tools over MCP, with a real client over a real connection."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from mcp import Client

from assistant.service import Assistant
from assistant.web.server import create_app
from tests.serving import served


@pytest.fixture(scope="module")
def address(assistant: Assistant) -> Iterator[str]:
    offering = Assistant(assistant.settings.model_copy(update={"mcp": True}))
    with served(create_app(offering, page=False)) as address:
        yield address


def call(address: str, tool: str, arguments: dict[str, Any]) -> Any:
    async def called() -> Any:
        async with Client(f"{address}/mcp") as client:
            return await client.call_tool(tool, arguments)

    return run(called())


def run(work: Coroutine[Any, Any, Any]) -> Any:
    """In a thread of its own: the browser of other tests keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result(60)


def test_the_tools_are_listed(address: str) -> None:
    async def listed() -> list[str]:
        async with Client(f"{address}/mcp") as client:
            return [tool.name for tool in (await client.list_tools()).tools]

    assert run(listed()) == ["search", "clause", "calculate"]


def test_search_clause_and_amount(address: str, policy_text: str) -> None:
    hits = call(address, "search", {"query": "算力券"}).structured_content["hits"]
    assert hits[0]["clause_id"] == "2"
    found = call(address, "clause", {"document_id": hits[0]["document_id"], "clause_id": "10"})
    assert found.structured_content["text"] in policy_text
    facts = {"event_level": "national", "event_in_urban_area": True, "fiscal_lump_sum": False}
    case = {
        "applicant": {"region": "亭湖区"},
        "claims": [{"award_id": "national-event", "facts": {**facts, "total_cost": "1234567.89"}}],
        "as_of": "2026-05-01",
    }
    worked = call(address, "calculate", {"request": case}).structured_content
    assert worked["total"]["high"] == "370370.37"


@pytest.mark.parametrize(
    ("tool", "arguments", "told"),
    [
        ("search", {"query": "  "}, "不能为空"),
        ("clause", {"document_id": "yancheng-ai-plus", "clause_id": "15"}, "没有"),
        ("calculate", {"request": {"claims": [{"award_id": "no-such"}]}}, "no-such"),
    ],
)
def test_mistakes_are_told(address: str, tool: str, arguments: dict[str, Any], told: str) -> None:
    answer = call(address, tool, arguments)
    assert answer.is_error
    assert told in answer.content[0].text


def test_it_is_off_unless_switched_on(client: httpx.Client) -> None:
    assert client.post("/mcp", json={}).status_code in {404, 405}
