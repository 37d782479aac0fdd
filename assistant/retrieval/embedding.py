"""Texts as vectors: what look-up asks of an embedding model, and the one trained while indexing.

That one is a plain sentence-transformers model of token vectors, averaged here with numpy alone;
``SentenceTransformer(folder)`` gives the same vectors.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.language.normalise import normalise

Vectors = NDArray[np.float32]


class EmbeddingFailed(Exception):
    """A model gave no vectors; the message says why, in words for an operator."""


class EmbeddingModel(Protocol):
    """A model that an operator named. Its rows may have any length but all the same number of columns.

    Both calls raise EmbeddingFailed. ``identity`` differs wherever vectors may differ, ``name`` is for
    people, ``batch`` is how many passages it takes at once.
    """

    @property
    def identity(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def batch(self) -> int: ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """One row a text of the corpus."""

    def query(self, text: str) -> Vectors:
        """The vector of a query, in bounded time."""


def unit_rows(rows: Vectors) -> Vectors:
    """The rows scaled to length 1; zeros stay zeros."""
    norms = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.where(norms > 0, norms, 1), dtype=np.float32)


class StaticEmbedder:
    """Texts as vectors of length 1; a text without a known token gets the zero vector."""

    def __init__(self, folder: Path) -> None:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        module = folder / modules[0]["path"]
        self.tokenizer: Tokenizer = Tokenizer.from_file(str(module / "tokenizer.json"))
        #: A row a token.
        self.table: Vectors = load_file(module / "model.safetensors")["embedding.weight"]

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """The tokens of each text, as rows of ``table``."""
        plain = [normalise(text).text for text in texts]
        encoded = self.tokenizer.encode_batch(plain, add_special_tokens=False)
        return [encoding.ids for encoding in encoded]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row a text."""
        return mean_rows(self.table, self.tokens(texts))


def mean_rows(table: Vectors, texts: Sequence[Sequence[int]]) -> Vectors:
    """The mean of each text's rows of ``table``, scaled to length 1."""
    rows = np.zeros((len(texts), table.shape[1]), dtype=np.float32)
    for row, tokens in zip(rows, texts, strict=True):
        if tokens:
            row[:] = table[tokens].mean(axis=0)
    return unit_rows(rows)
