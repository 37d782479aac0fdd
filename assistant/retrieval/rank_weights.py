"""What a learned ranking weighs by: two networks and the gate between them, kept as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.retrieval.learned_ranking import FEATURES, OF_QUERY, Floats, Ints, Judged
from assistant.retrieval.rank_network import RankNetwork, fit_network

#: The form of what is kept; another one is not read, and learned anew.
FORM = 3
#: What the gate hears: what is known of the query, how much of what each ranking expects, and of what words
#: and vectors find, lies in documents that were asked about, over how many passages each spreads what it
#: expects (entropy), and how far the two agree.
_FOUND = ("lexical", "near", "near_tuned")
GATE = (
    *OF_QUERY, "asked_expects", "new_expects", "asked_spreads", "new_spreads", "agreed",
    *(f"{name}_asked_about" for name in _FOUND),
)  # fmt: skip
_INPUTS = len(FEATURES) + len(OF_QUERY)
_ASKED_ABOUT = FEATURES.index("document_asked_before")
_FOUND_AT = [FEATURES.index(name) for name in _FOUND]
#: How sharply the best of what words and vectors find counts before the rest.
_SHARPNESS = 8.0
#: What stands first is given to the ranking for what was asked about only where the gate is sure of it, for
#: that ranking is of little worth elsewhere; further down a little sooner than the gate says. As log odds.
_FIRST, _DOUBT, _BELIEF = 10, 1.5, 0.3
#: Inverse strength of regularisation of the gate.
_C = 0.1


@dataclass(frozen=True, slots=True)
class RankWeights:
    """The rankings for questions about documents asked about before (``asked``) and about others (``new``),
    and what each of ``GATE`` says for the former; the last of ``gate`` is its bias."""

    asked: RankNetwork
    new: RankNetwork
    gate: Floats

    def ranked(self, judged: Judged) -> tuple[Ints, Floats]:
        """The candidates, the likeliest answer first, and the chance of each, none above the one before."""
        asked, new, odds = self._expected(judged)
        doubted, believed = (
            known * asked + (1 - known) * new for known in (_chance(odds - _DOUBT), _chance(odds + _BELIEF))
        )
        first = np.lexsort((judged.rows, -doubted))[:_FIRST]
        left = np.ones(len(judged.rows), dtype=bool)
        left[first] = False
        order = np.lexsort((judged.rows, -believed))
        later = order[left[order]]
        chances = np.concatenate([doubted[first], believed[later]])
        return judged.rows[np.concatenate([first, later])], np.minimum.accumulate(chances)

    def familiar(self, judged: Judged) -> float:
        """The chance that the query is about a document that was asked about before."""
        return _chance(self._expected(judged)[2])

    def _expected(self, judged: Judged) -> tuple[Floats, Floats, float]:
        """The chance of each candidate by the two rankings, and the log odds of the first of them."""
        inputs = _inputs(judged)
        asked, new = _softmax(self.asked.scores(inputs)), _softmax(self.new.scores(inputs))
        return asked, new, float(_gate(judged, asked, new) @ self.gate[:-1] + self.gate[-1])

    def save(self, path: Path) -> None:
        kept = {
            "form": FORM,
            "inputs": [*FEATURES, *OF_QUERY],
            "asked": self.asked.as_json(),
            "new": self.new.as_json(),
            "gate": dict(zip((*GATE, "bias"), self.gate.tolist(), strict=True)),
        }
        path.write_text(json.dumps(kept), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> RankWeights:
        """Raises OSError or ValueError where there are no whole weights of this form at ``path``."""
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            if kept["form"] != FORM or kept["inputs"] != [*FEATURES, *OF_QUERY]:
                raise ValueError("weights of another form")
            return cls(
                RankNetwork.from_json(kept["asked"], _INPUTS),
                RankNetwork.from_json(kept["new"], _INPUTS),
                np.array([kept["gate"][name] for name in (*GATE, "bias")]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{path}: {error}") from error


@dataclass(frozen=True, slots=True)
class Example:
    """A question as judged by what was learned without it; ``right`` says which candidates answer it."""

    judged: Judged
    right: Floats


def fit_weights(seen: Sequence[Example], unseen: Sequence[Example]) -> RankWeights:
    """Weights from questions among others (``seen``) and apart from their documents (``unseen``)."""
    asked, new = (fit_network([(_inputs(one.judged), one.right) for one in part]) for part in (seen, unseen))
    heard = []
    for one in (*seen, *unseen):
        inputs = _inputs(one.judged)
        heard.append(_gate(one.judged, _softmax(asked.scores(inputs)), _softmax(new.scores(inputs))))
    return RankWeights(asked, new, _gate_weights(np.stack(heard), [True] * len(seen) + [False] * len(unseen)))


def _inputs(judged: Judged) -> Floats:
    """What speaks for each candidate, and beside it what is known of the query."""
    of_query = np.broadcast_to(judged.of_query, (len(judged.rows), len(OF_QUERY)))
    return np.concatenate([judged.features, of_query], axis=1)


def _gate(judged: Judged, asked: Floats, new: Floats) -> Floats:
    about = judged.features[:, _ASKED_ABOUT]
    found = np.exp(_SHARPNESS * judged.features[:, _FOUND_AT])
    shares = about @ found / found.sum(axis=0)
    return np.concatenate(
        [
            judged.of_query,
            [asked @ about, new @ about, _spread(asked), _spread(new), np.minimum(asked, new).sum()],
            shares,
        ]
    )


def _gate_weights(heard: Floats, about_asked: Sequence[bool]) -> Floats:
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler().fit(heard)
    fitted = LogisticRegression(C=_C, max_iter=500).fit(scaler.transform(heard), about_asked)
    weights = fitted.coef_[0] / scaler.scale_
    return np.append(weights, fitted.intercept_[0] - weights @ scaler.mean_)


def _chance(odds: float) -> float:
    return float(1 / (1 + np.exp(-np.clip(odds, -50, 50))))


def _spread(chances: Floats) -> float:
    """The entropy of ``chances``."""
    return float(-(chances * np.log(np.maximum(chances, 1e-12))).sum())


def _softmax(values: Floats) -> Floats:
    powers = np.exp(values - values.max(initial=-np.inf))
    return np.asarray(powers / powers.sum(), dtype=np.float64)
