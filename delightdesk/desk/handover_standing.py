"""Where the handover of a house stands: what waits for a yes, and which shift was never handed over.

It is asked after every save on every screen, so it is two statements, made once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import FromClause, and_, bindparam, case, func, or_, select

from delightdesk.desk import shift_now
from delightdesk.desk.handover_lines import Standing
from delightdesk.desk.handover_words import shift_name
from delightdesk.domain.lifecycle import OPEN_GESTURES, OPEN_TASKS, RUNNING_PROBLEMS
from delightdesk.domain.shifts import Shift, last_shift
from delightdesk.domain.vocabulary import HandoverState, LineState
from delightdesk.store.tables import Gesture, Guest, Handover, HandoverLine, House, Problem, Staff, Task
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

LOOKS_BACK = timedelta(days=14)
"""A house that left no sheet for so long does not hand over this way, and is not reminded."""

STILL_ITS_OWN = timedelta(hours=4)
"""For so long after its end a draft belongs to a shift that nobody handed over."""

_SHEET, _LINE, _HOUSE, _STAFF = table_of(Handover), table_of(HandoverLine), table_of(House), table_of(Staff)
_TASK, _PROBLEM, _GESTURE, _GUEST = table_of(Task), table_of(Problem), table_of(Gesture), table_of(Guest)

_TASK_OVER = or_(_TASK.c.state.not_in(OPEN_TASKS), _TASK.c.deleted_at.is_not(None))
_PROBLEM_OVER = or_(_PROBLEM.c.state.not_in(RUNNING_PROBLEMS), _PROBLEM.c.deleted_at.is_not(None))
_GESTURE_OVER = or_(_GESTURE.c.state.not_in(OPEN_GESTURES), _GESTURE.c.deleted_at.is_not(None))
IS_OVER = or_(
    case(
        (_LINE.c.task_id.is_not(None), _TASK_OVER),
        (_LINE.c.problem_id.is_not(None), _PROBLEM_OVER),
        (_LINE.c.gesture_id.is_not(None), _GESTURE_OVER),
        else_=False,
    ),
    _GUEST.c.deleted_at.is_not(None),
)
"""What a line tells of is over by now, or its guest is not kept any more. Needs `_with_what_it_is`."""


def _with_what_it_is(lines: FromClause) -> FromClause:
    """Lines with what they tell of, one join after the other: SQLite reads a table whole for joins within a join."""
    return (
        lines.outerjoin(_TASK, _TASK.c.id == _LINE.c.task_id)
        .outerjoin(_PROBLEM, _PROBLEM.c.id == _LINE.c.problem_id)
        .outerjoin(_GESTURE, _GESTURE.c.id == _LINE.c.gesture_id)
        .outerjoin(_GUEST, _GUEST.c.id == func.coalesce(_TASK.c.guest_id, _PROBLEM.c.guest_id, _GESTURE.c.guest_id))
    )


IS_TAKEN = _LINE.c.state == LineState.ACCEPTED
_RED = func.sum(case((and_(_LINE.c.id.is_not(None), ~IS_TAKEN, ~IS_OVER), 1), else_=0))
_SIGNED = func.sum(case((IS_TAKEN, 1), else_=0))
COUNTS = (
    select(_LINE.c.handover_id, func.count(_LINE.c.id), _RED, _SIGNED, func.sum(case((IS_TAKEN, 0), else_=1)))
    .select_from(_with_what_it_is(_LINE))
    .where(_LINE.c.deleted_at.is_(None), _LINE.c.handover_id.in_(bindparam("sheets", expanding=True)))
    .group_by(_LINE.c.handover_id)
)
"""Of each sheet: its lines, those nobody took that still matter, those taken, those not taken."""

_NEWEST_LEFT = (
    select(_SHEET.c.id)
    .where(_SHEET.c.state == HandoverState.LEFT, _SHEET.c.deleted_at.is_(None))
    .order_by(_SHEET.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_WAITING = (
    select(_SHEET.c.id, _SHEET.c.shift, _RED, _SIGNED)
    .select_from(
        _with_what_it_is(
            _SHEET.outerjoin(_LINE, and_(_LINE.c.handover_id == _SHEET.c.id, _LINE.c.deleted_at.is_(None)))
        )
    )
    .where(_SHEET.c.id == _NEWEST_LEFT)
    .group_by(_SHEET.c.id, _SHEET.c.shift)
)
_PEOPLE = select(func.count()).select_from(_STAFF).where(_STAFF.c.deleted_at.is_(None)).scalar_subquery()
_LEFT_LATELY = select(_PEOPLE, _SHEET.c.day, _SHEET.c.shift, _SHEET.c.begins_at, _SHEET.c.ends_at, _SHEET.c.left_at)
_LEFT_LATELY = _LEFT_LATELY.select_from(
    _HOUSE.outerjoin(
        _SHEET,
        and_(
            _SHEET.c.day >= bindparam("since"),
            _SHEET.c.state != HandoverState.DRAFT,
            _SHEET.c.left_at.is_not(None),
            _SHEET.c.deleted_at.is_(None),
        ),
    )
).where(_HOUSE.c.id == 1)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A sheet that was left and that nobody took as a whole. red: its lines that still ask for a yes."""

    sheet_id: int
    shift: str
    red: int


@dataclass(frozen=True, slots=True)
class Lately:
    """What was handed over in the last days. people: how many work here."""

    people: int
    left: Sequence[tuple[date, str, datetime, datetime, datetime]]

    def was_left(self, shift: Shift) -> bool:
        """True when a sheet of this shift was left, by its name or by most of its hours: hours change."""
        half = (shift.ends_at - shift.begins_at) / 2
        return any(
            (day, name) == (shift.day, shift.name) or min(ends, shift.ends_at) - max(begins, shift.begins_at) > half
            for day, name, begins, ends, _ in self.left
        )

    def was_missed(self, shift: Shift) -> bool:
        """True when ``shift`` is over and went unsaid in a house that did hand over before it.

        One sheet later makes up for it: what is open stands there.
        """
        if self.people < 2 or self.was_left(shift):
            return False
        before = any(shift.ends_at - LOOKS_BACK <= at <= shift.ends_at for *_, at in self.left)
        return before and not any(at >= shift.ends_at for *_, at in self.left)


def waiting(work: Work) -> Waiting | None:
    """The sheet that waits for somebody's yes; None when everything was taken over."""
    for sheet_id, shift, red, signed in work.rows(_WAITING):
        if red or not signed:
            return Waiting(sheet_id, shift, int(red))
    return None


def lately(work: Work) -> Lately:
    """What was handed over in the last days, and by how many."""
    rows = work.rows(_LEFT_LATELY, since=work.today - LOOKS_BACK - timedelta(days=2))
    return Lately(int(rows[0][0]), [tuple(row[1:]) for row in rows if row[1] is not None])


def missed(work: Work, since: Lately) -> Shift | None:
    """The last shift, when it was never handed over."""
    last = last_shift(work.now, shift_now.hours(work), work.house.day_starts, work.zone)
    return last if since.was_missed(last) else None


def shift_of_draft(work: Work) -> tuple[Shift, Shift | None]:
    """The shift a draft made now tells of, and the last one where that was never handed over and it is too late."""
    unsaid = missed(work, lately(work))
    if unsaid is not None and work.now < unsaid.ends_at + STILL_ITS_OWN:
        return unsaid, None
    return shift_now.running_or_last(work), unsaid


def standing(work: Work) -> Standing:
    """What every screen shows of the handover."""
    left, since = waiting(work), lately(work)
    unsaid = missed(work, since)
    shift = shift_now.running(work)
    ends_in = None
    if shift is not None and since.people > 1 and not since.was_left(shift):
        away = -((work.now - shift.ends_at) // timedelta(minutes=1))
        ends_in = away if away <= work.house.draft_minutes else None
    return Standing(
        sheet_id=left.sheet_id if left else None,
        red=left.red if left else 0,
        waits=left is not None,
        ends_in=ends_in,
        missed=unsaid.name if unsaid else "",
        words=_words(left, ends_in, unsaid),
    )


def _words(left: Waiting | None, ends_in: int | None, unsaid: Shift | None) -> str:
    """The most pressing of it: lines that nobody took, a sheet nobody signed, a shift unsaid, then the hour."""
    if left is not None and left.red:
        return f"{left.red} line{'' if left.red == 1 else 's'} not handed over"
    over = left.shift if left else unsaid.name if unsaid else ""
    if over:
        return f"{shift_name(over)} not handed over"
    return f"handover in {ends_in} min" if ends_in is not None else ""
