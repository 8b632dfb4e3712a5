"""Opening the database file: the settings that keep it whole, and the two ways to begin a transaction.

One of the three places that know which engine this is (the others are `search` and `backup`). Reading begins
with ``BEGIN``; writing with ``BEGIN IMMEDIATE``, so that two windows queue up instead of failing half-way.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import QueuePool

from delightdesk.store import connecting, passkeys

BUSY_SECONDS = 5.0


def private_files() -> None:
    """Let no other user of this PC read what the desk writes; where the system has no umask it does nothing."""
    if hasattr(os, "umask"):
        os.umask(0o077)


def journal_mode(version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> str:
    """``WAL`` where the SQLite library has the fix for the WAL-reset fault, otherwise ``TRUNCATE``.

    The fix is in 3.51.3 and in the patch lines 3.50.7 and 3.44.6. ``DELETE`` is no choice: with
    synchronous=FULL it can lose the last commit when the power goes.
    """
    fixed = version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51, 0) or (3, 44, 6) <= version < (3, 45, 0)
    return "WAL" if fixed else "TRUNCATE"


def settings_for(mode: str) -> tuple[str, ...]:
    """The pragmas of every writing connection, in order."""
    return (
        f"PRAGMA journal_mode={mode}",
        "PRAGMA synchronous=FULL",
        "PRAGMA foreign_keys=ON",
        "PRAGMA recursive_triggers=ON",
        "PRAGMA secure_delete=ON",
        "PRAGMA cell_size_check=ON",
        "PRAGMA temp_store=MEMORY",
        "PRAGMA mmap_size=0",
    )


def settings_of(path: Path) -> tuple[str, ...]:
    """The pragmas of every writing connection to the file at ``path``.

    An encrypted desk never uses WAL, whatever its library can do: whoever changes the passphrase puts one file in its
    place, and no second one may lie beside it.
    """
    return settings_for("TRUNCATE" if passkeys.is_encrypted(path) else journal_mode())


def driver(connection: Connection) -> sqlite3.Connection:
    """The driver's own connection inside the same transaction: for the search index and for bulk work."""
    return cast("sqlite3.Connection", connection.connection.driver_connection)


def make_engine(path: Path, *, begin: str, foreign_keys: bool = True) -> Engine:
    """An engine on an existing file whose transactions start with ``begin``.

    ``hide_parameters`` keeps guests' data out of error texts and logs. The file is opened by URI with
    ``mode=rw`` so that a file deleted meanwhile is never silently made anew.
    """
    pragmas = settings_of(path)
    if not foreign_keys:
        pragmas = (*pragmas, "PRAGMA foreign_keys=OFF")

    def connect() -> sqlite3.Connection:
        connection = connecting.connect(path, "rw", wait=BUSY_SECONDS, any_thread=True)
        for pragma in pragmas:
            connection.execute(pragma)
        return connection

    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        module=connecting.driver_of(path),
        creator=connect,
        hide_parameters=True,
        poolclass=QueuePool,
        pool_size=2,
        pool_reset_on_return="rollback",
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        if begin == "BEGIN":
            connection.exec_driver_sql(begin)
        else:
            connecting.begin(driver(connection), begin, BUSY_SECONDS)

    return engine
