"""Who was erased, kept in the desk and once more beside its backups, so that no way back brings anybody back.

A tombstone holds the number a guest had, when the row was made, and keyed marks (see `domain.forgetting`): nothing of
who they were. The file beside the backups is for the day on which the desk file itself is lost.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from delightdesk.domain.clock import house_day
from delightdesk.domain.errors import DeskError
from delightdesk.domain.forgetting import Forgetful
from delightdesk.files.writing import write_new
from delightdesk.store.backup_folder import folder_of, made_ready, second_of
from delightdesk.store.connecting import connect, driver_errors
from delightdesk.store.work import Work

NAME = "forgotten.json"
_BORN = "born "
_AT = "%Y-%m-%d %H:%M:%S.%f"


@dataclass(frozen=True, slots=True)
class Tombstone:
    """One erased guest. marks: among them when their row was made, which tells two rows of one number apart."""

    guest_id: int
    at: datetime
    marks: tuple[str, ...]

    def is_of(self, created_at: object) -> bool:
        """True when the guest with this number, whose row was made then, is the one who was erased."""
        return born(created_at) in self.marks


def born(created_at: object) -> str:
    """The mark of when a row was made, as the file holds it."""
    return f"{_BORN}{created_at}"


def of_desk(connection: sqlite3.Connection) -> tuple[Tombstone, ...]:
    """Everybody who was erased, as the open desk knows it; nobody in a file that is too old to know."""
    with suppress(*driver_errors()):
        rows = connection.execute("SELECT guest_id, at, marks FROM forgotten ORDER BY guest_id").fetchall()
        return tuple(_tombstone(guest_id, at, marks) for guest_id, at, marks in rows)
    return ()


def known(path: Path, second: str = "") -> tuple[Tombstone, ...]:
    """Everybody who was erased, from the desk at ``path`` where it can be read, and from beside its backups."""
    found: dict[tuple[int, tuple[str, ...]], Tombstone] = {}
    with suppress(DeskError, *driver_errors()), closing(connect(path)) as file:
        found.update(((each.guest_id, each.marks), each) for each in of_desk(file))
    for place in _places(path, second):
        for each in _read(place).values():
            found.update(((stone.guest_id, stone.marks), stone) for stone in map(_stone_of, each.get("guests", ())))
    return tuple(found.values())


def add(connection: sqlite3.Connection, stones: Iterable[Tombstone]) -> None:
    """Put them into the desk, in the caller's transaction; who is in it already stays as it is."""
    connection.executemany(
        "INSERT OR IGNORE INTO forgotten (guest_id, at, marks) VALUES (?, ?, ?)",
        [(each.guest_id, f"{each.at.astimezone(UTC):{_AT}}", json.dumps(each.marks)) for each in stones],
    )


def write_beside(path: Path, second: str = "", *, is_swept: bool) -> tuple[Path, ...]:
    """Write what the desk knows of them beside its backups, in both folders; returns the places not within reach.

    is_swept: False while bytes of somebody erased may still stand in free places of the file.
    """
    with closing(connect(path)) as file:
        stones = of_desk(file)
        ((desk, secret),) = file.execute("SELECT desk_id, secret FROM house WHERE id = 1").fetchall()
    if not stones:
        return ()
    mine = {
        "key": hashlib.sha256(secret.encode()).hexdigest()[:16],
        "swept": is_swept,
        "guests": [
            {"guest_id": each.guest_id, "at": each.at.isoformat(), "marks": list(each.marks)} for each in stones
        ],
    }
    left = []
    for place in _places(path, second):
        try:
            made_ready(place.parent)
            text = json.dumps({"desks": {**_read(place), desk: mine}}, indent=1)
            write_new(place, text + "\n", replace=True)
        except (DeskError, OSError):
            left.append(place)
    return tuple(left)


def is_swept(path: Path) -> bool:
    """False when a file beside the backups says that bytes of somebody erased may still stand in the desk."""
    return all(each.get("swept", True) for each in _read(folder_of(path) / NAME).values())


def forgetful(work: Work) -> Forgetful:
    """What an import asks whether a row is of somebody who was erased."""
    stones = of_desk(work.raw)
    if not stones:
        return Forgetful("", {})
    ((secret,),) = work.raw.execute("SELECT secret FROM house WHERE id = 1").fetchall()
    days: dict[str, Any] = {}
    for each in sorted(stones, key=lambda stone: stone.at):
        on = house_day(each.at, work.house.day_starts, work.zone)
        days.update((mark, on) for mark in each.marks if not mark.startswith(_BORN))
    return Forgetful(secret, days)


def _places(path: Path, second: str) -> tuple[Path, ...]:
    there = second_of(path, second)
    folders = (folder_of(path),) if there is None or not there.parent.is_dir() else (folder_of(path), there)
    return tuple(folder / NAME for folder in folders)


def _read(place: Path) -> Mapping[str, Mapping[str, Any]]:
    """What a file beside the backups says of each desk; nothing where it is not there or spoiled."""
    with suppress(OSError, ValueError, RecursionError):
        found = json.loads(place.read_text(encoding="utf-8"))
        desks = found.get("desks") if isinstance(found, dict) else None
        if isinstance(desks, dict):
            return {name: said for name, said in desks.items() if isinstance(said, dict)}
    return {}


def _stone_of(said: Mapping[str, Any]) -> Tombstone:
    return _tombstone(said.get("guest_id", 0), said.get("at", ""), said.get("marks", ()))


def _tombstone(guest_id: Any, at: Any, marks: Any) -> Tombstone:
    """Read kindly: a hand may have been at it, and whoever is named in it must stay erased all the same."""
    if isinstance(marks, str):
        marks = _or(lambda: json.loads(marks), ())
    when = _or(lambda: datetime.fromisoformat(str(at)), datetime.min.replace(tzinfo=UTC))
    return Tombstone(
        guest_id if isinstance(guest_id, int) else 0,
        when if when.tzinfo else when.replace(tzinfo=UTC),
        tuple(mark for mark in marks if isinstance(mark, str)) if isinstance(marks, list | tuple) else (),
    )


def _or(read: Callable[[], Any], otherwise: Any) -> Any:
    try:
        return read()
    except (ValueError, RecursionError):
        return otherwise
