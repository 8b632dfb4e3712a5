"""Reading the journal: who did what and when, of a guest, of a person, of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from delightdesk.desk.name_marks import marks_column
from delightdesk.desk.permitted import allowed, require
from delightdesk.domain.clock import at_house, house_day, spoken_day
from delightdesk.domain.permissions import Act
from delightdesk.store.tables import Guest, JournalEntry, Staff
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

MOST = 500
"""The longest page."""

_ACT, _STAFF, _GUEST = table_of(JournalEntry), table_of(Staff), table_of(Guest)
_UNDOING = _ACT.alias("undoing")
_FILTERS = {
    "guest": _ACT.c.guest_id.in_(
        select(_GUEST.c.id).where((_GUEST.c.id == bindparam("guest")) | (_GUEST.c.merged_into == bindparam("guest")))
    ),
    "person": _ACT.c.person_id == bindparam("person"),
    "day": _ACT.c.at.between(bindparam("begins"), bindparam("ends")),
}


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One act. ``day`` is the house's; ``at_text`` reads "today 16:42", "3 June 09:10"."""

    id: int
    at: datetime
    day: date
    at_text: str
    person_id: int
    person: str
    action: str
    summary: str
    guest_id: int | None
    guest_name: str
    is_undone: bool
    guest_marks: str = ""


@dataclass(frozen=True, slots=True)
class JournalPage:
    """Some lines, newest first, of ``total``. ``only_own``: the reader is not shown what others did."""

    lines: tuple[JournalLine, ...]
    total: int
    only_own: bool = False


def entries(
    work: Work,
    *,
    guest_id: int | None = None,
    person_id: int | None = None,
    day: date | None = None,
    offset: int = 0,
    limit: int = 200,
) -> JournalPage:
    """The newest acts that fit. ``day`` is a day of the house, which begins when the house says.

    Whoever may not read the whole journal sees their own acts, and everybody's on one guest. Raises `NotAllowed`
    when such a reader asks for what somebody else did.
    """
    only_own = guest_id is None and not allowed(work, Act.READ_ALL_JOURNAL)
    if only_own:
        if person_id not in (None, work.person.id):
            require(work, Act.READ_ALL_JOURNAL)
        person_id = work.person.id
    values: dict[str, Any] = {}
    if guest_id is not None:
        values["guest"] = guest_id
    if person_id is not None:
        values["person"] = person_id
    given = frozenset(values)
    if day is not None:
        given |= {"day"}
        values["begins"] = at_house(day, work.house.day_starts, work.zone)
        values["ends"] = at_house(day + timedelta(days=1), work.house.day_starts, work.zone) - timedelta(microseconds=1)
    lines, count = _statements(given)
    rows = work.rows(lines, **values, first=max(0, offset), most=max(0, min(limit, MOST)))
    ((total,),) = work.rows(count, **values)
    return JournalPage(tuple(_line(work, row) for row in rows), total, only_own)


def _line(work: Work, row: tuple[Any, ...]) -> JournalLine:
    number, at, person_id, person, action, summary, guest_id, guest_name, undone, marks = row
    local = at.astimezone(work.zone)
    return JournalLine(
        id=number,
        at=at,
        day=house_day(at, work.house.day_starts, work.zone),
        at_text=f"{spoken_day(local.date(), work.now.astimezone(work.zone).date())} {local:%H:%M}",
        person_id=person_id,
        person=person,
        action=action,
        summary=summary,
        guest_id=guest_id,
        guest_name=guest_name or "",
        is_undone=bool(undone),
        guest_marks=marks,
    )


@cache
def _statements(given: frozenset[str]) -> tuple[Select[Any], Select[Any]]:
    """The page and the count for these filters, made once each."""
    chosen = [_FILTERS[name] for name in sorted(given)]
    undone = select(_UNDOING.c.id).where(_UNDOING.c.undo_of == _ACT.c.id).exists()
    lines = (
        select(
            _ACT.c.id, _ACT.c.at, _ACT.c.person_id, _STAFF.c.name, _ACT.c.action, _ACT.c.summary, _ACT.c.guest_id,
            _GUEST.c.display_name, undone, marks_column(_GUEST),
        )
        .join(_STAFF, _STAFF.c.id == _ACT.c.person_id)
        .outerjoin(_GUEST, _GUEST.c.id == _ACT.c.guest_id)
        .where(*chosen)
        .order_by(_ACT.c.id.desc())
        .limit(bindparam("most"))
        .offset(bindparam("first"))
    )  # fmt: skip
    return lines, select(func.count()).select_from(_ACT).where(*chosen)
