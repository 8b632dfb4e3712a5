"""Everything the desk holds, taken out to a folder: a table for each concept and one document with all of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Select, func, or_, select
from sqlmodel import SQLModel

from delightdesk.desk import settings
from delightdesk.desk.permitted import require
from delightdesk.domain.errors import Invalid
from delightdesk.domain.permissions import Act
from delightdesk.files import exports
from delightdesk.files.export_folder import place_for
from delightdesk.files.writing import write_new
from delightdesk.store import backup, tables
from delightdesk.store.house_file import HouseFile
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

FORMATS = ("csv", "json")
_STEP = 2_000
_AT_ONCE = 1_000

_PAGES: dict[str, type[SQLModel]] = {
    "guests": tables.Guest, "bonds": tables.Bond, "not_the_same": tables.Apart, "visits": tables.Visit,
    "occasions": tables.Occasion, "cautions": tables.Caution, "notes": tables.Note, "questions": tables.Asked,
    "gestures": tables.Gesture, "gesture_lines": tables.GestureLine, "outcomes": tables.Outcome,
    "problems": tables.Problem, "problem_steps": tables.ProblemStep, "tasks": tables.Task,
    "handovers": tables.Handover, "handover_lines": tables.HandoverLine, "ticks": tables.Tick,
    "requests": tables.RightsRequest, "people": tables.Staff, "ideas": tables.IdeaRow,
    "playbooks": tables.PlaybookRow, "touch_points": tables.TouchPoint, "imports": tables.ImportRun,
    "remarks": tables.ReviewItem, "journal": tables.JournalEntry,
}  # fmt: skip
"""A file for each; `Pin`, `Draft`, `Forgotten` and what imports overwrote are nobody's data or must not leave."""
_NEVER = frozenset({"version", "deleted_at", "import_run", "fingerprint", "changes", "salt", "digest", "chain"})
_LABELS = {"display_name": "Guest name", "guest": "Guest name", "first": "First name", "last": "Last name"}
"""Headings that an import understands; otherwise the name of the column is one."""
_GUEST, _STAFF = table_of(tables.Guest), table_of(tables.Staff)
_GUEST_NAMES, _STAFF_NAMES = select(_GUEST.c.id, _GUEST.c.display_name), select(_STAFF.c.id, _STAFF.c.name)
_HERE = select(_GUEST.c.id).where(_GUEST.c.deleted_at.is_(None))


class _Shape(NamedTuple):
    """Columns of a table as they are exported. named: places of ids behind which a name follows, and whose it is."""

    statement: Select[Any]
    keys: tuple[str, ...]
    named: dict[int, str]


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: where, which files, and how many rows of each."""

    folder: Path
    files: tuple[str, ...]
    counts: dict[str, int]


def export(
    house: HouseFile,
    person_id: int,
    folder: Path,
    *,
    formats: Collection[str] = FORMATS,
    replace: bool = False,
    tell: Callable[[int, int], None] | None = None,
) -> Exported:
    """Write everything into ``folder``, which is new or empty; complete or not at all, and journalled by counts.

    replace: files of an earlier export in it may go. ``tell`` hears of rows done and rows in all, and may raise to
    stop. Raises `NotAllowed`, `Invalid`, `CannotOpen`.
    """
    if not formats or set(formats) - set(FORMATS):
        raise Invalid(f"An export is written as {' or '.join(FORMATS)}. Nothing was exported.", "format")
    with house.reading(person_id) as work:
        overview(work)
        now = work.now
    folder = Path(os.path.abspath(folder))  # noqa: PTH100 - `resolve` would follow a link to where nobody pointed
    with place_for(folder, _names(), replace=replace) as place:
        with _still(house, place.half / "moment.db", now) as still, still.reading(person_id) as work:
            counts = overview(work)
            _write(work, place.half, formats, counts, tell or (lambda _done, _total: None))
        files = tuple(sorted(each.name for each in place.half.iterdir()))
        with house.writing(person_id) as work:
            rows = sum(counts.values())
            work.did("desk.exported", f"All data taken out: {rows:,} rows in {len(files)} files", undoable=False)
            place.put()
    return Exported(folder, files, counts)


@contextmanager
def _still(house: HouseFile, path: Path, now: datetime) -> Iterator[HouseFile]:
    """One moment of the desk, as a copy that is gone afterwards: reading it for long keeps nobody from saving."""
    try:
        backup.copy_whole(house.path, path)
        still = HouseFile(path, lambda: now)
        try:
            yield still
        finally:
            still.close()
    finally:
        backup.drop(path)


def overview(work: Work) -> dict[str, int]:
    """How many rows an export would hold, by the name of the table. Raises `NotAllowed`."""
    require(work, Act.EXPORT_ALL)
    counts = {name: int(work.rows(_count(_shape(kind)))[0][0]) for name, kind in _PAGES.items()}
    return counts | {"settings": len(settings.listing(work))}


def _names() -> frozenset[str]:
    return frozenset({exports.BOOK, exports.README, *(f"{name}.csv" for name in (*_PAGES, "settings"))})


def _write(
    work: Work, folder: Path, formats: Collection[str], counts: dict[str, int], tell: Callable[[int, int], None]
) -> None:
    names = {"guest": _names_of(work, _GUEST_NAMES), "person": _names_of(work, _STAFF_NAMES)}
    far = _Far(sum(counts.values()), tell)
    facts = {"format": "delightdesk-export", "version": 1, "made_at": work.now, "house": work.house.name,
             "currency": work.house.currency, "sector": work.house.sector}  # fmt: skip
    with exports.book(folder, formats, facts, work.zone) as put:
        for name, kind in _PAGES.items():
            shape = _shape(kind)
            put(_page(name, shape.keys, far.counting(_rows(work, shape, names))))
        lines = [(line.name, line.group, line.label, line.value) for line in settings.listing(work)]
        put(_page("settings", ("name", "group", "label", "value"), far.counting(lines)))
    made = f"{work.now.astimezone(work.zone):%d %B %Y at %H:%M}"
    written = sorted(each.name for each in folder.iterdir())
    words = exports.read_me(work.house.name, made, work.person.name, work.house.currency, written)
    write_new(folder / exports.README, words)


class _Far:
    """How far the export is, told every two thousand rows."""

    def __init__(self, total: int, tell: Callable[[int, int], None]) -> None:
        self._done, self._total, self._tell = 0, total, tell

    def counting(self, rows: Iterator[Sequence[Any]] | list[Any]) -> Iterator[Sequence[Any]]:
        for row in rows:
            self._done += 1
            if self._done % _STEP == 0:
                self._tell(self._done, self._total)
            yield row


def _page(name: str, keys: tuple[str, ...], rows: Iterator[Sequence[Any]]) -> exports.Page:
    labels = tuple(_LABELS.get(key) or key.replace("_", " ").capitalize() for key in keys)
    return exports.Page(name, keys, labels, rows)


def _shape(kind: type[SQLModel]) -> _Shape:
    table = table_of(kind)
    columns = [column for column in table.columns if column.name not in _NEVER]
    statement = select(*columns).order_by(*table.primary_key.columns)
    if "deleted_at" in table.c:
        statement = statement.where(table.c.deleted_at.is_(None))
    for name in ("guest_id", "other_id"):
        if name in table.c and kind is not tables.JournalEntry:
            statement = statement.where(or_(table.c[name].is_(None), table.c[name].in_(_HERE)))
    keys: list[str] = []
    named: dict[int, str] = {}
    for place, column in enumerate(columns):
        keys.append(column.name)
        whose = _whose(column)
        if whose:
            named[place] = whose
            keys.append(column.name.removesuffix("_id") if column.name.endswith("_id") else f"{column.name}_name")
    return _Shape(statement, tuple(keys), named)


def _whose(column: Any) -> str:
    if column.name == "guest_id":
        return "guest"
    targets = {key.column.table.name for key in column.foreign_keys}
    return "guest" if "guest" in targets else "person" if "staff" in targets else ""


def _count(shape: _Shape) -> Select[Any]:
    return select(func.count()).select_from(shape.statement.order_by(None).subquery())


def _names_of(work: Work, statement: Select[Any]) -> dict[int, str]:
    return {row[0]: row[1] for row in work.rows(statement)}


def _rows(work: Work, shape: _Shape, names: dict[str, dict[int, str]]) -> Iterator[Sequence[Any]]:
    found = work.session.connection().execute(shape.statement.execution_options(yield_per=_AT_ONCE))
    for row in found:
        if not shape.named:
            yield row
            continue
        values: list[Any] = []
        for place, value in enumerate(row):
            values.append(value)
            if place in shape.named:
                values.append(names[shape.named[place]].get(value, ""))
        yield values
