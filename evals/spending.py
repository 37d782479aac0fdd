"""What a chat model was used for, and what it cost, from ``usage`` of the answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from assistant.yaml_files import load_model
from evals.judged import Judged
from evals.stats import Measure, mean, share

PRICES_FILE = Path(__file__).parent / "prices.yaml"
_MILLION = 10**6


class Price(BaseModel):
    """Yuan for a million tokens."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    input: Decimal = Field(ge=0)
    output: Decimal = Field(ge=0)

    def of(self, input_tokens: int, output_tokens: int) -> Decimal:
        """Yuan for these tokens, exactly."""
        return (self.input * input_tokens + self.output * output_tokens) / _MILLION


class _Prices(BaseModel):
    model_config = ConfigDict(extra="forbid")

    prices: dict[str, Price]


def read_prices(path: Path) -> dict[str, Price]:
    """Prices by the name of the model. Raises ``CorpusError`` where the file is wrong."""
    return load_model(path, _Prices).prices


@cache
def prices() -> dict[str, Price]:
    return read_prices(PRICES_FILE)


def input_tokens(cases: Iterable[Judged]) -> Measure | None:
    """Tokens read for one answer."""
    return mean([usage["input_tokens"] for usage in _usages(cases)])


def output_tokens(cases: Iterable[Judged]) -> Measure | None:
    """Tokens written for one answer."""
    return mean([usage["output_tokens"] for usage in _usages(cases)])


def cost(cases: Iterable[Judged]) -> Measure | None:
    """Yuan for one answer, over the answers of models that have a price."""
    known = prices()
    spent = [
        known[usage["model"]].of(usage["input_tokens"], usage["output_tokens"])
        for usage in _usages(cases)
        if usage["model"] in known
    ]
    return mean([float(yuan) for yuan in spent])


def fallbacks(cases: Iterable[Judged]) -> Measure | None:
    """Share of answers that had to be composed without the model."""
    outcomes = [usage["outcome"] for usage in _usages(cases)]
    return share(outcomes.count("fallback"), len(outcomes))


def _usages(cases: Iterable[Judged]) -> Iterator[dict[str, Any]]:
    for item in cases:
        for _, reply in item.turns():
            usage = (reply.body or {}).get("usage")
            if isinstance(usage, dict):
                yield usage
