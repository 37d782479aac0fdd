from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from assistant.service import Assistant
from assistant.web.server import create_app
from tests.serving import served


@pytest.fixture(scope="session")
def client(assistant: Assistant) -> Iterator[httpx.Client]:
    """A client of the REST interface over a real connection; no request has to wait for the index."""
    assistant.warm()
    with (
        served(create_app(assistant, page=False)) as address,
        httpx.Client(base_url=address, timeout=30, trust_env=False) as client,
    ):
        yield client
