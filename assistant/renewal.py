"""A server that hears of a new index: it is opened beside the old one, which answers until then."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock, Thread

from assistant.edition import Edition
from assistant.retrieval.store import IndexStore

#: Seconds between two looks at which index is current.
EVERY_S = 2.0
log = logging.getLogger(__name__)


class Renewal:
    """The edition that serves. Safe for many threads."""

    def __init__(self, edition: Edition, data_dir: Path, renewed: Callable[[], Edition]) -> None:
        """``renewed`` opens another edition over the index under ``data_dir`` that is current then."""
        self._edition = edition
        self._store = IndexStore(data_dir)
        self._renewed = renewed
        self._refused: str | None = None
        self._next = time.monotonic() + EVERY_S
        self._looking = Lock()

    def latest(self) -> Edition:
        """The newest edition that could be opened. Does not wait: a newer one comes with a later call."""
        if time.monotonic() >= self._next and self._looking.acquire(blocking=False):
            name = self._store.current_name()
            if name in (None, self._refused, self._edition.searcher.folder.name):
                self._looked()
            else:
                Thread(target=self._renew, args=(name,), name="renewal", daemon=True).start()
        return self._edition

    def _renew(self, name: str) -> None:
        try:
            self._edition = self._renewed()
            log.info("the index %s serves from now on", name)
        except Exception as error:  # whatever is wrong with the new one, the old one is there
            self._refused = name
            log.warning("the index %s is not used, the one before goes on serving: %s", name, error)
        finally:
            self._looked()

    def _looked(self) -> None:
        self._next = time.monotonic() + EVERY_S
        self._looking.release()
