"""The search index of the settings: opened, opened anew, and brought up to date."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields
from pathlib import Path

from assistant.documents.registry import Registry
from assistant.errors import IndexUnavailable
from assistant.feedback.confirmed import ConfirmedQuestions
from assistant.models.embedding import open_embedding
from assistant.retrieval.build import VECTORS, IndexReport, Progress, build_index
from assistant.retrieval.catalogue import catalogue_of
from assistant.retrieval.chroma import Chroma
from assistant.retrieval.confirmed import Learning, learn_from_confirmed
from assistant.retrieval.fingerprint import fingerprint
from assistant.retrieval.ranking import Fusion
from assistant.retrieval.recollection import Recollection
from assistant.retrieval.search import Searcher
from assistant.retrieval.store import IndexStore
from assistant.settings import Settings

Building = Callable[[], AbstractContextManager[Progress]]


@dataclass(frozen=True, slots=True)
class Updated(IndexReport):
    """What bringing an index up to date did, and whether there was anything to learn from."""

    learned: Learning


class Index:
    def __init__(self, settings: Settings, confirmed: ConfirmedQuestions, serving: bool = False) -> None:
        """``confirmed`` are the questions that look-up hears and learns from; ``serving`` in a server."""
        self._data_dir: Path = settings.data_dir
        self._store = IndexStore(settings.data_dir)
        self._confirmed = confirmed
        self._chroma = Chroma(settings.chroma_url, settings.chroma_timeout)
        # A server asks Chroma for vectors; one command reads them from a file and spares its loading.
        self._asked = self._chroma if serving else None
        self._embedding = open_embedding(settings)
        self._fusion = Fusion(settings.embedding_weight, settings.embedding_weight_with_questions)

    def opened(self, registry: Registry, building: Building) -> Searcher:
        """Look-up over ``registry``; the index is built first where it is missing, old or damaged.

        ``building`` is entered meanwhile, and told how far that is. Raises as ``Searcher.open``.
        """
        with building() as progress:
            return Searcher.open(
                registry,
                self._data_dir,
                self._asked,
                progress,
                self._embedding,
                self._fusion,
                self._confirmed,
            )

    def reopened(self, registry: Registry) -> Searcher:
        """Look-up with the index as somebody else has left it; nothing is built, mended or removed.

        Raises ``IndexUnavailable`` where it is not whole or not of ``registry``, OSError or ValueError
        where it cannot be read.
        """
        stored = self._store.current()
        if stored is None or not self._store.intact(stored):
            raise IndexUnavailable("检索索引不完整；请运行 python -m assistant documents index")
        made_from = fingerprint(registry, catalogue_of(stored).prints(), self._embedding)
        if stored.manifest["hash"] != made_from.hash:
            raise IndexUnavailable("文件在建索引之后又有改动；请再运行 python -m assistant documents index")
        recollection = Recollection(self._confirmed, stored.folder / VECTORS, self._data_dir)
        return Searcher(registry, stored, self._asked, self._embedding, self._fusion, recollection)

    def update(self, registry: Registry, progress: Progress) -> Updated:
        """Build the index of ``registry`` where it does not stand, and learn from the confirmed questions
        where they or the index have changed since.

        Raises ``CorpusError`` or ``IndexUnavailable``.
        """
        report = build_index(registry, self._data_dir, progress, self._chroma, self._embedding)
        try:
            # Held, so that nobody else learns at the same time or takes the index away meanwhile.
            with self._store.building():
                stored = self._store.current()
                folder = stored.folder if stored else report.folder
                learned = learn_from_confirmed(self._confirmed.all(), folder, self._data_dir, progress)
        except OSError as error:
            raise IndexUnavailable(
                f"索引已更新，但没有从确认过的问法学习：{self._data_dir} 读写不了（{error.strerror}）。"
                "请检查磁盘空间和目录权限后重试。"
            ) from error
        return Updated(**{one.name: getattr(report, one.name) for one in fields(report)}, learned=learned)
