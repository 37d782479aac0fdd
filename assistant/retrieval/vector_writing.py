"""Writing the vectors of an index: by an embedding trained on its clauses, or by a model that was named."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from assistant.documents.model import Document
from assistant.retrieval.chroma import fill_collection
from assistant.retrieval.embedding import EmbeddingFailed, EmbeddingModel, StaticEmbedder, Vectors, unit_rows
from assistant.retrieval.lexicon import Lexicon
from assistant.retrieval.questions import CallerQuestion
from assistant.retrieval.vectors import COLLECTION, EMBEDDED, KEYS, MODEL, ROWS, Address

Progress = Callable[[str, int, int], None]


def write_trained_vectors(
    documents: Sequence[Document],
    lexicon: Lexicon,
    folder: Path,
    name: str,
    chroma_url: str,
    progress: Progress,
) -> None:
    """Train an embedding on ``documents`` and write it with every clause's vector into ``folder``.

    Chroma gets a collection of this ``name``.
    """
    from assistant.retrieval.embedding_training import clause_pairs, train_embedding

    pairs = [pair for document in documents for pair in clause_pairs(document)]
    train_embedding(pairs, lexicon.dictionary, folder / MODEL, lambda n, of: progress("训练语义向量", n, of))
    rows = [row for document in documents for row in _clauses(document)]
    vectors = StaticEmbedder(folder / MODEL).encode([text for _, text in rows])
    _write(folder, [key for key, _ in rows], vectors, name, chroma_url, progress)


def write_model_vectors(
    documents: Sequence[tuple[Document, Sequence[CallerQuestion]]],
    model: EmbeddingModel,
    before: Path | None,
    folder: Path,
    name: str,
    chroma_url: str,
    progress: Progress,
) -> None:
    """Have ``model`` embed every clause, sentence and callers' question, and write the vectors.

    Texts that the index ``before`` holds by the same model are not embedded again. Raises
    EmbeddingFailed; nothing of a failed call is to be used.
    """
    rows = [row for document, questions in documents for row in _rows(document, questions)]
    known = _known(before, model.identity) if before else {}
    digests = [hashlib.sha256(text.encode()).hexdigest() for _, text in rows]
    new = {digest: text for digest, (_, text) in zip(digests, rows, strict=True) if digest not in known}
    fresh = list(new.items())
    for start in range(0, len(fresh), model.batch):
        batch = fresh[start : start + model.batch]
        vectors = unit_rows(model.passages([text for _, text in batch]))
        known.update(zip([digest for digest, _ in batch], vectors, strict=True))
        progress("计算语义向量", start + len(batch), len(fresh))
    if len({known[digest].shape for digest in digests}) > 1:
        raise EmbeddingFailed("向量的维数前后不一")
    described = {"identity": model.identity, "texts": digests}
    (folder / EMBEDDED).write_text(json.dumps(described), encoding="utf-8")
    matrix = np.stack([known[digest] for digest in digests]) if digests else np.zeros((0, 1), np.float32)
    _write(folder, [key for key, _ in rows], matrix, name, chroma_url, progress)


def _rows(document: Document, questions: Sequence[CallerQuestion]) -> Iterator[tuple[Address, str]]:
    """What stands for each clause: itself, its sentences where it has several, its callers' questions."""
    yield from _clauses(document)
    for clause in document.clauses:
        sentences = [document.text[span.start : span.end].strip() for span in clause.sentences]
        if len(sentences) > 1:
            yield from (((document.document_id, clause.clause_id), text) for text in sentences if text)
    for question in questions:
        yield from (((document.document_id, clause_id), question.text) for clause_id in question.clauses)


def _clauses(document: Document) -> Iterator[tuple[Address, str]]:
    for clause in document.clauses:
        text = document.own_text(clause)
        if text.strip():
            yield (document.document_id, clause.clause_id), f"{clause.heading}\n{text}"


def _known(folder: Path, identity: str) -> dict[str, Vectors]:
    """The vectors of an older index by the digest of their text, where they are by the same model."""
    try:
        described = json.loads((folder / EMBEDDED).read_text(encoding="utf-8"))
        if described["identity"] != identity:
            return {}
        return dict(zip(described["texts"], np.load(folder / ROWS), strict=True))
    except (OSError, ValueError, KeyError):
        return {}


def _write(
    folder: Path, keys: Sequence[Address], vectors: Vectors, name: str, chroma_url: str, progress: Progress
) -> None:
    np.save(folder / ROWS, vectors)
    (folder / KEYS).write_text(json.dumps(keys, ensure_ascii=False), encoding="utf-8")
    (folder / COLLECTION).write_text(name, encoding="utf-8")
    fill_collection(folder, chroma_url, name, keys, vectors, progress)
