"""Things by collection, in SQLite."""

from __future__ import annotations

import json
import sqlite3
import weakref
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

_TABLES = """
create table if not exists things (
    number integer primary key autoincrement,
    collection text not null,
    scope text not null,
    id text not null,
    body text not null,
    unique (collection, scope, id)
);
create table if not exists clock (ticks integer not null);
insert into clock select 0 where not exists (select 1 from clock);
"""


class StoreError(Exception):
    """The file cannot be used; the message says why."""


class Thing(NamedTuple):
    """`number` counts all things that were ever created."""

    number: int
    id: str
    body: dict[str, Any]


class Store:
    """`scope` is what a collection lies below: the values of its path's parameters, each with a slash behind it."""

    def __init__(self, path: Path | None) -> None:
        """Raises StoreError."""
        try:
            # The server's thread is another one than that which opens the file; there is never more than one at a time.
            self._db = sqlite3.connect(str(path) if path is not None else ":memory:", check_same_thread=False)
            # An application has no end that it is told of: the file is closed with the last use of this store.
            weakref.finalize(self, self._db.close)
            self._db.executescript(_TABLES)
        except sqlite3.Error as error:
            raise StoreError(f"{path}: {error}") from None

    def tick(self) -> int:
        """The number of changes, this one included."""
        self._db.execute("update clock set ticks = ticks + 1")
        (ticks,) = self._db.execute("select ticks from clock").fetchone()
        return int(ticks)

    def count(self) -> int:
        """How many things there have ever been."""
        (found,) = self._db.execute("select coalesce(max(seq), 0) from sqlite_sequence").fetchone()
        return int(found)

    def add(self, collection: str, scope: str, key: str, body: dict[str, Any]) -> bool:
        """False where there is one of this id."""
        with suppress(sqlite3.IntegrityError):
            self._db.execute(
                "insert into things (collection, scope, id, body) values (?, ?, ?, ?)",
                (collection, scope, key, json.dumps(body)),
            )
            self._db.commit()
            return True
        self._db.rollback()
        return False

    def find(self, collection: str, scope: str, key: str) -> Thing | None:
        row = self._db.execute(
            "select number, id, body from things where collection = ? and scope = ? and id = ?",
            (collection, scope, key),
        ).fetchone()
        return Thing(row[0], row[1], json.loads(row[2])) if row else None

    def all(self, collection: str, scope: str) -> list[Thing]:
        """In the order in which they were created."""
        rows = self._db.execute(
            "select number, id, body from things where collection = ? and scope = ? order by number",
            (collection, scope),
        )
        return [Thing(number, key, json.loads(body)) for number, key, body in rows]

    def change(self, thing: Thing) -> None:
        self._db.execute("update things set body = ? where number = ?", (json.dumps(thing.body), thing.number))
        self._db.commit()

    def delete(self, thing: Thing, below: list[tuple[str, str]]) -> None:
        """Delete it, and what is in these collections below these scopes."""
        self._db.execute("delete from things where number = ?", (thing.number,))
        for collection, scope in below:
            self._db.execute(
                "delete from things where collection = ? and substr(scope, 1, ?) = ?", (collection, len(scope), scope)
            )
        self._db.commit()
