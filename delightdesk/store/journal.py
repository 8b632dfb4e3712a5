"""Reading the journal, and taking an act back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import SQLModel, col, select

from delightdesk.domain.errors import NotFound, Stale
from delightdesk.store import tables
from delightdesk.store.tables import JournalEntry
from delightdesk.store.tables.columns import Kept
from delightdesk.store.values import plain_value, typed_value
from delightdesk.store.work import Work

UNDO_WITHIN = timedelta(hours=24)

_COUNTERS = frozenset({"version", "catalogue_version"})
"""Columns that only ever count upwards, so undo leaves them alone."""

_BY_VALUE = frozenset({"house", "idea", "playbook"})
"""Settings: many acts, and a newer pack, change a column each, so only the values tell whether an act still stands."""

_HANGS_ON = {
    "guest_id": "guest",
    "other_id": "guest",
    "visit_id": "visit",
    "problem_id": "problem",
    "gesture_id": "gesture",
    "owner_id": "staff",
    "offered_to": "staff",
    "asked_of": "staff",
    "task_id": "task",
    "handover_id": "handover",
    "carried_to": "handover",
}
"""Columns that tie a row to another without which it means nothing."""

_ROWS: dict[str, type[Kept]] = {
    str(kind.__tablename__): kind
    for kind in (getattr(tables, name) for name in tables.__all__)
    if isinstance(kind, type) and issubclass(kind, Kept)
}


def last_own(work: Work) -> JournalEntry:
    """The newest act of the person at the desk that can still be taken back, no older than a day."""
    undoing = aliased(JournalEntry)
    entry = work.session.exec(
        select(JournalEntry)
        .outerjoin(undoing, col(undoing.undo_of) == col(JournalEntry.id))
        .where(
            JournalEntry.person_id == work.person.id,
            JournalEntry.undoable,
            col(JournalEntry.undo_of).is_(None),
            col(undoing.id).is_(None),
            JournalEntry.at >= work.now - UNDO_WITHIN,
        )
        .order_by(col(JournalEntry.id).desc())
        .limit(1)
    ).first()
    if entry is None:
        raise NotFound("There is nothing of yours from the last day to undo.")
    return entry


def take_back(work: Work, entry: JournalEntry) -> None:
    """Put every row of an act back as it was, newest change first, and journal that too.

    Raises `Stale` when a row was changed after the act, or somebody built on it: then nothing is taken back.
    """
    if _built_on(work, entry):
        raise _stale(entry)
    for change in reversed(entry.changes):
        row = work.session.get(_ROWS[change["table"]], change["id"])
        if row is None or not _untouched(row, change["after"]):
            raise _stale(entry)
        if change["before"] is None:
            work.remove(row)
        else:
            before = {
                name: typed_value(type(row), name, value)
                for name, value in change["before"].items()
                if name not in _COUNTERS
            }
            work.change(row, **before)
    work.did("undo", f"Undone: {entry.summary}", entry.guest_id, undoable=False, undo_of=entry.id)


def _stale(entry: JournalEntry) -> Stale:
    return Stale(f"“{entry.summary}” was changed again afterwards, so it was left as it is. Please change it by hand.")


def _built_on(work: Work, entry: JournalEntry) -> bool:
    """True when a later act that still stands touched one of these rows, or hangs on one that this act brought in.

    A basket line somebody added, a note on a new guest or a step of a new problem changes none of the act's own
    columns and would yet vanish with it.
    """
    undoing = aliased(JournalEntry)
    later = work.session.exec(
        select(JournalEntry)
        .outerjoin(undoing, col(undoing.undo_of) == col(JournalEntry.id))
        .where(
            col(JournalEntry.id) > entry.id,
            col(JournalEntry.undo_of).is_(None),
            col(undoing.id).is_(None),
        )
    ).all()
    rows = {(change["table"], change["id"]) for change in entry.changes if change["table"] not in _BY_VALUE}
    brought_in = {(change["table"], change["id"]) for change in entry.changes if _brings_in(change["before"])}
    return any(
        ("guest", act.guest_id) in brought_in
        or ("staff", act.person_id) in brought_in
        or any(
            (change["table"], change["id"]) in rows or _hangs_on(change["after"], brought_in) for change in act.changes
        )
        for act in later
    )


def _brings_in(before: dict[str, Any] | None) -> bool:
    """True when the act made the row, or brought it back: undo takes it away."""
    return before is None or before.get("deleted_at") is not None


def _hangs_on(after: dict[str, Any], brought_in: set[tuple[str, int]]) -> bool:
    return any((table, after[name]) in brought_in for name, table in _HANGS_ON.items() if name in after)


def _untouched(row: SQLModel, after: dict[str, Any]) -> bool:
    return all(plain_value(getattr(row, name)) == value for name, value in after.items() if name not in _COUNTERS)
