"""Is the desk whole? Every page, row, index, setting, the journal's chain, its backups and its clock, looked at once.

Looking changes nothing and keeps nobody from saving. What can be put right without losing anything is in
`desk.safety.repairing`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from delightdesk.desk.safety import clock_check, leftovers, settings_check
from delightdesk.domain.errors import CannotOpen
from delightdesk.store import chain, index_check, mounts, readable, trouble, whole
from delightdesk.store.connecting import connect, driver_errors
from delightdesk.store.header import FileState, read_state, state_of
from delightdesk.store.house_file import Clock

__all__ = ["CheckReport", "Finding", "check"]

Tell = Callable[[int, int], None]
"""Hears how many of the parts have been looked at."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be, in one or two sentences.

    what: which part of the desk. repair: the name `repairing.repair` knows it by; empty where nothing can be put right
    without losing something. is_hint: worth knowing, and yet the desk is whole.
    """

    what: str
    words: str
    repair: str = ""
    is_hint: bool = False


@dataclass(frozen=True, slots=True)
class CheckReport:
    """ok: nothing is wrong. hints: worth knowing all the same. looked_at: the parts, in order."""

    ok: bool
    problems: tuple[Finding, ...]
    hints: tuple[Finding, ...] = ()
    looked_at: tuple[str, ...] = field(default_factory=tuple)


def check(path: Path, clock: Clock, *, is_open: bool = False, tell: Tell | None = None) -> CheckReport:
    """Look at the desk at ``path``. Raises `CannotOpen` where there is none, or where it is busy for too long.

    is_open: this program has it open, so its header is asked through SQLite (see `store.glance.glance`).
    """
    state = None if is_open else read_state(path)
    found: list[Finding] = []
    looked: list[str] = []
    try:
        with closing(connect(path, any_thread=True)) as file:
            numbers = [file.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
            state = state_of(path.name, *numbers)
            for part, look in _parts(file, path, clock, is_current=state is FileState.CURRENT):
                if tell is not None:
                    tell(len(looked), _PARTS)
                looked.append(part)
                if part not in _OF_ANY_AGE and state is FileState.BEHIND:
                    continue
                found += _seen(file, look)
                if any(each.what == FILE and not each.repair for each in found):
                    break  # what stands in broken pages would only be guessed at
    except driver_errors() as error:
        if "locked" in str(error) or "busy" in str(error):
            raise CannotOpen(
                f"{path.name} is being written to for too long to be looked at. Nothing was changed. "
                "Please try again in a moment."
            ) from None
        if "readonly" in str(error):
            raise CannotOpen(trouble.half_saved(path)) from None
        found.append(_damaged(path))
    if state is FileState.BEHIND:
        found.append(Finding(FILE, f"{path.name} is of an older version; opening the desk brings it up to date.",
                             is_hint=True))  # fmt: skip
    found += [*_place(path), *_left(path, clock()), *_backups(path, clock())]
    problems = tuple(each for each in found if not each.is_hint)
    return CheckReport(not problems, problems, tuple(each for each in found if each.is_hint), (*looked, *_BESIDE))


FILE, ROWS, SETTINGS, VALUES, JOURNAL, INDEX, CLOCK = (
    "file", "rows", "settings", "values", "journal", "search index", "clock"
)  # fmt: skip
_BESIDE = ("place", "leftovers", "backups")
_OF_ANY_AGE = (FILE, ROWS)
_PARTS = 7
_TRIES = 2


def _parts(
    file: sqlite3.Connection, path: Path, clock: Clock, *, is_current: bool
) -> Iterator[tuple[str, Callable[[], Iterator[Finding]]]]:
    yield FILE, lambda: _file(file, path, is_current=is_current)
    yield ROWS, lambda: _rows(file)
    yield SETTINGS, lambda: _settings(file)
    yield VALUES, lambda: _values(file)
    yield JOURNAL, lambda: _journal(file)
    yield INDEX, lambda: _index(file)
    yield CLOCK, lambda: _clock(file, clock())


def _seen(file: sqlite3.Connection, look: Callable[[], Iterator[Finding]]) -> list[Finding]:
    """What a part finds. Nobody is kept from saving: what was found while others saved is looked at once more.

    Only where they save all the time they have to wait for one look.
    """
    for _ in range(_TRIES):
        before = file.execute("PRAGMA data_version").fetchone()
        found = list(look())
        if not found or before == file.execute("PRAGMA data_version").fetchone():
            return found
    with whole.one_moment(file):
        return list(look())


def _damaged(path: Path) -> Finding:
    return Finding(
        FILE,
        f"{path.name} is damaged. Please restore the newest backup; delightdesk salvage saves what can still be read.",
    )


def _file(file: sqlite3.Connection, path: Path, *, is_current: bool) -> Iterator[Finding]:
    found = whole.pages(file)
    if found.is_damaged or (is_current and whole.missing_tables(file)):
        yield _damaged(path)
    elif found.off_index:
        yield Finding(FILE, "Tables of contents inside the file do not fit what they are of.", "contents")


def _rows(file: sqlite3.Connection) -> Iterator[Finding]:
    for table, count in whole.strays(file).items():
        yield Finding(ROWS, f"{_many(count, 'row')} of {_named(table)} belong to something that is not there any more.")


def _settings(file: sqlite3.Connection) -> Iterator[Finding]:
    for wrong in settings_check.wrong(file):
        yield Finding(SETTINGS, wrong.words, "settings" if wrong.column else "")


def _values(file: sqlite3.Connection) -> Iterator[Finding]:
    for table in readable.tables():
        if table.name == "house":
            continue
        for column, count in readable.unreadable(file, table).items():
            which = ", ".join(map(str, readable.rows_with(file, table, column)))
            yield Finding(
                VALUES,
                f"{_many(count, 'row')} of {_named(table.name)} hold something in “{column}” that cannot be read"
                f" (number {which}). Please restore a backup from before it was changed.",
            )


def _journal(file: sqlite3.Connection) -> Iterator[Finding]:
    broken = list(chain.broken(file))
    noted = clock_check.noted(file)
    for words in chain.told([number for number in broken if number not in noted]):
        yield Finding(JOURNAL, f"{words} That cannot be undone, only noted by a manager.", "journal")
    for words in chain.told([number for number in broken if number in noted]):
        yield Finding(JOURNAL, f"{words} A manager noted it.", is_hint=True)


def _index(file: sqlite3.Connection) -> Iterator[Finding]:
    for words in index_check.verify(file):
        yield Finding(INDEX, words, "index")


def _clock(file: sqlite3.Connection, now: datetime) -> Iterator[Finding]:
    words = clock_check.behind(file, now)
    if words:
        yield Finding(CLOCK, f"The {words}. Please put the clock of this PC right.")


def _place(path: Path) -> Iterator[Finding]:
    words = mounts.warning(path)
    if words:
        yield Finding("place", words, is_hint=True)
    if not trouble.may_write(path):
        yield Finding("place", f"{path.name} or its folder may only be read: nothing can be saved.", is_hint=True)


def _left(path: Path, now: datetime) -> Iterator[Finding]:
    found = leftovers.leftovers(path, now)
    if found:
        names = ", ".join(each.name for each in found[:3]) + (" and more" if len(found) > 3 else "")
        yield Finding("leftovers", f"A job that broke off left {names}.", "leftovers")
    aside = leftovers.set_aside(path)
    if aside:
        names = ", ".join(each.name for each in aside[:3]) + (" and more" if len(aside) > 3 else "")
        yield Finding(
            "leftovers",
            f"Beside the desk lies {names}, with the guests of then. Please remove it once nothing is missing.",
            is_hint=True,
        )


def _backups(path: Path, now: datetime) -> Iterator[Finding]:
    from delightdesk.desk.safety import backups

    words = backups.standing(path, now)
    if words:
        yield Finding("backups", f"{words[:1].upper()}{words[1:]}. delightdesk backup makes one.", is_hint=True)


def _many(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count} {what}s"


def _named(table: str) -> str:
    return f"“{table.replace('_', ' ')}”"
