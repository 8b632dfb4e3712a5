"""Writing a file for people: as a whole or not at all, for this user of the PC only, never over another one unasked.

Whatever a guest said may stand in such a file, so it is made with the narrowest rights the system knows (0600, and
0700 for folders), whatever the person's usual settings are.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from delightdesk.domain.errors import Invalid
from delightdesk.domain.text import clean

_FILE, _FOLDER = 0o600, 0o700


class AlreadyThere(Invalid):
    """A file of that name is there, and nobody said that it may go."""


def write_new(path: Path, text: str, *, replace: bool = False) -> None:
    """Write ``text`` to ``path`` in UTF-8, whole or not at all. The folder has to be there.

    replace: a file of that name may go. Raises `AlreadyThere`, and `Invalid` when it cannot be written.
    """
    half = path.with_name(f"{path.name[:150]}.{os.getpid()}.part")
    try:
        with suppress(FileNotFoundError):
            half.unlink()  # ours, from a program that was ended in the middle
        with os.fdopen(private_file(half), "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            half.replace(path)
        else:
            _give_name(half, path)
    except FileExistsError:
        raise AlreadyThere(f"There is a file {clean(path.name, 80)} already, so nothing was written.", "file") from None
    except (OSError, ValueError) as error:
        raise Invalid(
            f"{clean(path.name, 80)} could not be written there ({why_not(error)}). What is in the desk is safe. "
            "Please choose another folder.",
            "file",
        ) from None
    finally:
        with suppress(OSError, ValueError):
            half.unlink(missing_ok=True)


def private_folder(path: Path) -> None:
    """Make a folder that only this user of the PC can look into. Raises `OSError`; one that is there counts as that."""
    path.mkdir(mode=_FOLDER)
    with suppress(OSError):  # drives that know no rights
        path.chmod(_FOLDER)


def private_file(path: Path) -> int:
    """Make a new file that only this user of the PC can read; gives its handle. Raises `OSError`."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), _FILE)


def why_not(error: Exception) -> str:
    """What the system says of an error, in its few words; a path that no file can have says nothing itself."""
    return clean(getattr(error, "strerror", None) or "there is no such place", 80)


def _give_name(half: Path, path: Path) -> None:
    """In one step, and never over a file that came meanwhile. Raises `FileExistsError`."""
    try:
        os.link(half, path)
    except FileExistsError:
        raise
    except (OSError, AttributeError, NotImplementedError):  # sticks and some shares know no second name for a file
        if path.exists():
            raise FileExistsError from None
        half.rename(path)
