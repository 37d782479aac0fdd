"""Questions whose clauses a member of staff has confirmed: kept in SQLite, and moved to and from YAML.

What names a person or a firm is masked before it is kept.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from assistant.errors import AssistantError
from assistant.feedback.privacy import masked

#: As long as a question in ``questions/*.yaml`` may be.
MAX_CHARACTERS = 400

_TABLE = """
CREATE TABLE IF NOT EXISTS confirmed(
    question TEXT PRIMARY KEY, answers TEXT NOT NULL, confirmed_by TEXT NOT NULL, at TEXT NOT NULL);
"""

#: A document and one of its clauses.
Address = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ConfirmedQuestion:
    """A question and the clauses that answer it, as ``confirmed_by`` has said ``at`` a time (ISO, UTC)."""

    question: str
    answers: tuple[Address, ...]
    confirmed_by: str
    at: str


class ConfirmedQuestions:
    """Confirmed questions in the SQLite file ``path``, made at the first writing; safe for many threads.

    Raises ``AssistantError`` where the file cannot be read or written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()

    def confirm(self, question: str, answers: Sequence[Address], confirmed_by: str = "") -> ConfirmedQuestion:
        """Keep that ``answers`` answer ``question``; what was confirmed of it before is replaced.

        Raises ValueError for an empty or over-long question, or without an answer.
        """
        kept = _kept(question)
        if not kept or len(kept) > MAX_CHARACTERS or not answers:
            raise ValueError(f"a question of 1 to {MAX_CHARACTERS} characters with an answer")
        at = datetime.now(UTC).isoformat(timespec="seconds")
        one = ConfirmedQuestion(kept, tuple(dict.fromkeys(answers)), confirmed_by, at)
        row = (kept, json.dumps(one.answers, ensure_ascii=False), confirmed_by, at)
        with self._connected() as connection:
            connection.execute("INSERT OR REPLACE INTO confirmed VALUES (?, ?, ?, ?)", row)
        return one

    def remove(self, question: str) -> bool:
        """Forget a question; False where it was not kept."""
        with self._connected() as connection:
            gone = connection.execute("DELETE FROM confirmed WHERE question = ?", (_kept(question),))
            return gone.rowcount > 0

    def all(self) -> tuple[ConfirmedQuestion, ...]:
        """Every confirmed question, in the order of its words."""
        if not self._path.exists():
            return ()
        sql = "SELECT question, answers, confirmed_by, at FROM confirmed ORDER BY question"
        with self._connected() as connection:
            rows = connection.execute(sql).fetchall()
        return tuple(
            ConfirmedQuestion(question, tuple((d, c) for d, c in json.loads(answers)), by, at)
            for question, answers, by, at in rows
        )

    @property
    def stamp(self) -> tuple[int, int]:
        """Another value whenever something was confirmed or removed, by whichever process."""
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return 0, 0
        return found.st_mtime_ns, found.st_size

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with self._lock, closing(sqlite3.connect(self._path, timeout=10)) as connection:
                connection.execute(_TABLE)
                with connection:
                    yield connection
        except sqlite3.DatabaseError as error:
            raise AssistantError(
                f"{self._path}: 确认过的问法读写不了（{error}）；请检查磁盘和权限，文件坏了请换上备份或移走"
            ) from error


def _kept(question: str) -> str:
    return masked(" ".join(question.split()))
