"""What a question in callers' words is about, judged by a linear model trained on callers' questions.

Training (``question_training``) happens while indexing; here a question costs one sparse product.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.lexicon import Lexicon
from assistant.retrieval.question_features import features
from assistant.retrieval.questions import Ask

#: The class of questions that are no matter of the document at all.
NONE = "none"
#: The class of questions about the document as a whole, for which no single clause or award is meant.
GENERAL = ""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Calibration:
    """How decision values become probabilities: softmax(scale x value), ``none`` added to its own class."""

    scale: float
    none: float = 0.0


@dataclass(frozen=True, slots=True)
class Head:
    """One question to the model: its classes and their calibration."""

    labels: tuple[str, ...]
    calibration: Calibration


@dataclass(frozen=True, slots=True)
class Prediction:
    """Probabilities, the likeliest first; those of a kind sum to at most 1.

    What clauses and ``none`` leave to 1 is the chance that the document as a whole is meant; what awards
    leave, that no single award is.
    """

    asks: tuple[tuple[Ask, float], ...]
    awards: tuple[tuple[str, float], ...]
    clauses: tuple[tuple[str, float], ...]
    none: float


class QuestionModel:
    """The trained model of one document's questions."""

    def __init__(
        self,
        idf: NDArray[np.float32],
        weights: NDArray[np.float16],
        bias: Floats,
        heads: Mapping[str, Head],
        lexicon: Lexicon,
    ) -> None:
        self._idf = idf
        self._weights = weights
        self._bias = bias
        self._lexicon = lexicon
        self.heads = dict(heads)

    @classmethod
    def load(cls, folder: Path, lexicon: Lexicon) -> QuestionModel:
        """Open a model saved with this lexicon; its weights stay on disk until a question needs them."""
        described = json.loads((folder / "heads.json").read_text(encoding="utf-8"))
        heads = {
            name: Head(tuple(head["labels"]), Calibration(**head["calibration"]))
            for name, head in described.items()
        }
        return cls(
            np.load(folder / "idf.npy", mmap_mode="r"),
            np.load(folder / "weights.npy", mmap_mode="r"),
            np.load(folder / "bias.npy"),
            heads,
            lexicon,
        )

    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        described = {
            name: {
                "labels": head.labels,
                "calibration": {"scale": head.calibration.scale, "none": head.calibration.none},
            }
            for name, head in self.heads.items()
        }
        (folder / "heads.json").write_text(json.dumps(described, ensure_ascii=False), encoding="utf-8")
        np.save(folder / "idf.npy", self._idf)
        np.save(folder / "weights.npy", self._weights)
        np.save(folder / "bias.npy", self._bias)

    def predict(self, text: str) -> Prediction:
        """Judge ``text`` as typed."""
        values = self._values(text)
        chances: dict[str, dict[str, float]] = {}
        start = 0
        for name, head in self.heads.items():
            own = values[start : start + len(head.labels)]
            start += len(head.labels)
            chances[name] = dict(zip(head.labels, probabilities(own, head).tolist(), strict=True))
        none = chances["clauses"].pop(NONE, 0.0)
        chances["clauses"].pop(GENERAL, None)
        chances["awards"].pop(GENERAL, None)
        return Prediction(
            asks=_ranked(chances["asks"]),  # type: ignore[arg-type]
            awards=_ranked(chances["awards"]),
            clauses=_ranked(chances["clauses"]),
            none=none,
        )

    def _values(self, text: str) -> Floats:
        buckets, counts = features(text, self._lexicon)
        if not len(buckets):
            return self._bias
        row = counts * self._idf[buckets]
        row /= np.linalg.norm(row)
        return row @ self._weights[buckets].astype(np.float64) + self._bias


def probabilities(values: Floats, head: Head) -> Floats:
    """Calibrated probabilities of ``head``'s classes from their decision values (last axis)."""
    added = np.array([head.calibration.none if label == NONE else 0.0 for label in head.labels])
    logits = head.calibration.scale * values + added
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), dtype=np.float64)


def _ranked(chances: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(chances.items(), key=lambda item: (-item[1], item[0])))
