"""Fine-tuning the embedding of queries on confirmed questions.

Passages keep their vectors; only what the words of a question mean moves, so that a question comes to lie
near the passages that answered it. Nothing has to be embedded again when questions are confirmed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.embedding import StaticEmbedder, Vectors

Ints = NDArray[np.int64]

#: Chosen on STARD's training questions, in folds.
_EPOCHS, _LEAST_STEPS, _BATCH, _LEARNING_RATE, _SHARPNESS = 20, 160, 128, 0.01, 20.0
#: The share of a question's words that each look at it leaves out.
_LEFT_OUT = 0.4
#: How many passages found by words and by vectors, for each question, and how many more at random, a
#: question is to lie further from than from those that answer it.
_RIVALS, _STRANGERS = 20, 2000
_SEED = 0


def tuned_table(
    questions: Sequence[str],
    answers: Sequence[Sequence[int]],
    found: Sequence[Sequence[int]],
    vectors: Vectors,
    embedder: StaticEmbedder,
    progress: Callable[[int, int], None],
) -> Vectors:
    """The token vectors of ``embedder``, moved for questions whose ``answers`` are known.

    ``answers`` and ``found``, the passages found by words, best first, are rows of ``vectors``. The same
    input gives the same table.
    """
    import torch

    torch.manual_seed(_SEED)
    chance = np.random.default_rng(_SEED)
    rows = _passages(questions, answers, found, vectors, embedder, chance)
    passages = torch.from_numpy(vectors[rows]).T.contiguous()
    wanted = torch.zeros(len(questions), len(rows))
    for number, answer in enumerate(answers):
        wanted[number, np.searchsorted(rows, np.unique(answer))] = 1 / len(set(answer))
    table = np.array(embedder.table)
    tokens, shares = _bags(embedder.tokens(questions))
    before = torch.from_numpy(table[tokens])
    moved = torch.nn.Parameter(torch.zeros_like(before))
    optimiser = torch.optim.Adam([moved], lr=_LEARNING_RATE)
    batches = -(-len(questions) // _BATCH)
    epochs = max(_EPOCHS, -(-_LEAST_STEPS // batches))
    steps = epochs * batches
    done = 0
    for _ in range(epochs):
        order = chance.permutation(len(questions))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            bags = torch.nn.functional.dropout(torch.from_numpy(shares[batch]), _LEFT_OUT)
            asked = torch.nn.functional.normalize(bags @ (before + moved))
            near = torch.log_softmax(_SHARPNESS * asked @ passages, dim=1)
            loss = -(wanted[batch] * near).sum() / len(batch)
            for group in optimiser.param_groups:
                group["lr"] = _LEARNING_RATE * (1 - done / steps)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            done += 1
            progress(done, steps)
    table[tokens] += moved.detach().numpy()
    return table


def save_tuned(table: Vectors, embedder: StaticEmbedder, folder: Path) -> None:
    """Save ``table`` with the tokenizer of ``embedder`` in the form of sentence-transformers."""
    from assistant.retrieval.embedding_training import save_static

    save_static(embedder.tokenizer, table, folder)


def _passages(
    questions: Sequence[str],
    answers: Sequence[Sequence[int]],
    found: Sequence[Sequence[int]],
    vectors: Vectors,
    embedder: StaticEmbedder,
    chance: np.random.Generator,
) -> Ints:
    """The answers, what is easily taken for them, and some of all the others."""
    rivals = min(_RIVALS, len(vectors))
    chosen = {row for group in answers for row in group}
    chosen.update(row for group in found for row in group[:_RIVALS])
    for vector in embedder.encode(questions):
        chosen.update(np.argpartition(-(vectors @ vector), rivals - 1)[:rivals].tolist())
    strangers = min(_STRANGERS, len(vectors))
    chosen.update(chance.choice(len(vectors), strangers, replace=False).tolist())
    return np.array(sorted(chosen), dtype=np.int64)


def _bags(texts: Sequence[Sequence[int]]) -> tuple[Ints, Vectors]:
    """The different tokens of ``texts``, and each one's share of each text."""
    tokens = np.unique(np.concatenate([np.array(text, dtype=np.int64) for text in texts]))
    shares = np.zeros((len(texts), len(tokens)), dtype=np.float32)
    for number, text in enumerate(texts):
        np.add.at(
            shares[number], np.searchsorted(tokens, np.array(text, dtype=np.int64)), 1 / (len(text) or 1)
        )
    return tokens, shares
