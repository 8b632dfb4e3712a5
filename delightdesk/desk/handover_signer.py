"""Whether the person at the desk may sign a sheet: taking over is for somebody else than who handed over."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from delightdesk.desk import shift_now
from delightdesk.store.tables import Staff
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

_STAFF = table_of(Staff)
_PEOPLE = select(func.count()).where(_STAFF.c.deleted_at.is_(None))


def may_sign(work: Work, left_by: int | None, left_at: datetime | None) -> bool:
    """False for whoever left the sheet, unless they work alone here or are back for a later shift."""
    if left_by != work.person.id:
        return True
    shift = shift_now.running(work)
    if shift is not None and left_at is not None and shift.begins_at >= left_at:
        return True
    return bool(work.rows(_PEOPLE)[0][0] == 1)
