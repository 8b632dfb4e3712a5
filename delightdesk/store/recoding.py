"""The same desk under another passphrase, under its first one, or under none any more.

SQLite's own copying keeps pages, and pages cannot change their encryption that way. So the rows are carried over, table
by table, into a new private file beside the desk; it is checked, and takes the desk's place by one rename while nobody
else can write. A kill at any moment leaves the old desk or the new one.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from delightdesk.domain.errors import CannotOpen
from delightdesk.store import backup, chain, passkeys, trouble
from delightdesk.store.connecting import connect, driver_errors
from delightdesk.store.passkeys import Key

Tell = Callable[[int, int], None]
"""Told how many rows of how many are carried over."""

_AT_ONCE = 5_000
_NUMBERS = ("application_id", "user_version")
_ZEROS = bytes(1 << 20)
_COUNTERS = ("sqlite_sequence", "sqlite_stat1")


def recode(
    path: Path, key: Key | None, *, tell: Tell | None = None, finish: Callable[[Path], None] | None = None
) -> None:
    """Let the file at ``path`` be opened with ``key`` from now on, None for no passphrase.

    finish: what is still done to the new file before it counts. Other windows wait, and then find another file under
    the same name; the bytes of the old one are overwritten. Raises `CannotOpen` in plain words: nothing changed then.
    """
    place = path.resolve()
    rough = place.with_name(f"{place.name}.recoded.part")
    try:
        backup.drop(rough)
        with _alone(path) as old:
            carry_over(old, rough, key, tell)
            if finish is not None:
                finish(rough)
            _check(old, rough, place.name)
            _take_place(rough, place, old)
    except driver_errors() as error:
        said = trouble.sentence(path, error) or f"{path.name} could not be carried over ({error}). Nothing was changed."
        raise CannotOpen(said) from None
    except OSError as error:
        raise CannotOpen(
            f"{path.name} could not be carried over ({error.strerror or 'no access'}). It is as it was. "
            "Please check the disk's free space, and close other windows on this desk."
        ) from None
    finally:
        backup.drop(rough)
    passkeys.remember(path, key)


def carry_over(old: sqlite3.Connection, target: Path, key: Key | None, tell: Tell | None = None) -> None:
    """Every table, row, index and number of ``old`` into a new file. Raises the driver's errors and `CannotOpen`."""
    passkeys.remember(target, key)
    with closing(connect(target, "rwc")) as new:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "foreign_keys=OFF", "temp_store=MEMORY"):
            new.execute(f"PRAGMA {pragma}")  # nothing of it counts before it is whole and brought to the disk
        tables, others = _plan(old)
        new.execute("BEGIN")
        for statement in tables.values():
            new.execute(statement)
        _rows(old, new, tell)
        for statement in others:
            new.execute(statement)
        for name in _NUMBERS:
            new.execute(f"PRAGMA {name}={old.execute(f'PRAGMA {name}').fetchone()[0]}")
        new.execute("COMMIT")
        new.execute("PRAGMA journal_mode=DELETE")


def _plan(old: sqlite3.Connection) -> tuple[dict[str, str], list[str]]:
    """What makes the tables, and what makes all that hangs on them. A virtual table makes its own shadows."""
    found = old.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
    made = {name: sql for kind, name, sql in found if kind == "table" and not name.startswith("sqlite_")}
    virtual = {name for name, sql in made.items() if sql.upper().startswith("CREATE VIRTUAL")}
    plain = {name: sql for name, sql in made.items() if name not in virtual and not _is_shadow(name, virtual)}
    return plain | {name: made[name] for name in virtual}, [sql for kind, _, sql in found if kind != "table"]


def _is_shadow(name: str, virtual: set[str]) -> bool:
    return any(name.startswith(f"{owner}_") for owner in virtual)


def _filled(connection: sqlite3.Connection) -> list[str]:
    """The tables that hold rows of their own."""
    return [
        name
        for name, sql in connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name")
        if (not name.startswith("sqlite_") or name in _COUNTERS) and not str(sql).upper().startswith("CREATE VIRTUAL")
    ]


def _rows(old: sqlite3.Connection, new: sqlite3.Connection, tell: Tell | None) -> None:
    counts = _counts(old)
    total, done = sum(counts.values()), 0
    if "sqlite_stat1" in counts:
        new.execute("ANALYZE sqlite_master")  # makes the table
    for table in counts:
        new.execute(f'DELETE FROM "{table}"')  # noqa: S608 - a virtual table fills its shadows when it is made
        read = old.execute(f'SELECT * FROM "{table}"')  # noqa: S608
        put = f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(read.description))})'  # noqa: S608
        while rows := read.fetchmany(_AT_ONCE):
            new.executemany(put, rows)
            done += len(rows)
            if tell is not None:
                tell(done, total)


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    return {
        table: connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608
        for table in _filled(connection)
    }


@contextmanager
def _alone(path: Path) -> Iterator[sqlite3.Connection]:
    """The file with everybody else kept out of it, readers too, until the block is left."""
    with closing(connect(path, "rw")) as old:
        if old.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
            old.execute("PRAGMA journal_mode=TRUNCATE")  # fails while another window is open
        old.execute("BEGIN EXCLUSIVE")
        if old.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
            raise CannotOpen(f"{path.name} was opened by another window. Nothing was changed. Please close it first.")
        try:
            yield old
        finally:
            with suppress(*driver_errors()):
                old.execute("ROLLBACK")


def _check(old: sqlite3.Connection, rough: Path, name: str) -> None:
    """Raise `CannotOpen` unless the new file holds all of the old one and is whole. ``finish`` may have added rows."""
    backup.check(rough, name, is_set_up=False)
    with closing(connect(rough)) as new:
        counts = _counts(new)
        lost = [table for table, rows in _counts(old).items() if counts.get(table, -1) < rows]
        if lost or _journal(new) != _journal(old):
            raise CannotOpen(f"{name} could not be carried over whole, so it was left as it was. Nothing was changed.")


def _journal(connection: sqlite3.Connection) -> list[str]:
    """What the chain of the journal says; nothing where an older file has none."""
    has_chain = any(row[1] == "chain" for row in connection.execute("PRAGMA table_info(journal)"))
    return chain.verify(connection) if has_chain else []


def _take_place(rough: Path, place: Path, old: sqlite3.Connection) -> None:
    """Give the new file the name of the old one, and overwrite the old one's bytes while nobody can read them."""
    left = place.open("r+b")
    try:
        try:
            backup.keep(rough, place)
        except PermissionError:  # where no file is replaced that is open
            left.close()
            old.close()
            backup.keep(rough, place)
            return
        with suppress(OSError):  # it counts already, and a disk may keep old bytes all the same
            _overwrite(left)
    finally:
        left.close()


def _overwrite(left: BinaryIO) -> None:
    size = left.seek(0, os.SEEK_END)
    left.seek(0)
    for start in range(0, size, len(_ZEROS)):
        left.write(_ZEROS[: size - start])
    left.flush()
    os.fsync(left.fileno())
