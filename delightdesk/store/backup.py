"""Whole copies of a desk file, checked before they count.

One of the places that know which engine this is. Everything goes through SQLite itself, its online backup above all:
a desk file that this program has open is never read or replaced beside it.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from delightdesk.domain.errors import CannotOpen
from delightdesk.store.connecting import connect, driver_errors
from delightdesk.store.header import APPLICATION_ID, SCHEMA

Stop = Callable[[], bool]
"""Asked between two steps of a long copy: whether to give it up."""

_PAGES_AT_ONCE = 256
"""A megabyte: a save waits for no more than the reading of one."""
_BREATH = 0.002
"""Seconds between two steps, in which whoever waits to save gets the file."""
_MOST_TRIES = 4
"""SQLite begins anew when somebody wrote meanwhile; after so many times the copy is made in one step."""
_PATIENCE = 10.0
"""Seconds of copying step by step, after which it is made in one step all the same."""
_LONGEST = 120.0
"""Seconds after which a copy that cannot get at the file is given up."""
_RETRY = 0.001
"""Seconds until a step is tried again: so short that it finds the gap between two saves of a program without rest."""
_BUSY = (5, 6)
"""What SQLite calls it when somebody else has the file."""
_LOOK_EVERY = 200_000
"""Steps of SQLite's own machine between two looks whether to give a check up."""


class NotWhole(CannotOpen):
    """The file itself is damaged, so no copy of it was kept."""


class Stopped(CannotOpen):
    """The copy was given up because somebody wanted to; nothing of it was kept."""


class Restless(Exception):  # noqa: N818 - said as a fact
    """Others write so often that copying step by step comes to no end."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What a whole copy holds. ``rows`` counts those of guests, visits, notes and the journal."""

    schema: int
    rows: dict[str, int]
    second_folder: str
    is_demo: bool


def never() -> bool:
    """Nobody wants to stop."""
    return False


def copy_whole(source: Path, target: Path, *, is_set_up: bool = True, stop: Stop = never) -> Copied:
    """Copy a desk while others may be writing, check the copy, and only then give it its name.

    The copy is one moment of the file. Others may save meanwhile: they wait for a step at most, or, where they write
    without end, once for the whole. An existing ``target`` is replaced in one step. is_set_up: it must be a desk that
    was set up to its end. Raises `NotWhole`, `Stopped`, or `CannotOpen` with why; the source is never written to.
    """
    rough = target.with_name(f"{target.name}.part")
    try:
        drop(rough)
        _copy(source, rough, stop)
        found = check(rough, source.name, is_set_up=is_set_up, stop=stop)
        keep(rough, target)
    except driver_errors() as error:
        drop(rough)
        if stop():
            raise Stopped("The copy was given up. Nothing of it was kept.") from None
        raise _in_words(source, error) from None
    except OSError as error:
        drop(rough)
        raise _not_copied(source, error.strerror or "no access") from None
    except BaseException:
        drop(rough)
        raise
    return found


def _copy(source: Path, rough: Path, stop: Stop) -> None:
    with closing(connect(source, wait=0)) as old, closing(connect(rough, "rwc", like=source)) as new:
        new.execute("PRAGMA synchronous=OFF")  # it is synced once, before it gets its name
        try:
            old.backup(new, pages=_PAGES_AT_ONCE, progress=_Pace(stop, _PATIENCE, _MOST_TRIES), sleep=_RETRY)
        except Restless:
            old.backup(new, progress=_Pace(stop, _LONGEST, 0), sleep=_RETRY)
        new.execute("PRAGMA journal_mode=DELETE")  # one file, that can be read where nothing may be written


class _Pace:
    """Between two steps: a breath for others; the end of patience, or of the copy."""

    def __init__(self, stop: Stop, patience: float, tries: int) -> None:
        self._stop, self._ends = stop, time.monotonic() + patience
        self._tries, self._left = tries, -1

    def __call__(self, status: int, remaining: int, total: int) -> None:  # noqa: ARG002 - SQLite's own order
        """``status`` is 0 where a step was made, otherwise the file was busy."""
        if self._stop():
            raise Stopped("The copy was given up. Nothing of it was kept.")
        began_anew = not status and 0 <= self._left <= remaining
        self._left = remaining
        if self._tries:
            self._tries -= began_anew
            if not self._tries or time.monotonic() > self._ends:
                raise Restless
            if not status:
                time.sleep(_BREATH)
        elif status in _BUSY and time.monotonic() > self._ends:
            raise CannotOpen("The desk was being written for too long, so no copy was made. Nothing was changed.")


def check(path: Path, name: str, *, is_set_up: bool = True, stop: Stop = never) -> Copied:
    """Open a copy and look at all of it. Raises `NotWhole` or the driver's errors. name: what the sentence calls it."""
    with closing(connect(path)) as file:
        file.set_progress_handler(lambda: 1 if stop() else 0, _LOOK_EVERY)
        if number_of(file, "application_id") != APPLICATION_ID:
            raise NotWhole(f"{name} is not a DelightDesk file, so no copy was kept. It was not changed.")
        if file.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise _damaged(name)
        if file.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise NotWhole(
                f"{name} holds rows that lead nowhere, so no copy was kept. It was not changed. "
                "Please run: delightdesk check"
            )
        schema = number_of(file, "user_version")
        if not is_set_up:
            return Copied(schema, {}, "", is_demo=False)
        columns = {row[1] for row in file.execute("PRAGMA table_info(house)")}
        second = "second_backups" if "second_backups" in columns else "''"
        houses = file.execute(f"SELECT {second}, is_demo FROM house").fetchall()  # noqa: S608
        if schema > SCHEMA or len(houses) != 1:
            raise NotWhole(f"{name} is no desk that was set up to its end, so no copy was kept. It was not changed.")
        rows = {
            table: file.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608
            for table in ("guest", "visit", "note", "journal")
        }
        return Copied(schema, rows, str(houses[0][0]), bool(houses[0][1]))


def keep(rough: Path, target: Path) -> None:
    """Bring a finished file to the disk and give it its name; from then on it counts. Raises `OSError`."""
    flags = os.O_RDWR | getattr(os, "O_BINARY", 0)
    handle = os.open(rough, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    with suppress(OSError):
        rough.chmod(0o600)
    _replace(rough, target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _replace(rough: Path, target: Path) -> None:
    """Rename; where the old file is being looked at and the system minds, wait a moment for it."""
    for tries in range(20):
        try:
            rough.replace(target)
        except PermissionError:
            if tries == 19:
                raise
            time.sleep(0.1)
        else:
            return


def drop(rough: Path) -> None:
    """Take away a copy that is not whole, and the journal SQLite leaves beside it where the disk is full."""
    with suppress(OSError):
        for ending in ("-journal", "-wal", "-shm", ""):  # the file last: it is by its name that the others are found
            rough.with_name(rough.name + ending).unlink(missing_ok=True)


def number_of(file: sqlite3.Connection, pragma: str) -> int:
    """What a pragma that is a number says."""
    return int(file.execute(f"PRAGMA {pragma}").fetchone()[0])


def _in_words(source: Path, error: Exception) -> CannotOpen:
    said = str(error)
    if "malformed" in said or "not a database" in said or "no such table" in said:
        return _damaged(source.name)
    return _not_copied(source, said)


def _damaged(name: str) -> NotWhole:
    return NotWhole(f"{name} is damaged, so no copy was kept. It was not changed. Please restore a backup.")


def _not_copied(source: Path, why: str) -> CannotOpen:
    return CannotOpen(
        f"{source.name} could not be copied ({why}). It was not changed. "
        "Please check the disk's free space and that you may write there."
    )
