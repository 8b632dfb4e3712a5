"""Reading what is owed: tasks and running problems as lines, whatever needs a person first before the rest.

The statements are made once; those of many rows join the names they need, so that five hundred open items cost two
statements and not a thousand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, Table, and_, bindparam, or_, select

from delightdesk.desk.name_marks import marks_column
from delightdesk.desk.owed_lines import OwedLine
from delightdesk.desk.task_lines import Look, ProblemOwed, TaskOnFile, lines, task_line
from delightdesk.domain.clock import at_house
from delightdesk.domain.lifecycle import OPEN_TASKS, RUNNING_PROBLEMS
from delightdesk.domain.promise_clock import Urgency
from delightdesk.domain.vocabulary import TaskKind, TaskState
from delightdesk.store.tables import Guest, Problem, Staff, Task, Visit
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work, not_here

MOST = 500
"""How many lines are read when nobody says otherwise."""

_TASK, _PROBLEM, _GUEST, _VISIT = table_of(Task), table_of(Problem), table_of(Guest), table_of(Visit)
_OWNER, _ASKED = table_of(Staff).alias("owner"), table_of(Staff).alias("asked")


def _columns(table: Table, kind: type[TaskOnFile] | type[ProblemOwed]) -> list[Any]:
    """What stands in the row itself, before what is joined to it.

    Somebody whose account was closed owns nothing, and nobody waits for their yes.
    """
    joined = {"owner_id": _OWNER.c.id, "offered_to": _ASKED.c.id}
    own = kind._fields[: kind._fields.index("guest_name")]
    return [joined.get(name, table.c.get(name)) for name in own]


_TASKS = (
    select(
        *_columns(_TASK, TaskOnFile),
        _GUEST.c.display_name, _OWNER.c.name, _ASKED.c.name, _PROBLEM.c.severity, _VISIT.c.room, _VISIT.c.arrive,
        _VISIT.c.status, marks_column(_GUEST),
    )
    .select_from(_TASK)
    .outerjoin(_GUEST, _GUEST.c.id == _TASK.c.guest_id)
    .outerjoin(_OWNER, and_(_OWNER.c.id == _TASK.c.owner_id, _OWNER.c.deleted_at.is_(None)))
    .outerjoin(_ASKED, and_(_ASKED.c.id == _TASK.c.offered_to, _ASKED.c.deleted_at.is_(None)))
    .outerjoin(_PROBLEM, _PROBLEM.c.id == _TASK.c.problem_id)
    .outerjoin(_VISIT, _VISIT.c.id == _TASK.c.visit_id)
    .where(_TASK.c.deleted_at.is_(None))
)  # fmt: skip
_IS_OPEN = _TASK.c.state.in_(OPEN_TASKS)
_GUEST_THERE = or_(_GUEST.c.id.is_(None), _GUEST.c.deleted_at.is_(None))
_OPEN = _TASKS.where(_IS_OPEN, _GUEST_THERE)

_owner: BindParameter[Any] = bindparam("owner")
_orphans: BindParameter[Any] = bindparam("orphans")
_guest: BindParameter[Any] = bindparam("guest")
_problem: BindParameter[Any] = bindparam("problem")
_before: BindParameter[Any] = bindparam("before")
_visit: BindParameter[Any] = bindparam("visit")

_ONE = _TASKS.where(_TASK.c.id == bindparam("task"))
_LISTING = _OPEN.where(
    or_(_owner.is_(None), _OWNER.c.id == _owner),
    or_(_orphans == 0, _OWNER.c.id.is_(None)),
    or_(_guest.is_(None), _TASK.c.guest_id == _guest),
    or_(_problem.is_(None), _TASK.c.problem_id == _problem),
    or_(_before.is_(None), _TASK.c.due_at < _before),
    _TASK.c.kind.in_(bindparam("kinds", expanding=True)),
)
_PROBLEMS = (
    select(
        *_columns(_PROBLEM, ProblemOwed),
        _GUEST.c.display_name, _OWNER.c.name, _ASKED.c.name, _VISIT.c.room, marks_column(_GUEST),
    )
    .select_from(_PROBLEM)
    .outerjoin(_GUEST, _GUEST.c.id == _PROBLEM.c.guest_id)
    .outerjoin(_OWNER, and_(_OWNER.c.id == _PROBLEM.c.owner_id, _OWNER.c.deleted_at.is_(None)))
    .outerjoin(_ASKED, and_(_ASKED.c.id == _PROBLEM.c.offered_to, _ASKED.c.deleted_at.is_(None)))
    .outerjoin(_VISIT, _VISIT.c.id == _PROBLEM.c.visit_id)
    .where(
        _PROBLEM.c.state.in_(RUNNING_PROBLEMS),
        _PROBLEM.c.deleted_at.is_(None),
        _GUEST_THERE,
        or_(_owner.is_(None), _OWNER.c.id == _owner),
        or_(_orphans == 0, _OWNER.c.id.is_(None)),
        or_(_guest.is_(None), _PROBLEM.c.guest_id == _guest),
    )
)  # fmt: skip
_OF_THIS_VISIT = or_(_TASK.c.visit_id.is_(None), _TASK.c.visit_id == _visit)
_OF_GUEST = _TASKS.where(
    _TASK.c.guest_id == _guest,
    or_(
        and_(
            _IS_OPEN,
            or_(
                _OF_THIS_VISIT,
                _visit.is_(None),
                _TASK.c.due_at <= bindparam("now"),
                _TASK.c.kind == TaskKind.LEFT_BEHIND,
            ),
        ),
        and_(
            _TASK.c.kind == TaskKind.PROMISE,
            _TASK.c.state.in_((TaskState.DONE, TaskState.DONE_LATE, TaskState.MISSED)),
            _TASK.c.visit_id == _visit,
        ),
    ),
)
_OVERDUE = (
    select(_TASK.c.guest_id, _TASK.c.title)
    .where(
        _TASK.c.guest_id.in_(bindparam("guests", expanding=True)),
        _TASK.c.kind == TaskKind.PROMISE,
        _IS_OPEN,
        _TASK.c.due_at <= bindparam("now"),
        _TASK.c.deleted_at.is_(None),
    )
    .order_by(_TASK.c.due_at.desc(), _TASK.c.id.desc())
)
_FALLS_DUE = _OPEN.where(
    or_(
        *(
            and_(at > bindparam("since"), at <= bindparam("now"), at > _TASK.c.created_at)
            for at in (_TASK.c.warn_at, _TASK.c.due_at)
        )
    )
)
"""What was due the moment it was made is no news to whoever made it."""


def view(work: Work, task_id: int) -> OwedLine:
    """One task. Raises `NotFound`."""
    found = work.rows(_ONE, task=task_id)
    if not found:
        raise not_here("task")
    return task_line(Look.of(work), TaskOnFile._make(found[0]))


def listing(
    work: Work,
    *,
    owner_id: int | None = None,
    orphans: bool = False,
    due_by: date | None = None,
    guest_id: int | None = None,
    problem_id: int | None = None,
    kinds: Iterable[TaskKind] | None = None,
    limit: int | None = MOST,
    with_problems: bool = True,
) -> tuple[OwedLine, ...]:
    """What is open, most urgent first. ``due_by``: due until the end of that house day.

    Problems stand among the tasks unless a kind, a day or one problem is asked for, for they have none of these.
    """
    before = at_house(due_by + timedelta(days=1), work.house.day_starts, work.zone) if due_by else None
    which = {"owner": owner_id, "orphans": int(orphans), "guest": guest_id}
    tasks = work.rows(_LISTING, **which, problem=problem_id, before=before, kinds=list(kinds or TaskKind))
    plain = with_problems and not (kinds or due_by or problem_id)
    problems = work.rows(_PROBLEMS, **which) if plain else ()
    return lines(work, map(TaskOnFile._make, tasks), map(ProblemOwed._make, problems), limit=limit)


def on_file(work: Work, guest_id: int, visit_id: int | None) -> tuple[TaskOnFile, ...]:
    """What is open for a guest in this visit, or overdue from an earlier one, and the promises of this visit."""
    return tuple(map(TaskOnFile._make, work.rows(_OF_GUEST, guest=guest_id, visit=visit_id, now=work.now)))


def of_guest(work: Work, guest_id: int, visit_id: int | None) -> tuple[OwedLine, ...]:
    """The same as lines, most urgent first."""
    return lines(work, on_file(work, guest_id, visit_id))


def overdue_promises(work: Work, guest_ids: Sequence[int]) -> dict[int, str]:
    """Of each of these guests the promise that has been overdue for longest."""
    rows = work.rows(_OVERDUE, guests=list(guest_ids), now=work.now)
    return {int(guest_id): str(title) for guest_id, title in rows}


def falls_due(work: Work, since: datetime) -> tuple[OwedLine, ...]:
    """What became overdue, or worth a look, after ``since`` and until now."""
    rows = map(TaskOnFile._make, work.rows(_FALLS_DUE, since=since, now=work.now))
    return tuple(line for line in lines(work, rows) if line.urgency <= Urgency.WARNED)
