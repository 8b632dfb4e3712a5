"""Taking erased guests out of every copy of the desk that is within reach, and naming those that are not."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from delightdesk.desk.privacy import tombstones
from delightdesk.desk.privacy.erasing import erase_guests
from delightdesk.desk.privacy.known_by import Told, told_of
from delightdesk.desk.privacy.tombstones import Tombstone
from delightdesk.desk.safety import backups, leftovers
from delightdesk.domain.errors import CannotOpen, DeskError
from delightdesk.domain.vocabulary import Role
from delightdesk.store.backup_folder import second_of
from delightdesk.store.connecting import connect, driver_errors
from delightdesk.store.header import FileState, read_state
from delightdesk.store.house_file import HouseFile
from delightdesk.store.sweeping import sweep
from delightdesk.store.work import Work

Tell = Callable[[int, int], None]

_WHO = "SELECT id FROM staff WHERE deleted_at IS NULL ORDER BY role = ? DESC, id LIMIT 1"


@dataclass(frozen=True, slots=True)
class Left:
    """A copy that still holds somebody who was erased. what_to_do: in one sentence."""

    place: Path
    what_to_do: str


@dataclass(frozen=True, slots=True)
class Purged:
    """How many copies were rewritten, and which could not be."""

    done: int = 0
    left: tuple[Left, ...] = ()


@dataclass(frozen=True, slots=True)
class _Job:
    """What is done in each copy."""

    stones: tuple[Tombstone, ...]
    now: datetime
    told: Told | None

    def __call__(self, rough: Path) -> None:
        reapply_in(rough, self.stones, self.now, self.told)


def purge(
    path: Path,
    now: datetime,
    *,
    told: Told | None = None,
    tell: Tell | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Purged:
    """Rewrite every copy of the desk that still has somebody who was erased.

    told: who they are, where that is still known, to find them in the words about others as well. stop: asked between
    two copies. A copy that knows all the tombstones is left alone, so this costs little when there is nothing to do.
    """
    with closing(connect(path)) as file:
        stones = tombstones.of_desk(file)
        ((second,),) = file.execute("SELECT second_backups FROM house WHERE id = 1").fetchall()
    if not stones:
        return Purged()
    try:
        with backups.undisturbed(backups.folder_of(path)):
            found = _in_every_copy(path, second, _Job(stones, now, told), tell or (lambda _done, _total: None), stop)
    except DeskError as error:
        return Purged(0, (Left(backups.folder_of(path), str(error)),))
    away = second_of(path, second)
    if away is not None and not away.parent.is_dir():
        words = f"{second} is not connected. Connect it; the copies there follow by themselves within a day."
        found = replace(found, left=(*found.left, Left(away, words)))
    return found


def reapply(work: Work, stones: tuple[Tombstone, ...], told: Told | None = None) -> int:
    """Erase in this file whoever was erased since it was written; returns how many guests that were."""
    tombstones.add(work.raw, stones)
    theirs = frozenset(each.guest_id for each in stones if _is_here(work.raw, each))
    known = told_of(work.raw, theirs)
    if told is not None:
        known.join(told)
    if theirs or told is not None:
        erase_guests(work, theirs, known)
        work.did("guest.erased", "Erased guests left out of an older copy", undoable=False)
    return len(theirs)


def reapply_in(copy: Path, stones: tuple[Tombstone, ...], now: datetime, told: Told | None = None) -> int:
    """The same in a private copy of a desk, brought up to date where it is older, without a byte of them left.

    Raises `CannotOpen` when the copy cannot be used.
    """
    if read_state(copy) is FileState.BEHIND:
        from delightdesk.store.migrations.upgrade import bring_up_to_date

        bring_up_to_date(copy, keeps_copy=False)
    with closing(connect(copy)) as file:
        who = file.execute(_WHO, (Role.MANAGER.value,)).fetchone()
    house = HouseFile(copy, lambda: now)
    try:
        with house.writing(who[0] if who else None) as work:
            erased = reapply(work, stones, told)
    finally:
        house.close()
    if not sweep(copy):
        raise CannotOpen(f"{copy.name} could not be written anew. Please check the disk's free space.")
    return erased


def _in_every_copy(path: Path, second: str, job: _Job, tell: Tell, stop: Callable[[], bool]) -> Purged:
    copies = [each for each in _copies(path, second) if not _knows(each, job.stones)]
    done, left = 0, []
    for number, copy in enumerate(copies):
        tell(number, len(copies))
        if stop():
            left += [Left(each, f"{each.name} follows with the look of the next day.") for each in copies[number:]]
            break
        try:
            _refuse_open(copy)
            backups.rewrite(copy, job)
            done += 1
        except (DeskError, OSError) as error:
            said = f"{copy.name} could not be changed and may still hold the guest. Please delete it by hand. ({error})"
            left.append(Left(copy, said))
    tell(len(copies), len(copies))
    return Purged(done, tuple(left))


def _copies(path: Path, second: str) -> Iterator[Path]:
    """The backups in both folders, and what an older version, a restore or a rescue left beside the desk.

    Nothing else that lies there: another desk of a like name may be open in another window.
    """
    yield from (each.path for each in backups.listing(path, second))
    for beside in (path.with_name(f"{path.stem}-before-update{path.suffix}"), *leftovers.set_aside(path)):
        if beside.is_file() and not beside.is_symlink():
            yield beside


def _refuse_open(copy: Path) -> None:
    """Raise `CannotOpen` where half a save lies beside it: it is open somewhere, or would bring back what was cut."""
    for ending in ("-journal", "-wal"):
        half = copy.with_name(copy.name + ending)
        if half.exists() and half.stat().st_size:
            raise CannotOpen(f"{half.name} belongs to it and holds half a save.")


def _knows(copy: Path, stones: tuple[Tombstone, ...]) -> bool:
    """True when everybody was erased in this copy already."""
    try:
        with closing(connect(copy)) as file:
            there = {each.guest_id: each for each in tombstones.of_desk(file)}
            return all(each.guest_id in there for each in stones)
    except driver_errors(DeskError):
        return False


def _is_here(connection: sqlite3.Connection, stone: Tombstone) -> bool:
    row = connection.execute(
        "SELECT created_at FROM guest WHERE id = ? AND erased_at IS NULL", (stone.guest_id,)
    ).fetchone()
    return row is not None and stone.is_of(row[0])
