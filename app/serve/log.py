"""A room's log: one SQLite file, to which events are added and of which nothing is changed; all else is replayed."""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from equipoise.experiments.storage.whole import write_new
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.wording import listed, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

_SCHEMA = """
CREATE TABLE header (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE event (
    seq INTEGER PRIMARY KEY, "table" TEXT NOT NULL, at REAL NOT NULL, actor TEXT NOT NULL, kind TEXT NOT NULL,
    body TEXT NOT NULL, key TEXT UNIQUE
);
PRAGMA user_version = 1;
"""
_VERSION = 1
_NEEDED = ("code", "alone", "seed", "tables", "workshop", "versions")
_TYPING = "CREATE TABLE IF NOT EXISTS typing (person INTEGER PRIMARY KEY, body TEXT NOT NULL)"
"""What people are typing: no part of the log, overwritten, and of no weight if it is lost."""
_INSERT = "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?)"


class LogError(EquipoiseError):
    """A room's file cannot be read or written."""


class Draft(NamedTuple):
    """What is to be added to the log."""

    kind: str
    body: Mapping[str, Any]
    table: str = ""  #: which table it is about; none where it is about the room


class Event(NamedTuple):
    """What happened, as the log has it."""

    seq: int  #: from 1, without gaps
    table: str
    at: float  #: seconds since 1970
    actor: str  #: "board", a person's number, or "clock"
    kind: str
    body: Mapping[str, Any]


class Log:
    """The log of a room, whose file is there; ``LogError`` when it is none, or another process has it open."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        self.path, self._clock = path, clock
        try:
            self._file = _connect(path)
            if self._file.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
                raise LogError(f"{shown(str(path))}  is no room of this program")
            self._file.execute(_TYPING)
            self.header: dict[str, Any] = {
                name: json.loads(value) for name, value in self._file.execute("SELECT name, value FROM header")
            }
            self._last = int(self._file.execute("SELECT coalesce(max(seq), 0) FROM event").fetchone()[0])
        except (sqlite3.Error, json.JSONDecodeError) as error:
            raise LogError(f"{shown(str(path))}  cannot be opened: {_why(error)}") from error

    def check(self) -> None:
        """See that it says what a room needs; raises ``LogError`` when it does not."""
        if missing := [name for name in _NEEDED if name not in self.header]:
            raise LogError(f"{shown(str(self.path))}  is no room of this program: it has no {listed(missing, 'and')}")
        if not isinstance(self.header["code"], str) or not isinstance(self.header["tables"], list):
            raise LogError(f"{shown(str(self.path))}  is no room of this program")

    @classmethod
    def create(
        cls,
        path: Path,
        header: Mapping[str, Any],
        clock: Callable[[], float] = time.time,
        rows: Sequence[Mapping[str, Any]] = (),
    ) -> Log:
        """Make the file of a new room, with events as :meth:`whole` gives them; it is there whole or not at all."""
        made = sqlite3.connect(":memory:", isolation_level=None)
        try:
            made.executescript(_SCHEMA)
            made.executemany("INSERT INTO header VALUES (?, ?)", [(k, json.dumps(v)) for k, v in header.items()])
            made.executemany(_INSERT, [(*row.values(),) for row in map(_as_text, rows)])
            write_new(path, made.serialize())
        except (OSError, sqlite3.Error) as error:
            raise LogError(f"{shown(str(path))}  cannot be written: {_why(error)}") from error
        finally:
            made.close()
        return cls(path, clock)

    def events(self) -> list[Event]:
        """Everything that happened, in order."""
        return [Event(**{name: row[name] for name in Event._fields}) for row in self.whole()]

    def whole(self) -> list[dict[str, Any]]:
        """Everything that stands there, with keys."""
        names = [*Event._fields, "key"]
        try:
            rows = self._file.execute('SELECT seq, "table", at, actor, kind, body, key FROM event ORDER BY seq')
            return [dict(zip(names, row, strict=True)) | {"body": json.loads(row[5])} for row in rows]
        except (sqlite3.Error, ValueError, TypeError) as error:
            raise LogError(f"{shown(str(self.path))}  is damaged: {_why(error)}") from error

    def keys(self) -> set[str]:
        """Keys under which something was added."""
        return {row[0] for row in self._file.execute("SELECT key FROM event WHERE key IS NOT NULL")}

    def add(self, drafts: Sequence[Draft], actor: str, key: str | None = None) -> list[Event]:
        """Add events, all of them or none; when this returns, they survive whatever ends the process or the machine.

        Nothing is added twice under one key. Raises ``LogError`` when they cannot be written.
        """
        at = self._clock()
        events = [
            Event(self._last + k, one.table, at, actor, one.kind, one.body) for k, one in enumerate(drafts, start=1)
        ]
        keys = [key, *[None] * len(events)]
        rows = [
            (*one[:5], json.dumps(one.body, separators=(",", ":")), its) for one, its in zip(events, keys, strict=False)
        ]
        try:
            self._commit(rows)
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):
                self._file.execute("ROLLBACK")
            raise LogError(f"{shown(str(self.path))}  cannot be written: {_why(error)}") from error
        self._last += len(events)
        return events

    def _commit(self, rows: Sequence[tuple[object, ...]]) -> None:
        self._file.execute("BEGIN IMMEDIATE")
        self._file.executemany(_INSERT, rows)
        self._file.execute("COMMIT")

    def typing(self) -> dict[int, Any]:
        """What people were typing last, by number."""
        with suppress(sqlite3.Error, ValueError, TypeError):
            return {int(person): json.loads(body) for person, body in self._file.execute("SELECT * FROM typing")}
        return {}

    def keep_typing(self, person: int, body: Mapping[str, Any]) -> None:
        """Keep what somebody is typing; nobody waits for the disk, and nothing happens where it cannot be kept."""
        with suppress(sqlite3.Error):
            self._file.execute("PRAGMA synchronous = NORMAL")
            self._file.execute("INSERT OR REPLACE INTO typing VALUES (?, ?)", (person, json.dumps(body)))
        self._file.execute("PRAGMA synchronous = FULL")

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _connect(path: Path) -> sqlite3.Connection:
    """Open a file for this process alone; every commit is on the disk before it is answered."""
    file = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=1.0)
    file.execute("PRAGMA locking_mode = EXCLUSIVE")
    file.execute("PRAGMA journal_mode = WAL")
    file.execute("PRAGMA synchronous = FULL")
    return file


def _as_text(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in (*Event._fields, "key")} | {
        "body": json.dumps(row["body"], separators=(",", ":"))
    }


def _why(error: Exception) -> str:
    if "locked" in str(error):
        return "another process has it open"
    return str(getattr(error, "strerror", None) or error)
