"""The second folder: every backup once more on a stick or a share, which may be away for a while."""

from __future__ import annotations

import hashlib
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path

from delightdesk.desk.safety.kept import WAIT, copy_bytes, mark_of, thin_folder
from delightdesk.domain.errors import CannotOpen
from delightdesk.store.backup import Stop, drop, keep, never
from delightdesk.store.backup_folder import (
    Backup,
    folder_of,
    in_folder,
    made_ready,
    rough_beside,
    second_of,
    staying,
    undisturbed,
)
from delightdesk.store.connecting import connect, driver_errors
from delightdesk.store.history import desk_of, same_desk


def second_trouble(path: Path, second: str) -> str:
    """Why nothing goes to the second folder just now, in one calm sentence; empty when all is well."""
    folder = second_of(path, second)
    if folder is None:
        return ""
    if not folder.parent.is_dir():
        return f"The second folder {second} is not there just now. Backups go on in the first; it is caught up later."
    newest = next(iter(in_folder(folder_of(path), path.suffix)), None)
    if newest is None or (folder / newest.path.name).exists():
        return ""
    if _is_of_another_desk(folder, newest):
        return _other_desk(second)
    return (
        f"The newest backup is not in the second folder {second} yet. Please check its space and that it is writable."
    )


def mirror(path: Path, second: str, now: datetime, *, stop: Stop = never) -> None:
    """Bring the second folder up to the first: the newest backup, and those of days, weeks and months that it lacks.

    Each is read again and compared before it counts; thinned as in the first. Raises `CannotOpen` in calm words.
    """
    folder = second_of(path, second)
    if folder is None:
        return
    if not folder.parent.is_dir():
        raise CannotOpen(second_trouble(path, second))
    made_ready(folder)
    with undisturbed(folder_of(path)), undisturbed(folder):
        here = in_folder(folder_of(path), path.suffix)
        if here and _is_of_another_desk(folder, here[0]):
            raise CannotOpen(_other_desk(second))
        stay = staying(here, now, lambda each: mark_of(each) is not None, all_of=timedelta(0))
        for each in here:
            target = folder / each.path.name
            if not target.exists() and (each is here[0] or each.path in stay):
                _carry_across(each.path, target, stop)
        thin_folder(in_folder(folder, path.suffix, is_second=True), now)


def _other_desk(second: str) -> str:
    return f"The second folder {second} holds the backups of another desk. Please choose another folder."


def _is_of_another_desk(folder: Path, newest: Backup) -> bool:
    there = next(iter(in_folder(folder, newest.path.suffix)), None)
    if there is None:
        return False
    with (
        suppress(CannotOpen, *driver_errors()),
        closing(connect(there.path, wait=WAIT)) as theirs,
        closing(connect(newest.path, wait=WAIT)) as ours,
    ):
        return not same_desk(desk_of(theirs), desk_of(ours))
    return False


def _carry_across(source: Path, target: Path, stop: Stop) -> None:
    rough = rough_beside(target)
    try:
        written = copy_bytes(source, rough, stop)
        if _digest(rough) != written:
            raise CannotOpen("The second folder did not give back what was written there. Please check that disk.")
        keep(rough, target)
    except OSError as error:
        raise CannotOpen(
            f"The second folder could not be written ({error.strerror or 'no access'}). Backups go on in the first."
        ) from None
    finally:
        drop(rough)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
