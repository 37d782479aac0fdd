"""A bound on the size of a request, whether its length is declared or streamed."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: The page sends a whole conversation back with each message; a calculation is far smaller.
MAX_BODY_BYTES = 4 * 1024 * 1024


#: What is read and thrown away of a body too large: a connection closed on unread bytes is reset,
#: and the client would see that instead of the answer.
MAX_DISCARDED_BYTES = 16 * MAX_BODY_BYTES


class BodyLimit:
    """Ends the reading of a body beyond ``limit`` bytes with a ``413`` for the app within to answer."""

    def __init__(self, app: ASGIApp, limit: int = MAX_BODY_BYTES) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = _declared_length(scope)
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if max(declared, received) <= self._limit:
                return message
            while message.get("more_body") and max(declared, received) <= MAX_DISCARDED_BYTES:
                message = await receive()
                received += len(message.get("body", b""))
            raise HTTPException(413)

        await self._app(scope, counted, send)


def _declared_length(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value)
    return 0
