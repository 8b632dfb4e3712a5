"""Saving rows from a broken desk file into a new one: every page of rows that still makes sense counts.

First the trees that can still be followed, table by table; then the leaf pages nobody leads to any more, each given
to the one table its rows fit. Ids stay, so what hangs together still does. What lost what it hung on is
`store.salvage_mending`'s.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from delightdesk.store.connecting import connect, driver_errors
from delightdesk.store.page_walk import LEAF, Broken, Leaf, PageFile, RawRow
from delightdesk.store.readable import tables
from delightdesk.store.table_layout import SCHEMA_TABLE, Layout, layouts

Tell = Callable[[int, int], None]
_TELL_EVERY = 200
_MOST_TRIES = 5_000
"""Questions that may fail while rows are asked for one by one, before the rest of a table is given up."""
_HIGHEST = 1 << 62
_TELLTALES = {"idea": ("entry", '"parts"'), "playbook": ("entry", '"steps"')}


@dataclass(slots=True)
class Harvest:
    """What was saved so far. rows: by table. lost: rows known or guessed to be gone. unknown: pages of nobody.

    cut: pages that are not in the file any more, with whatever stood on them.
    """

    rows: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    unknown: int = 0
    cut: int = 0


def take_pages(source: Path, target: sqlite3.Connection, tell: Tell | None = None) -> Harvest:
    """Read ``source`` page by page into the empty tables of ``target``, in the caller's transaction."""
    shapes = layouts(target)
    found = Harvest()
    with PageFile(source) as file:
        found.cut = file.cut
        followed = _follow(file, _roots(file, target, shapes), target, shapes, found)
        for number in range(1, file.count + 1):
            if tell is not None and not number % _TELL_EVERY:
                tell(number, file.count)
            if number not in followed:
                _adopt(file, number, target, shapes, found)
    found.lost = max(found.lost, _gaps(target, shapes))
    return found


def _gaps(target: sqlite3.Connection, shapes: Mapping[str, Layout]) -> int:
    """How many numbers are missing among the rows: rows are numbered one by one, and hardly any is ever taken out."""
    asked = (
        f'SELECT coalesce(max(id), 0) - count(*) FROM "{name}"'  # noqa: S608
        for name in sorted(_wanted())
        if name in shapes and shapes[name].number >= 0 and shapes[name].columns[shapes[name].number].name == "id"
    )
    return sum(target.execute(statement).fetchone()[0] for statement in asked)


def take_rows(source: Path, target: sqlite3.Connection, tell: Tell | None = None) -> Harvest:
    """The same through SQLite, by the numbers of the rows: for an encrypted file, whose pages only it can read."""
    shapes = layouts(target)
    found = Harvest()
    wanted = [shapes[name] for name in _wanted() if name in shapes]
    with closing(connect(source)) as file:
        file.execute("PRAGMA writable_schema=ON")  # or a file that was cut is not read at all
        for place, shape in enumerate(wanted, 1):
            for rows in _by_number(file, shape, found):
                _keep(target, shape, rows, found)
            if tell is not None:
                tell(place, len(wanted))
    return found


def _roots(file: PageFile, target: sqlite3.Connection, shapes: Mapping[str, Layout]) -> dict[str, int]:
    """Where the tree of each table begins: as the file's own list says, or else where a new file would have it.

    The same steps made both files, so where the list is lost the guess is good, and no more than a guess: a tree counts
    only when the first rows under it fit.
    """
    own = "SELECT name, rootpage FROM sqlite_master WHERE type = 'table' AND rootpage > 0"
    roots = {
        name: root
        for name, root in target.execute(own).fetchall()
        if name in shapes and any(map(shapes[name].fits, _first_rows(file, root)))
    }
    for number, is_leaf in file.leaves(1):
        for row in file.leaf(number).rows if is_leaf else ():
            values = shapes[SCHEMA_TABLE].named(row) or {}
            name, root = values.get("name"), values.get("rootpage")
            if values.get("type") == "table" and name in shapes and isinstance(root, int) and root > 1:
                roots = {other: at for other, at in roots.items() if at != root}
                roots[str(name)] = root
    return roots


def _first_rows(file: PageFile, root: int) -> tuple[RawRow, ...]:
    return next((file.leaf(number).rows for number, is_leaf in file.leaves(root) if is_leaf), ())


def _follow(
    file: PageFile, roots: Mapping[str, int], target: sqlite3.Connection, shapes: Mapping[str, Layout], found: Harvest
) -> set[int]:
    """Every tree whose root is known; returns the pages that were seen, good or bad."""
    seen = {number for number, _ in file.leaves(1)}
    for name, root in sorted(roots.items(), key=lambda each: each[1]):
        broken = kept = leaves = 0
        for number, is_leaf in file.leaves(root):
            if number in seen:
                continue
            seen.add(number)
            if not is_leaf:
                broken += 1
            elif name in _wanted():
                leaf = file.leaf(number)
                kept += _keep(target, shapes[name], leaf.rows, found)
                found.lost += leaf.lost
                leaves += 1
        if name in _wanted():
            found.lost += broken * max(1, kept // leaves if leaves else 1)
    return seen


def _adopt(
    file: PageFile, number: int, target: sqlite3.Connection, shapes: Mapping[str, Layout], found: Harvest
) -> None:
    """Give a page that no tree leads to, to the one table its rows fit and do not yet stand in."""
    try:
        if file.kind(number) != LEAF:
            return
        leaf = file.leaf(number)
    except Broken:
        return
    shape = _whose(leaf, target, shapes)
    if shape is None:
        found.unknown += bool(leaf.rows)
    elif shape.name in _wanted():
        _keep(target, shape, leaf.rows, found)
        found.lost += leaf.lost


def _whose(leaf: Leaf, target: sqlite3.Connection, shapes: Mapping[str, Layout]) -> Layout | None:
    fitting = [shape for shape in shapes.values() if leaf.rows and all(map(shape.fits, leaf.rows))]
    if len(fitting) > 1:
        fitting = [shape for shape in fitting if all(_tells(shape, row) for row in leaf.rows)]
        fitting = [shape for shape in fitting if shape.name == SCHEMA_TABLE or not _stands(target, shape, leaf.rows)]
    return fitting[0] if len(fitting) == 1 else None


def _tells(shape: Layout, row: RawRow) -> bool:
    """Whether the words of a row are those of this table, where two tables look the same but for their words."""
    column, word = _TELLTALES.get(shape.name, ("", ""))
    return not column or word in str((shape.named(row) or {}).get(column))


def _stands(target: sqlite3.Connection, shape: Layout, rows: tuple[RawRow, ...]) -> bool:
    first, last = min(row.rowid for row in rows), max(row.rowid for row in rows)
    asked = f'SELECT 1 FROM "{shape.name}" WHERE rowid BETWEEN ? AND ? LIMIT 1'  # noqa: S608 - a table of our own
    return target.execute(asked, (first, last)).fetchone() is not None


def _keep(target: sqlite3.Connection, shape: Layout, rows: tuple[RawRow, ...], found: Harvest) -> int:
    """Put rows in; those that break a rule of their table, or stand there already, are passed over."""
    kept = 0
    for row in rows:
        values = shape.named(row)
        if values is None:
            found.lost += 1
            continue
        columns = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        statement = f'INSERT OR IGNORE INTO "{shape.name}" ({columns}) VALUES ({marks})'  # noqa: S608 - our own names
        kept += target.execute(statement, tuple(values.values())).rowcount
    found.rows[shape.name] += kept
    return kept


def _wanted() -> frozenset[str]:
    return frozenset(table.name for table in tables())


def _by_number(file: sqlite3.Connection, shape: Layout, found: Harvest) -> Iterator[tuple[RawRow, ...]]:
    """Rows in ranges of their numbers, halved where a range cannot be read whole."""
    columns = ", ".join(f'"{column.name}"' for column in shape.columns)
    asked = f'SELECT rowid, {columns} FROM "{shape.name}" WHERE rowid BETWEEN ? AND ?'  # noqa: S608 - our own names
    ranges, failed = [(0, _HIGHEST)], 0
    while ranges and failed < _MOST_TRIES:
        first, last = ranges.pop()
        try:
            rows = file.execute(asked, (first, last)).fetchall()
        except driver_errors():
            failed += 1
            middle = (first + last) // 2
            if first == last:
                found.lost += 1
            else:
                ranges += [(middle + 1, last), (first, middle)]
            continue
        yield tuple(RawRow(row[0], tuple(row[1:])) for row in rows)
