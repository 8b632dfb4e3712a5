"""The one ask of the daily card: a single thing to do today, where it is needed most."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, case, exists, func, select

from delightdesk.desk import radar, touch_points
from delightdesk.domain.lifecycle import OPEN_TASKS, RUNNING_PROBLEMS
from delightdesk.domain.vocabulary import RecoveryStep, TaskKind, TaskState
from delightdesk.store.tables import Problem, ProblemStep, Task
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

_WEEK, _DAY, _SOON = timedelta(days=7), timedelta(days=1), timedelta(minutes=15)

_TASK, _PROBLEM, _STEP = table_of(Task), table_of(Problem), table_of(ProblemStep)
_PROMISE = (_TASK.c.kind == TaskKind.PROMISE) & _TASK.c.deleted_at.is_(None)
_LATE = select(func.count()).where(_PROMISE, _TASK.c.state.in_(OPEN_TASKS), _TASK.c.due_at <= bindparam("now"))
_CAME_LATE = select(func.count()).where(
    _PROMISE,
    _TASK.c.state.in_((TaskState.DONE_LATE, TaskState.MISSED)),
    _TASK.c.due_at >= bindparam("since"),
    _TASK.c.due_at <= bindparam("now"),
)
_OFFERED_TASKS = select(func.count()).where(
    _TASK.c.state.in_(OPEN_TASKS), _TASK.c.offered_to.is_not(None), _TASK.c.deleted_at.is_(None)
)
_OFFERED_PROBLEMS = select(func.count()).where(
    _PROBLEM.c.state.in_(RUNNING_PROBLEMS), _PROBLEM.c.offered_to.is_not(None), _PROBLEM.c.deleted_at.is_(None)
)
_NO_APOLOGY = ~exists().where(
    _STEP.c.problem_id == _PROBLEM.c.id, _STEP.c.step == RecoveryStep.APOLOGISE, _STEP.c.deleted_at.is_(None)
)
_COUNTS: tuple[Any, ...] = (func.count(), func.sum(case((_NO_APOLOGY, 1), else_=0)))
_PROBLEMS = select(*_COUNTS).where(
    _PROBLEM.c.reported_at >= bindparam("since"),
    _PROBLEM.c.reported_at <= bindparam("until"),
    _PROBLEM.c.deleted_at.is_(None),
)

_PRACTICE = (
    "Greet everybody by name once before they say it themselves.",
    "Say a true time before anybody has to ask how long it takes.",
    "Walk along instead of pointing, once this shift.",
    "Write down one small thing a guest tells you, so that it is there next time.",
    "Find one thing to put back, straighten or carry before anybody asks for it.",
    "When the answer would be no, offer two things that can be done.",
    "Ask one question to which you do not know the answer.",
    "Thank a colleague where a guest can hear it.",
    "Look up before the guest has reached the desk.",
)


def ask(work: Work) -> str:
    """What is weakest comes first; where nothing is weak, one thing to practise."""
    return (
        _late(work)
        or _unanswered(work)
        or _no_apology(work)
        or _regulars(work)
        or _gap(work)
        or _PRACTICE[work.today.toordinal() % len(_PRACTICE)]
    )


def _late(work: Work) -> str:
    ((late,),) = work.rows(_LATE, now=work.now)
    if late:
        are = "One promise is" if late == 1 else f"{late} promises are"
        return f"{are} late as we stand here. Call before they call us, and give a time that is true."
    ((came,),) = work.rows(_CAME_LATE, since=work.now - _DAY, now=work.now)
    if came:
        were = "One promise was" if came == 1 else f"{came} promises were"
        return f"{were} not kept on time since yesterday. Today look at each one an hour before it is due."
    return ""


def _unanswered(work: Work) -> str:
    ((tasks,),), ((problems,),) = work.rows(_OFFERED_TASKS), work.rows(_OFFERED_PROBLEMS)
    if not tasks + problems:
        return ""
    many = tasks + problems
    what = "One thing was" if many == 1 else f"{many} things were"
    return f"{what} passed on and nobody has said yes or no. Answer before the next guest comes."


def _no_apology(work: Work) -> str:
    ((many, without),) = work.rows(_PROBLEMS, since=work.now - _WEEK, until=work.now - _SOON)
    if not without:
        return ""
    have = "has" if without == 1 else "have"
    return f"{without} of {many} problems of this week {have} no apology noted. Today say sorry first, then act."


def _regulars(work: Work) -> str:
    many = radar.expected_today(work)
    if not many:
        return ""
    one = (
        "One regular is here or comes today for whom"
        if many == 1
        else f"{many} regulars are here or come today for whom"
    )
    return f"{one} nothing new was done for months. Give one of them something they never had."


def _gap(work: Work) -> str:
    """Every other day: a gap that nobody fills would else be the ask for weeks."""
    many, gaps = touch_points.gaps(work)
    if not gaps or work.today.toordinal() % 2:
        return ""
    if gaps == many:
        return f"None of our {many} touch points has an idea yet. Think of one while you walk past it today."
    have = "has" if gaps == 1 else "have"
    return f"{gaps} of our {many} touch points {have} no idea yet. Think of one while you walk past it today."
