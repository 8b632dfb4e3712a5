"""Taking a whole import back: what it made goes, what it changed is as before, what somebody worked on stays."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from sqlmodel import SQLModel

from delightdesk.store import docs, index
from delightdesk.store.work import Work


@dataclass(frozen=True, slots=True)
class Undone:
    """How many rows were removed, put back as before, or kept because somebody worked on them."""

    removed: int
    restored: int
    kept: int


_BUMPS = """coalesce((SELECT sum(1 + c.undone) FROM import_change c
    WHERE c."table" = '{table}' AND c.row_id = {table}.id AND {only}), 0)"""
"""By how much imports counted a row's version on: one for a change, one more for putting it back."""

_UNTOUCHED = "import_run = :run AND deleted_at IS NULL AND version = 1 + {bumps}"


def _free(table: str, *further: str) -> str:
    """SQL: no row points at this one. Read off the tables themselves, so that a new one cannot be forgotten."""
    pointing = sorted(
        f'SELECT "{key.parent.name}" FROM "{other.name}" WHERE "{key.parent.name}" > 0'  # noqa: S608
        for other in SQLModel.metadata.sorted_tables
        for key in other.foreign_keys
        if key.column.table.name == table
    )
    return f"id NOT IN ({' UNION ALL '.join([*pointing, *further])})"


def take_back(work: Work, run_id: int) -> Undone:
    """Undo run ``run_id`` in the caller's transaction, search index included."""
    connection = work.raw
    run = {"run": run_id}
    guests = {row[0] for row in connection.execute("SELECT id FROM guest WHERE import_run = :run", run)}
    guests |= {row[0] for row in connection.execute("SELECT guest_id FROM visit WHERE import_run = :run", run)}
    restored, kept, changed = _restore(connection, run_id)
    removed = 0
    free_guest = _free("guest", "SELECT guest_id FROM journal WHERE guest_id > 0")  # its number must not mean another
    connection.execute("DELETE FROM review_item WHERE run_id = :run AND state = 'open'", run)
    for table, free in (("note", "1"), ("occasion", "1"), ("visit", _free("visit")), ("guest", free_guest)):
        untouched = _UNTOUCHED.format(bumps=_BUMPS.format(table=table, only="c.undone"))
        removed += connection.execute(f"DELETE FROM {table} WHERE {untouched} AND {free}", run).rowcount  # noqa: S608
    for table in ("guest", "visit"):
        connection.execute(
            f"""DELETE FROM import_change WHERE "table" = '{table}' AND row_id NOT IN (SELECT id FROM {table})"""  # noqa: S608
        )
        left = connection.execute(f"SELECT count(*) FROM {table} WHERE import_run = :run", run)  # noqa: S608
        kept += int(left.fetchone()[0])
    there = {row[0] for row in connection.execute("SELECT id FROM guest")}
    index.remove(connection, guests - there)
    index.put(connection, docs.of_guests(connection, (guests | changed) & there))
    return Undone(removed, restored, kept)


def _restore(connection: sqlite3.Connection, run_id: int) -> tuple[int, int, set[int]]:
    """Put changed rows back where nobody changed them since; returns how many, how many not, and whose they are."""
    restored, kept, guests = 0, 0, set()
    changes = connection.execute(
        """SELECT id, "table", row_id, before, version_after,
            (SELECT 2 * coalesce(sum(later.undone), 0) FROM import_change later
             WHERE later."table" = c."table" AND later.row_id = c.row_id AND later.id > c.id)
        FROM import_change c WHERE run_id = ? AND NOT undone ORDER BY id DESC""",
        (run_id,),
    ).fetchall()
    for change_id, table, row_id, before_text, version, counted_on in changes:
        before = json.loads(before_text)
        assignments = ", ".join(f"{name} = ?" for name in before)
        done = connection.execute(
            f'UPDATE "{table}" SET version = version + 1, {assignments} WHERE id = ? AND version = ?',  # noqa: S608
            (*before.values(), row_id, version + counted_on),
        ).rowcount
        connection.execute("UPDATE import_change SET undone = ? WHERE id = ?", (done, change_id))
        restored, kept = restored + done, kept + 1 - done
        owner = row_id
        if table == "visit":
            (owner,) = connection.execute("SELECT guest_id FROM visit WHERE id = ?", (row_id,)).fetchone() or (0,)
        guests.add(owner)
    return restored, kept, guests
