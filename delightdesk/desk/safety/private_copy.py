"""The private copy of a backup that takes the desk's place: up to date, of this desk, without who was erased since."""

from __future__ import annotations

from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from delightdesk.desk.privacy import forgetting
from delightdesk.desk.safety import unlocking
from delightdesk.desk.safety.backups import day_words, newest_good
from delightdesk.desk.safety.kept import make_one_file
from delightdesk.domain.errors import CannotOpen
from delightdesk.store import backup_folder, history, passkeys, recoding
from delightdesk.store.backup import NotWhole, check, copy_whole
from delightdesk.store.connecting import connect, driver_errors
from delightdesk.store.header import FileState, read_state
from delightdesk.store.history import Desk, desk_of
from delightdesk.store.house_file import HouseFile
from delightdesk.store.migrations.upgrade import bring_up_to_date


def prepare(rough: Path, backup_path: Path, path: Path, now: datetime, person_id: int | None) -> int:
    """Make the private copy that takes the desk's place. How many guests were taken out of it again."""
    try:
        copy_whole(backup_path, rough)
    except NotWhole:
        raise damaged(backup_path) from None
    if living(path) is not None and passkeys.salt_of(path) != passkeys.salt_of(rough):
        recoding.recode(rough, passkeys.key_of(path))  # pages keep their encryption, or the lack of it, on the way back
    if read_state(rough) is FileState.BEHIND:
        bring_up_to_date(rough, keeps_copy=False)
        _number_as(rough, living(path) or _newest(path, now))
    erased = forgetting.known(path, _second_folder(path) or _second_folder(rough))
    said = f"Backup of {_moment_words(rough, backup_path)} restored"
    house = HouseFile(rough, lambda: now)
    try:
        with house.writing(_somebody(rough, person_id)) as work:
            forgotten = forgetting.reapply(work, erased)
            work.did("desk.restored", said, undoable=False)
    finally:
        house.close()
    make_one_file(rough)
    if forgotten:
        with closing(connect(rough, "rw")) as file:
            file.execute("VACUUM")  # nothing of them stays in pages that are no longer used
    check(rough, backup_path.name)
    return forgotten


def _newest(path: Path, now: datetime) -> Desk | None:
    """Which desk it was, by its newest backup: the desk itself is lost."""
    newest = newest_good(path, now)
    if newest is None:
        return None
    with closing(connect(newest.path)) as file:
        return desk_of(file)


def _number_as(rough: Path, known: Desk | None) -> None:
    """A backup from before desks had numbers gets that of its desk, or all others would be strangers to it."""
    if known is None or not known.number:
        return
    with closing(connect(rough, "rw")) as file:
        if desk_of(file).set_up == known.set_up:
            file.execute("UPDATE house SET desk_id = ?, secret = ? WHERE id = 1", (known.number, known.secret))


def _second_folder(path: Path) -> str:
    with suppress(CannotOpen, *driver_errors()), closing(connect(path)) as file:
        row = file.execute("SELECT second_backups FROM house WHERE id = 1").fetchone()
        return str(row[0] or "") if row is not None else ""
    return ""


def _somebody(rough: Path, person_id: int | None) -> int:
    """Who it is written down to: the person who restores, or, where the backup knows them not, a manager of then."""
    with closing(connect(rough)) as file:
        row = file.execute(
            "SELECT id FROM staff WHERE deleted_at IS NULL ORDER BY id IS ? DESC, role = 'manager' DESC, id LIMIT 1",
            (person_id,),
        ).fetchone()
    if row is None:
        raise CannotOpen("Nobody works at the desk of that backup, so it was not restored. Please choose another one.")
    return int(row[0])


def _moment_words(rough: Path, backup_path: Path) -> str:
    with closing(connect(rough)) as file:
        (zone,) = file.execute("SELECT zone FROM house WHERE id = 1").fetchone()
        newest = history.instant_of(file.execute("SELECT max(at) FROM journal").fetchone()[0])
    at = backup_folder.made_at(backup_path) or newest
    if at is None:
        return "an earlier day"
    return day_words(at, zone, with_hour=True)


def living(path: Path) -> Desk | None:
    """Which desk lies at ``path``; None when it cannot be read. What a power cut left is settled first."""
    if not path.is_file() or unlocking.may_be_overwritten(path):
        return None
    try:
        with closing(connect(path, "rw")) as file:
            found = desk_of(file)
    except driver_errors():
        return None
    return found if found.set_up else None


def damaged(backup_path: Path) -> CannotOpen:
    """What is told of a backup that cannot be read."""
    return CannotOpen(
        f"{backup_path.name} is damaged. Nothing was changed, the desk is as it was. Please choose another backup."
    )
