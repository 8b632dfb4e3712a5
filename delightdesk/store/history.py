"""Which desk a file is of, and how far two files of one desk go together, whatever schema they are of."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import NamedTuple

_COLUMNS = "SELECT name FROM pragma_table_info('journal')"


class Mark(NamedTuple):
    """Up to where a file goes: its schema, its newest act and, from schema 4 on, the chain up to it."""

    schema: int
    last: int
    chain: str


class Desk(NamedTuple):
    """What tells desks apart: when its house was set up, and the number it has from schema 4 on."""

    set_up: str
    number: str
    secret: str


def desk_of(file: sqlite3.Connection) -> Desk:
    """Which desk this file is of. Raises the driver's errors."""
    columns = file.execute("SELECT name FROM pragma_table_info('house')").fetchall()
    own = "desk_id, secret" if ("desk_id",) in columns else "'', ''"
    row = file.execute(f"SELECT created_at, {own} FROM house WHERE id = 1").fetchone()  # noqa: S608
    return Desk(*(str(value or "") for value in row)) if row is not None else Desk("", "", "")


def same_desk(one: Desk, other: Desk) -> bool:
    """True for two files of one desk."""
    if one.number and other.number:
        return one.number == other.number
    return one.set_up == other.set_up


def mark(file: sqlite3.Connection) -> Mark:
    """Up to where this file goes. Raises the driver's errors."""
    (schema,) = file.execute("PRAGMA user_version").fetchone()
    is_chained = ("chain",) in file.execute(_COLUMNS).fetchall()
    seal = "chain" if is_chained else "at"
    row = file.execute(f"SELECT id, {seal} FROM journal ORDER BY id DESC LIMIT 1").fetchone()  # noqa: S608
    return Mark(schema, int(row[0]), str(row[1])) if row is not None else Mark(schema, 0, "")


def shared(one: sqlite3.Connection, other: sqlite3.Connection) -> int:
    """The number of the newest act that both files hold; 0 when they have none in common.

    Acts are told by their instant and kind, which neither erasing nor an update of the file changes.
    """
    low, high = 0, min(_last(one), _last(other))
    while low < high:
        middle = (low + high + 1) // 2
        if _act(one, middle) == _act(other, middle):
            low = middle
        else:
            high = middle - 1
    return low


def after(file: sqlite3.Connection, number: int) -> datetime | None:
    """When the first act after ``number`` was done; None when nothing was done since."""
    row = file.execute("SELECT at FROM journal WHERE id > ? ORDER BY id LIMIT 1", (number,)).fetchone()
    return instant_of(row[0]) if row is not None else None


def since(file: sqlite3.Connection, number: int) -> int:
    """How many acts were done after ``number``."""
    return int(file.execute("SELECT count(*) FROM journal WHERE id > ?", (number,)).fetchone()[0])


def instant_of(kept: str) -> datetime | None:
    """An instant as the file holds it, aware; None where none can be read."""
    try:
        return datetime.fromisoformat(str(kept)).replace(tzinfo=UTC)
    except ValueError:
        return None


def _last(file: sqlite3.Connection) -> int:
    return int(file.execute("SELECT coalesce(max(id), 0) FROM journal").fetchone()[0])


def _act(file: sqlite3.Connection, number: int) -> tuple[object, ...] | None:
    found: tuple[object, ...] | None = file.execute("SELECT at, action FROM journal WHERE id = ?", (number,)).fetchone()
    return found
