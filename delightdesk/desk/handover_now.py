"""How what a sheet tells of stands by now: kept, with somebody else, due at another hour, or still as it was.

One statement a table, however many lines there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, select

from delightdesk.desk.handover_on_file import LineOnFile
from delightdesk.desk.handover_words import hour
from delightdesk.domain.clock import at_house
from delightdesk.domain.lifecycle import OPEN_GESTURES, OPEN_PROBLEMS, OPEN_TASKS, RUNNING_PROBLEMS, task_word
from delightdesk.domain.promise_clock import Urgency, urgency
from delightdesk.domain.vocabulary import GestureState, ProblemState, TaskKind, TaskState, label
from delightdesk.store.tables import Gesture, Guest, Problem, Staff, Task
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

_TASK, _PROBLEM, _GESTURE, _GUEST = table_of(Task), table_of(Problem), table_of(Gesture), table_of(Guest)
_OWNER, _DONE = table_of(Staff).alias("owner"), table_of(Staff).alias("doer")
_ids: BindParameter[Any] = bindparam("ids", expanding=True)


@dataclass(frozen=True, slots=True)
class Now:
    """How what a line tells of stands at this moment. text: "kept 22:50 by Ana", empty where nothing is to be said."""

    is_over: bool
    urgency: Urgency
    text: str
    owner: str
    due: datetime | None


_GONE = _GUEST.c.deleted_at.is_not(None)
_TASKS = (
    select(
        _TASK.c.id, _TASK.c.kind, _TASK.c.state, _TASK.c.due_at, _TASK.c.warn_at, _TASK.c.told_at, _TASK.c.offered_to,
        _OWNER.c.name, _TASK.c.done_at, _DONE.c.name, _TASK.c.deleted_at.is_not(None) | _GONE,
    )
    .outerjoin_from(_TASK, _OWNER, and_(_OWNER.c.id == _TASK.c.owner_id, _OWNER.c.deleted_at.is_(None)))
    .outerjoin(_DONE, _DONE.c.id == _TASK.c.done_by)
    .outerjoin(_GUEST, _GUEST.c.id == _TASK.c.guest_id)
    .where(_TASK.c.id.in_(_ids))
)  # fmt: skip
_PROBLEMS = (
    select(
        _PROBLEM.c.id, _PROBLEM.c.state, _PROBLEM.c.reported_at, _PROBLEM.c.offered_to, _OWNER.c.name,
        _PROBLEM.c.deleted_at.is_not(None) | _GONE,
    )
    .outerjoin_from(_PROBLEM, _OWNER, and_(_OWNER.c.id == _PROBLEM.c.owner_id, _OWNER.c.deleted_at.is_(None)))
    .outerjoin(_GUEST, _GUEST.c.id == _PROBLEM.c.guest_id)
    .where(_PROBLEM.c.id.in_(_ids))
)  # fmt: skip
_GESTURES = (
    select(
        _GESTURE.c.id, _GESTURE.c.state, _GESTURE.c.delivered_at, _DONE.c.name, _GESTURE.c.deleted_at.is_not(None)
        | _GONE,
    )
    .outerjoin_from(_GESTURE, _DONE, _DONE.c.id == _GESTURE.c.delivered_by)
    .outerjoin(_GUEST, _GUEST.c.id == _GESTURE.c.guest_id)
    .where(_GESTURE.c.id.in_(_ids))
)  # fmt: skip


def standing_of(work: Work, rows: Sequence[LineOnFile]) -> Mapping[int, Now]:
    """How what these lines tell of stands now, by the id of the line."""
    day_ends = at_house(work.today + timedelta(days=1), work.house.day_starts, work.zone)
    tasks = {row[0]: _task_now(work, row, day_ends) for row in _now(work, _TASKS, (row.task_id for row in rows))}
    problems = {row[0]: _problem_now(work, row, day_ends) for row in _now(work, _PROBLEMS, _problems_of(rows))}
    gestures = {row[0]: _gesture_now(work, row) for row in _now(work, _GESTURES, _gestures_of(rows))}
    found = {}
    for row in rows:
        if row.task_id is not None:
            found[row.id] = tasks.get(row.task_id, _GONE_BY_NOW)
        elif row.problem_id is not None:
            found[row.id] = problems.get(row.problem_id, _GONE_BY_NOW)
        elif row.gesture_id is not None:
            found[row.id] = gestures.get(row.gesture_id, _GONE_BY_NOW)
        else:
            found[row.id] = _NOTHING_TO_SAY
    return found


def _problems_of(rows: Iterable[LineOnFile]) -> Iterable[int | None]:
    return (row.problem_id for row in rows if row.task_id is None)


def _gestures_of(rows: Iterable[LineOnFile]) -> Iterable[int | None]:
    return (row.gesture_id for row in rows if row.task_id is None and row.problem_id is None)


_GONE_BY_NOW = Now(is_over=True, urgency=Urgency.SOMETIME, text="not kept any more", owner="", due=None)
_NOTHING_TO_SAY = Now(is_over=False, urgency=Urgency.SOMETIME, text="", owner="", due=None)


def _now(work: Work, statement: Any, ids: Iterable[int | None]) -> Sequence[tuple[Any, ...]]:
    wanted = sorted({each for each in ids if each is not None})
    return work.rows(statement, ids=wanted) if wanted else ()


def _task_now(work: Work, row: tuple[Any, ...], day_ends: datetime) -> Now:
    _, kind, state, due, warn, told, asked, owner, done_at, done_by, gone = row
    if gone:
        return _GONE_BY_NOW
    said = _said(task_word(TaskKind(kind), TaskState(state)))
    if state not in OPEN_TASKS:
        return Now(True, Urgency.SOMETIME, _ended(work, said, done_at, done_by), owner or "", due)
    ready = state is TaskState.PREPARED
    level = urgency(
        work.now,
        due,
        None if warn and told and told >= warn else warn,
        prepared=ready,
        offered_to_me=asked == work.person.id,
        is_orphan=owner is None,
        day_ends=day_ends,
    )
    return Now(False, level, "ready" if ready else "", owner or "", due)


def _problem_now(work: Work, row: tuple[Any, ...], day_ends: datetime) -> Now:
    _, state, reported_at, asked, owner, gone = row
    if gone:
        return _GONE_BY_NOW
    level = urgency(
        work.now, None, reported_at if state in OPEN_PROBLEMS else None, prepared=False,
        offered_to_me=asked == work.person.id, is_orphan=owner is None, day_ends=day_ends,
    )  # fmt: skip
    said = {ProblemState.EVEN: "fixed, not yet better", ProblemState.BEYOND: "fixed and better than before"}
    text = "" if state in OPEN_PROBLEMS and state is not ProblemState.REOPENED else said.get(state, label(state))
    return Now(state not in RUNNING_PROBLEMS, level, text, owner or "", None)


def _gesture_now(work: Work, row: tuple[Any, ...]) -> Now:
    _, state, delivered_at, delivered_by, gone = row
    if gone:
        return _GONE_BY_NOW
    if state in OPEN_GESTURES:
        text = "" if state is GestureState.WAITING else "somebody said yes"
        return Now(False, Urgency.SOMETIME, text, "", None)
    return Now(True, Urgency.SOMETIME, _ended(work, _said(state.value), delivered_at, delivered_by), "", None)


def _ended(work: Work, said: str, at: datetime | None, by: str | None) -> str:
    """ "kept 22:50 by Ana"; with its day where that is not today."""
    when = hour(at, work.now.astimezone(work.zone).date(), work.zone)
    return " ".join(filter(None, (said, when, f"by {by}" if by else "")))


def _said(word: str) -> str:
    return word.replace("_", " ")
