"""The files of a folder that may hold arrivals, newest first, as the path is typed."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from delightdesk.tui.safe import clean
from delightdesk.tui.widgets.lines import Line, cut, pad

READABLE = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods"})
MOST = 200
_WHEN_WIDE = 17
_BEFORE_ANEW = re.compile(r"^.+[/\\](?=[/\\~]|[A-Za-z]:[/\\])")


@dataclass(frozen=True, slots=True)
class Entry:
    """A file or a folder. ``changed`` in seconds since 1970."""

    name: str
    is_folder: bool
    changed: float


def first_folder() -> Path:
    """Where exports usually land, or the person's own folder."""
    downloads = _home() / "Downloads"
    with suppress(OSError):
        if downloads.is_dir():
            return downloads
    return _home()


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError:  # a user of this PC without a folder
        return Path.cwd()


def as_typed(folder: Path) -> str:
    """A folder as it stands in the line, ready for the name to follow."""
    text = str(folder)
    return text if text.endswith(os.sep) else text + os.sep


def split(typed: str) -> tuple[Path, str]:
    """The folder that is meant, and the beginning of a name in it. A bare name is looked for in the own folder.

    A whole path typed or pasted behind what stood there counts alone: "/home/ana//media/stick" is "/media/stick".
    """
    text = _BEFORE_ANEW.sub("", typed.strip())
    path = _home() / text
    if text.startswith("~"):
        with suppress(RuntimeError, ValueError):  # nobody of that name on this PC: a file may be called so
            path = Path(text).expanduser()
    if not text or text.endswith(("/", os.sep)):
        return path, ""
    return path.parent, path.name


def is_file(path: Path) -> bool:
    """True when the file can be seen; False too where looking is forbidden, or the name is none a file can have."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def entries(folder: Path) -> list[Entry]:
    """Files that can be read, newest first, then folders by name. A folder that cannot be looked into is empty."""
    found = []
    with suppress(OSError, ValueError), os.scandir(folder) as scan:
        for entry in scan:
            if not entry.name.startswith("."):
                with suppress(OSError):  # gone, or a link to nowhere
                    found += _entry(entry)
    return sorted(found, key=lambda entry: (entry.is_folder, -entry.changed, entry.name.casefold()))


def _entry(entry: os.DirEntry[str]) -> list[Entry]:
    if entry.is_dir():
        return [Entry(entry.name, True, 0.0)]
    if Path(entry.name).suffix.lower() in READABLE:
        return [Entry(entry.name, False, entry.stat().st_mtime)]
    return []


def fitting(found: Sequence[Entry], beginning: str) -> list[Entry]:
    """Those whose name begins with the letters, then those that hold them; at most 200."""
    letters = beginning.casefold()
    begins = [entry for entry in found if entry.name.casefold().startswith(letters)]
    holds = [entry for entry in found if letters in entry.name.casefold() and entry not in begins] if letters else []
    return [*begins, *holds][:MOST]


def row(entry: Entry, width: int, is_marked: bool) -> Line:
    """One file in ``width`` cells, with the day it was written."""
    name = clean(entry.name, 260) + (os.sep if entry.is_folder else "")
    written = "" if entry.is_folder else _day(entry.changed)
    room = max(8, width - 3 - _WHEN_WIDE)
    mark = "▸ " if is_marked else "  "
    return ((f"{mark}{pad(cut(name, room), room)} {written:>{_WHEN_WIDE}}", "cursor" if is_marked else "plain"),)


def _day(changed: float) -> str:
    try:
        return f"{datetime.fromtimestamp(changed).astimezone():%d %b %Y %H:%M}"
    except (OverflowError, OSError, ValueError):
        return ""  # a drive may say anything
