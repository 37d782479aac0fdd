"""The entries of many documents, made by as many processes as there are processors."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from assistant.documents.model import DocumentHead
from assistant.documents.registry import load_document
from assistant.retrieval.lexicon import Lexicon
from assistant.retrieval.passages import clause_entries
from assistant.retrieval.token_index import Entry

#: To so few documents one process comes sooner than others are started.
_FEW = 500
#: How many documents a process is given at once, and how many such parcels may wait for each process.
_PARCEL, _WAITING = 20, 4


@dataclass(frozen=True, slots=True)
class Indexed:
    """A document's head and number of clauses, and the entries of those that have words of their own."""

    head: DocumentHead
    clauses: int
    entries: tuple[Entry, ...]


def indexed(
    corpus: Path, document_ids: Sequence[str], lexicon: Lexicon, lexicon_folder: Path
) -> Iterator[Indexed]:
    """Every document in the order of ``document_ids``; ``lexicon`` is the one saved in ``lexicon_folder``.

    Raises CorpusError for a mistake in one of them.
    """
    if len(document_ids) <= _FEW:
        yield from (_indexed(corpus, lexicon, document_id) for document_id in document_ids)
        return
    processes = os.cpu_count() or 1
    # Not forked: a server has threads.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, _begin, (corpus, lexicon_folder)) as pool:
        waiting = []
        for start in range(0, len(document_ids), _PARCEL):
            waiting.append(pool.submit(_work, document_ids[start : start + _PARCEL]))
            if len(waiting) > processes * _WAITING:
                yield from waiting.pop(0).result()
        for done in waiting:
            yield from done.result()


def _indexed(corpus: Path, lexicon: Lexicon, document_id: str) -> Indexed:
    document = load_document(corpus / document_id)
    return Indexed(document.head(), len(document.clauses), tuple(clause_entries(document, lexicon)))


#: Makes the entries of a document by its id, within a process of the pool.
_work_on: Callable[[str], Indexed] | None = None


def _begin(corpus: Path, lexicon_folder: Path) -> None:
    global _work_on
    _work_on = partial(_indexed, corpus, Lexicon.load(lexicon_folder))


def _work(document_ids: Sequence[str]) -> list[Indexed]:
    assert _work_on is not None  # _begin has run
    return [_work_on(document_id) for document_id in document_ids]
