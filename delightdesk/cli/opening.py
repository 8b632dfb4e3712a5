"""Which desk a command works on, and opening it for exactly as long as the job takes."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.cli import acting
from delightdesk.cli.output import tell
from delightdesk.desk.place import chosen_path
from delightdesk.domain.errors import Locked
from delightdesk.domain.text import clean

if TYPE_CHECKING:
    import typer

    from delightdesk.desk.finding import SearchHit
    from delightdesk.desk.house import HouseFile
    from delightdesk.domain.keys import KeyCommand
    from delightdesk.store.work import Work

OpenDesk = Callable[[Path, bool], int]
"""Opens a file on the screen: the path, and whether it is a demo. Returns the exit code."""
EveryCommand = Callable[[], "Sequence[KeyCommand]"]
"""Everything that can be done by key on the screens."""


@dataclass(slots=True)
class Start:
    """What every command gets from before it: who opens the screen and knows its keys, and options that stood first."""

    open_desk: OpenDesk
    every_command: EveryCommand
    database: str | None = None
    person: str | None = None


def start_of(context: typer.Context) -> Start:
    """What `cli.run` gave along."""
    start = context.obj
    assert isinstance(start, Start)
    return start


def path_of(context: typer.Context, database: str | None) -> Path:
    """The desk file meant: ``--database`` behind the command goes before the one in front of it.

    Its passphrase is asked for where it has one. Raises `Locked`.
    """
    path = place_of(context, database)
    unlocked(path)
    return path


def place_of(context: typer.Context, database: str | None) -> Path:
    """The same, with nothing asked."""
    return chosen_path(database if database is not None else start_of(context).database)


def name_of(context: typer.Context, person: str | None = None) -> str | None:
    """The person named: ``--person`` behind the command, in front of it, or the environment; None for nobody."""
    for given in (person, start_of(context).person):
        if given is not None:
            return given
    return os.environ.get(acting.PERSON, "").strip() or None


def unlocked(path: Path) -> None:
    """Take the passphrase of an encrypted file from the environment, or ask for it at a terminal. Raises `Locked`."""
    unlocking = desk.safety.unlocking
    unlocking.unlock_if_given(path)
    if unlocking.is_locked(path) and unlocking.has_sqlcipher():
        name = clean(path.name, 200)
        if not acting.at_terminal():
            raise Locked(
                f"{name} asks for its passphrase, or is not a DelightDesk file. Nothing was changed. Please give the "
                f"command in a terminal, where it is asked for, or put it into {unlocking.PASSPHRASE}."
            )
        unlocking.unlock(path, acting.ask_unseen(f"Passphrase of {name}: "))


def leave_when_told() -> None:
    """End in order when the window is closed or the PC shuts down, so that nothing is left in the throw-away folder."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, _leave)


def _leave(number: int, _frame: object) -> None:
    sys.exit(128 + number)


@contextmanager
def opened(context: typer.Context, database: str | None) -> Iterator[HouseFile]:
    """The desk, closed again afterwards. Raises `CannotOpen`; nothing is made then."""
    path = path_of(context, database)
    desk.finding.is_current(path)  # a missing or foreign file is said before SQLModel is imported
    house = desk.house.open_house(path)
    try:
        yield house
    finally:
        house.close()


@contextmanager
def reading(context: typer.Context, database: str | None, *, is_own: bool = False) -> Iterator[Work]:
    """A unit of work that reads. Print after it, so that a slow reader of the output keeps nobody from saving.

    ``is_own``: it reads what is somebody's own (see `acting.reader`).
    """
    with opened(context, database) as house:
        person_id, is_lowered = acting.reader(house, name_of(context), is_own=is_own)
        with house.reading(person_id) as work:
            if is_lowered:
                acting.as_receptionist(work)
            yield work


@contextmanager
def writing(context: typer.Context, database: str | None, person: str | None) -> Iterator[Work]:
    """A unit of work that writes in that person's name; it is on the disk when the block is left."""
    with opened(context, database) as house:
        person_id = acting.writer(house, name_of(context, person))
        with house.writing(person_id) as work:
            _say_clock(work)
            yield work


def _say_clock(work: Work) -> None:
    """Once, and go on: what is saved under a wrong clock is better than what is not saved."""
    words = desk.safety.clock_check.behind(work.raw, work.now, work.zone)
    if words:
        tell(f"The {words}. It is saved all the same; please put the clock of this PC right.")


def hits_of(path: Path, words: str, limit: int) -> list[SearchHit]:
    """Search without SQLModel where the file is ready for it, which is several times as fast."""
    if desk.finding.is_current(path):
        house = desk.finding.quick_house(path)
        finder = desk.finding.Finder(path)
        try:
            return finder.find(words, desk.finding.today_of(house, datetime.now(UTC)), limit)
        except desk.finding.Busy:
            pass  # the unit of work waits longer
        finally:
            finder.close()
    file = desk.house.open_house(path)
    try:
        with file.reading() as work:
            return desk.finding.find(work, words, limit)
    finally:
        file.close()
