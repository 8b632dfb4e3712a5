"""What a file says of itself in its first hundred bytes, read before SQLite is allowed to touch it.

SQLite would happily turn an empty file into a new desk, or write a journal beside a file that belongs to another
program. So the magic, the application id and the schema number (``user_version``) are read from the
header, whose layout is part of SQLite's published file format (sqlite.org/fileformat2.html, section 1.3).
"""

from __future__ import annotations

import struct
from enum import Enum, auto
from pathlib import Path

from delightdesk.domain.errors import CannotOpen

APPLICATION_ID = 0x4444534B
"""ASCII "DDSK": marks a file as a DelightDesk file."""

SCHEMA = 4
"""Number of the newest schema this version writes; each migration raises it by one."""

_MAGIC = b"SQLite format 3\x00"


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
                f"There is no desk at {path}. Nothing was made. Please check the path, or start one: "
                "delightdesk opens the set-up, delightdesk init --help tells how without a screen."
            )
        if not path.is_file():
            raise CannotOpen(f"{name} is not a file. Nothing was changed. Please give the path of a desk file.")
        with path.open("rb") as file:
            head = file.read(100)
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
    if len(head) < 100 or not head.startswith(_MAGIC):
        raise CannotOpen(f"{name} is not a DelightDesk file. Nothing was changed. Please check the path.")
    (user_version,) = struct.unpack(">i", head[60:64])
    (application_id,) = struct.unpack(">i", head[68:72])
    return state_of(name, application_id, user_version)


def state_of(name: str, application_id: int, user_version: int) -> FileState:
    """The same of a file whose two numbers are known. Raises `CannotOpen`."""
    if application_id != APPLICATION_ID:
        raise CannotOpen(f"{name} belongs to another program. Nothing was changed. Please check the path.")
    if user_version > SCHEMA:
        raise CannotOpen(
            f"{name} was written by a newer DelightDesk. Nothing was changed. Please update this program first."
        )
    return FileState.CURRENT if user_version == SCHEMA else FileState.BEHIND


def identity(path: Path) -> tuple[int, int] | None:
    """Which file lies at ``path``, whatever its name; None when there is none or it cannot be looked at."""
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_dev, facts.st_ino
