"""What a file says of itself in its first hundred bytes, read before SQLite is allowed to touch it.

SQLite would happily turn an empty file into a new desk, or write a journal beside a file that belongs to another
program. So the magic, the application id and the schema number (``user_version``) are read from the
header, whose layout is part of SQLite's published file format (sqlite.org/fileformat2.html, section 1.3).
"""

from __future__ import annotations

import struct
import time
from contextlib import closing
from enum import Enum, auto
from pathlib import Path

from delightdesk.domain.errors import CannotOpen
from delightdesk.store import connecting, passkeys, trouble

APPLICATION_ID = 0x4444534B
"""ASCII "DDSK": marks a file as a DelightDesk file."""

SCHEMA = 4
"""Number of the newest schema this version writes; each migration raises it by one."""

_MAGIC = b"SQLite format 3\x00"
_LOOKS, _BETWEEN = 3, 0.03
"""How often a file of an odd length is looked at, and the seconds in between."""


class FileState(Enum):
    """What may be done with a file."""

    CURRENT = auto()
    BEHIND = auto()


def read_state(path: Path) -> FileState:
    """Say whether the desk at ``path`` can be opened, or raise `CannotOpen` with what to do."""
    name = path.name
    try:
        if not path.exists():
            raise CannotOpen(
                why_not_new(path)
                or f"There is no desk at {path}. Nothing was made. Please check the path, or start one: "
                "delightdesk opens the set-up, delightdesk init --help tells how without a screen."
            )
        if not path.is_file():
            raise CannotOpen(f"{name} is not a file. Nothing was changed. Please give the path of a desk file.")
        if passkeys.is_known(path):
            return _state_inside(path)
        head = _head(path)
    except OSError as error:
        raise CannotOpen(
            f"{name} cannot be read ({error.strerror or 'no access'}). Nothing was changed. "
            "Please check that you may read it and that the drive is connected."
        ) from None
    if not head:
        raise CannotOpen(
            f"{name} is empty, so it holds no desk. Nothing was changed. "
            "Please restore a backup, or remove the file to start anew."
        )
    if not any(head):
        raise CannotOpen(
            f"{name} begins with nothing but zeros: the drive lost what stood there. Nothing was changed. "
            "Please restore the newest backup."
        )
    if len(head) < 100 or not head.startswith(_MAGIC):
        if passkeys.salt_of(path) is not None:
            return _state_inside(path)
        if _began_as_a_backup(path, head):
            raise CannotOpen(trouble.damaged(path))
        raise CannotOpen(f"{name} is not a DelightDesk file. Nothing was changed. Please check the path.")
    passkeys.remember(path, None)
    if _is_cut(path, head):
        raise CannotOpen(trouble.damaged(path))
    if _numbers(head)[0] == APPLICATION_ID and connecting.settle(path):
        head = _head(path)  # an update that was cut off is taken back, and with it the number it had written
    return state_of(name, *_numbers(head))


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(100)


def _numbers(head: bytes) -> tuple[int, int]:
    """The application's and the schema's."""
    (application_id,), (user_version,) = struct.unpack(">i", head[68:72]), struct.unpack(">i", head[60:64])
    return application_id, user_version


def _state_inside(path: Path) -> FileState:
    """The same of an encrypted file, whose header says nothing before it is unlocked. Raises `Locked`."""
    try:
        with closing(connecting.connect(path)) as file:
            numbers = (file.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
            return state_of(path.name, *numbers)
    except connecting.driver_errors() as error:
        raise CannotOpen(trouble.sentence(path, error) or trouble.damaged(path)) from None


def state_of(name: str, application_id: int, user_version: int) -> FileState:
    """The same of a file whose two numbers are known. Raises `CannotOpen`."""
    if application_id != APPLICATION_ID:
        raise CannotOpen(f"{name} belongs to another program. Nothing was changed. Please check the path.")
    if user_version > SCHEMA:
        raise CannotOpen(
            f"{name} was written by a newer DelightDesk. Nothing was changed. Please update this program first."
        )
    return FileState.CURRENT if user_version == SCHEMA else FileState.BEHIND


def _is_cut(path: Path, head: bytes) -> bool:
    """True when the file ends within a page, which only happens while a save is under way, and SQLite would not mind.

    Looked at three times: another window may be in the middle of that save.
    """
    (size,) = struct.unpack(">H", head[16:18])
    page = 65536 if size == 1 else max(512, size)
    for again in range(_LOOKS):
        beside = (path.with_name(path.name + ending) for ending in ("-journal", "-wal"))
        if any(each.exists() and each.stat().st_size for each in beside) or not path.stat().st_size % page:
            return False
        if again + 1 < _LOOKS:
            time.sleep(_BETWEEN)
    return True


def backups_beside(path: Path) -> Path:
    """Where the backups of the desk at ``path`` lie, whether there are any or not."""
    return path.with_name(f"{path.stem}-backups")


def _began_as_a_backup(path: Path, head: bytes) -> bool:
    """True for what is left of an encrypted desk: it begins with the salt of one of its backups."""
    salt = head[: passkeys.SALT_BYTES]
    found = backups_beside(path).glob(f"*{path.suffix or '.db'}")
    return len(salt) == passkeys.SALT_BYTES and any(passkeys.salt_of(each) == salt for each in found)


def why_not_new(path: Path) -> str:
    """Why no new desk should begin at ``path``, where nothing lies: empty when nothing speaks against it.

    A desk that was there a moment ago is on a drive that was pulled out, or was moved or deleted by accident; an empty
    one in its place would look as if everything were lost.
    """
    if path.is_symlink():
        return (
            f"{path.name} is a link, and the file it leads to is not there. Nothing was made. "
            "Please connect the drive it lies on, or put the link right."
        )
    backups = backups_beside(path)
    try:
        if any(backups.glob(f"*{path.suffix or '.db'}")):
            return (
                f"There is no desk at {path} any more, but its backups are beside it in {backups.name}. "
                "Nothing was made. Please put the file back, or take a backup: delightdesk restore."
            )
        for ending in ("-journal", "-wal"):
            left = path.with_name(path.name + ending)
            if left.exists() and left.stat().st_size:
                return (
                    f"There is no desk at {path} any more, but {left.name} is there, half a save of it. Nothing was "
                    "made. Please put the desk file back beside it; the two belong together."
                )
    except OSError:
        return ""
    return ""


def identity(path: Path) -> tuple[int, int] | None:
    """Which file lies at ``path``, whatever its name; None when there is none or it cannot be looked at."""
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_dev, facts.st_ino
