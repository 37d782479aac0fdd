"""Building the index of a corpus."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.documents.model import Document
from assistant.documents.registry import Registry
from assistant.errors import IndexUnavailable
from assistant.language.normalise import normalise
from assistant.language.vocabulary import Vocabulary, load_vocabulary
from assistant.retrieval.embedding import EmbeddingFailed, EmbeddingModel
from assistant.retrieval.fingerprint import content_hash, document_hashes
from assistant.retrieval.lexicon import Lexicon
from assistant.retrieval.passages import CLAUSE_FIELDS, clause_entries
from assistant.retrieval.question_model import QuestionModel
from assistant.retrieval.question_training import train
from assistant.retrieval.questions import CallerQuestion, load_questions
from assistant.retrieval.store import IndexStore
from assistant.retrieval.token_index import Entry, TokenIndex, write_token_index
from assistant.retrieval.vector_writing import write_model_vectors, write_trained_vectors
from assistant.retrieval.vectors import LEAST_PASSAGES, VectorIndex

#: What stands in an index folder: the word list, the clauses' tokens, a model of questions a document.
LEXICON, CLAUSES, QUESTIONS, VECTORS = "lexicon", "clauses", "questions", "vectors"

#: What a model that an operator named is tried with.
_SAMPLE = "补贴"

#: Called with what is being done, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What a build did; ``built`` is False where the index already stood for this corpus and code."""

    built: bool
    folder: Path
    clauses: int
    questions: int
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    seconds: float


def build_index(
    registry: Registry,
    data_dir: Path,
    progress: Progress,
    chroma_url: str = "",
    embedding: EmbeddingModel | None = None,
) -> IndexReport:
    """Build the index of ``registry`` under ``data_dir`` unless it stands already, and say what changed.

    With an ``embedding`` every document gets vectors by it, without one a large corpus by a model trained
    on it; they go to the Chroma server at ``chroma_url``, or to an embedded Chroma.

    Raises CorpusError for a mistake in the callers' questions or the vocabulary, IndexUnavailable where
    the embedding fails, or the index cannot be written or does not answer once written.
    """
    started = time.perf_counter()
    store = IndexStore(data_dir)
    documents = document_hashes(registry)
    wanted = content_hash(registry, documents, embedding.identity if embedding else "")
    try:
        with store.building():
            stored = store.current()
            before: dict[str, str] = stored.manifest["documents"] if stored else {}
            built = stored is None or stored.manifest["hash"] != wanted
            if stored is None or built:
                if embedding:
                    embedding.passages([_SAMPLE])  # a model that is not there is told before any work is done
                vectors = _Vectors(wanted[:16], chroma_url, embedding, stored.folder if stored else None)
                with store.draft(wanted) as draft:
                    counts = _write(registry, draft, vectors, progress)
                    _probe(draft, counts["clauses"], embedding)
                    stored = store.publish(draft, {"hash": wanted, "documents": documents, **counts})
    except EmbeddingFailed as error:
        assert embedding is not None
        raise IndexUnavailable(
            f"检索索引没有建成：嵌入模型 {embedding.name} {error}。"
            "请改正 ASSISTANT_EMBEDDING_ 开头的设置后重试，或者留空不用；原有的索引没有动。"
        ) from error
    except OSError as error:
        raise IndexUnavailable(
            f"检索索引写不进 {data_dir}（{error.strerror}）。请检查磁盘空间和目录权限后重试。"
        ) from error
    return IndexReport(
        built=built,
        folder=stored.folder,
        clauses=stored.manifest["clauses"],
        questions=stored.manifest["questions"],
        added=tuple(d for d in documents if d not in before),
        changed=tuple(d for d in documents if d in before and documents[d] != before[d]),
        removed=tuple(d for d in before if d not in documents),
        seconds=time.perf_counter() - started,
    )


@dataclass(frozen=True, slots=True)
class _Vectors:
    """How to make vectors: Chroma's name and place for them, the model named, the index before."""

    name: str
    chroma_url: str
    embedding: EmbeddingModel | None
    before: Path | None


def _write(registry: Registry, folder: Path, vectors: _Vectors, progress: Progress) -> dict[str, int]:
    questions = {document.document_id: _questions(registry, document) for document in registry.documents}
    asked = [normalise(question.text).text for group in questions.values() for question in group]
    texts = [normalise(document.text).text for document in registry.documents]
    lexicon = Lexicon.build(_vocabulary(registry), texts + asked)
    lexicon.save(folder / LEXICON)
    entries = _with_progress(registry, lexicon, progress)
    clauses = write_token_index(folder / CLAUSES, CLAUSE_FIELDS, entries)
    (folder / QUESTIONS).mkdir()
    with_questions = [document for document in registry.documents if questions[document.document_id]]
    for done, document in enumerate(with_questions, 1):
        model = train(questions[document.document_id], document, lexicon)
        model.save(folder / QUESTIONS / document.document_id)
        progress("学习来电问法", done, len(with_questions))
    unasked = [document for document in registry.documents if not questions[document.document_id]]
    place = folder / VECTORS
    if vectors.embedding is not None:
        place.mkdir()
        asked_of = [(document, questions[document.document_id]) for document in registry.documents]
        before = vectors.before and vectors.before / VECTORS
        write_model_vectors(
            asked_of, vectors.embedding, before, place, vectors.name, vectors.chroma_url, progress
        )
    elif sum(len(document.clauses) for document in unasked) >= LEAST_PASSAGES:
        place.mkdir()
        write_trained_vectors(unasked, lexicon, place, vectors.name, vectors.chroma_url, progress)
    return {"clauses": clauses, "questions": len(asked)}


def _vocabulary(registry: Registry) -> Vocabulary | None:
    folder = registry.folder / "vocabulary" if registry.folder else None
    return load_vocabulary(folder) if folder and folder.is_dir() else None


def _questions(registry: Registry, document: Document) -> tuple[CallerQuestion, ...]:
    if registry.folder is None:
        return ()
    return load_questions(registry.folder / document.document_id / "questions", document)


def _with_progress(registry: Registry, lexicon: Lexicon, progress: Progress) -> Iterator[Entry]:
    total = sum(len(document.clauses) for document in registry.documents)
    done = 0
    for document in registry.documents:
        yield from clause_entries(document, lexicon)
        done += len(document.clauses)
        progress("收录条款", done, total)


def _probe(folder: Path, clauses: int, embedding: EmbeddingModel | None) -> None:
    """Open what was written the way a reader will."""
    lexicon = Lexicon.load(folder / LEXICON)
    found = len(TokenIndex(folder / CLAUSES))
    if found != clauses:
        raise IndexUnavailable(f"检索索引写完后只读到 {found}/{clauses} 条，已放弃，请重试。")
    for model in (folder / QUESTIONS).iterdir():
        QuestionModel.load(model, lexicon)
    if (folder / VECTORS).exists():
        VectorIndex(folder / VECTORS, model=embedding)
