"""The way back to a backup: what one holds, putting it in the place of the desk, and taking that back.

The backup is never opened for writing. A private copy of it is brought up to date, cleaned of guests who were erased
since, and checked; then SQLite fills the living desk with it in one transaction, so that other windows stay open and a
kill leaves the old desk or the new one. Only a desk that is missing or broken is set aside and replaced.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from delightdesk.desk.permitted import require
from delightdesk.desk.safety.backups import listing, thin
from delightdesk.desk.safety.private_copy import damaged, living, prepare
from delightdesk.domain.errors import CannotOpen, NotFound
from delightdesk.domain.permissions import Act
from delightdesk.store import backup_folder, history, passkeys, recoding, trouble
from delightdesk.store.backup import NotWhole, drop, keep
from delightdesk.store.backup_folder import Backup, folder_of, made_ready, rough_beside, undisturbed
from delightdesk.store.connecting import connect, driver_errors
from delightdesk.store.engine import private_files, settings_of
from delightdesk.store.header import read_state, state_of
from delightdesk.store.history import desk_of, same_desk
from delightdesk.store.putting_back import put_back
from delightdesk.store.work import Work

__all__ = ["BackupLook", "Restored", "check_right", "last_before_restore", "look", "restore", "undo"]

_IN_HEADER = ("application_id", "user_version")
_STAMP = "%Y-%m-%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class BackupLook:
    """What a backup holds. Guests, visits and notes that are on file; the last thing done, when and by whom.

    lost: how many entries of the journal the desk has since, which would be gone; None where it cannot be asked.
    """

    path: Path
    at: datetime | None
    guests: int
    visits: int
    notes: int
    last_change: datetime | None
    last_person: str
    schema: int
    lost: int | None = None


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done. at: the moment the desk went back to. before: the backup of how it was, for `undo`.

    set_aside: where the broken desk lies now. forgotten: guests erased since, who were taken out of it again.
    """

    at: datetime
    before: Path | None
    set_aside: Path | None
    forgotten: int


def check_right(work: Work) -> None:
    """Raise `NotAllowed` when the person at the desk may not restore."""
    require(work, Act.RESTORE)


def look(backup_path: Path, desk_path: Path | None = None) -> BackupLook:
    """Open a backup read-only and say what it holds; with ``desk_path`` also what would be lost.

    Raises `CannotOpen` for a file that is missing, foreign, newer, damaged, or of another desk.
    """
    _check_takes(backup_path, desk_path)
    try:
        with closing(connect(backup_path)) as file:
            guests, visits, notes = (
                int(file.execute(f"SELECT count(*) FROM {table} WHERE deleted_at IS NULL").fetchone()[0])  # noqa: S608
                for table in ("guest", "visit", "note")
            )
            last = file.execute(
                "SELECT journal.at, staff.name FROM journal LEFT JOIN staff ON staff.id = journal.person_id"
                " ORDER BY journal.id DESC LIMIT 1"
            ).fetchone() or ("", "")
            (schema,) = file.execute("PRAGMA user_version").fetchone()
            lost = _lost(desk_path, file) if desk_path is not None else None
    except driver_errors():
        raise damaged(backup_path) from None
    changed = history.instant_of(last[0])
    at = backup_folder.made_at(backup_path) or changed
    return BackupLook(backup_path, at, guests, visits, notes, changed, str(last[1] or ""), schema, lost)


def restore(path: Path, backup_path: Path, now: datetime, person_id: int | None = None) -> Restored:
    """Put a backup in the place of the desk at ``path``, in that person's name where the backup knows them.

    A backup of now is made first. Guests who were erased stay erased. Raises `CannotOpen`; the desk is as it was then.
    """
    private_files()
    _check_takes(backup_path, path)
    folder = made_ready(folder_of(path))
    with undisturbed(folder):
        at = backup_folder.made_at(backup_path) or now
        rough = rough_beside(backup_folder.free_name(folder, path.suffix, "restore", now))
        try:
            forgotten = prepare(rough, backup_path, path, now, person_id)
            before, set_aside = _put_in_place(rough, path, now)
            thin(path, now)
        except driver_errors() as error:
            said = trouble.sentence(path, error) or f"{path.name} could not be used ({error}). Nothing was saved."
            raise CannotOpen(f"The backup was not restored, and the desk is as it was. {said}") from None
        except OSError as error:
            raise CannotOpen(
                f"The backup was not restored, and the desk is as it was ({error.strerror or 'no access'}). "
                "Please check the disk's free space and that you may write there."
            ) from None
        finally:
            drop(rough)
    return Restored(at, before, set_aside, forgotten)


def last_before_restore(path: Path) -> Backup:
    """The backup of how the desk was before the last restore. Raises `NotFound`."""
    found = next((each for each in listing(path) if each.why == "restore"), None)
    if found is None:
        raise NotFound("No backup was restored in the last days, so there is nothing to take back.")
    return found


def undo(path: Path, now: datetime, person_id: int | None = None) -> Restored:
    """Go back to how the desk was before the last restore; done twice, it is the restored one again."""
    return restore(path, last_before_restore(path).path, now, person_id)


# What may be restored


def _check_takes(backup_path: Path, desk_path: Path | None) -> None:
    """Raise `CannotOpen` for what is no backup of this desk."""
    if desk_path is not None and backup_path.exists() and desk_path.exists() and backup_path.samefile(desk_path):
        raise CannotOpen("That is the desk itself. Nothing was changed. Please choose one of its backups.")
    try:
        read_state(backup_path)
    except CannotOpen as error:
        if str(error) == trouble.damaged(backup_path):  # it speaks of a desk; this is a backup
            raise damaged(backup_path) from None
        raise
    if desk_path is None:
        return
    try:
        with closing(connect(backup_path)) as file:
            kept = desk_of(file)
    except driver_errors():
        raise damaged(backup_path) from None
    found = living(desk_path)
    if found is not None:
        with closing(connect(desk_path)) as file:  # one written by a newer version stays
            state_of(desk_path.name, *(file.execute(f"PRAGMA {name}").fetchone()[0] for name in _IN_HEADER))
    if found is not None and not same_desk(kept, found):
        raise CannotOpen(
            f"{backup_path.name} is a backup of another desk. Nothing was changed. Please choose one of this desk."
        )


def _lost(desk_path: Path, backup: sqlite3.Connection) -> int | None:
    if not desk_path.is_file():
        return None
    try:
        with closing(connect(desk_path)) as file:
            return history.since(file, history.shared(file, backup))
    except driver_errors(CannotOpen):
        return None


# In its place


def _put_in_place(rough: Path, path: Path, now: datetime) -> tuple[Path | None, Path | None]:
    """The backup of before, and where a broken desk was set aside."""
    if not path.is_file() or living(path) is None:
        return None, replace_broken(rough, path, now)
    if passkeys.is_encrypted(path) != passkeys.is_encrypted(rough):
        recoding.recode(rough, passkeys.key_of(path))  # a copy from before the passphrase, or from before it went
    before: list[Path] = []

    def of_now() -> None:
        while before:
            drop(before.pop())
        before.append(backup_folder.add(path, "restore", now)[0].path)

    try:
        put_back(rough, path, settings_of(path), of_now)
    except NotWhole:
        return None, replace_broken(rough, path, now)
    return before[0], None


def replace_broken(rough: Path, path: Path, now: datetime) -> Path | None:
    """Set a desk that is broken aside by another name, and give its name to ``rough``; where it lies now."""
    aside = path.with_name(f"{path.stem}-damaged-{now.astimezone(UTC):{_STAMP}}{path.suffix}")
    is_there = False
    for ending in ("-journal", "-wal", "-shm", ""):  # what belongs to the broken file must not fall to the new one
        each = path.with_name(path.name + ending)
        if each.exists() or each.is_symlink():
            each.rename(aside.with_name(aside.name + ending))
            is_there = not ending
    keep(rough, path)
    return aside if is_there else None
