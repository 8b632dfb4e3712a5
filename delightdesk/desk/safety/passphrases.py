"""A passphrase for the desk: its first one, another one, or none any more. Backups always go with the desk.

A backup is made before, as before everything that touches the whole file. Whoever loses the passphrase has lost the
desk and its backups: nobody keeps it, and nobody can make the key without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from delightdesk.desk.permitted import require
from delightdesk.desk.safety import backups
from delightdesk.domain.errors import DeskError, Invalid
from delightdesk.domain.permissions import Act
from delightdesk.store import passkeys, recoding
from delightdesk.store.backup_folder import second_of
from delightdesk.store.connecting import connect, driver_errors
from delightdesk.store.house_file import HouseFile
from delightdesk.store.passkeys import Key, is_encrypted
from delightdesk.store.recoding import Tell

if TYPE_CHECKING:
    from datetime import datetime

    from delightdesk.store.work import Work

__all__ = [
    "Recoded", "catch_up", "change", "check_may", "decrypt_desk", "encrypt_desk", "is_encrypted", "refuse_encrypted",
    "refuse_open",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recoded:
    """What came of it. backups: how many went with the desk. left: names of files that could not, or are not ours."""

    backups: int
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    person_id: int
    now: datetime


def encrypt_desk(house: HouseFile, person_id: int | None, passphrase: str, tell: Tell | None = None) -> Recoded:
    """Give a desk its first passphrase, and its backups with it.

    Raises `Invalid` for a passphrase too short, `NotAllowed`, or `CannotOpen`; the desk is as it was then.
    """
    refuse_encrypted(house, person_id)
    asked = _may(house, person_id)
    return _recode(house, asked, passkeys.new_key(passphrase), "house.encrypted", "The desk got a passphrase", tell)


def change(
    house: HouseFile, person_id: int | None, present: str | None, passphrase: str, tell: Tell | None = None
) -> Recoded:
    """Another passphrase in the place of ``present``; None where this program was given that only just now.

    Raises as `encrypt_desk` does, and `Invalid` when ``present`` is wrong.
    """
    asked = _may(house, person_id)
    _prove(house.path, present)
    return _recode(
        house, asked, passkeys.new_key(passphrase), "house.passphrase", "The desk got another passphrase", tell
    )


def decrypt_desk(house: HouseFile, person_id: int | None, present: str | None, tell: Tell | None = None) -> Recoded:
    """No passphrase any more; the backups can be opened by anybody, too. Raises as `change` does."""
    asked = _may(house, person_id)
    _prove(house.path, present)
    return _recode(house, asked, None, "house.decrypted", "The desk has no passphrase any more", tell)


def catch_up(path: Path) -> Recoded:
    """Let every backup within reach be opened as the desk is. What cannot be is named, and so is what lies beside it.

    Also what is left to do after a kill, or once a second folder is plugged in again. Raises `CannotOpen`.
    """
    key, second = passkeys.key_of(path), _second(path)
    folder = second_of(path, second)
    done, left = 0, [second] if folder is not None and not folder.parent.is_dir() else []
    if not backups.listing(path, second):
        return Recoded(done, (*left, *_beside(path, key)))
    with _undisturbed(path, second):
        for each in backups.listing(path, second):
            if passkeys.salt_of(each.path) == (key.salt if key is not None else None):
                continue
            try:
                recoding.recode(each.path, key)
                done += 1
            except DeskError:
                left.append(each.path.name)
    return Recoded(done, (*left, *_beside(path, key)))


def refuse_encrypted(house: HouseFile, person_id: int | None) -> None:
    """Say at once what `encrypt_desk` would refuse, before somebody thinks of a passphrase."""
    _may(house, person_id)
    if is_encrypted(house.path):
        raise Invalid("This desk has a passphrase already. Nothing was changed. To change it: delightdesk passphrase.")
    if not passkeys.has_sqlcipher():
        raise Invalid(
            "To encrypt a desk, this PC needs one thing more. Nothing was changed. "
            'Please install it: pip install "delightdesk[encryption]".'
        )


def refuse_open(house: HouseFile, person_id: int | None) -> None:
    """Say at once what `change` would refuse."""
    _may(house, person_id)
    _prove(house.path, None)


def _second(path: Path) -> str:
    try:
        with closing(connect(path)) as file:
            (second,) = file.execute("SELECT second_backups FROM house").fetchone()
            return str(second)
    except driver_errors(TypeError):
        return ""


def check_may(work: Work) -> None:
    """Raise `NotAllowed` unless the person at the desk may set the passphrase."""
    require(work, Act.ENCRYPT)


def _may(house: HouseFile, person_id: int | None) -> _Asked:
    with house.reading(person_id) as work:
        check_may(work)
        return _Asked(work.person.id, work.now)


def _prove(path: Path, present: str | None) -> None:
    if not is_encrypted(path):
        raise Invalid("This desk has no passphrase. Nothing was changed.")
    if present is not None and not passkeys.is_right(path, present):
        raise Invalid(
            "That is not the passphrase of this desk. Nothing was changed. Please type it once more.", "present"
        )


def _recode(house: HouseFile, asked: _Asked, key: Key | None, action: str, summary: str, tell: Tell | None) -> Recoded:
    path = house.path
    before = passkeys.key_of(path)

    def note_it(rough: Path) -> None:
        file = HouseFile(rough, lambda: asked.now)
        try:
            with file.writing(asked.person_id) as work:
                work.did(action, summary, undoable=False)
        finally:
            file.close()

    with _undisturbed(path, _second(path)):
        backups.take(path, "bulk", asked.now)
        house.close()  # it follows by itself to the file that takes the place
        recoding.recode(path, key, tell=tell, finish=note_it)
        try:
            found = catch_up(path)
        except DeskError:
            found = Recoded(0, (backups.folder_of(path).name,))
    if before is not None and not found.left:
        passkeys.drop(before)
    return found


@contextmanager
def _undisturbed(path: Path, second: str) -> Iterator[None]:
    """No window adds or thins a backup meanwhile, here or in a second folder that is within reach."""
    folder = second_of(path, second)
    with backups.undisturbed(backups.folder_of(path)):
        if folder is not None and folder.is_dir():
            with backups.undisturbed(folder):
                yield
        else:
            yield


def _beside(path: Path, key: Key | None) -> tuple[str, ...]:
    """Other files of the desk's name that can be read, though it has a passphrase: copies made by hand, say."""
    found: list[str] = []
    with suppress(OSError):
        for each in sorted(path.resolve().parent.glob(f"{path.resolve().stem}*")):
            if key is not None and each.is_file() and each.stat().st_size and not is_encrypted(each):
                found += [each.name]
    return tuple(found)
