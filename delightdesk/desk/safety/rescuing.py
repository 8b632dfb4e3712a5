"""When the desk cannot be opened: what is wrong with its file, which backups there are, and the ways on.

Nothing here overwrites anything: a broken file is set aside by another name before something takes its place.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from delightdesk.desk.safety import backups, restoring, salvaging, unlocking
from delightdesk.domain.errors import CannotOpen, DeskError, Locked
from delightdesk.store.backup_folder import Backup
from delightdesk.store.connecting import connect, driver_errors
from delightdesk.store.glance import glance
from delightdesk.store.header import APPLICATION_ID, SCHEMA, read_state

__all__ = ["Fault", "Rescue", "fault_of", "look", "looked", "restore", "save_what_can_be", "use_saved"]


class Fault(StrEnum):
    """What is wrong, as far as it decides what can be done."""

    MISSING = "missing"
    BROKEN = "broken"
    BUSY = "busy"
    NOT_OURS = "not ours"
    """Newer, another program's, encrypted, or not for us to read: a healthy file, most likely."""

    @property
    def may_restore(self) -> bool:
        """A backup may take its place."""
        return self in (Fault.MISSING, Fault.BROKEN)


@dataclass(frozen=True, slots=True)
class Rescue:
    """What there is to go on with. backups: newest first, those of the second folder too."""

    fault: Fault
    backups: tuple[Backup, ...]


def look(path: Path, error: CannotOpen) -> Rescue:
    """What is wrong with the desk at ``path``, of which ``error`` was said, and its backups."""
    is_ours = not isinstance(error, Locked) or unlocking.may_be_overwritten(path)
    fault = fault_of(path) if is_ours else Fault.NOT_OURS
    return Rescue(fault, backups.listing(path, _second(path)) if fault.may_restore else ())


def fault_of(path: Path) -> Fault:
    """Look at the file without changing it."""
    try:
        if not path.exists():
            return Fault.NOT_OURS if path.is_symlink() else Fault.MISSING
        if not path.is_file():
            return Fault.NOT_OURS
        with path.open("rb") as file:
            head = file.read(100)
    except OSError:
        return Fault.NOT_OURS
    numbers = int.from_bytes(head[68:72], "big"), int.from_bytes(head[60:64], "big")
    if head.startswith(b"SQLite format 3\x00") and len(head) == 100:
        if numbers[0] not in (0, APPLICATION_ID) or (numbers[0] == APPLICATION_ID and numbers[1] > SCHEMA):
            return Fault.NOT_OURS
        if numbers[0] == 0 and _is_sound(path):
            return Fault.NOT_OURS  # another program's, which gave itself no number
    return Fault.BUSY if _is_busy(path) else Fault.BROKEN


def looked(path: Path, rescue: Rescue) -> dict[Path, restoring.BackupLook | str]:
    """Into the backups, newest first, until one can be read and is of this desk; of the others, what is wrong."""
    found: dict[Path, restoring.BackupLook | str] = {}
    for backup in rescue.backups:
        try:
            found[backup.path] = restoring.look(backup.path, path)
        except Locked:
            break  # it asks for its passphrase once it is chosen
        except DeskError as error:
            found[backup.path] = str(error)
        else:
            break
    return found


def restore(path: Path, backup: Path, now: datetime) -> restoring.Restored:
    """Put a backup in the place of the broken or missing desk. Raises `CannotOpen`; everything is as it was then.

    Nobody can be asked for a PIN here, because the people are in the file that is lost; it stands in the journal.
    """
    if not fault_of(path).may_restore or _opens(path):
        raise CannotOpen(f"{path.name} is not broken, so no backup took its place. Please try to open it again.")
    return restoring.restore(path, backup, now)


def save_what_can_be(path: Path, now: datetime, tell: salvaging.Tell | None = None) -> salvaging.Salvaged:
    """Save the rows that can still be read, into a new file beside the broken one. Raises `CannotOpen`."""
    return salvaging.salvage_desk(path, _free(path), clock=lambda: now, tell=tell)


def use_saved(path: Path, saved: Path, now: datetime) -> Path | None:
    """Let what was saved be the desk; where the broken file lies now. Raises `CannotOpen`."""
    read_state(saved)
    try:
        return restoring.replace_broken(saved, path, now)
    except OSError as error:
        raise CannotOpen(
            f"{path.name} could not be set aside ({error.strerror or 'no access'}). Both files are as they were."
        ) from None


def _free(path: Path) -> Path:
    names = (path.with_name(f"{path.stem}-saved{number or ''}{path.suffix}") for number in range(1000))
    return next(each for each in names if not each.exists())


def _second(path: Path) -> str:
    """The second folder, as the newest backup that can be read knows it: the desk itself cannot be asked."""
    for backup in backups.listing(path):
        try:
            with closing(connect(backup.path)) as file:
                found = file.execute("SELECT second_backups FROM house WHERE id = 1").fetchone()
        except driver_errors(CannotOpen):
            continue
        return str(found[0]) if found else ""
    return ""


def _opens(path: Path) -> bool:
    """The drive was plugged in again meanwhile, say."""
    try:
        glance(path)
    except DeskError:
        return False
    return True


def _is_busy(path: Path) -> bool:
    try:
        with closing(connect(path, wait=0.2, settles=False)) as file:
            file.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except driver_errors(CannotOpen) as error:
        return "locked" in str(error) or "readonly" in str(error)  # the other: half a save, and no writing here
    return False


def _is_sound(path: Path) -> bool:
    try:
        with closing(connect(path, settles=False)) as file:
            return bool(file.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except driver_errors(CannotOpen):
        return False
