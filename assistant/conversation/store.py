"""Sessions outlive a restart: LangGraph checkpoints in SQLite.

A session's state is one checkpoint, replaced at each turn; its transcript is one small
checkpoint a turn in a namespace of its own, so that a turn costs the same after 200 turns.
Beside the exchange a turn keeps the state before it, so that it can be taken back.
"""

from __future__ import annotations

import sqlite3
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.conversation.session import Exchange, SessionState

if TYPE_CHECKING:
    from langchain_core.runnables import RunnableConfig
    from langgraph.checkpoint.base import BaseCheckpointSaver, CheckpointTuple

_STATE = "state"
_TRANSCRIPT = "transcript"
_BEFORE = "before"


class SessionStore:
    """Loads and saves sessions; one at a time for one session, many sessions side by side."""

    def __init__(self, saver: BaseCheckpointSaver[str]) -> None:
        self._saver = saver
        self._locks: weakref.WeakValueDictionary[str, threading.Lock] = weakref.WeakValueDictionary()
        self._guard = threading.Lock()

    @classmethod
    def open(cls, path: Path) -> SessionStore:
        """The store in the SQLite file ``path``, made where there is none."""
        from langgraph.checkpoint.sqlite import SqliteSaver

        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, check_same_thread=False, timeout=10)
        saver = SqliteSaver(connection)
        saver.setup()
        # With the write-ahead log a killed process loses nothing; waiting for the disk is most of a turn.
        connection.execute("PRAGMA synchronous=NORMAL")
        return cls(saver)

    @contextmanager
    def hold(self, session_id: str) -> Iterator[None]:
        """Two messages of one session are answered one after the other, or one would be forgotten."""
        with self._guard:
            lock = self._locks.get(session_id)
            if lock is None:
                lock = self._locks[session_id] = threading.Lock()
        with lock:
            yield

    def load(self, session_id: str) -> SessionState:
        """The session as it was left, or a new one under this id."""
        found = self._saver.get_tuple(_config(session_id, ""))
        if found is None:
            return SessionState(session_id=session_id)
        return SessionState.model_validate_json(found.checkpoint["channel_values"][_STATE])

    def save(self, state: SessionState, exchange: Exchange, before: SessionState) -> None:
        """Keep the session after a turn, the turn's exchange in its transcript, and the state before it."""
        values = {_STATE: exchange.model_dump_json(), _BEFORE: before.model_dump_json()}
        self._put(state.session_id, _TRANSCRIPT, _turn_id(state.turn), state.turn, values)
        self.update(state)

    def update(self, state: SessionState) -> None:
        """Keep the session; its transcript stays as it is."""
        self._put(state.session_id, "", _STATE, state.turn, {_STATE: state.model_dump_json()})

    def undo(self, session_id: str) -> Exchange | None:
        """Take the last turn back: the session is as before it, its exchange is gone.

        Gives the exchange; None where there is no turn that can be taken back.
        """
        last = self._turns(session_id, 1)
        values = last[0].checkpoint["channel_values"] if last else {}
        if _BEFORE not in values:
            return None
        before = SessionState.model_validate_json(values[_BEFORE])
        self.update(before)
        # The next turn takes this one's place; until then nothing of it is left there.
        self._put(session_id, _TRANSCRIPT, last[0].checkpoint["id"], before.turn + 1, {})
        return Exchange.model_validate_json(values[_STATE])

    def transcript(self, session_id: str, last: int | None = None) -> tuple[Exchange, ...]:
        """What was said in this session, oldest first; with ``last`` only so many exchanges."""
        newest_first = self._turns(session_id, last)
        kept = [Exchange.model_validate_json(c.checkpoint["channel_values"][_STATE]) for c in newest_first]
        return tuple(reversed(kept))

    def _turns(self, session_id: str, last: int | None) -> list[CheckpointTuple]:
        """The turns up to the one the session is at, newest first; later ones were taken back."""
        beyond = _config(session_id, _TRANSCRIPT)
        beyond["configurable"]["checkpoint_id"] = _turn_id(self.load(session_id).turn + 1)
        return list(self._saver.list(_config(session_id, _TRANSCRIPT), before=beyond, limit=last))

    def _put(
        self, session_id: str, namespace: str, checkpoint_id: str, step: int, values: dict[str, str]
    ) -> None:
        from langgraph.checkpoint.base import empty_checkpoint

        checkpoint = empty_checkpoint()
        checkpoint["id"] = checkpoint_id
        checkpoint["channel_values"] = dict(values)
        metadata = {"source": "update", "step": step, "parents": {}}
        self._saver.put(_config(session_id, namespace), checkpoint, metadata, {})  # type: ignore[arg-type]


def _config(session_id: str, namespace: str) -> RunnableConfig:
    return {"configurable": {"thread_id": session_id, "checkpoint_ns": namespace}}


def _turn_id(turn: int) -> str:
    return f"{turn:06d}"
