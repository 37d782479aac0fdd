"""A static embedding at query time: token vectors averaged, with numpy alone.

The folder is a plain sentence-transformers model; ``SentenceTransformer(folder)`` gives the same vectors.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.language.normalise import normalise

Vectors = NDArray[np.float32]


class StaticEmbedder:
    """Texts as vectors of length 1; a text without a known token gets the zero vector."""

    def __init__(self, folder: Path) -> None:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        module = folder / modules[0]["path"]
        self._tokenizer = Tokenizer.from_file(str(module / "tokenizer.json"))
        self._weights = load_file(module / "model.safetensors")["embedding.weight"]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row a text."""
        rows = np.zeros((len(texts), self._weights.shape[1]), dtype=np.float32)
        plain = [normalise(text).text for text in texts]
        for row, encoding in zip(
            rows, self._tokenizer.encode_batch(plain, add_special_tokens=False), strict=True
        ):
            if encoding.ids:
                row[:] = self._weights[encoding.ids].mean(axis=0)
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.where(norms > 0, norms, 1), dtype=np.float32)
