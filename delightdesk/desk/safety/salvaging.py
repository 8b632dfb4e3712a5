"""Saving what can be saved from a broken desk file into a new one. The broken file is only ever read.

It works on a private copy, so that half a save beside the file can be played back without touching either, and on a
drive that fails here and there every block that still answers is taken.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from delightdesk.domain.errors import CannotOpen
from delightdesk.store import docs, index, passkeys, salvage, salvage_mending, whole
from delightdesk.store.bulk import instant
from delightdesk.store.connecting import connect, driver_errors
from delightdesk.store.engine import private_files
from delightdesk.store.header import SCHEMA, state_of
from delightdesk.store.house_file import Clock, HouseFile, system_clock
from delightdesk.store.page_walk import PageFile

__all__ = ["Salvaged", "salvage_desk"]

Tell = Callable[[int, int], None]
_BLOCK = 4096
_LEAST = 512
_TOLD = {
    "guest": "guests", "visit": "visits", "note": "notes", "caution": "cautions", "occasion": "occasions",
    "gesture": "gestures", "problem": "problems", "task": "tasks and promises", "handover": "handovers",
    "journal": "journal entries", "staff": "people",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Salvaged:
    """rows: how many of each table are in the new file. lost: rows that are surely or probably gone.

    nameless: guests and people of whom only the number is left. mended: rows that lost a link, or went with what they
    hung on. unknown: pages of rows that fit no table for certain. cut: pages that are not in the file any more.
    """

    path: Path
    rows: dict[str, int]
    lost: int
    nameless: int
    mended: int
    unknown: int
    cut: int
    has_house: bool

    @property
    def lines(self) -> tuple[str, ...]:
        """What was saved and what was not, in plain words."""
        told = [f"{self.rows[table]} {word}" for table, word in _TOLD.items() if self.rows.get(table)]
        others = sum(count for table, count in self.rows.items() if table not in _TOLD)
        return tuple(self._told(told, others))

    def _told(self, told: list[str], others: int) -> Iterator[str]:
        yield f"Saved: {', '.join([*told, f'{others} other rows'])}."
        if self.cut:
            yield f"The file was cut: {self.cut} pages are missing, with whatever stood on them."
        if self.lost:
            yield f"{'At least' if self.cut else 'About'} {self.lost} rows are gone."
        elif not self.cut and not self.unknown:
            yield "Nothing seems to be missing."
        if self.unknown:
            yield f"{self.unknown} pages of rows fit nothing for certain and were left out."
        if self.nameless:
            yield f"Of {self.nameless} guests or people only the number is left; what belongs to them is there."
        if self.mended:
            yield f"{self.mended} rows lost what they belonged to."
        if not self.has_house:
            yield "The settings of the house are gone: its name, kind and currency have to be looked at."


def salvage_desk(broken: Path, target: Path, *, clock: Clock = system_clock, tell: Tell | None = None) -> Salvaged:
    """Save the rows of ``broken`` into a new desk at ``target``, which must be free.

    tell: hears how many pages of how many were looked at. Raises `CannotOpen`; nothing is left at ``target`` then.
    """
    if target.exists() or target.is_symlink():
        raise CannotOpen(f"{target.name} is there already, so nothing was saved. Please choose another name.")
    private_files()
    rough = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _cleared(rough), _private_copy(broken, rough) as copy:
            saved = replace(_save(copy, rough, broken.name, clock, tell), path=target)
            with closing(connect(rough)) as file:
                if whole.pages(file).is_damaged:
                    raise CannotOpen(f"Nothing that holds together could be made of {broken.name}. {_SAFE}")
            rough.rename(target)
            passkeys.remember(target, passkeys.key_of(broken))
    except driver_errors() as error:
        raise CannotOpen(f"What is left of {broken.name} could not be read ({error}). {_SAFE}") from None
    except OSError as error:
        why = error.strerror or "no access"
        raise CannotOpen(
            f"{target.name} could not be made ({why}). {broken.name} was not changed. "
            "Please check the disk's free space, and that you may read the one and write the other."
        ) from None
    return saved


_SAFE = "It was not changed. Please restore the newest backup."


def _save(copy: Path, rough: Path, name: str, clock: Clock, tell: Tell | None) -> Salvaged:
    from delightdesk.store.migrations.upgrade import bring_up_to_date, create

    key = passkeys.key_of(copy)
    schema = _schema_of(copy, name, is_encrypted=key is not None)
    passkeys.remember(rough, key)
    create(rough, schema)
    now = clock()
    done = salvage_mending.Mended()
    with closing(connect(rough, "rw")) as file:
        file.execute("BEGIN IMMEDIATE")
        take = salvage.take_pages if key is None else salvage.take_rows
        found = take(copy, file, tell)
        if not sum(found.rows.values()):
            raise CannotOpen(f"Nothing of a desk could be found in {name}. {_SAFE}")
        salvage_mending.mend_links(file, instant(now), done)
        file.execute("COMMIT")
    if schema < SCHEMA:
        bring_up_to_date(rough, keeps_copy=False)
    with closing(connect(rough, "rw")) as file:
        file.execute("BEGIN IMMEDIATE")
        salvage_mending.mend_values(file, done)
        salvage_mending.mend_links(file, instant(now), done)
        index.clear(file)
        index.put(file, docs.of_all(file))
        file.execute("COMMIT")
        rows = {table: file.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in found.rows}  # noqa: S608
    lost = found.lost + done.dropped
    _say(rough, now, f"Saved from the damaged file {name}: {sum(rows.values())} rows, about {lost} lost")
    return Salvaged(
        path=rough,
        rows={table: count - done.shells[table] for table, count in rows.items()},
        lost=lost,
        nameless=done.shells["guest"] + done.shells["staff"],
        mended=done.blanked + done.dropped,
        unknown=found.unknown,
        cut=found.cut,
        has_house=not done.shells["house"],
    )


def _say(path: Path, now: datetime, words: str) -> None:
    """Let the journal of the new file tell where its rows came from."""
    with closing(connect(path)) as file:
        (person,) = file.execute(
            "SELECT id FROM staff WHERE deleted_at IS NULL ORDER BY role <> 'manager', id LIMIT 1"
        ).fetchone()
    house = HouseFile(path, lambda: now)
    try:
        with house.writing(person) as work:
            work.did("desk.saved", words, undoable=False)
    finally:
        house.close()


def _schema_of(copy: Path, name: str, *, is_encrypted: bool) -> int:
    """The schema the rows were written in; the newest where the header does not tell any more."""
    if is_encrypted:
        try:
            with closing(connect(copy)) as file:
                schema = int(file.execute("PRAGMA user_version").fetchone()[0])
        except driver_errors():
            schema = 0
    else:
        with PageFile(copy) as pages:
            schema = pages.schema
            if pages.application and schema:
                state_of(name, pages.application, schema)
    return schema if 1 <= schema <= SCHEMA else SCHEMA


@contextmanager
def _private_copy(broken: Path, rough: Path) -> Iterator[Path]:
    """A copy of the file, with half a save beside it played back or taken in, as SQLite would have done."""
    copy = rough.with_name(rough.name + "-source")
    with _cleared(copy):
        _copy_what_answers(broken, copy)
        passkeys.remember(copy, passkeys.key_of(broken))
        for ending in ("-journal", "-wal"):
            beside = broken.with_name(broken.name + ending)
            if beside.exists() and beside.stat().st_size:
                shutil.copyfile(beside, copy.with_name(copy.name + ending))
        with suppress(*driver_errors()), closing(connect(copy, "rw")) as file:
            file.execute("PRAGMA writable_schema=ON")
            file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            file.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield copy


def _copy_what_answers(source: Path, target: Path) -> None:
    """Copy block by block; a block the drive cannot give any more is left empty. Raises `CannotOpen`, or `OSError`."""
    if not source.is_file():
        raise CannotOpen(f"There is no file at {source}. Nothing was made. Please check the path.")
    size = source.stat().st_size
    if size < _LEAST:
        raise CannotOpen(f"{source.name} is empty, so there is nothing to save. Please restore the newest backup.")
    with source.open("rb", buffering=0) as old, target.open("wb") as new:
        for at in range(0, size, _BLOCK):
            try:
                old.seek(at)
                block = old.read(min(_BLOCK, size - at))
            except OSError:
                block = b""
            new.write(block.ljust(min(_BLOCK, size - at), b"\0"))


@contextmanager
def _cleared(path: Path) -> Iterator[None]:
    """Leave nothing of ``path`` behind, before and after."""
    _clear(path)
    try:
        yield
    finally:
        _clear(path)


def _clear(path: Path) -> None:
    with suppress(OSError):
        for ending in ("", "-journal", "-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
