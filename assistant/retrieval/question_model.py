"""What a question in callers' words is about, judged by a linear model trained on callers' questions.

Training (``question_training``) happens while indexing; here a question costs one sparse product.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
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
    """How what speaks for each class becomes its chance: softmax(scale x value + asked x share), plus
    ``none`` for the class of that name. ``share`` is the class's BM25 score over the best class's."""

    scale: float
    asked: float
    none: float = 0.0


@dataclass(frozen=True, slots=True)
class Head:
    """One thing to tell about a question: its classes, and what each feature says for each of them.

    ``weights`` and ``bias`` are a linear machine's; ``asked`` are BM25 weights over all known questions
    of a class taken as one text. Both have a row a bucket and a column a class.
    """

    labels: tuple[str, ...]
    weights: NDArray[np.float16]
    bias: Floats
    asked: NDArray[np.float16]
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

    def __init__(self, idf: NDArray[np.float32], heads: Mapping[str, Head], lexicon: Lexicon) -> None:
        self._idf = idf
        self._lexicon = lexicon
        self.heads = dict(heads)

    @classmethod
    def load(cls, folder: Path, lexicon: Lexicon) -> QuestionModel:
        """Open a model saved with this lexicon; its weights stay on disk until a question needs them."""
        described = json.loads((folder / "heads.json").read_text(encoding="utf-8"))
        heads = {
            name: Head(
                tuple(head["labels"]),
                np.load(folder / f"{name}-weights.npy", mmap_mode="r"),
                np.load(folder / f"{name}-bias.npy"),
                np.load(folder / f"{name}-asked.npy", mmap_mode="r"),
                Calibration(**head["calibration"]),
            )
            for name, head in described.items()
        }
        return cls(np.load(folder / "idf.npy", mmap_mode="r"), heads, lexicon)

    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        np.save(folder / "idf.npy", self._idf)
        for name, head in self.heads.items():
            np.save(folder / f"{name}-weights.npy", head.weights)
            np.save(folder / f"{name}-bias.npy", head.bias)
            np.save(folder / f"{name}-asked.npy", head.asked)
        described = {
            name: {"labels": head.labels, "calibration": asdict(head.calibration)}
            for name, head in self.heads.items()
        }
        (folder / "heads.json").write_text(json.dumps(described, ensure_ascii=False), encoding="utf-8")

    def predict(self, text: str) -> Prediction:
        """Judge ``text`` as typed."""
        buckets, counts = features(text, self._lexicon)
        row = counts * self._idf[buckets]
        row = row / (np.linalg.norm(row) or 1.0)
        chances: dict[str, dict[str, float]] = {}
        for name, head in self.heads.items():
            values = row @ head.weights[buckets].astype(np.float64) + head.bias
            asked = head.asked[buckets].astype(np.float64).sum(axis=0)
            ours = probabilities(values, asked, head.calibration, head.labels)
            chances[name] = dict(zip(head.labels, ours.tolist(), strict=True))
        none = chances["clauses"].pop(NONE, 0.0)
        chances["clauses"].pop(GENERAL, None)
        chances["awards"].pop(GENERAL, None)
        return Prediction(
            asks=_ranked(chances["asks"]),  # type: ignore[arg-type]
            awards=_ranked(chances["awards"]),
            clauses=_ranked(chances["clauses"]),
            none=none,
        )


def probabilities(values: Floats, asked: Floats, calibration: Calibration, labels: tuple[str, ...]) -> Floats:
    """The chances of classes from their decision values and BM25 scores (last axis)."""
    added = np.array([calibration.none if label == NONE else 0.0 for label in labels])
    share = asked / np.maximum(asked.max(axis=-1, keepdims=True), 1e-9)
    logits = calibration.scale * values + calibration.asked * share + added
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), dtype=np.float64)


def _ranked(chances: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(chances.items(), key=lambda item: (-item[1], item[0])))
