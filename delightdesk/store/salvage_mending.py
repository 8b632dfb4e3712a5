"""Making a desk of what was saved from a broken one: rows that lost what they hang on, a house, somebody at the desk.

A note without its guest still says something, so the guest comes back as a number without a name; what is left of a
gesture that is gone says nothing, so it goes too. All of it is counted.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from delightdesk.store.readable import condition, tables, unreadable
from delightdesk.store.table_layout import Layout, layouts
from delightdesk.store.tables.columns import Loose, LooseJson

NAMELESS_GUEST = "A guest saved from a damaged file"
NAMELESS_PERSON = "Somebody from a damaged file"
NAMELESS_HOUSE = "A house saved from a damaged file"
_MOST_ROUNDS = 20

_SHELLS: Mapping[str, Mapping[str, object]] = {
    "guest": {"display_name": NAMELESS_GUEST},
    "staff": {"name": NAMELESS_PERSON, "role": "receptionist"},
    "house": {
        "name": NAMELESS_HOUSE, "sector": "hotel", "currency": "EUR", "alcohol_rule": "ask",
        "day_starts": "04:00:00.000000", "day_first": 1, "delight_allowance": 3000, "problem_allowance": 10000,
    },
}  # fmt: skip
"""What stands in the place of a row that so much hangs on that it is better known as lost than missing."""


@dataclass(slots=True)
class Mended:
    """shells: rows put in the place of lost ones, by table. dropped, blanked: rows taken out, and links or values."""

    shells: Counter[str] = field(default_factory=Counter)
    dropped: int = 0
    blanked: int = 0


def mend_links(connection: sqlite3.Connection, now: str, done: Mended) -> None:
    """Let every row hang on one that is there. ``now``: the instant as the file holds it. Foreign keys are off."""
    shapes = layouts(connection)
    if connection.execute("SELECT 1 FROM house WHERE id = 1").fetchone() is None:
        values: dict[str, object] = {"desk_id": secrets.token_hex(16), "secret": secrets.token_hex(32)}
        _put_shell(connection, shapes["house"], 1, now, values)
        done.shells["house"] += 1
    for _ in range(_MOST_ROUNDS):
        strays = connection.execute("PRAGMA foreign_key_check").fetchall()
        if not strays:
            break
        for table, rowid, parent, key in strays:
            link = connection.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
            column = next(each[3] for each in link if each[0] == key)
            _mend(connection, shapes, (table, rowid, column, parent), now, done)
    _a_manager(connection, shapes["staff"], now, done)


def mend_values(connection: sqlite3.Connection, done: Mended) -> None:
    """Empty what cannot be read, or take the row out where the value may not be empty. Of the newest schema only."""
    for table in tables():
        for name in unreadable(connection, table):
            column = table.columns[name]
            if isinstance(column.type, Loose | LooseJson):
                continue  # counts as the usual value wherever it is read; `check` names it
            bad = f"NOT ({condition(column)})"
            if column.nullable:
                change = f'UPDATE "{table.name}" SET "{name}" = NULL WHERE {bad}'  # noqa: S608
                done.blanked += connection.execute(change).rowcount
            else:
                done.dropped += connection.execute(f'DELETE FROM "{table.name}" WHERE {bad}').rowcount  # noqa: S608


def _a_manager(connection: sqlite3.Connection, shape: Layout, now: str, done: Mended) -> None:
    """Somebody has to be able to set the house right again: one of those without a name, or one more."""
    staff = "SELECT id FROM staff WHERE deleted_at IS NULL AND"
    if connection.execute(f"{staff} role = 'manager'").fetchone() is not None:
        return
    nameless = connection.execute(f"{staff} name = ? ORDER BY id", (NAMELESS_PERSON,)).fetchone()
    if nameless is not None:
        connection.execute("UPDATE staff SET role = 'manager' WHERE id = ?", nameless)
        return
    (free,) = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM staff").fetchone()
    _put_shell(connection, shape, free, now, {"role": "manager"})
    done.shells["staff"] += 1


def _mend(
    connection: sqlite3.Connection, shapes: Mapping[str, Layout], stray: tuple[str, int, str, str], now: str,
    done: Mended,
) -> None:  # fmt: skip
    table, rowid, column, parent = stray
    found = connection.execute(f'SELECT "{column}" FROM "{table}" WHERE rowid = ?', (rowid,)).fetchone()  # noqa: S608
    if found is None:
        return  # it went with another stray of this round
    if parent in ("guest", "staff") and isinstance(found[0], int):
        if connection.execute(f'SELECT 1 FROM "{parent}" WHERE id = ?', found).fetchone() is None:  # noqa: S608
            _put_shell(connection, shapes[parent], found[0], now, {})
            done.shells[parent] += 1
    elif next(each for each in shapes[table].columns if each.name == column).may_be_empty:
        connection.execute(f'UPDATE "{table}" SET "{column}" = NULL WHERE rowid = ?', (rowid,))  # noqa: S608
        done.blanked += 1
    else:
        connection.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (rowid,))  # noqa: S608
        done.dropped += 1


def _put_shell(
    connection: sqlite3.Connection, shape: Layout, number: int, now: str, more: Mapping[str, object]
) -> None:
    known = {**_SHELLS[shape.name], **more}
    values: dict[str, object] = {}
    for column in shape.columns:
        if column.name == "id":
            values["id"] = number
        elif column.name in known:
            values[column.name] = known[column.name]
        elif not column.may_be_empty and column.usual is None:
            values[column.name] = _plain(column.kind, now)
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" * len(values))
    connection.execute(f'INSERT INTO "{shape.name}" ({names}) VALUES ({marks})', tuple(values.values()))  # noqa: S608


def _plain(kind: str, now: str) -> object:
    if kind == "DATETIME":
        return now
    return 0 if kind in ("INTEGER", "BOOLEAN") else ""
