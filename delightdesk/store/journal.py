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

    A basket line somebody added, or a note on a new guest, changes none of the act's own columns and would yet
    vanish with it.
    """
    if entry.guest_id is None:
        return False
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
    rows = {(change["table"], change["id"]) for change in entry.changes}
    brought_in = {(change["table"], change["id"]) for change in entry.changes if change["before"] is None}
    return any(
        ("guest", act.guest_id) in brought_in
        or any(
            (change["table"], change["id"]) in rows or _hangs_on(change["after"], brought_in) for change in act.changes
        )
        for act in later
    )


def _hangs_on(after: dict[str, Any], brought_in: set[tuple[str, int]]) -> bool:
    owners = (("guest", after.get("guest_id")), ("guest", after.get("other_id")), ("visit", after.get("visit_id")))
    return any(owner in brought_in for owner in owners)


def _untouched(row: SQLModel, after: dict[str, Any]) -> bool:
    return all(plain_value(getattr(row, name)) == value for name, value in after.items() if name not in _COUNTERS)
