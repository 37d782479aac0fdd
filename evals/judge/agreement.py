"""How far the judge agrees with people: the same answers, labelled by hand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evals.cases import SetError
from evals.judge.asking import Opinion, Verdict
from evals.stats import Measure, share

LABELLED_FILE = Path(__file__).parent / "labelled.jsonl"


class Labelled(BaseModel):
    """An answer with what a person thinks of it, and why."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    messages: tuple[str, ...] = Field(min_length=1)
    answer: str = Field(min_length=1)
    label: Verdict
    reason: str = Field(min_length=1)


class Disagreement(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    person: Verdict
    judge: Verdict
    reason: str


class Agreement(BaseModel):
    """``kappa`` is Cohen's, over the answers that the judge had an opinion of; None where it is undefined."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    labelled: int
    agreed: Measure | None
    kappa: float | None
    disagreements: tuple[Disagreement, ...]


def load_labelled(path: Path = LABELLED_FILE) -> tuple[Labelled, ...]:
    """Raises ``SetError`` that names the line."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            found.append(Labelled.model_validate_json(line))
        except ValidationError as error:
            raise SetError(
                f"{path}:{number}: {error.errors()[0]['loc']}：{error.errors()[0]['msg']}"
            ) from None
    return tuple(found)


def agreement(labelled: Sequence[Labelled], opinions: Sequence[Opinion]) -> Agreement:
    from sklearn.metrics import cohen_kappa_score

    pairs = [(item, o, o.verdict) for item, o in zip(labelled, opinions, strict=True) if o.verdict]
    people, judge = [item.label for item, _, _ in pairs], [verdict for _, _, verdict in pairs]
    # With one word only, on both sides, agreement by chance is certain and kappa is 0 / 0.
    defined = len({*people, *judge}) > 1
    kappa = float(cohen_kappa_score(people, judge)) if defined else math.nan
    return Agreement(
        labelled=len(labelled),
        agreed=share(sum(a == b for a, b in zip(people, judge, strict=True)), len(pairs)),
        kappa=None if math.isnan(kappa) else kappa,
        disagreements=tuple(
            Disagreement(id=item.id, person=item.label, judge=verdict, reason=opinion.reason)
            for item, opinion, verdict in pairs
            if verdict != item.label
        ),
    )
