"""The one place where a desk file is opened, so that every way in knows the same settings, lock and passphrase."""

from __future__ import annotations

import sqlite3
import sys
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Literal, cast

from delightdesk.store import passkeys

Mode = Literal["ro", "rw", "rwc"]

_LOOK_AGAIN = 0.001
"""Seconds between two looks whether it is one's turn to write."""


def connect(
    path: Path,
    mode: Mode = "ro",
    *,
    wait: float = 5.0,
    any_thread: bool = False,
    like: Path | None = None,
    settles: bool = True,
) -> sqlite3.Connection:
    """Open the file at ``path``, transactions begun by hand.

    mode: "ro" only reads; "rw" writes to a file that is there, so that one deleted meanwhile is never silently made
    anew; "rwc" makes a new one. wait: seconds to wait for another program's lock. like: the file that a new one is to
    be a copy of; it is encrypted as that one is. settles: half a save that a power cut left is taken back first, which
    a file that is only read would not do by itself. Raises the driver's errors, and `Locked` for an encrypted file
    whose passphrase was not given.
    """
    if mode == "ro" and settles:
        settle(path)
    key = passkeys.key_of(path if like is None else like)
    module: Any = sqlite3 if key is None else passkeys.sqlcipher(path.name)
    connection = module.connect(
        f"{path.resolve().as_uri()}?mode={mode}",
        uri=True,
        timeout=wait,
        isolation_level=None,
        check_same_thread=not any_thread,
    )
    if key is not None:
        connection.execute(key.pragma)
    if mode == "rwc":
        passkeys.remember(path, key)
    return cast("sqlite3.Connection", connection)


def begin(connection: sqlite3.Connection, statement: str, wait: float = 5.0) -> None:
    """Begin to write, in fair turn with everybody else who wants to. Raises the driver's errors after ``wait`` seconds.

    Left to itself, SQLite soon looks ten times a second only whether the file is free. Who saves without a pause leaves
    it free for so short a time that others would hardly ever see it.
    """
    ends = time.monotonic() + wait
    connection.execute("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                connection.execute(statement)
            except driver_errors() as error:
                if "locked" not in str(error) or time.monotonic() > ends:
                    raise
                time.sleep(_LOOK_AGAIN)
            else:
                return
    finally:
        connection.execute(f"PRAGMA busy_timeout={round(wait * 1000)}")


def settle(path: Path) -> bool:
    """Let SQLite take back the half of a save that was cut off; False when none lies there.

    One that is still being made is left alone, because whoever is alive holds the lock. Where it cannot be taken back,
    whoever reads is told.
    """
    try:
        if not path.with_name(f"{path.name}-journal").stat().st_size:
            return False
    except OSError:
        return False
    with suppress(*driver_errors()), closing(connect(path, "rw", wait=0)) as file:
        file.execute("PRAGMA user_version").fetchone()
    return True


def driver_of(path: Path) -> Any:
    """The module whose connections `connect` gives for this file. Raises `Locked`."""
    return sqlite3 if passkeys.salt_of(path) is None else passkeys.sqlcipher(path.name)


def driver_errors(*also: type[Exception]) -> tuple[type[Exception], ...]:
    """What a connection may raise, for ``except``; ``also`` what else is taken there."""
    other = sys.modules.get("sqlcipher3.dbapi2")
    return (sqlite3.Error, *also) if other is None else (sqlite3.Error, other.Error, *also)
