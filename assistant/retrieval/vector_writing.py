"""Writing the vectors of an index: by an embedding trained on its clauses, or by a model that was named."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.documents.model import Document
from assistant.retrieval.chroma import Chroma
from assistant.retrieval.embedding import EmbeddingFailed, EmbeddingModel, StaticEmbedder, Vectors, unit_rows
from assistant.retrieval.lexicon import Lexicon
from assistant.retrieval.pieces import made_from_what, make_piece
from assistant.retrieval.questions import CallerQuestion
from assistant.retrieval.vectors import EMBEDDED, KEYS, MODEL, ROWS, Address

Progress = Callable[[str, int, int], None]
#: Embeds some of the texts at once.
Embed = Callable[[Sequence[str]], Vectors]
Row = tuple[Address, str]

#: How much a corpus may grow or shrink before its embedding is trained anew.
_MOST_CHANGED = 0.25
#: How many pairs of texts are trained on: each of the training's draws from a different one.
_MOST_PAIRS = 150_000
#: How many texts the trained embedding takes at once.
_BATCH = 4096
#: What was embedded so far, by whom and how wide, should the build be killed.
_KEPT = "kept-{identity}-{width}.bin"
_DIGEST = 32


@dataclass(frozen=True, slots=True)
class Training:
    """What an embedding is trained from: code and vocabulary, the documents, how many clauses they have."""

    base: str
    documents: str
    passages: int

    def made_from(self, before: str | None) -> str:
        """What to train on; the same as ``before`` where little has changed since then."""
        if before is not None:
            base, _, passages = before.split(":")
            if base == self.base and abs(self.passages - int(passages)) <= _MOST_CHANGED * int(passages):
                return before
        return f"{self.base}:{self.documents}:{self.passages}"


def write_trained_vectors(
    documents: Sequence[Document],
    lexicon: Lexicon,
    training: Training,
    before: Path | None,
    folder: Path,
    chroma: Chroma,
    progress: Progress,
) -> None:
    """Write every clause's vector into ``folder``, by an embedding trained on ``documents``.

    The embedding of the vectors ``before``, and of clauses that they hold the vectors, are taken over.
    """
    from assistant.retrieval.embedding_training import clause_pairs, train_embedding

    def make(place: Path) -> None:
        pairs = [pair for document in documents for pair in clause_pairs(document)]
        if len(pairs) > _MOST_PAIRS:
            pairs = random.Random(0).sample(pairs, _MOST_PAIRS)
        train_embedding(pairs, lexicon.dictionary, place, lambda n, of: progress("训练语义向量", n, of))

    trained = before / MODEL if before else None
    made_from = training.made_from(made_from_what(trained) if trained else None)
    make_piece(folder / MODEL, made_from, trained, make)
    rows = [row for document in documents for row in _clauses(document)]
    embed = StaticEmbedder(folder / MODEL).encode
    _write(rows, made_from, embed, _BATCH, before, folder, chroma, progress)


def write_model_vectors(
    documents: Iterable[tuple[Document, Sequence[CallerQuestion]]],
    model: EmbeddingModel,
    before: Path | None,
    folder: Path,
    chroma: Chroma,
    progress: Progress,
) -> None:
    """Have ``model`` embed every clause, sentence and callers' question, and write the vectors.

    Texts that the vectors ``before``, or a build that was killed, hold by the same model are not embedded
    again. Raises EmbeddingFailed; what was embedded until then stays for the next build.
    """
    shutil.rmtree(folder / MODEL, ignore_errors=True)
    rows = [row for document, questions in documents for row in _rows(document, questions)]

    def embed(texts: Sequence[str]) -> Vectors:
        return unit_rows(model.passages(texts))

    _write(rows, model.identity, embed, model.batch, before, folder, chroma, progress)


def _write(
    rows: Sequence[Row],
    identity: str,
    embed: Embed,
    batch: int,
    before: Path | None,
    folder: Path,
    chroma: Chroma,
    progress: Progress,
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    digests = [hashlib.sha256(text.encode()).hexdigest() for _, text in rows]
    known = (_known(before, identity) if before else {}) | _kept(folder, identity)
    fresh = [
        one
        for one in {d: text for d, (_, text) in zip(digests, rows, strict=True)}.items()
        if one[0] not in known
    ]
    for start in range(0, len(fresh), batch):
        some = fresh[start : start + batch]
        vectors = embed([text for _, text in some])
        known.update(zip([digest for digest, _ in some], vectors, strict=True))
        _keep(folder, identity, [digest for digest, _ in some], vectors)
        progress("计算语义向量", start + len(some), len(fresh))
    if len({known[digest].shape for digest in digests}) > 1:
        raise EmbeddingFailed("向量的维数前后不一")
    matrix = np.stack([known[digest] for digest in digests]) if digests else np.zeros((0, 1), np.float32)
    np.save(folder / ROWS, matrix)
    keys = [key for key, _ in rows]
    (folder / KEYS).write_text(json.dumps(keys, ensure_ascii=False), encoding="utf-8")
    described = {"identity": identity, "texts": digests}
    (folder / EMBEDDED).write_text(json.dumps(described), encoding="utf-8")
    for path in folder.glob(_KEPT.format(identity="*", width="*")):
        path.unlink()
    chroma.fill(folder, identity, keys, digests, matrix, before, progress)


def _rows(document: Document, questions: Sequence[CallerQuestion]) -> Iterator[Row]:
    """What stands for each clause: itself, its sentences where it has several, its callers' questions."""
    yield from _clauses(document)
    for clause in document.clauses:
        sentences = [document.text[span.start : span.end].strip() for span in clause.sentences]
        if len(sentences) > 1:
            yield from (((document.document_id, clause.clause_id), text) for text in sentences if text)
    for question in questions:
        yield from (((document.document_id, clause_id), question.text) for clause_id in question.clauses)


def _clauses(document: Document) -> Iterator[Row]:
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


def _keep(folder: Path, identity: str, digests: Sequence[str], vectors: Vectors) -> None:
    path = folder / _KEPT.format(identity=_short(identity), width=vectors.shape[1])
    with path.open("ab") as file:
        for digest, vector in zip(digests, vectors, strict=True):
            file.write(bytes.fromhex(digest) + vector.astype("<f4").tobytes())


def _kept(folder: Path, identity: str) -> dict[str, Vectors]:
    """What a killed build had embedded; the last one may be cut short."""
    found: dict[str, Vectors] = {}
    for path in folder.glob(_KEPT.format(identity=_short(identity), width="*")):
        width = int(path.stem.rpartition("-")[2])
        record = np.dtype([("digest", f"V{_DIGEST}"), ("vector", "<f4", (width,))])
        data = path.read_bytes()
        rows = np.frombuffer(data, record, len(data) // record.itemsize)
        found.update((row["digest"].tobytes().hex(), np.array(row["vector"])) for row in rows)
    return found


def _short(identity: str) -> str:
    return hashlib.sha256(identity.encode()).hexdigest()[:16]
