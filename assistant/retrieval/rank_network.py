"""A small network that ranks: a linear score and, beside it, what a few hidden units make of the same.

What speaks for a passage counts differently beside other things, which a linear score cannot say: a vote
of the memory where the passage's words are like the query's too, or where nothing in its document is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: Chosen on STARD's training questions, in folds: more units, looks or candidates gained nothing.
_UNITS, _LOOKS, _BATCH, _LEARNING_RATE, _DECAY, _LEFT_OUT = 32, 12, 32, 0.004, 1e-4, 0.1
#: With how many of the wrong candidates, taken at random, the right ones of a question are compared.
_OTHERS = 150
_SEED = 0


@dataclass(frozen=True, slots=True)
class RankNetwork:
    """``inputs @ linear + relu(inputs @ hidden + bias) @ out``, for inputs as they are."""

    linear: Floats
    hidden: Floats
    bias: Floats
    out: Floats

    def scores(self, inputs: Floats) -> Floats:
        """A score for each row of ``inputs``, the highest for the likeliest."""
        units = np.maximum(inputs @ self.hidden + self.bias, 0)
        return np.asarray(inputs @ self.linear + units @ self.out, dtype=np.float64)

    def as_json(self) -> dict[str, object]:
        return {field.name: getattr(self, field.name).tolist() for field in fields(self)}

    @classmethod
    def from_json(cls, row: Mapping[str, Any], inputs: int) -> RankNetwork:
        """Raises KeyError, TypeError or ValueError where ``row`` is no network of so many ``inputs``."""
        network = cls(*(np.array(row[field.name], dtype=np.float64) for field in fields(cls)))
        units = len(network.out)
        if network.linear.shape != (inputs,) or network.hidden.shape != (inputs, units):
            raise ValueError(f"a network of other than {inputs} inputs")
        return network


def fit_network(questions: Sequence[tuple[Floats, Floats]]) -> RankNetwork:
    """A network under which the right candidates are likeliest among those of their question (softmax).

    Of each question the inputs of its candidates, a row each, and which of them are right, as 0 and 1. The
    same questions give the same network.
    """
    import torch

    torch.manual_seed(_SEED)
    chance = np.random.default_rng(_SEED)
    compared = [_compared(inputs, right, chance) for inputs, right in questions if right.any()]
    together = np.concatenate([inputs for inputs, _ in compared])
    mean, spread = together.mean(axis=0), np.maximum(together.std(axis=0), 1e-6)
    tensors = [
        (
            torch.from_numpy(((inputs - mean) / spread).astype(np.float32)),
            torch.from_numpy((right / right.sum()).astype(np.float32)),
        )
        for inputs, right in compared
    ]
    linear = torch.nn.Linear(len(mean), 1, bias=False)
    hidden, out = torch.nn.Linear(len(mean), _UNITS), torch.nn.Linear(_UNITS, 1, bias=False)
    dropout = torch.nn.Dropout(_LEFT_OUT)
    weights = [weight for layer in (linear, hidden, out) for weight in layer.parameters()]
    optimiser = torch.optim.AdamW(weights, lr=_LEARNING_RATE, weight_decay=_DECAY)
    steps = _LOOKS * -(-len(tensors) // _BATCH)
    done = 0
    for _ in range(_LOOKS):
        order = chance.permutation(len(tensors))
        for start in range(0, len(order), _BATCH):
            batch = [tensors[number] for number in order[start : start + _BATCH]]
            inputs = torch.cat([rows for rows, _ in batch])
            scores = (linear(inputs) + out(dropout(torch.relu(hidden(inputs)))))[:, 0]
            parts = scores.split([len(right) for _, right in batch])
            losses = [
                -(right * torch.log_softmax(part, 0)).sum()
                for part, (_, right) in zip(parts, batch, strict=True)
            ]
            for group in optimiser.param_groups:
                group["lr"] = _LEARNING_RATE * (1 - done / steps)
            optimiser.zero_grad()
            torch.stack(losses).mean().backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            done += 1
    matrices = [weight.detach().numpy().astype(np.float64) for weight in weights]
    to_one, to_units, bias, from_units = matrices
    # The spread is folded into the weights, the mean into the bias; to the linear score it adds the same.
    return RankNetwork(
        to_one[0] / spread,
        np.ascontiguousarray((to_units / spread).T),
        bias - to_units @ (mean / spread),
        from_units[0],
    )


def _compared(inputs: Floats, right: Floats, chance: np.random.Generator) -> tuple[Floats, Floats]:
    others = chance.permutation(np.flatnonzero(right == 0))[:_OTHERS]
    rows = np.concatenate([np.flatnonzero(right), others])
    return inputs[rows], right[rows]
