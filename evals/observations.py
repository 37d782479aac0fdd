"""What was asked and what came back, kept raw so that a run can be judged again without asking again."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict


class Reply(BaseModel):
    """One reply: exactly one of ``body`` (a good answer), ``refused`` (422) and ``failure`` (a crash)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    body: dict[str, Any] | None = None
    refused: list[dict[str, Any]] | None = None
    failure: str | None = None
    latency_ms: float


class Observation(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    set: str
    case_id: str
    fingerprint: str
    replies: tuple[Reply, ...]

    @property
    def key(self) -> tuple[str, str]:
        return self.set, self.case_id
