"""The weights of a learned ranking: fitted on confirmed questions, kept as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.retrieval.learned_ranking import FEATURES, GATE, WORDS, Floats, Judged

#: How much a weight is kept from growing; in the unit of the features' spread.
_RIDGE = 5.0
_NEW = [FEATURES.index(name) for name in WORDS]


@dataclass(frozen=True, slots=True)
class RankWeights:
    """What each of ``FEATURES`` counts for passages asked about before (``asked``) and for others
    (``new``), and what each of ``GATE`` says for the former; the last of ``gate`` is its bias."""

    asked: Floats
    new: Floats
    gate: Floats

    def chances(self, judged: Judged) -> Floats:
        """The chance of each candidate to be the answer; they sum to 1."""
        known = self.familiar(judged)
        return known * _softmax(judged.features @ self.asked) + (1 - known) * _softmax(
            judged.features @ self.new
        )

    def familiar(self, judged: Judged) -> float:
        """The chance that the answer is a passage that was asked about before."""
        logit = float(judged.gate @ self.gate[:-1] + self.gate[-1])
        return float(1 / (1 + np.exp(-np.clip(logit, -50, 50))))

    def save(self, path: Path) -> None:
        rows = {
            "asked": dict(zip(FEATURES, self.asked.tolist(), strict=True)),
            "new": dict(zip(FEATURES, self.new.tolist(), strict=True)),
            "gate": dict(zip((*GATE, "bias"), self.gate.tolist(), strict=True)),
        }
        path.write_text(json.dumps(rows, indent=1), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> RankWeights:
        """Raises OSError or ValueError where there are no whole weights at ``path``."""
        try:
            rows = json.loads(path.read_text(encoding="utf-8"))
            return cls(
                np.array([rows["asked"][name] for name in FEATURES]),
                np.array([rows["new"][name] for name in FEATURES]),
                np.array([rows["gate"][name] for name in (*GATE, "bias")]),
            )
        except (KeyError, TypeError) as error:
            raise ValueError(f"{path}: {error}") from error


@dataclass(frozen=True, slots=True)
class Example:
    """A question as judged by what was learned without it; ``right`` says which candidates answer it,
    ``asked_before`` whether any of its answers was asked about by the questions learned from."""

    judged: Judged
    right: Floats
    asked_before: bool


def fit_weights(seen: Sequence[Example], unseen: Sequence[Example]) -> RankWeights:
    """Weights from questions among others (``seen``) and apart from their documents (``unseen``)."""
    new = np.zeros(len(FEATURES))
    new[_NEW] = _listwise(unseen, _NEW)
    return RankWeights(_listwise(seen, list(range(len(FEATURES)))), new, _gate([*seen, *unseen]))


def _listwise(examples: Sequence[Example], columns: Sequence[int]) -> Floats:
    """Weights under which the right candidates are likeliest among all candidates of their question."""
    from scipy.optimize import minimize

    usable = [one for one in examples if one.right.any()]
    features = np.concatenate([one.judged.features[:, columns] for one in usable])
    spread = np.maximum(features.std(axis=0), 1e-9)
    features = features / spread
    starts = np.cumsum([0, *(len(one.right) for one in usable)])
    whose = np.repeat(np.arange(len(usable)), np.diff(starts))
    wanted = np.concatenate([one.right / one.right.sum() for one in usable])

    def surprise(weights: Floats) -> tuple[float, Floats]:
        values = features @ weights
        values -= np.maximum.reduceat(values, starts[:-1])[whose]
        powers = np.exp(values)
        sums = np.add.reduceat(powers, starts[:-1])
        loss = float(np.log(sums).sum() - (wanted * values).sum() + _RIDGE * (weights @ weights) / 2)
        return loss, features.T @ (powers / sums[whose] - wanted) + _RIDGE * weights

    found = minimize(surprise, np.zeros(len(columns)), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return np.asarray(found.x / spread, dtype=np.float64)


def _gate(examples: Sequence[Example]) -> Floats:
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    features = np.stack([one.judged.gate for one in examples])
    scaler = StandardScaler().fit(features)
    fitted = LogisticRegression().fit(scaler.transform(features), [one.asked_before for one in examples])
    weights = fitted.coef_[0] / scaler.scale_
    return np.append(weights, fitted.intercept_[0] - weights @ scaler.mean_)


def _softmax(values: Floats) -> Floats:
    powers = np.exp(values - values.max(initial=-np.inf))
    return np.asarray(powers / powers.sum(), dtype=np.float64)
