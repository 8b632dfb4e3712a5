"""What goes beyond one person at the desk: harm is a manager's, and what happens for the third time is no accident.

A manager is asked to take harm over at once, and until they do, telling them is the first thing to do.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import bindparam, func, select
from sqlmodel import col
from sqlmodel import select as select_rows

from delightdesk.desk import tasks
from delightdesk.desk.permitted import who_may
from delightdesk.domain.lifecycle import OPEN_TASKS, RUNNING_PROBLEMS
from delightdesk.domain.permissions import Act
from delightdesk.domain.recovery import HARM
from delightdesk.domain.vocabulary import CloseReason, TaskKind, TaskState
from delightdesk.store.tables import Problem, Task
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

REPEATED = 3
WITHIN = timedelta(days=30)
_TELL = "Tell "

_PROBLEM, _TASK = table_of(Problem), table_of(Task)
_OF_CAUSE = _PROBLEM.c.cause_key == bindparam("cause")
_TIMES = select(func.count(_PROBLEM.c.id)).where(
    _OF_CAUSE,
    _PROBLEM.c.reported_at > bindparam("since"),
    _PROBLEM.c.deleted_at.is_(None),
    _PROBLEM.c.close_reason.is_distinct_from(CloseReason.DUPLICATE),
)
_FIX_ITS = (
    select(_TASK.c.state, _TASK.c.done_at, _TASK.c.created_at)
    .join(_PROBLEM, _PROBLEM.c.id == _TASK.c.problem_id)
    .where(_OF_CAUSE, _TASK.c.kind == TaskKind.FIX_IT, _TASK.c.deleted_at.is_(None))
    .order_by(_TASK.c.id.desc())
    .limit(1)
)


def call_manager(work: Work, problem: Problem) -> None:
    """Offer harm to a manager, and make telling them a thing to do now. A manager who owns it needs neither.

    A manager who found it out is asked themselves, and knows already.
    """
    managers = who_may(work, Act.CLOSE_HARM)
    if problem.severity < HARM or problem.state not in RUNNING_PROBLEMS or not managers:
        return
    if problem.owner_id in {person for person, _ in managers}:
        return
    person, name = next(((person, name) for person, name in managers if person == work.person.id), managers[0])
    work.change(problem, offered_to=person)
    if person == work.person.id:
        return
    tasks.add(
        work, TaskKind.TO_DO, f"{_TELL}{name} now: {problem.what}", guest_id=problem.guest_id,
        visit_id=problem.visit_id, room=problem.room, due=work.now, owner_id=problem.owner_id, problem_id=problem.id,
    )  # fmt: skip


def manager_knows(work: Work, problem: Problem) -> None:
    """A manager has it, or it is no harm after all: telling one is no thing to do any more."""
    for task in open_tasks(work, problem):
        if task.kind is TaskKind.TO_DO and task.title.startswith(_TELL) and not task.playbook:
            work.change(task, state=TaskState.DONE, done_at=work.now, done_by=work.person.id, offered_to=None)


def fix_the_cause(work: Work, problem: Problem) -> None:
    """The third problem of one cause in thirty days makes a thing to mend, once, until it is mended."""
    if not problem.cause_key:
        return
    work.session.flush()
    since = work.now - WITHIN
    for state, done_at, created_at in work.rows(_FIX_ITS, cause=problem.cause_key):
        if state in OPEN_TASKS:
            return
        since = max(since, done_at or created_at)
    ((times,),) = work.rows(_TIMES, cause=problem.cause_key, since=since)
    if times < REPEATED:
        return
    fix_it = tasks.add(
        work, TaskKind.FIX_IT, f"Mend the cause: {problem.cause}, {times} times in {WITHIN.days} days",
        room=problem.room, owner_id=work.person.id, problem_id=problem.id,
    )  # fmt: skip
    managers = [person for person, _ in who_may(work, Act.CLOSE_HARM)]
    if managers and work.person.id not in managers:
        work.change(work.get(Task, fix_it, "task"), offered_to=managers[0])


def open_tasks(work: Work, problem: Problem) -> list[Task]:
    """What is still to be done for a problem, as this transaction sees it."""
    work.session.flush()
    query = select_rows(Task).where(
        Task.problem_id == problem.id, col(Task.state).in_(OPEN_TASKS), col(Task.deleted_at).is_(None)
    )
    return list(work.session.exec(query))
