"""Who may sign in, and the signed cookie of who has: bcrypt hashes and a JSON Web Token."""

from __future__ import annotations

import secrets
import threading
import time
from collections import defaultdict, deque
from datetime import UTC, datetime, timedelta
from pathlib import Path

import bcrypt
import jwt

from assistant.errors import AssistantError
from assistant.settings import Settings

COOKIE = "policy-assistant-staff"
HOURS = 8
#: So many failures of one address, or for one name, within so many seconds.
MAX_FAILURES = 5
WITHIN_S = 900

_MAX_PASSWORD_BYTES = 72  # of which alone bcrypt takes notice
_HASHES = (b"$2a$", b"$2b$", b"$2y$")
_KEY_BYTES = 32


class Staff:
    """Names with password hashes; signs and reads cookies with ``key``."""

    def __init__(self, hashes: dict[str, bytes], key: bytes) -> None:
        self._hashes = hashes
        self._key = key
        # Of no password: an unknown name takes as long to refuse as a known one.
        self._nobody = bcrypt.hashpw(secrets.token_bytes(16), bcrypt.gensalt())

    @classmethod
    def of(cls, settings: Settings) -> Staff | None:
        """The staff of the settings; None where there is none. Raises ``AssistantError`` for a bad line."""
        text = settings.staff
        if settings.staff_file is not None:
            try:
                text += "\n" + settings.staff_file.read_text(encoding="utf-8")
            except OSError as error:
                raise AssistantError(
                    f"读不了 {settings.staff_file}（{error.strerror}）；请检查路径"
                ) from None
        hashes = dict(_entry(line) for line in text.split() if not line.startswith("#"))
        return cls(hashes, _key(settings.data_dir / "staff.key")) if hashes else None

    def knows(self, name: str, password: str) -> bool:
        """Whether this is the password of ``name``; takes a while, so that guessing does."""
        given = password.encode()
        right = bcrypt.checkpw(given[:_MAX_PASSWORD_BYTES], self._hashes.get(name, self._nobody))
        return right and name in self._hashes and len(given) <= _MAX_PASSWORD_BYTES

    def cookie(self, name: str) -> str:
        """A signed cookie that lets ``name`` in for some hours."""
        until = datetime.now(UTC) + timedelta(hours=HOURS)
        return jwt.encode({"sub": name, "exp": until}, self._key, algorithm="HS256")

    def name(self, cookie: str | None) -> str | None:
        """Whose cookie it is; None for one that is forged, expired, or of somebody no longer listed."""
        try:
            name = jwt.decode(
                cookie or "", self._key, algorithms=["HS256"], options={"require": ["exp", "sub"]}
            )["sub"]
        except jwt.InvalidTokenError:
            return None
        return name if name in self._hashes else None


class Brake:
    """Counts failures, of an address or a name, and says when there were too many."""

    def __init__(self) -> None:
        self._failures: dict[str, deque[float]] = defaultdict(deque)
        self._lock = threading.Lock()

    def holds(self, *keys: str) -> bool:
        """Whether any of ``keys`` has failed too often of late."""
        with self._lock:
            self._forget()
            return any(len(self._failures[key]) >= MAX_FAILURES for key in keys if key in self._failures)

    def failed(self, *keys: str) -> None:
        with self._lock:
            for key in keys:
                self._failures[key].append(time.monotonic())

    def _forget(self) -> None:
        since = time.monotonic() - WITHIN_S
        for key, times in list(self._failures.items()):
            while times and times[0] < since:
                times.popleft()
            if not times:
                del self._failures[key]


def _entry(line: str) -> tuple[str, bytes]:
    name, _, hashed = line.partition(":")
    if not name or not hashed.encode().startswith(_HASHES):
        shown = name[:20] or line[:4]
        raise AssistantError(
            f"工作人员“{shown}…”一行不合格式；每行应是 名字:bcrypt 口令摘要，可用 htpasswd -nB 名字 生成"
        )
    return name, hashed.encode()


def _key(path: Path) -> bytes:
    """The key of the cookies, kept in ``path``, so that a restart signs nobody out."""
    try:
        key = path.read_bytes()
        if len(key) == _KEY_BYTES:
            return key
    except FileNotFoundError:
        pass
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    key = secrets.token_bytes(_KEY_BYTES)
    path.touch(mode=0o600)
    path.write_bytes(key)
    return key
