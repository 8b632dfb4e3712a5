"""Reading what stands beside the gestures of some days: promises, problems, and what came later."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, bindparam, func, or_, select

from delightdesk.desk.insight_days import Days, clocks, on_clock, second_of
from delightdesk.domain.lifecycle import OPEN_TASKS
from delightdesk.domain.vocabulary import CloseReason, GestureState, OutcomeKind, ProblemState, TaskKind, TaskState
from delightdesk.store.tables import Gesture, House, Outcome, Problem, Staff, Task
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

_TASK, _PROBLEM, _HOUSE = table_of(Task), table_of(Problem), table_of(House)
_GESTURE, _OUTCOME, _STAFF = table_of(Gesture), table_of(Outcome), table_of(Staff)
_person: BindParameter[Any] = bindparam("person")
_given_at = func.coalesce(_GESTURE.c.delivered_at, _GESTURE.c.created_at)


class Promised(NamedTuple):
    """The promises of one house day in one state."""

    on: date
    state: TaskState
    number: int


class Reported(NamedTuple):
    """One problem with its instants."""

    at: datetime
    first_act_at: datetime | None
    even_at: datetime | None
    state: ProblemState
    is_duplicate: bool


_due_on = func.date(second_of(_TASK.c.due_at), on_clock(_TASK.c.due_at, "day"))
_PROMISES = (
    select(_due_on, _TASK.c.state, func.count())
    .where(
        _TASK.c.kind == TaskKind.PROMISE,
        _TASK.c.state.in_(tuple(state for state in TaskState if state is not TaskState.CANCELLED)),
        _TASK.c.due_at >= bindparam("since"),
        _TASK.c.due_at < bindparam("until"),
        or_(_TASK.c.state.not_in(OPEN_TASKS), _TASK.c.due_at <= bindparam("now")),
        _TASK.c.deleted_at.is_(None),
    )
    .group_by(_due_on, _TASK.c.state)
)
_PROBLEMS = select(
    _PROBLEM.c.reported_at, _PROBLEM.c.first_act_at, _PROBLEM.c.even_at, _PROBLEM.c.state, _PROBLEM.c.close_reason
).where(
    _PROBLEM.c.state.in_(tuple(ProblemState)),
    _PROBLEM.c.reported_at >= bindparam("since"),
    _PROBLEM.c.reported_at < bindparam("until"),
    _PROBLEM.c.deleted_at.is_(None),
)
"""All states are named, here and above, so that the index by state and time finds them."""

_LATER = (
    select(_OUTCOME.c.kind, func.count(), func.coalesce(func.sum(_OUTCOME.c.amount), 0))
    .join(_GESTURE, _GESTURE.c.id == _OUTCOME.c.gesture_id)
    .where(
        _OUTCOME.c.gesture_id.is_not(None),
        _OUTCOME.c.deleted_at.is_(None),
        _GESTURE.c.deleted_at.is_(None),
        _GESTURE.c.state != GestureState.WAITING,
        _given_at >= bindparam("middle"),
        _given_at < bindparam("until"),
        or_(_person.is_(None), _GESTURE.c.planned_by == _person),
    )
    .group_by(_OUTCOME.c.kind)
)
_PEOPLE = select(_STAFF.c.id, _STAFF.c.name)
_OPENED = select(func.min(_HOUSE.c.created_at))


def promises(work: Work, days: Days) -> list[Promised]:
    """The promises that were due in both spans, by day and by what became of them; not those cancelled."""
    values = {"since": days.since, "until": days.until, "now": work.now, **clocks(work, days)}
    return [Promised(date.fromisoformat(on), *rest) for on, *rest in work.rows(_PROMISES, **values)]


def problems(work: Work, days: Days) -> list[Reported]:
    """The problems reported in both spans."""
    rows = work.rows(_PROBLEMS, since=days.since, until=days.until)
    return [
        Reported(at, first_act_at, even_at, state, reason is CloseReason.DUPLICATE)
        for at, first_act_at, even_at, state, reason in rows
    ]


def later(work: Work, days: Days, person_id: int | None) -> dict[OutcomeKind, tuple[int, int]]:
    """What stands beside gestures of these days: how often, and the amounts together in minor units."""
    rows = work.rows(_LATER, middle=days.middle, until=days.until, person=person_id)
    return {kind: (count, amount) for kind, count, amount in rows}


def people(work: Work) -> dict[int, str]:
    """The names of all who ever worked here."""
    return {int(person): str(name) for person, name in work.rows(_PEOPLE)}


def opened_at(work: Work) -> datetime:
    """When this desk was set up: before it nothing was measured."""
    found = work.rows(_OPENED)[0][0]
    return found if isinstance(found, datetime) else work.now
