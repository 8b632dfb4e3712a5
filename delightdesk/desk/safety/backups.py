"""Backups: making one, what is kept of them, the second folder, and whether there is a fresh one.

Nothing of it needs SQLModel or the database thread: it runs in a thread of its own, with connections of its own, so
that a big desk being copied holds up nobody.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from delightdesk.desk.safety.kept import WAIT, mark_of, rewrite, thin_folder
from delightdesk.desk.safety.second_folder import mirror, second_trouble
from delightdesk.domain.clock import MONTHS, WEEKDAYS, zone_or_here
from delightdesk.domain.errors import CannotOpen, DeskError
from delightdesk.store import backup_folder
from delightdesk.store.backup import NotWhole, Stop, Stopped, copy_whole, never
from delightdesk.store.backup_folder import Backup, InUse, folder_of, in_folder, second_of, undisturbed
from delightdesk.store.connecting import connect, driver_errors
from delightdesk.store.history import after, mark, shared

__all__ = [
    "Backup", "InUse", "NotWhole", "State", "Stopped", "folder_of", "is_changed", "listing", "mirror", "newest_good",
    "rewrite", "second_trouble", "standing", "state", "take", "take_if_changed", "thin", "undisturbed", "why_shortly",
    "write_copy",
]  # fmt: skip

_SHORTLY = (
    ("full", "disk full"),
    ("damaged", "the file is damaged"),
    ("lead nowhere", "the file is not in order"),
    ("set up to its end", "the file is not in order"),
    ("written for too long", "others were saving"),
    ("cannot be", "its folder cannot be written"),
    ("could not be copied", "its folder cannot be written"),
)
"""What stands on the top line for the sentence of an error."""
TOO_OLD = timedelta(days=1)
"""So long something may be without a backup until every screen says so."""


def take(path: Path, why: str, now: datetime, *, stop: Stop = never) -> Backup:
    """Make a backup of the desk at ``path``. It was opened and checked, and is on the disk, when this returns.

    It also goes to the second folder, where one is set and within reach, and older ones are thinned; what fails of
    that is told by `second_trouble`, for the backup is there all the same. stop: asked now and then whether to give
    up. Raises `CannotOpen`, or `Stopped`; the desk is never written to.
    """
    made, copied = backup_folder.add(path, why, now, stop=stop)
    with suppress(DeskError, OSError):
        thin(path, now)
        if copied.second_folder:
            mirror(path, copied.second_folder, now, stop=stop)
    return made


def take_if_changed(path: Path, why: str, now: datetime, *, stop: Stop = never, wait: float = 60.0) -> Backup | None:
    """The same, unless the newest good backup holds all that was done, or the desk is only a demo.

    wait: seconds for another window that is at work on the backups. Raises `InUse` after that.
    """
    if not is_changed(path, now):
        return None
    with undisturbed(folder_of(path), wait):
        return take(path, why, now, stop=stop) if is_changed(path, now) else None  # another window may have been first


def write_copy(path: Path, target: Path, now: datetime, *, stop: Stop = never) -> Backup:
    """A checked copy at a place of somebody's own choice, which must be free. Raises `CannotOpen`."""
    if target.exists():
        raise CannotOpen(f"{target.name} is there already, so nothing was copied. Please choose another name.")
    copy_whole(path, target, stop=stop)
    return Backup(target, now.astimezone(UTC), "by-hand", target.stat().st_size)


def listing(path: Path, second: str = "") -> tuple[Backup, ...]:
    """The backups of the desk at ``path``, newest first; those of the second folder, too, when it is named."""
    folder = second_of(path, second)
    there = in_folder(folder, path.suffix, is_second=True) if folder is not None else ()
    return tuple(sorted((*in_folder(folder_of(path), path.suffix), *there), key=lambda each: each.at, reverse=True))


def newest_good(path: Path, now: datetime) -> Backup | None:
    """The newest that can be read; one dated ahead by a clock gone wrong only where there is no other."""
    every = in_folder(folder_of(path), path.suffix)
    in_order = sorted(every, key=lambda each: each.is_ahead(now))
    return next((each for each in in_order if mark_of(each.path) is not None), None)


def is_changed(path: Path, now: datetime) -> bool:
    """True when something was done that no good backup holds; never for the demo. Raises `CannotOpen`."""
    try:
        with closing(connect(path, wait=WAIT)) as file:
            if file.execute("SELECT is_demo FROM house WHERE id = 1").fetchone() == (1,):
                return False
            current = mark(file)
    except driver_errors():
        return True  # whoever copies it is told what the matter is
    newest = newest_good(path, now)
    return newest is None or mark_of(newest.path) != current


def standing(path: Path, now: datetime, second: str = "") -> str:  # noqa: ARG001 - it is the first folder that counts
    """ "no backup since Fri 12 Jun" when something older than a day is in no good backup; otherwise nothing."""
    newest = newest_good(path, now)
    zone, oldest = "", newest.at if newest is not None else None
    with suppress(CannotOpen, *driver_errors()), closing(connect(path, wait=WAIT)) as file:
        house = file.execute("SELECT is_demo, zone FROM house WHERE id = 1").fetchone() or (False, "")
        if house[0]:
            return ""
        zone, oldest = house[1], _oldest_unsaved(file, newest)
    if oldest is None or oldest > now - TOO_OLD:
        return ""
    return f"no backup since {day_words(newest.at, zone)}" if newest is not None else "no backup yet"


@dataclass(frozen=True, slots=True)
class State:
    """How the backups stand. standing: as `standing` says. second: the second folder, and what troubles it just now."""

    standing: str
    second: str
    second_trouble: str


def state(path: Path, now: datetime) -> State:
    """What every screen and the room of the backups tell, asked of the file at once."""
    second = ""
    with suppress(CannotOpen, *driver_errors()), closing(connect(path, wait=WAIT)) as file:
        row = file.execute("SELECT second_backups FROM house WHERE id = 1").fetchone()
        second = str(row[0] or "") if row is not None else ""
    return State(standing(path, now), second, second_trouble(path, second))


def why_shortly(error: DeskError) -> str:
    """Why no backup was made, in the few words that fit the top line."""
    said = str(error)
    return next((words for sign, words in _SHORTLY if sign in said), "it could not be written")


def day_words(at: datetime, zone: str, *, with_hour: bool = False) -> str:
    """ "Fri 12 Jun", or "Fri 12 Jun 16:42", on the clock of the house."""
    local = at.astimezone(zone_or_here(zone))
    day = f"{WEEKDAYS[local.weekday()][:3]} {local.day} {MONTHS[local.month - 1][:3]}"
    return f"{day} {local:%H:%M}" if with_hour else day


def _oldest_unsaved(file: sqlite3.Connection, newest: Backup | None) -> datetime | None:
    """When the first act was done that the newest good backup does not hold."""
    number = 0
    if newest is not None:
        with closing(connect(newest.path)) as kept:
            number = shared(file, kept)
    return after(file, number)


# What stays


def thin(path: Path, now: datetime) -> int:
    """Take away older backups: all of two days stay, then one of each of 14 days, 10 weeks, 12 months. How many went.

    The newest good one always stays, and so does every file that is none of ours.
    """
    with undisturbed(folder_of(path)):
        return thin_folder(in_folder(folder_of(path), path.suffix), now)
