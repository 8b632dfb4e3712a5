"""What somebody changed at the desk, and which import wrote a visit last.

A file tells again what its system knew, also where the desk knows better by now: the room somebody was moved to, the
visit that was called off. So whatever a person changed on a visit after an import wrote it stays, field by field, and
the report says that the file says otherwise. Only that a guest has come or gone is taken from the file all the same.
Everything is read out of the journal, which holds each change with the version the row had afterwards.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

Changed = dict[int, dict[str, object]]
"""By visit: each field that people changed, and what stood there before they did."""

_AT_ONCE = 500
_TOUCHED = """SELECT id, guest_id FROM visit WHERE version > 1 AND deleted_at IS NULL
    AND version > 1 + coalesce((SELECT sum(1 + c.undone) FROM import_change c
        WHERE c."table" = 'visit' AND c.row_id = visit.id), 0)"""
"""Visits that somebody at the desk changed: imports counted their version on by less than it stands at."""


def changed_at_desk(connection: sqlite3.Connection, known: Collection[int]) -> Changed:
    """The fields of ``known`` visits that people changed since an import wrote them last."""
    touched = {visit: guest for visit, guest in connection.execute(_TOUCHED) if visit in known}
    written = _written_by_imports(connection, touched)
    before: Changed = {}
    after: Changed = {}
    for change in _journalled(connection, touched, set(touched.values())):
        visit, version = change["id"], change["after"].get("version", 0)
        for name, value in change["after"].items():
            if version > written.get((visit, name), 0):
                before.setdefault(visit, {}).setdefault(name, change["before"].get(name))
                after.setdefault(visit, {})[name] = value
    return {
        visit: {name: value for name, value in fields.items() if name != "version" and after[visit][name] != value}
        for visit, fields in before.items()
    }


def last_written(connection: sqlite3.Connection, visits: Iterable[int], but_run: int) -> Mapping[int, int]:
    """How many of ``visits`` each earlier import was the last to write, by its number."""
    counts: dict[int, int] = {}
    for some in _batches(visits):
        for (run,) in connection.execute(
            f"""SELECT max(run_id) FROM (
                SELECT id AS visit, import_run AS run_id FROM visit WHERE id IN ({_marks(some)}) AND import_run > 0
                UNION ALL SELECT row_id, run_id FROM import_change
                    WHERE "table" = 'visit' AND NOT undone AND run_id <> ? AND row_id IN ({_marks(some)}))
            GROUP BY visit""",  # noqa: S608
            (*some, but_run, *some),
        ):
            counts[run] = counts.get(run, 0) + 1
    return counts


def _written_by_imports(connection: sqlite3.Connection, visits: Collection[int]) -> dict[tuple[int, str], int]:
    """The version at which an import wrote a field last."""
    written: dict[tuple[int, str], int] = {}
    for some in _batches(visits):
        for visit, before, version in connection.execute(
            f"""SELECT row_id, before, version_after FROM import_change
                WHERE "table" = 'visit' AND NOT undone AND row_id IN ({_marks(some)})""",  # noqa: S608
            some,
        ):
            for name in json.loads(before):
                written[visit, name] = max(version, written.get((visit, name), 0))
    return written


def _journalled(
    connection: sqlite3.Connection, visits: Collection[int], guests: Collection[int]
) -> Iterator[dict[str, Any]]:
    """Every change of these visits at the desk, in order. An act stands under the guest it was about then."""
    for some in _batches(guests):
        acts = connection.execute(
            f"""SELECT changes FROM journal WHERE changes LIKE '%"visit"%' AND guest_id IN (
                SELECT id FROM guest WHERE id IN ({_marks(some)}) OR merged_into IN ({_marks(some)})
            ) ORDER BY id""",  # noqa: S608
            (*some, *some),
        )
        for (changes,) in acts:
            for change in json.loads(changes):
                if change["table"] == "visit" and change["id"] in visits and change["before"] is not None:
                    yield change


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    source = iter(ids)
    while batch := list(islice(source, _AT_ONCE)):
        yield batch


def _marks(values: Collection[int]) -> str:
    return ", ".join("?" * len(values))
