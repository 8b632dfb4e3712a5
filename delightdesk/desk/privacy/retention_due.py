"""What has been kept long enough: guests nobody has seen for long, and handovers of long ago."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, case, func, literal, or_, select

from delightdesk.domain.clock import at_house, house_day
from delightdesk.domain.lifecycle import OPEN_GESTURES, OPEN_TASKS, RUNNING_PROBLEMS
from delightdesk.domain.vocabulary import HandoverState, VisitStatus
from delightdesk.store.tables import Gesture, Guest, Handover, House, JournalEntry, Problem, RightsRequest, Task, Visit
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

_GUEST, _VISIT, _TASK, _PROBLEM = table_of(Guest), table_of(Visit), table_of(Task), table_of(Problem)
_GESTURE, _REQUEST, _ACT, _SHEET, _HOUSE = (
    table_of(kind) for kind in (Gesture, RightsRequest, JournalEntry, Handover, House)
)
_RULES = select(_HOUSE.c.keep_guests, _HOUSE.c.keep_sheets, _HOUSE.c.tidies_itself, _HOUSE.c.cared_on).where(
    _HOUSE.c.id == 1
)
_ENDS = func.coalesce(_VISIT.c.depart, _VISIT.c.arrive)
_MINE = (_VISIT.c.guest_id == _GUEST.c.id, _VISIT.c.deleted_at.is_(None))
_LAST_VISIT = (
    select(func.max(case((_VISIT.c.status == VisitStatus.IN_HOUSE, literal(date.max)), else_=_ENDS)))
    .where(*_MINE, _VISIT.c.status.not_in((VisitStatus.CANCELLED, VisitStatus.NO_SHOW)))
    .scalar_subquery()
)
"""The day the last visit ended or will end; of a guest who is in house, the end of days."""

_LAST_ACT = select(func.max(_ACT.c.at)).where(_ACT.c.guest_id == _GUEST.c.id).scalar_subquery()
_OPEN = tuple(
    select(table.c.id).where(table.c.guest_id == _GUEST.c.id, table.c.deleted_at.is_(None), *more).exists()
    for table, more in (
        (_TASK, (_TASK.c.state.in_(OPEN_TASKS),)),
        (_PROBLEM, (_PROBLEM.c.state.in_(RUNNING_PROBLEMS),)),
        (_GESTURE, (_GESTURE.c.state.in_(OPEN_GESTURES),)),
        (_REQUEST, (_REQUEST.c.done_at.is_(None),)),
    )
)
_GUESTS = (
    select(_GUEST.c.id, _GUEST.c.display_name, _LAST_VISIT, func.coalesce(_LAST_ACT, _GUEST.c.created_at))
    .where(
        _GUEST.c.erased_at.is_(None),
        _GUEST.c.merged_into.is_(None),
        or_(
            bindparam("left_before") > _LAST_VISIT,
            _LAST_VISIT.is_(None) & (func.coalesce(_LAST_ACT, _GUEST.c.created_at) < bindparam("made_before")),
        ),
        *(~each for each in _OPEN),
    )
    .order_by(func.coalesce(_LAST_VISIT, func.date(_GUEST.c.created_at)), _GUEST.c.id)
)
_SHEETS = (
    select(_SHEET.c.id, _SHEET.c.day, _SHEET.c.shift)
    .where(_SHEET.c.day < bindparam("before"), _SHEET.c.state != HandoverState.LEFT)
    .order_by(_SHEET.c.day, _SHEET.c.id)
)
"""A sheet that was left and that nobody has taken over yet stays."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the house set: months until a guest, and a handover, goes; 0 for never. cared_on: the last look at it."""

    keep_guests: int
    keep_sheets: int
    tidies_itself: bool
    cared_on: date | None


@dataclass(frozen=True, slots=True)
class DueGuest:
    """A guest nobody has seen for long. since: the day the last visit ended, or when they were last dealt with."""

    id: int
    name: str
    since: date
    was_here: bool


@dataclass(frozen=True, slots=True)
class DueSheet:
    """A handover of long ago."""

    id: int
    day: date
    shift: str


def rules(work: Work) -> Rules:
    """What the house set."""
    return Rules(*work.rows(_RULES)[0])


def guests_due(work: Work) -> tuple[DueGuest, ...]:
    """Who is due to go, the longest away first.

    That is: the last visit ended longer ago than the house keeps guests, or, of somebody who never came, nothing was
    done about them since; not who is in house or expected, and nobody to whom anything is owed or answered.
    """
    keep = rules(work).keep_guests
    if not keep:
        return ()
    before = months_before(work.today, keep)
    made = at_house(before, work.house.day_starts, work.zone)
    return tuple(
        DueGuest(number, name, last or _day(work, act), last is not None)
        for number, name, last, act in work.rows(_GUESTS, left_before=before, made_before=made)
    )


def sheets_due(work: Work) -> tuple[DueSheet, ...]:
    """The handovers older than the house keeps them, the oldest first."""
    keep = rules(work).keep_sheets
    if not keep:
        return ()
    return tuple(DueSheet(*row) for row in work.rows(_SHEETS, before=months_before(work.today, keep)))


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the last of the month where that one is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _day(work: Work, at: datetime) -> date:
    return house_day(at, work.house.day_starts, work.zone)
