"""Sessions and their events in SQLite.

All SQL of the server is here. A store may be used from any thread: one connection behind one lock.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

_SCHEMA = """
CREATE TABLE IF NOT EXISTS sessions (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id TEXT NOT NULL UNIQUE,
    organization_id TEXT NOT NULL,
    project_id TEXT NOT NULL,
    title TEXT,
    index_ids TEXT,
    locked INTEGER NOT NULL DEFAULT 0,
    updated_at TEXT NOT NULL,
    job TEXT
);
CREATE INDEX IF NOT EXISTS sessions_of_scope ON sessions (organization_id, project_id, number);
CREATE TABLE IF NOT EXISTS events (
    session_id TEXT NOT NULL REFERENCES sessions (session_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (session_id, position)
);
"""
_COLUMNS = "number, session_id, title, index_ids, locked, updated_at, job"


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose sessions a request can see."""

    organization_id: str
    project_id: str


@dataclass(frozen=True, slots=True)
class Session:
    """A row of `sessions`. `number` grows with each created session; `locked` is set by the first message."""

    number: int
    session_id: str
    title: str | None
    index_ids: list[str] | None
    locked: bool
    updated_at: str
    job: dict[str, Any] | None


class Store:
    """The database at `path`, or one in memory. Close it when done."""

    def __init__(self, path: str = ":memory:") -> None:
        self._lock = threading.Lock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA foreign_keys = ON")
        self._db.executescript(_SCHEMA)

    def close(self) -> None:
        with self._lock:
            self._db.close()

    def create(self, scope: Scope, session_id: str, index_ids: list[str] | None) -> Session:
        """Raises `sqlite3.IntegrityError` when the ID is taken."""
        self._execute(
            "INSERT INTO sessions (session_id, organization_id, project_id, index_ids, updated_at) "
            "VALUES (?, ?, ?, ?, ?)",
            (session_id, scope.organization_id, scope.project_id, _dump(index_ids), _now()),
        )
        session = self.find(scope, session_id)
        assert session is not None
        return session

    def find(self, scope: Scope, session_id: str) -> Session | None:
        rows = self._execute(
            f"SELECT {_COLUMNS} FROM sessions WHERE session_id = ? AND organization_id = ? AND project_id = ?",
            (session_id, scope.organization_id, scope.project_id),
        )
        return _session(rows[0]) if rows else None

    def page(self, scope: Scope, *, before: int | None, size: int) -> list[Session]:
        """At most `size` sessions, the newest first, of those whose number is below `before`."""
        rows = self._execute(
            f"SELECT {_COLUMNS} FROM sessions WHERE organization_id = ? AND project_id = ? AND number < ? "
            "ORDER BY number DESC LIMIT ?",
            (scope.organization_id, scope.project_id, before if before is not None else 2**62, size),
        )
        return [_session(row) for row in rows]

    def delete(self, session: Session) -> None:
        self._execute("DELETE FROM sessions WHERE session_id = ?", (session.session_id,))

    def save(self, session: Session, **changes: Any) -> Session:
        """Write `changes` (fields of `Session`) and the time of the change."""
        saved = replace(session, updated_at=_now(), **changes)
        self._execute(
            "UPDATE sessions SET title = ?, index_ids = ?, locked = ?, updated_at = ?, job = ? WHERE session_id = ?",
            (
                saved.title,
                _dump(saved.index_ids),
                int(saved.locked),
                saved.updated_at,
                _dump(saved.job),
                saved.session_id,
            ),
        )
        return saved

    def clear(self) -> None:
        """Forget all sessions of all projects."""
        self._execute("DELETE FROM sessions", ())

    def append(self, session: Session, event: dict[str, Any]) -> int:
        """Add `event` to the history; gives its position, which counts from 1."""
        with self._lock:
            (last,) = self._db.execute(
                "SELECT coalesce(max(position), 0) FROM events WHERE session_id = ?", (session.session_id,)
            ).fetchone()
            position = int(last) + 1
            self._db.execute("INSERT INTO events VALUES (?, ?, ?)", (session.session_id, position, _dump(event)))
        return position

    def events(self, session: Session) -> list[dict[str, Any]]:
        rows = self._execute("SELECT body FROM events WHERE session_id = ? ORDER BY position", (session.session_id,))
        return [json.loads(body) for (body,) in rows]

    def _execute(self, sql: str, parameters: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._db.execute(sql, parameters).fetchall()


def _session(row: tuple[Any, ...]) -> Session:
    number, session_id, title, index_ids, locked, updated_at, job = row
    return Session(
        number=number,
        session_id=session_id,
        title=title,
        index_ids=json.loads(index_ids) if index_ids is not None else None,
        locked=bool(locked),
        updated_at=updated_at,
        job=json.loads(job) if job is not None else None,
    )


def _dump(value: object) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)


def _now() -> str:
    return datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")
