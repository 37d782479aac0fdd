"""What can go wrong with a chat model, as one short word for logs, metrics and the answer's detail."""

from __future__ import annotations

from typing import Literal, get_args

Kind = Literal[
    "not_opened",
    "timeout",
    "unreachable",
    "not_allowed",
    "rate_limit",
    "refused_request",
    "server_error",
    "bad_reply",
    "cut_off",
    "too_many_steps",
    "too_long",
    "empty",
    "unproved",
    "internal",
]
KINDS: tuple[Kind, ...] = get_args(Kind)


class Fault(Exception):
    """The model gave nothing that can be shown."""

    def __init__(self, kind: Kind) -> None:
        self.kind: Kind = kind
        super().__init__(kind)


def fault_of(error: BaseException) -> Fault:
    """The fault behind an error of a client library, whichever library it is."""
    if isinstance(error, Fault):
        return error
    if (status := getattr(error, "status_code", None)) is not None:
        return Fault(_by_status(int(status)))
    names = " ".join(one.__name__ for one in type(error).__mro__)
    if "Timeout" in names or "Cancelled" in names:
        return Fault("timeout")
    if "LimitExceeded" in names or "Recursion" in names:
        return Fault("too_many_steps")
    if "Connect" in names or "ReadError" in names or "Protocol" in names:
        return Fault("unreachable")
    return Fault("bad_reply")


def _by_status(status: int) -> Kind:
    if status in (401, 403):
        return "not_allowed"
    if status == 429:
        return "rate_limit"
    return "server_error" if status >= 500 else "refused_request"
