"""Who was at the desk during a shift, and whose account was closed in it, as the journal knows."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, func, select

from delightdesk.store.tables import JournalEntry, Staff
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

_ACT, _STAFF = table_of(JournalEntry), table_of(Staff)
_BEFORE = _ACT.alias("before")
_LAST_BEFORE = (
    select(_BEFORE.c.id)
    .where(_BEFORE.c.at < bindparam("begins"))
    .order_by(_BEFORE.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_SINCE = (_ACT.c.id > func.coalesce(_LAST_BEFORE, 0), _ACT.c.at <= bindparam("ends"))
"""Entries stand in the order of time: only those of the shift are looked at, however long the journal is."""

_PEOPLE = (
    select(_STAFF.c.name)
    .join(_ACT, _ACT.c.person_id == _STAFF.c.id)
    .where(*_SINCE)
    .group_by(_STAFF.c.id, _STAFF.c.name)
    .order_by(func.min(_ACT.c.id))
)
_UNDOING = _ACT.alias("undoing")
_CLOSED = (
    select(_ACT.c.summary)
    .where(
        *_SINCE,
        _ACT.c.action == "person.closed",
        ~select(_UNDOING.c.id).where(_UNDOING.c.undo_of == _ACT.c.id).exists(),
    )
    .order_by(_ACT.c.id)
)


def at_desk(work: Work, begins: datetime, ends: datetime) -> tuple[str, ...]:
    """The names of those who did something at the desk between the two instants, in the order of their first act."""
    return tuple(name for (name,) in work.rows(_PEOPLE, begins=begins, ends=ends))


def accounts_closed(work: Work, begins: datetime, ends: datetime) -> tuple[str, ...]:
    """What the journal says of the accounts closed between the two instants."""
    return tuple(summary for (summary,) in work.rows(_CLOSED, begins=begins, ends=ends))
