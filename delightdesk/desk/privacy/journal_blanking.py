"""Taking words out of the journal without breaking its chain: what was said goes, that something was done stays."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterator
from typing import Any

from delightdesk.store.tables import Guest
from delightdesk.store.work import Work

Change = dict[str, Any]
Rows = dict[str, frozenset[int]]
"""Rows by table: ``{"note": {3, 4}}``."""

_GUESTS = str(Guest.__tablename__)
_ENTRIES = (
    "SELECT id, guest_id, summary, changes FROM journal WHERE erased = 0"
    " AND (:every OR EXISTS (SELECT 1 FROM json_each(:tables) WHERE instr(changes, value)))"
)
_BLANK = (
    "UPDATE journal SET summary = '', changes = '[]', salt = '', undoable = 0, erased = 1"
    " WHERE id IN (SELECT value FROM json_each(?))"
)


def blank_about(work: Work, rows: Rows, says: Callable[[str, list[Change]], bool] | None = None) -> int:
    """Blank every act that touched one of these rows, is about one of these guests, or whose words ``says`` finds.

    Such an act can never be taken back again. Also drops what this very transaction was about to journal of the rows.
    """
    work.session.flush()
    work.changes = [change for change in work.changes if not _touches(change, rows)]
    guests = rows.get(_GUESTS, frozenset())
    found = [
        number
        for number, guest_id, summary, changes in _entries(work.raw, () if guests or says else rows)
        if guest_id in guests or any(_touches(change, rows) for change in changes) or (says and says(summary, changes))
    ]
    work.raw.execute(_BLANK, (json.dumps(found),))
    return len(found)


def _entries(
    connection: sqlite3.Connection, tables: Collection[str]
) -> Iterator[tuple[int, int | None, str, list[Change]]]:
    """Every act that is not blank yet; with ``tables`` only those whose changes may name one of them."""
    named = {"every": not tables, "tables": json.dumps([f'"{table}"' for table in tables])}
    for number, guest_id, summary, changes in connection.execute(_ENTRIES, named).fetchall():
        yield number, guest_id, summary, changes_of(changes)


def changes_of(text: object) -> list[Change]:
    """The changes of an entry as the file holds them; what a hand has spoiled counts as none."""
    try:
        found = json.loads(str(text))
    except (ValueError, RecursionError):
        return []
    return [change for change in found if isinstance(change, dict)] if isinstance(found, list) else []


def _touches(change: Change, rows: Rows) -> bool:
    """True when the change is one of these rows, or ties another row to one of these guests."""
    if change.get("id") in rows.get(str(change.get("table")), ()):
        return True
    guests = rows.get(_GUESTS, frozenset())
    return bool(guests) and any(
        side.get(name) in guests
        for side in (change.get("before"), change.get("after"))
        if isinstance(side, dict)
        for name in ("guest_id", "other_id", "merged_into")
    )


def ids(numbers: Collection[int]) -> str:
    """Numbers as one value of a statement, for ``IN (SELECT value FROM json_each(?))``."""
    return json.dumps(sorted(numbers))
