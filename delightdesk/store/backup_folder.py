"""Where the backups of a desk lie, what they are called, and which of them stay.

The name of a backup says when it was made (UTC) and why: ``2026-06-14T154207Z-start.db``. Whatever is called
otherwise was put there by somebody else and is never touched.
"""

from __future__ import annotations

import re
import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import disk_usage

from delightdesk.domain.errors import CannotOpen
from delightdesk.store.backup import Copied, Stop, copy_whole, drop, never
from delightdesk.store.connecting import connect, driver_errors

WHYS = ("start", "close", "quarter", "update", "import", "bulk", "restore", "by-hand", "forget")
ALL_OF = timedelta(days=2)
DAYS, WEEKS, MONTHS = 14, 10, 12
AHEAD = timedelta(minutes=10)
"""A backup so much later than now was made while a clock went wrong."""

_IN_USE = "in-use"
_PARTS = "*.part"
_AIR = 64 * 1024 * 1024
"""Bytes that stay free beside a backup, because the desk itself has to go on saving."""
_STAMP = "%Y-%m-%dT%H%M%SZ"
_NAME = re.compile(rf"(\d{{4}}-\d\d-\d\dT\d{{6}}Z)-({'|'.join(WHYS)})(?:-(\d+))?", re.ASCII)
_mine = threading.local()


class InUse(CannotOpen):
    """Another window is at work on the backups."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the desk. at: when it was made, by the clock of then. why: one of `WHYS`. size: in bytes.

    is_second: it lies in the second folder.
    """

    path: Path
    at: datetime
    why: str
    size: int
    is_second: bool = False

    def is_ahead(self, now: datetime) -> bool:
        """True when the clock was wrong then, or is now."""
        return self.at > now + AHEAD


def folder_of(path: Path) -> Path:
    """The folder of this desk's backups, beside it; it need not be there yet."""
    return path.with_name(f"{path.stem}-backups")


def is_backup_folder(folder: Path) -> bool:
    """True for the folder of some desk's backups, by its name."""
    return folder.name.endswith("-backups")


def second_of(path: Path, second: str) -> Path | None:
    """The same inside a second folder, such as a stick; None where none is set."""
    return Path(second).expanduser() / folder_of(path).name if second.strip() else None


def in_folder(folder: Path, ending: str, *, is_second: bool = False) -> tuple[Backup, ...]:
    """The backups there, newest first; none where the folder cannot be read. ending: that of the desk's name."""
    found = []
    with suppress(OSError):
        for each in folder.iterdir():
            match = _NAME.fullmatch(each.stem)
            if match is None or each.suffix != (ending or ".db"):
                continue
            with suppress(OSError, ValueError):
                if each.is_file() and not each.is_symlink():
                    at = datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
                    number = int(match[3] or 0)
                    found.append((at, number, Backup(each, at, match[2], each.stat().st_size, is_second)))
    return tuple(backup for *_, backup in sorted(found, key=lambda each: each[:2], reverse=True))


def made_at(backup: Path) -> datetime | None:
    """When a backup was made, by its name; None for a file that is called otherwise."""
    match = _NAME.fullmatch(backup.stem)
    try:
        return datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC) if match is not None else None
    except ValueError:
        return None


def made_ready(folder: Path) -> Path:
    """The folder, made where it is missing, for nobody else to read. Raises `CannotOpen`."""
    try:
        if not folder.is_dir():
            folder.mkdir(mode=0o700)
            with suppress(OSError):  # a stick may know nothing of permissions
                folder.chmod(0o700)
    except OSError as error:
        raise CannotOpen(
            f"{folder.name} cannot be made ({error.strerror or 'no access'}), so no backup was made. "
            "Please check that you may write there."
        ) from None
    return folder


@contextmanager
def undisturbed(folder: Path, wait: float = 60.0) -> Iterator[None]:
    """Keep every other window from making, changing or thinning backups there meanwhile; the same thread may again.

    It is a lock of SQLite's, so a program that dies lets go of it. What copies that were cut off left behind is
    cleared away. Raises `InUse` when it took longer than ``wait``
    seconds, or `CannotOpen`.
    """
    held = _mine.__dict__.setdefault("held", set())
    key = made_ready(folder).resolve()
    if key in held:
        yield
        return
    lock = _locked(folder, wait)
    held.add(key)
    try:
        for rough in folder.glob(_PARTS):  # left behind by a copy that was cut off: nobody is at work on one now
            drop(rough)
        yield
    finally:
        held.discard(key)
        lock.close()


def _locked(folder: Path, wait: float) -> sqlite3.Connection:
    lock: sqlite3.Connection | None = None
    try:
        with suppress(OSError):
            (folder / _IN_USE).touch(0o600)  # SQLite would make it for everybody to read
        lock = connect(folder / _IN_USE, "rwc", wait=wait, any_thread=True)
        lock.execute("BEGIN EXCLUSIVE")
    except driver_errors() as error:
        if lock is not None:
            lock.close()
        said = str(error)
        if "locked" in said or "busy" in said:
            raise InUse(
                "Another window is at work on the backups, so nothing was done here. Please try again in a moment."
            ) from None
        raise CannotOpen(
            f"{folder.name} cannot be written ({said}), so no backup was made. Please check that you may write there."
        ) from None
    return lock


def add(path: Path, why: str, now: datetime, *, stop: Stop = never) -> tuple[Backup, Copied]:
    """Copy the desk at ``path`` into its folder; it has a name there once it was checked. Raises `CannotOpen`."""
    folder = made_ready(folder_of(path))
    with undisturbed(folder):
        _check_room(path, folder)
        target = free_name(folder, path.suffix, why, now)
        found = copy_whole(path, target, is_set_up=why != "update", stop=stop)
        return Backup(target, now.astimezone(UTC).replace(microsecond=0), why, target.stat().st_size), found


def rough_beside(backup: Path) -> Path:
    """A name for a private copy in the same folder; left behind, it is cleared away by whoever is there next."""
    return backup.with_name(f"{backup.name}.{secrets.token_hex(4)}.part")


def free_name(folder: Path, ending: str, why: str, now: datetime) -> Path:
    """A name nobody has; of those made in one second the later one has the higher number."""
    stamp = f"{now.astimezone(UTC):{_STAMP}}"
    taken = [int(match[3] or 1) for each in folder.glob(f"{stamp}-*") if (match := _NAME.fullmatch(each.stem))]
    number = f"-{max(taken) + 1}" if taken else ""
    return folder / f"{stamp}-{why}{number}{ending or '.db'}"


def _check_room(path: Path, folder: Path) -> None:
    """A backup that fills the disk would keep the desk itself from saving."""
    try:
        free, needed = disk_usage(folder).free, path.stat().st_size
    except OSError:
        return  # whoever copies is told what the matter is
    if free < needed + _AIR:
        raise CannotOpen(
            "The disk is nearly full, so no backup was made. What was saved is safe. Please free some space."
        )


def staying(
    backups: Sequence[Backup], now: datetime, is_good: Callable[[Path], bool], *, all_of: timedelta = ALL_OF
) -> set[Path]:
    """Which of ``backups``, newest first, stay: ``all_of`` two days, then the newest good one of days, weeks, months.

    Those of days without any count for nothing, so a house that was closed all winter still has its last fortnight.
    What a clock gone wrong dated ahead stays, too.
    """
    stay = {each.path for each in backups if each.at > now - all_of}
    past = [each for each in backups if not each.is_ahead(now)]
    for most, span in ((DAYS, "%Y-%m-%d"), (WEEKS, "%G-%V"), (MONTHS, "%Y-%m")):
        stay |= _newest_of_each(past, most, span, is_good)
    return stay


def _newest_of_each(backups: Sequence[Backup], most: int, span: str, is_good: Callable[[Path], bool]) -> set[Path]:
    newest: dict[str, Path] = {}
    for each in backups:
        of = f"{each.at:{span}}"
        if of not in newest and len(newest) < most and is_good(each.path):
            newest[of] = each.path
    return set(newest.values())
