"""Look-up over REST within some of the documents, and what is said where a condition is wrong."""

from __future__ import annotations

import httpx
import pytest

from assistant.service import Assistant


@pytest.fixture(scope="module", autouse=True)
def indexed(assistant: Assistant) -> None:
    """No request has to wait for the index."""
    assistant.search("第一条")


def hits(client: httpx.Client, **conditions: str) -> set[str]:
    response = client.get("/api/clauses", params={"q": "算力券", "k": "20", **conditions})
    assert response.status_code == 200, response.text
    return {hit["document_id"] for hit in response.json()["hits"]}


def test_conditions_keep_to_some_documents(client: httpx.Client) -> None:
    (document,) = [
        one for one in client.get("/api/documents").json() if one["document_id"] == "yancheng-ai-plus"
    ]
    assert "yancheng-ai-plus" in hits(client, region=document["region"], status="draft", date="2026-05-01")
    assert "yancheng-ai-plus" in hits(client, region="盐城", status="draft")
    assert hits(client, document_id="yancheng-ai-plus") == {"yancheng-ai-plus"}
    # A draft is in force on no day.
    assert "yancheng-ai-plus" not in hits(client, date="2026-05-01")
    assert "yancheng-ai-plus" in hits(client, status="expired", date="2028-01-01")


def test_a_hit_names_title_version_and_status(client: httpx.Client) -> None:
    hit = client.get("/api/clauses", params={"q": "算力券"}).json()["hits"][0]
    assert hit["title"] and hit["version"] and hit["status"] == "draft"


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ({"region": "火星"}, "没有地区写作“火星”的文件；有文件的地区："),
        ({"status": "valid"}, "“status”只能是"),
        ({"date": "去年"}, "2026-05-01"),
        ({"date": "20260501"}, "2026-05-01"),
        ({"document_id": "none"}, "没有“none”这份文件"),
    ],
)
def test_a_wrong_condition_is_told(condition: dict[str, str], told: str, client: httpx.Client) -> None:
    response = client.get("/api/clauses", params={"q": "算力券", **condition})
    assert response.status_code == 422
    assert told in response.json()["detail"][0]["msg"]
