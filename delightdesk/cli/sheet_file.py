"""A handover sheet written to a file from the command line: never over another one unasked, and whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from delightdesk.domain.errors import Invalid
from delightdesk.domain.text import clean
from delightdesk.files.writing import AlreadyThere, write_new


def check_place(path: Path, *, is_folder: bool, replace: bool) -> None:
    """Raise `Invalid` for a folder that is not there, or a file that is, before anything is done."""
    if is_folder and not is_there(path.is_dir):
        raise Invalid(f"There is no folder {clean(path.name, 80)} yet, so nothing was done. Please make it first.")
    if not replace and is_there(path.is_file):
        raise Invalid(f"There is a file {clean(path.name, 80)} already, so nothing was done. --replace writes over it.")


def is_there(look: Callable[[], bool]) -> bool:
    """No for a path that cannot even be looked at, by its length say; writing to it then tells why."""
    with suppress(OSError):
        return look()
    return False


def write(path: Path, words: str, *, replace: bool) -> None:
    """Write a file as a whole or not at all, in UTF-8. Raises `Invalid` when one is there, or it cannot be written."""
    try:
        write_new(path, words, replace=replace)
    except AlreadyThere as error:
        raise Invalid(f"{error} --replace writes over it.") from None
