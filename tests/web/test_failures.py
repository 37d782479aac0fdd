"""Whatever is sent, the answer is the contract's error in plain words, never a traceback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import httpx
import pytest

from assistant.contract import CalculationRequest, CalculationResponse, Total
from assistant.settings import Settings
from assistant.web.limits import MAX_BODY_BYTES
from assistant.web.server import create_app
from tests.serving import served

JSON = {"content-type": "application/json"}


def told(response: httpx.Response, status: int) -> list[dict[str, Any]]:
    """The details of an error of ``status``, after a look at their shape."""
    assert response.status_code == status, response.text
    body = response.json()
    assert body.keys() == {"detail"}
    assert body["detail"]
    for each in body["detail"]:
        assert each.keys() == {"loc", "msg", "type"}
        assert any("\u4e00" <= character <= "\u9fff" for character in each["msg"])
    assert "Traceback" not in response.text
    return list(body["detail"])


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "json_empty"),
        (b"{", "json_invalid"),
        (b'{"message": "a",}', "json_invalid"),
        (b'{"message": "\xff\xfe"}', "encoding"),
        (b'{"message": "\\ud800"}', "json_surrogate"),
        (b'{"message": "a", "message": "b"}', "json_duplicate"),
        (b'{"message": NaN}', "json_constant"),
        (b'{"message": 1e999999999}', "json_number"),
        (b'{"message": ' + b"9" * 5000 + b"}", "json_number"),
        (b"[" * 100_000, "json_nested"),
        (b"[]", "model_attributes_type"),
        (b"null", "model_attributes_type"),
        (b"{}", "missing"),
        (b'{"message": 5}', "string_type"),
        (b'{"message": "a", "session_id": 5}', "string_type"),
        (b'{"message": "a", "session_id": "' + b"x" * 129 + b'"}', "string_too_long"),
        (b'{"message": "a", "more": 1}', "extra_forbidden"),
    ],
)
def test_a_broken_body_is_refused_with_its_mend(client: httpx.Client, body: bytes, kind: str) -> None:
    details = told(client.post("/api/chat", content=body, headers=JSON), 422)
    assert [each["type"] for each in details] == [kind]


@pytest.mark.parametrize("message", ["", "   \n\u3000", "字" * 4001])
@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
def test_an_empty_or_overlong_message_is_refused(client: httpx.Client, message: str, accept: str) -> None:
    told(client.post("/api/chat", json={"message": message}, headers={"accept": accept}), 422)


def test_a_message_of_exactly_the_limit_is_answered(client: httpx.Client) -> None:
    assert client.post("/api/chat", json={"message": "字" * 4000}).status_code == 200


@pytest.mark.parametrize(
    "message", ["补贴\x00多少", "\u202e补贴多少", "<script>alert(1)</script>", "{{7*7}}"]
)
def test_odd_characters_do_no_harm(client: httpx.Client, message: str) -> None:
    response = client.post("/api/chat", json={"message": message})
    assert response.status_code in {200, 422}
    assert "Traceback" not in response.text


def test_a_form_is_not_taken_for_json(client: httpx.Client) -> None:
    """Another site's page can send a form to this one without asking, but not JSON."""
    plain = {"content-type": "text/plain"}
    told(client.post("/api/chat", content='{"message": "你好"}', headers=plain), 422)


@pytest.mark.parametrize("path", ["/api/chat", "/api/awards/calculate"])
def test_a_body_too_large_is_refused_declared_or_streamed(client: httpx.Client, path: str) -> None:
    def stream() -> Iterator[bytes]:
        for _ in range(20):
            yield bytes(1024 * 1024)

    for content in (bytes(20 * 1024 * 1024), stream()):
        (detail,) = told(client.post(path, content=content, headers=JSON), 413)
        assert str(MAX_BODY_BYTES) in detail["msg"]


CLAIM = {"award_id": "national-event", "facts": {"total_cost": "2000000"}}


@pytest.mark.parametrize(
    ("change", "loc"),
    [
        ({"award_id": "no-such-award"}, "award_id"),
        ({"facts": {"no_such_fact": 1}}, "no_such_fact"),
        ({"facts": {"total_cost": -1}}, "total_cost"),
        ({"facts": {"total_cost": "-0.01"}}, "total_cost"),
        ({"facts": {"total_cost": "很多"}}, "total_cost"),
        ({"facts": {"total_cost": "NaN"}}, "total_cost"),
        ({"facts": {"total_cost": "Infinity"}}, "total_cost"),
        ({"facts": {"total_cost": True}}, "total_cost"),
        ({"facts": {"total_cost": ["1"]}}, "total_cost"),
        ({"facts": {"event_level": "galactic"}}, "event_level"),
        ({"facts": {"event_in_urban_area": "maybe"}}, "event_in_urban_area"),
        ({"facts": []}, "facts"),
        ({"award_id": None}, "award_id"),
    ],
)
def test_a_bad_claim_is_refused_and_nothing_computed(
    client: httpx.Client, change: dict[str, Any], loc: str
) -> None:
    request = {"claims": [CLAIM, CLAIM | change]}
    details = told(client.post("/api/awards/calculate", json=request), 422)
    assert any(loc in map(str, each["loc"]) for each in details), details


@pytest.mark.parametrize("as_of", ["2026-02-30", "yesterday", "", 0, "0", 20260501, True, 1.5])
def test_a_date_that_is_none_is_refused(client: httpx.Client, as_of: object) -> None:
    details = told(client.post("/api/awards/calculate", json={"as_of": as_of, "claims": [CLAIM]}), 422)
    assert "as_of" in details[0]["loc"]


def test_no_claims_make_an_empty_calculation_or_a_refusal(client: httpx.Client) -> None:
    assert client.post("/api/awards/calculate", json={"claims": []}).status_code in {200, 422}


@pytest.mark.parametrize(
    "query",
    ["", "q=", "q=%20", "q=a&k=0", "q=a&k=51", "q=a&k=-1", "q=a&k=x", "q=%ff%fe", "q=a&document_id=none"],
)
def test_a_bad_query_is_refused(client: httpx.Client, query: str) -> None:
    told(client.get(f"/api/clauses?{query}"), 422)


def test_an_overlong_query_is_refused(client: httpx.Client) -> None:
    told(client.get("/api/clauses", params={"q": "字" * 4001}), 422)


@pytest.mark.parametrize("path", ["yancheng-ai-plus/15", "none/1", "yancheng-ai-plus/..%2f..", "a/%00"])
def test_a_clause_that_is_not_there_is_404(client: httpx.Client, path: str) -> None:
    told(client.get(f"/api/clauses/{path}"), 404)


@pytest.mark.parametrize("request_line", ["GET /api/none", "GET /api/chat", "DELETE /api/awards"])
def test_an_unknown_address_is_told(client: httpx.Client, request_line: str) -> None:
    told(client.request(*request_line.split()), 404)


class _Faulty:
    """An assistant with a bug in it, and one that shows what it is asked to calculate."""

    asked: CalculationRequest
    settings = Settings()

    def listen(self, listener: object) -> None:
        pass

    def documents(self) -> None:
        raise ZeroDivisionError("secret detail")

    def calculate(self, request: CalculationRequest) -> CalculationResponse:
        self.asked = request
        return CalculationResponse(awards=(), total=Total(low="0", high="0"))


def test_a_bug_is_told_by_its_number_only(caplog: pytest.LogCaptureFixture) -> None:
    with served(create_app(_Faulty(), page=False)) as address:  # type: ignore[arg-type]
        response = httpx.get(f"{address}/api/documents", trust_env=False)
    (detail,) = told(response, 500)
    assert "secret" not in response.text
    (record,) = [record for record in caplog.records if record.name == "assistant.web.failures"]
    assert record.getMessage().split()[1] in detail["msg"]


def test_numbers_arrive_as_they_were_written() -> None:
    faulty = _Faulty()
    body = '{"claims": [{"award_id": "a", "facts": {"total_cost": 2000000.10, "sets": 3}}]}'
    with served(create_app(faulty, page=False)) as address:  # type: ignore[arg-type]
        httpx.post(f"{address}/api/awards/calculate", content=body, headers=JSON, trust_env=False)
    facts = faulty.asked.claims[0].facts
    assert json.dumps(facts, default=str) == '{"total_cost": "2000000.10", "sets": 3}'
    assert isinstance(facts["total_cost"], Decimal)
