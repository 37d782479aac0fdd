"""What users say of the answers, and what could not be answered: kept for the staff, in SQLite.

Nothing kept here names a session, and what names a person or a firm is masked.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.contract import Answer, Status
from assistant.feedback.privacy import masked

log = logging.getLogger(__name__)

#: Longer texts are cut; more rows of one kind are not kept, the oldest go.
MAX_CHARACTERS = 500
MAX_ROWS = 10_000
_MAX_QUESTION = 200
_UNANSWERED: tuple[Status, ...] = ("out_of_scope", "not_specified")

_TABLES = """
CREATE TABLE IF NOT EXISTS votes(
    turn TEXT PRIMARY KEY, at TEXT, up INTEGER, reason TEXT, message TEXT, answer TEXT);
CREATE TABLE IF NOT EXISTS reports(
    id INTEGER PRIMARY KEY, at TEXT, subject TEXT, reason TEXT, message TEXT, answer TEXT);
CREATE TABLE IF NOT EXISTS unanswered(
    question TEXT PRIMARY KEY, status TEXT, count INTEGER, first TEXT, last TEXT);
"""


@dataclass(frozen=True, slots=True)
class Vote:
    """What a user thought of one answer."""

    at: str
    up: bool
    reason: str
    message: str
    answer: str


@dataclass(frozen=True, slots=True)
class Report:
    """An error a user told of; ``message`` and ``answer`` are empty where it is in a clause."""

    at: str
    subject: str
    reason: str
    message: str
    answer: str


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that the documents do not answer, and how often it was asked."""

    question: str
    status: Status
    count: int
    first: str
    last: str


class FeedbackStore:
    """Feedback in the SQLite file ``path``, made at the first writing; safe to use from many threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()

    def vote(self, session_id: str, turn: int, up: bool, reason: str, message: str, answer: str) -> None:
        """Keep what a session thinks of one of its turns (from 1); a later vote replaces an earlier one."""
        # Enough to know the turn again, too little to find the session by.
        key = hashlib.sha256(f"{session_id} {turn}".encode()).hexdigest()[:24]
        row = (key, _now(), up, _kept(reason), _kept(message), _kept(answer))
        self._write("votes", "INSERT OR REPLACE INTO votes VALUES (?, ?, ?, ?, ?, ?)", row)

    def report(self, subject: str, reason: str, message: str = "", answer: str = "") -> None:
        """Keep an error told of ``subject``, with the exchange it is in."""
        row = (_now(), _kept(subject), _kept(reason), _kept(message), _kept(answer))
        sql = "INSERT INTO reports(at, subject, reason, message, answer) VALUES (?, ?, ?, ?, ?)"
        self._write("reports", sql, row)

    def heard(self, message: str, answer: Answer) -> None:
        """Count a question that was out of scope or that the documents do not specify; no other is kept."""
        if answer.status not in _UNANSWERED:
            return
        question = masked(" ".join(message.split()))[:_MAX_QUESTION]
        now = _now()
        sql = """INSERT INTO unanswered VALUES (?, ?, 1, ?, ?) ON CONFLICT(question)
                 DO UPDATE SET count = count + 1, status = excluded.status, last = excluded.last"""
        try:
            self._write("unanswered", sql, (question, answer.status, now, now))
        except sqlite3.Error:
            # The answer has been given; that it is not counted is no reason to fail.
            log.exception("an unanswered question could not be kept")

    def votes(self, limit: int = 200) -> tuple[Vote, ...]:
        """The newest votes first."""
        rows = self._read("SELECT at, up, reason, message, answer FROM votes ORDER BY at DESC LIMIT ?", limit)
        return tuple(Vote(at, bool(up), *texts) for at, up, *texts in rows)

    def reports(self, limit: int = 200) -> tuple[Report, ...]:
        """The newest reports first."""
        sql = "SELECT at, subject, reason, message, answer FROM reports ORDER BY id DESC LIMIT ?"
        return tuple(Report(*row) for row in self._read(sql, limit))

    def unanswered(self, limit: int = 200) -> tuple[Unanswered, ...]:
        """The questions asked most often first."""
        sql = (
            "SELECT question, status, count, first, last FROM unanswered "
            "ORDER BY count DESC, last DESC LIMIT ?"
        )
        return tuple(Unanswered(*row) for row in self._read(sql, limit))

    def counts(self) -> dict[str, int]:
        """How many there are: ``up``, ``down``, ``reports``, ``unanswered`` (different questions)."""
        return {
            name: self._read(f"SELECT count(*) FROM {what} LIMIT ?", 1)[0][0]
            for name, what in (
                ("up", "votes WHERE up"),
                ("down", "votes WHERE NOT up"),
                ("reports", "reports"),
                ("unanswered", "unanswered"),
            )
        }

    def _write(self, table: str, sql: str, row: Iterable[object]) -> None:
        with self._connected() as connection:
            connection.execute(sql, tuple(row))
            # The rows are numbered in the order of their writing.
            connection.execute(
                f"DELETE FROM {table} WHERE rowid <= (SELECT max(rowid) FROM {table}) - ?", (MAX_ROWS,)
            )

    def _read(self, sql: str, limit: int) -> list[tuple[Any, ...]]:
        with self._connected() as connection:
            return connection.execute(sql, (limit,)).fetchall()

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._lock, closing(sqlite3.connect(self._path, timeout=10)) as connection:
            connection.executescript(_TABLES)
            with connection:
                yield connection


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _kept(text: str) -> str:
    return masked(text.strip())[:MAX_CHARACTERS]
