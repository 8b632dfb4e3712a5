"""What is done to backups that are there: read how far they go, thin them, change one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import closing, nullcontext, suppress
from datetime import datetime
from pathlib import Path

from delightdesk.domain.errors import CannotOpen
from delightdesk.store.backup import Stop, Stopped, check, drop, keep, never
from delightdesk.store.backup_folder import Backup, is_backup_folder, rough_beside, staying, undisturbed
from delightdesk.store.connecting import connect, driver_errors
from delightdesk.store.history import Mark, mark

WAIT = 1.0
"""Seconds to wait for others when only looking."""
_AT_ONCE = 1 << 20


def mark_of(backup: Path) -> Mark | None:
    """Up to which act a backup goes; None where it cannot be read: then it is no good one."""
    with suppress(CannotOpen, *driver_errors()), closing(connect(backup, wait=WAIT)) as file:
        return mark(file)
    return None


def thin_folder(backups: tuple[Backup, ...], now: datetime) -> int:
    """Take away what need not stay of the backups of one folder, newest first. How many went."""
    stay = staying(backups, now, lambda each: mark_of(each) is not None)
    going = [each for each in backups if each.path not in stay]
    for each in going:
        drop(each.path)
    return len(going)


def copy_bytes(source: Path, target: Path, stop: Stop = never) -> str:
    """Copy a backup, which nobody writes to, byte by byte; what was written, as a digest."""
    written = hashlib.sha256()
    with source.open("rb") as old, target.open("xb") as new:
        while part := old.read(_AT_ONCE):
            if stop():
                raise Stopped("The copy was given up. Nothing of it was kept.")
            written.update(part)
            new.write(part)
    return written.hexdigest()


def rewrite(backup_path: Path, job: Callable[[Path], None]) -> None:
    """Change a backup: ``job`` works on a private copy, which is checked and then takes the old one's place.

    Other windows are kept from the backups meanwhile. Raises `CannotOpen` and what ``job`` raises; the backup is as it
    was then. Whoever changes all of them does it inside `undisturbed`, so that none is added in between.
    """
    parent = backup_path.parent
    with undisturbed(parent) if is_backup_folder(parent) else nullcontext():
        rough = rough_beside(backup_path)
        try:
            copy_bytes(backup_path, rough)
            job(rough)
            make_one_file(rough)
            check(rough, backup_path.name)
            keep(rough, backup_path)
        except driver_errors() as error:
            raise CannotOpen(f"{backup_path.name} could not be changed ({error}). It is as it was.") from None
        except OSError as error:
            why = error.strerror or "no access"
            raise CannotOpen(f"{backup_path.name} could not be changed ({why}). It is as it was.") from None
        finally:
            drop(rough)


def make_one_file(rough: Path) -> None:
    """All of it in the file itself, so that it can be read where nothing may be written."""
    with closing(connect(rough, "rw")) as file:
        file.execute("PRAGMA journal_mode=DELETE")
