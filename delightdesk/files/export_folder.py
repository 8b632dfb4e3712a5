"""Where an export goes: written beside, seen when it is complete, never over a file unless that was said."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from delightdesk.domain.errors import Invalid
from delightdesk.domain.text import clean
from delightdesk.files.writing import AlreadyThere, private_folder, why_not


@dataclass(frozen=True, slots=True)
class Place:
    """half: the private folder to write into. ``put`` gives what is in it its place; all of it or nothing."""

    half: Path
    put: Callable[[], None]


@contextmanager
def place_for(folder: Path, ours: frozenset[str], *, replace: bool) -> Iterator[Place]:
    """A private folder on the same drive, gone afterwards. ``ours``: names an export gives its files.

    ``folder`` is new, or empty; with ``replace`` files of ours in it may go, everything else stays. Raises
    `AlreadyThere` and `Invalid`.
    """
    name = clean(folder.name, 80) or "the folder"
    try:
        is_there = _looked_at(folder, name, ours, replace=replace)
        half = (folder / f".export.{os.getpid()}.part") if is_there else folder.with_name(f"{folder.name[:150]}.part")
        if half.exists():
            shutil.rmtree(half)  # ours, from a program that was ended in the middle
        private_folder(half)
        try:
            put = (lambda: _move_in(half, folder, ours)) if is_there else (lambda: _rename(half, folder))
            yield Place(half, put)
        finally:
            shutil.rmtree(half, ignore_errors=True)
    except FileExistsError:
        raise _taken(name) from None
    except (OSError, ValueError) as error:
        raise Invalid(
            f"The export could not be written to {name} ({why_not(error)}). Nothing of it was kept, and the desk is "
            "safe. Please choose another folder.",
            "folder",
        ) from None


def _taken(name: str) -> AlreadyThere:
    return AlreadyThere(f"There is something in {name} already, so nothing was exported.", "folder")


def _looked_at(folder: Path, name: str, ours: frozenset[str], *, replace: bool) -> bool:
    """Whether the folder is there. Raises `AlreadyThere`."""
    if not folder.exists() and not folder.is_symlink():
        return False
    if not folder.is_dir():
        raise Invalid(f"{name} is a file and no folder, so nothing was exported. Please choose another name.", "folder")
    for entry in os.scandir(folder):
        if not entry.name.startswith(".export."):
            if not replace:
                raise _taken(name)
            if entry.name in ours and not entry.is_file():
                raise Invalid(f"{clean(entry.name, 80)} in {name} is no file. Nothing was exported.", "folder")
    return True


def _rename(half: Path, folder: Path) -> None:
    if folder.exists():  # made meanwhile: on some systems an empty one would be replaced unseen
        raise FileExistsError
    half.rename(folder)


def _move_in(half: Path, folder: Path, ours: frozenset[str]) -> None:
    """Files of an earlier export go aside, the new ones come in; when one cannot, everything is as it was."""
    aside = half / "before"
    private_folder(aside)
    moved: list[tuple[Path, Path]] = []
    try:
        for name in sorted(ours):
            if (folder / name).exists():
                _move(folder / name, aside / name, moved)
        for file in sorted(half.iterdir()):
            if file != aside:
                _move(file, folder / file.name, moved)
    except BaseException:
        for source, target in reversed(moved):
            with suppress(OSError):
                target.rename(source)
        raise


def _move(source: Path, target: Path, moved: list[tuple[Path, Path]]) -> None:
    if target.exists():
        raise FileExistsError
    source.rename(target)
    moved.append((source, target))
