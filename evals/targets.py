"""Where questions go: the assistant in this process, or a running server over REST."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from evals.observations import Reply

if TYPE_CHECKING:
    from assistant.service import Assistant
    from assistant.settings import Settings


class LookupTarget(Protocol):
    """What clauses can be looked up with. Every method gives back a ``Reply``; a refusal or a crash is one
    too."""

    @property
    def name(self) -> str: ...

    def search(self, query: str, k: int) -> Reply: ...


class Target(LookupTarget, Protocol):
    """What can be asked everything."""

    def chat(self, message: str, session_id: str | None) -> Reply: ...

    def calculate(self, request: dict[str, Any]) -> Reply: ...


class InProcess:
    """``assistant.service.Assistant`` in this process."""

    name = "in process"

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    @classmethod
    def open(cls, settings: Settings, warm: bool) -> InProcess:
        """``warm`` loads all that answering needs first, so that no reply is timed with the loading."""
        from assistant.service import Assistant

        assistant = Assistant.open(settings)
        return cls(assistant.warm() if warm else assistant)

    def chat(self, message: str, session_id: str | None) -> Reply:
        return _timed(lambda: self._assistant.chat(message, session_id).model_dump(mode="json"))

    def search(self, query: str, k: int) -> Reply:
        return _timed(lambda: self._assistant.search(query, k).model_dump(mode="json"))

    def calculate(self, request: dict[str, Any]) -> Reply:
        from assistant.contract import CalculationRequest
        from assistant.requests import read_model

        data = json.dumps(request, ensure_ascii=False, default=str).encode()
        return _timed(
            lambda: self._assistant.calculate(read_model(data, CalculationRequest)).model_dump(mode="json")
        )


class OverRest:
    """A server at ``url``. Proxies of the environment are not used: the server is meant as written."""

    def __init__(self, url: str, timeout_s: float = 60) -> None:
        import httpx

        self.name = url
        self._client = httpx.Client(base_url=url, timeout=timeout_s, trust_env=False)

    def chat(self, message: str, session_id: str | None) -> Reply:
        body = {"message": message} | ({"session_id": session_id} if session_id else {})
        return self._send("POST", "/api/chat", json=body)

    def search(self, query: str, k: int) -> Reply:
        return self._send("GET", "/api/clauses", params={"q": query, "k": k})

    def calculate(self, request: dict[str, Any]) -> Reply:
        content = json.dumps(request, ensure_ascii=False, default=str).encode()
        headers = {"content-type": "application/json"}
        return self._send("POST", "/api/awards/calculate", content=content, headers=headers)

    def _send(self, method: str, path: str, **arguments: Any) -> Reply:
        def send() -> dict[str, Any]:
            response = self._client.request(method, path, **arguments)
            if response.status_code == 422:
                raise _Refused(response.json()["detail"])
            response.raise_for_status()
            body: dict[str, Any] = response.json()
            return body

        return _timed(send)


class _Refused(Exception):
    def __init__(self, detail: list[dict[str, Any]]) -> None:
        self.detail = detail
        super().__init__()


def _timed(ask: Callable[[], dict[str, Any]]) -> Reply:
    from assistant.errors import InvalidRequest

    start = time.perf_counter()

    def took() -> float:
        return round((time.perf_counter() - start) * 1000, 3)

    try:
        return Reply(body=ask(), latency_ms=took())
    except _Refused as refused:
        return Reply(refused=refused.detail, latency_ms=took())
    except InvalidRequest as refused:
        detail = [item.model_dump(mode="json") for item in refused.details]
        return Reply(refused=detail, latency_ms=took())
    except Exception as error:  # a crash of what is measured is a result, not an end of the measuring
        return Reply(failure=f"{type(error).__name__}: {error}", latency_ms=took())
