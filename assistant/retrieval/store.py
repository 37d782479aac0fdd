"""The folder an index lives in: written beside the old one, synced, then made current in one step.

``<data_dir>/index/CURRENT`` names the folder that serves. Whatever kills a build, the old one stays.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import IndexUnavailable

_MANIFEST = "manifest.json"
_DRAFT = "index.tmp-"
#: Bytes that are read at once.
_PIECE = 1 << 20
#: Where Chroma keeps its files, anywhere within an index folder.
CHROMA_FOLDER = "chroma"


@dataclass(frozen=True, slots=True)
class Stored:
    """An index folder that is whole, with what its manifest says."""

    folder: Path
    manifest: dict[str, Any]


class IndexStore:
    """Index folders under ``data_dir``; one builder at a time, any number of readers."""

    def __init__(self, data_dir: Path) -> None:
        self._root = data_dir / "index"

    def current_name(self) -> str | None:
        """The name of the folder that serves, whole or not, or None where there is none."""
        try:
            return (self._root / "CURRENT").read_text(encoding="utf-8").strip() or None
        except (OSError, ValueError):
            return None

    def current(self) -> Stored | None:
        """The index that serves, or None where there is none or files of it are missing or cut short."""
        name = self.current_name()
        if name is None:
            return None
        folder = self._root / name
        try:
            manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
            whole = all(
                (folder / path).stat().st_size == size for path, (size, _) in manifest["files"].items()
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        return Stored(folder, manifest) if whole else None

    def intact(self, stored: Stored) -> bool:
        """Whether every file of an index still holds what was written, which takes reading them all."""
        files = stored.manifest["files"].items()
        try:
            return all(_checksum(stored.folder / path) == checksum for path, (_, checksum) in files)
        except OSError:
            return False

    @contextmanager
    def building(self) -> Iterator[None]:
        """Hold the right to build; a second builder waits, and the kernel frees it when one is killed."""
        self._root.mkdir(parents=True, exist_ok=True)
        with (self._root / "LOCK").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    @contextmanager
    def draft(self, content_hash: str) -> Iterator[Path]:
        """A folder to build in, until ``publish`` makes it current; it may hold what a killed build left.

        Call within ``building``. It stays for the next build unless it is of no use: where the disk is full
        or what was written cannot be read.
        """
        folder = self._root / f"{_DRAFT}{content_hash[:16]}"
        left = sorted(self._root.glob(f"{_DRAFT}*"), key=lambda path: path.stat().st_mtime)
        if left and left[-1] != folder:
            left.pop().rename(folder)
        for older in left:
            if older != folder:
                shutil.rmtree(older, ignore_errors=True)
        folder.mkdir(exist_ok=True)
        try:
            yield folder
        except (OSError, IndexUnavailable):
            shutil.rmtree(folder, ignore_errors=True)
            raise

    def discard(self, stored: Stored) -> None:
        """Let an index that does not open serve no longer, unless another has taken its place already."""
        with self.building():
            current = self.current()
            if current is not None and current.folder == stored.folder:
                (self._root / "CURRENT").unlink()

    def publish(self, draft: Path, manifest: dict[str, Any]) -> Stored:
        """Make a finished draft the current index, then remove the ones before it."""
        # Chroma changes its own files when it is opened; losing them costs nothing but speed.
        files = {
            str(path.relative_to(draft)): (path.stat().st_size, _checksum(path))
            for path in sorted(draft.rglob("*"))
            if path.is_file() and CHROMA_FOLDER not in path.parts
        }
        complete = {**manifest, "files": files}
        (draft / _MANIFEST).write_text(json.dumps(complete, ensure_ascii=False, indent=1), encoding="utf-8")
        for path in [*draft.rglob("*"), draft]:
            _sync(path)
        folder = self._root / f"{draft.name.removeprefix(_DRAFT)}-{secrets.token_hex(3)}"
        draft.rename(folder)
        _sync(self._root)
        pointer = self._root / "CURRENT.tmp"
        pointer.write_text(folder.name, encoding="utf-8")
        _sync(pointer)
        pointer.replace(self._root / "CURRENT")
        _sync(self._root)
        for old in self._root.iterdir():
            if old.is_dir() and old != folder:
                shutil.rmtree(old, ignore_errors=True)
        return Stored(folder, complete)


def _checksum(path: Path) -> int:
    checksum = 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            checksum = zlib.crc32(piece, checksum)
    return checksum


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
