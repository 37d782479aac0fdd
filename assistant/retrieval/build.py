"""Building the index of a corpus: what has not changed is taken over from the index before."""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from assistant.documents.model import Document
from assistant.documents.registry import Registry
from assistant.errors import IndexUnavailable
from assistant.language.normalise import normalise
from assistant.language.vocabulary import Vocabulary, load_vocabulary
from assistant.retrieval.catalogue import DOCUMENTS, Catalogue, Filed, catalogue_of
from assistant.retrieval.chroma import Chroma
from assistant.retrieval.embedding import EmbeddingFailed, EmbeddingModel
from assistant.retrieval.entries import indexed
from assistant.retrieval.fingerprint import QUESTIONS_FOLDER, Fingerprint, fingerprint
from assistant.retrieval.lexicon import Lexicon
from assistant.retrieval.passages import CLAUSE_FIELDS
from assistant.retrieval.pieces import make_piece
from assistant.retrieval.question_model import QuestionModel
from assistant.retrieval.question_training import train
from assistant.retrieval.questions import CallerQuestion, load_questions
from assistant.retrieval.repair import save_sounds
from assistant.retrieval.store import IndexStore, Stored
from assistant.retrieval.token_index import Entry, TokenIndex, write_token_index
from assistant.retrieval.vector_writing import Training, write_model_vectors, write_trained_vectors
from assistant.retrieval.vectors import LEAST_PASSAGES, MOST_PASSAGES, VectorIndex

#: What stands in an index folder: the word list, the clauses' tokens, a model of questions a document, and
#: vectors.
LEXICON, CLAUSES, QUESTIONS, VECTORS = "lexicon", "clauses", "questions", "vectors"
#: How the vocabulary sounds, in the folder of the word list.
SOUNDS = "sounds.json"

#: From so many bytes of text on the word list is jieba's whole: to look which words occur takes longer.
_ALL_WORDS = 1_500_000
#: Where a larger share of the entries goes than this, the index is written anew, for until its parts are
#: merged those that went still count in how common a word is.
_MOST_GONE = 0.05
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
    chroma: Chroma | None = None,
    embedding: EmbeddingModel | None = None,
) -> IndexReport:
    """Build the index of ``registry`` under ``data_dir`` unless it stands already, and say what changed.

    With an ``embedding`` every document gets vectors by it, without one a large corpus by a model trained
    on it; they go to ``chroma``, by default an embedded one.

    Raises CorpusError for a mistake in the corpus, IndexUnavailable where the embedding fails, or the index
    cannot be written or does not answer once written.
    """
    started = time.perf_counter()
    store = IndexStore(data_dir)
    try:
        with store.building():
            stored = store.current()
            before = catalogue_of(stored).prints()
            made_from = fingerprint(registry, before, embedding)
            built = stored is None or stored.manifest["hash"] != made_from.hash
            if stored is None or built:
                if embedding:
                    embedding.passages([_SAMPLE])  # a model that is not there is told before any work is done
                with store.draft(made_from.hash) as draft:
                    taken = stored if stored and store.intact(stored) else None
                    writing = _Writing(registry, made_from, taken, draft, progress)
                    counts = writing.write(chroma or Chroma(), embedding)
                    _probe(draft, counts["clauses"], embedding)
                    stored = store.publish(draft, {"hash": made_from.hash, "base": made_from.base, **counts})
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
    now = made_from.prints
    return IndexReport(
        built=built,
        folder=stored.folder,
        clauses=stored.manifest["clauses"],
        questions=stored.manifest["questions"],
        added=tuple(d for d in now if d not in before),
        changed=tuple(d for d in now if d in before and now[d].hash != before[d].hash),
        removed=tuple(d for d in before if d not in now),
        seconds=time.perf_counter() - started,
    )


class _Writing:
    """One build into ``folder``, taking over from ``stored`` what has not changed."""

    def __init__(
        self,
        registry: Registry,
        made_from: Fingerprint,
        stored: Stored | None,
        folder: Path,
        progress: Progress,
    ) -> None:
        self._registry = registry
        self._made_from = made_from
        self._folder = folder
        self._progress = progress
        #: The index before, where its entries are what this code and vocabulary would make.
        same = stored is not None and stored.manifest.get("base") == made_from.base
        self._before = stored.folder if stored and same else None
        self._known = catalogue_of(stored if same else None)
        self._vectors_before = stored.folder / VECTORS if stored else None
        self._filed: dict[str, Filed] = {}
        self._asked: dict[str, tuple[CallerQuestion, ...]] = {}

    def write(self, chroma: Chroma, embedding: EmbeddingModel | None) -> dict[str, int]:
        """Everything but the manifest; returns how many clauses and callers' questions there are."""
        for path in self._folder.iterdir():
            if path.name not in (LEXICON, QUESTIONS, VECTORS):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        lexicon = self._lexicon()
        clauses = self._write_clauses(lexicon)
        self._write_models(lexicon)
        self._write_vectors(lexicon, chroma, embedding)
        Catalogue(self._filed.values()).save(self._folder / DOCUMENTS)
        return {"clauses": clauses, "questions": sum(one.questions for one in self._filed.values())}

    def _lexicon(self) -> Lexicon:
        texts, place = self._texts(), self._folder / LEXICON
        made_from = f"{self._made_from.base}:{'all' if texts is None else self._made_from.hash}"

        def make(folder: Path) -> None:
            lexicon = Lexicon.build(self._vocabulary(), texts)
            lexicon.save(folder)
            save_sounds(lexicon, folder / SOUNDS)

        make_piece(place, made_from, self._before / LEXICON if self._before else None, make)
        return Lexicon.load(place)

    def _vocabulary(self) -> Vocabulary | None:
        folder = self._registry.folder / "vocabulary"
        return load_vocabulary(folder) if folder.is_dir() else None

    def _texts(self) -> Iterator[str] | None:
        """Every text and callers' question in plain form, or None where they are too many to look through."""
        sizes = (size for one in self._made_from.prints.values() for size, _ in [*one.files.values()][1:2])
        if sum(sizes) > _ALL_WORDS:
            return None
        texts = (d.text for d in self._registry.documents)
        asked = (q.text for d in self._registry.document_ids for q in self._questions(d))
        return (normalise(text).text for group in (texts, asked) for text in group)

    def _questions(self, document_id: str) -> tuple[CallerQuestion, ...]:
        folder = self._registry.folder / document_id / QUESTIONS_FOLDER
        if document_id not in self._asked and folder.is_dir():
            self._asked[document_id] = load_questions(folder, self._document(document_id))
        return self._asked.get(document_id, ())

    def _document(self, document_id: str) -> Document:
        document = self._registry.get(document_id)
        assert document is not None  # the registry's own id
        return document

    def _write_clauses(self, lexicon: Lexicon) -> int:
        prints = self._made_from.prints
        kept = {
            one.head.document_id: one
            for one in self._known
            if one.head.document_id in prints and prints[one.head.document_id].hash == one.print.hash
        }
        gone = [one for one in self._known if one.head.document_id not in kept]
        if sum(one.clauses for one in gone) > _MOST_GONE * sum(one.clauses for one in self._known):
            kept = {}
        self._filed = {d: Filed(one.head, prints[d], one.clauses, one.questions) for d, one in kept.items()}
        clauses = self._before / CLAUSES if self._before and kept else None
        written = write_token_index(
            self._folder / CLAUSES,
            CLAUSE_FIELDS,
            self._entries([d for d in prints if d not in kept], lexicon),
            clauses,
            [one.head.document_id for one in gone],
        )
        self._filed = {document_id: self._filed[document_id] for document_id in prints}
        return written

    def _entries(self, document_ids: list[str], lexicon: Lexicon) -> Iterator[Entry]:
        made = indexed(self._registry.folder, document_ids, lexicon, self._folder / LEXICON)
        for done, one in enumerate(made, 1):
            yield from one.entries
            document_id = one.head.document_id
            print_, questions = self._made_from.prints[document_id], len(self._questions(document_id))
            self._filed[document_id] = Filed(one.head, print_, one.clauses, questions)
            self._progress("收录文件", done, len(document_ids))

    def _write_models(self, lexicon: Lexicon) -> None:
        folder = self._folder / QUESTIONS
        folder.mkdir(exist_ok=True)
        asked_of = [document_id for document_id, one in self._filed.items() if one.questions]
        for left in folder.iterdir():
            if left.name not in asked_of:
                shutil.rmtree(left)
        for done, document_id in enumerate(asked_of, 1):
            before = self._before / QUESTIONS / document_id if self._before else None
            make = partial(self._train, document_id, lexicon)
            make_piece(folder / document_id, self._piece(document_id), before, make)
            self._progress("学习来电问法", done, len(asked_of))

    def _train(self, document_id: str, lexicon: Lexicon, place: Path) -> None:
        train(self._questions(document_id), self._document(document_id), lexicon).save(place)

    def _piece(self, document_id: str) -> str:
        print_ = self._made_from.prints[document_id].hash
        return hashlib.sha256(f"{self._made_from.base}\n{print_}".encode()).hexdigest()

    def _write_vectors(self, lexicon: Lexicon, chroma: Chroma, embedding: EmbeddingModel | None) -> None:
        folder, unasked = self._folder / VECTORS, [d for d, one in self._filed.items() if not one.questions]
        passages = sum(self._filed[document_id].clauses for document_id in unasked)
        if embedding is not None:
            documents = ((d, self._questions(d.document_id)) for d in self._registry.documents)
            write_model_vectors(documents, embedding, self._vectors_before, folder, chroma, self._progress)
        elif LEAST_PASSAGES <= passages <= MOST_PASSAGES:
            hashes = "".join(self._made_from.prints[document_id].hash for document_id in unasked)
            training = Training(self._made_from.base, hashlib.sha256(hashes.encode()).hexdigest(), passages)
            before = self._vectors_before if self._before else None
            chosen = [self._document(document_id) for document_id in unasked]
            write_trained_vectors(chosen, lexicon, training, before, folder, chroma, self._progress)
        else:
            shutil.rmtree(folder, ignore_errors=True)


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
