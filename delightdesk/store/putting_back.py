"""The way back from a copy into the living desk, as one transaction of SQLite's own."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from delightdesk.domain.errors import CannotOpen
from delightdesk.store.backup import Restless, number_of
from delightdesk.store.connecting import begin, connect

_MOST_TRIES = 4
_PAGES_AT_ONCE = 256
_RETRY = 0.001
"""Seconds until a step is tried again."""


def put_back(copy: Path, living: Path, pragmas: tuple[str, ...], as_before: Callable[[], Any]) -> None:
    """Fill the living desk with what ``copy`` holds, as one transaction under SQLite's own locks.

    Other windows keep their connection and see other data from then on; a kill leaves the old desk or the new one.
    as_before: makes the backup of now; it is made again when somebody saved between it and the lock.
    Raises the driver's errors and what ``as_before`` raises; the living desk is as it was then.
    """
    with closing(connect(living, "rw")) as desk:
        if _mode(desk, pragmas) != "wal":
            _be_alone(desk, as_before)
            _fill(desk, copy)
            return
    for tries in range(_MOST_TRIES):
        with closing(connect(living, "rw")) as desk, closing(connect(living)) as witness:
            _mode(desk, pragmas)
            seen = number_of(desk, "data_version"), number_of(witness, "data_version")
            if tries:  # somebody saved meanwhile: this time savers wait for the backup, too
                begin(desk, "BEGIN IMMEDIATE")
            as_before()
            if tries:
                desk.execute("COMMIT")
            if number_of(desk, "data_version") != seen[0]:
                continue
            # A reader may look on while a WAL desk is written, and nobody gets past the lock of the others.
            with suppress(Restless):
                _fill(desk, copy, _Untouched(witness, seen[1]))
                return
    raise CannotOpen("Others were saving all the while, so nothing was restored. Please try again.")


def _mode(desk: sqlite3.Connection, pragmas: tuple[str, ...]) -> str:
    for pragma in pragmas:
        desk.execute(pragma)
    return str(desk.execute("PRAGMA journal_mode").fetchone()[0])


def _be_alone(desk: sqlite3.Connection, as_before: Callable[[], Any]) -> None:
    """Make the backup of now, and let nobody at the file from that moment until the connection is closed."""
    seen = number_of(desk, "data_version")
    as_before()
    begin(desk, "BEGIN IMMEDIATE")
    if number_of(desk, "data_version") != seen:  # somebody saved meanwhile: this time savers wait for the backup
        as_before()
    desk.execute("PRAGMA locking_mode=EXCLUSIVE")
    desk.execute(f"PRAGMA user_version={number_of(desk, 'user_version')}")  # what is written is locked, and stays so
    desk.execute("COMMIT")


def _fill(desk: sqlite3.Connection, copy: Path, check_first: _Untouched | None = None) -> None:
    with closing(connect(copy)) as source:
        source.backup(desk, pages=_PAGES_AT_ONCE, progress=check_first, sleep=_RETRY)


class _Untouched:
    """Once the lock is held: whether nobody wrote since ``seen``."""

    def __init__(self, witness: sqlite3.Connection, seen: int) -> None:
        self._witness, self._seen, self._is_first = witness, seen, True

    def __call__(self, status: int, remaining: int, total: int) -> None:  # noqa: ARG002 - SQLite's own order
        if self._is_first and not status:
            self._is_first = False
            if number_of(self._witness, "data_version") != self._seen:
                raise Restless
