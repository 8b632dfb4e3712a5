"""What is owed as lines: tasks and running problems told to whoever looks, in the order in which a person is needed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

from delightdesk.desk.owed_lines import OwedLine
from delightdesk.domain.clock import WEEKDAYS, at_house, spoken_day
from delightdesk.domain.lifecycle import OPEN_PROBLEMS, OPEN_TASKS, task_word
from delightdesk.domain.promise_clock import Urgency, call_words, left, running, sort_key, urgency
from delightdesk.domain.vocabulary import ProblemState, TaskKind, TaskState, VisitStatus
from delightdesk.store.work import Work

_WHILE_HERE = frozenset({TaskKind.PROMISE, TaskKind.DELIVERY, TaskKind.LEFT_BEHIND})
"""What reaches a guest only while they are in the house."""


class TaskOnFile(NamedTuple):
    """A task as `tables.Task` holds it, with the names that belong to it."""

    id: int
    version: int
    kind: TaskKind
    title: str
    state: TaskState
    guest_id: int | None
    visit_id: int | None
    problem_id: int | None
    gesture_id: int | None
    room: str
    due_at: datetime | None
    warn_at: datetime | None
    owner_id: int | None
    offered_to: int | None
    who: str
    say: str
    note: str
    told_at: datetime | None
    created_at: datetime
    guest_name: str | None
    owner: str | None
    asked: str | None
    severity: int | None
    visit_room: str | None
    arrive: date | None
    status: VisitStatus | None
    guest_marks: str


class ProblemOwed(NamedTuple):
    """A running problem, as far as a list of what is owed tells of it."""

    id: int
    version: int
    what: str
    state: ProblemState
    guest_id: int | None
    room: str
    severity: int
    reported_at: datetime
    owner_id: int | None
    offered_to: int | None
    guest_name: str | None
    owner: str | None
    asked: str | None
    visit_room: str | None
    guest_marks: str


@dataclass(frozen=True, slots=True)
class Look:
    """Who looks, and when: what a line says hangs on both."""

    now: datetime
    zone: tzinfo
    me: int
    day_ends: datetime
    today: date
    house_day: date

    @classmethod
    def of(cls, work: Work) -> Look:
        """The look of the person at the desk, now."""
        ends = at_house(work.today + timedelta(days=1), work.house.day_starts, work.zone)
        local = work.now.astimezone(work.zone)
        return cls(work.now, work.zone, work.person.id, ends, local.date(), work.today)


def lines(
    work: Work, tasks: Iterable[TaskOnFile], problems: Iterable[ProblemOwed] = (), limit: int | None = None
) -> tuple[OwedLine, ...]:
    """Lines of whatever was read, most urgent first."""
    look = Look.of(work)
    found = [task_line(look, task) for task in tasks] + [_problem_line(look, problem) for problem in problems]
    found.sort(key=_order)
    return tuple(found[:limit])


def due_words(look: Look, due: datetime | None) -> str:
    """When it is due as the desk says it: "18:00", "tomorrow 09:00", "Fri 17:00", "3 July 12:00"; empty for no time."""
    if due is None:
        return ""
    local = due.astimezone(look.zone)
    ahead = (local.date() - look.today).days
    if ahead == 0:
        day = ""
    elif abs(ahead) == 1 or abs(ahead) > 6:
        day = f"{spoken_day(local.date(), look.today)} "
    else:
        day = f"{WEEKDAYS[local.weekday()][:3]} "
    return f"{day}{local:%H:%M}"


def task_line(look: Look, task: TaskOnFile) -> OwedLine:
    """One task as it is told."""
    is_open = task.state in OPEN_TASKS
    how = _task_urgency(look, task) if is_open else Urgency.SOMETIME
    missed = how is Urgency.OVERDUE and task.kind is TaskKind.PROMISE
    found_at = task.created_at if task.kind is TaskKind.LEFT_BEHIND else None
    return OwedLine(
        id=task.id,
        version=task.version,
        kind=task.kind,
        title=task.title,
        guest_id=task.guest_id,
        guest_name=task.guest_name or "",
        guest_marks=task.guest_marks,
        room=task.room or task.visit_room or "",
        due=task.due_at,
        due_text=due_words(look, task.due_at),
        left_text=left(task.due_at, look.now) if is_open and task.due_at else "",
        owner_id=task.owner_id,
        owner=task.owner or "",
        offered_to_id=task.offered_to,
        offered_to=task.asked or "",
        state=task_word(task.kind, TaskState.MISSED if missed else task.state),
        urgency=how,
        severity=task.severity or 0,
        say=task.say or (_call(look, task) if is_open else ""),
        note=task.note,
        who=task.who,
        problem_id=task.problem_id,
        gesture_id=task.gesture_id,
        asks=is_open and task.offered_to == look.me,
        since=found_at,
    )


def _problem_line(look: Look, problem: ProblemOwed) -> OwedLine:
    """One problem as it is told; while the guest still has it somebody should look at it now."""
    mine = problem.offered_to == look.me
    warn = problem.reported_at if problem.state in OPEN_PROBLEMS else None
    return OwedLine(
        id=problem.id,
        version=problem.version,
        kind=None,
        title=problem.what,
        guest_id=problem.guest_id,
        guest_name=problem.guest_name or "",
        guest_marks=problem.guest_marks,
        room=problem.room or problem.visit_room or "",
        due=None,
        due_text="",
        left_text=running(problem.reported_at, look.now),
        owner_id=problem.owner_id,
        owner=problem.owner or "",
        offered_to_id=problem.offered_to,
        offered_to=problem.asked or "",
        state=problem.state.value,
        urgency=urgency(
            look.now,
            None,
            warn,
            prepared=False,
            offered_to_me=mine,
            is_orphan=problem.owner_id is None,
            day_ends=look.day_ends,
        ),
        severity=problem.severity,
        problem_id=problem.id,
        asks=mine,
        since=problem.reported_at,
    )


def _task_urgency(look: Look, task: TaskOnFile) -> Urgency:
    """How urgently somebody is needed."""
    how = urgency(
        look.now,
        task.due_at,
        _warning(task),
        prepared=task.state is TaskState.PREPARED,
        offered_to_me=task.offered_to == look.me,
        is_orphan=task.owner_id is None,
        day_ends=look.day_ends,
    )
    now_or_never = task.kind in _WHILE_HERE and task.due_at is None
    return Urgency.SOON if how is Urgency.SOMETIME and now_or_never and _is_here(look, task) else how


def _warning(task: TaskOnFile) -> datetime | None:
    """From when somebody is warned; a guest who was told since the warning is not called twice."""
    told = task.warn_at is not None and task.told_at is not None and task.told_at >= task.warn_at
    return None if told else task.warn_at


def _is_here(look: Look, task: TaskOnFile) -> bool:
    """True when the guest is in the house, or comes today: what is owed without a time is owed now."""
    if task.arrive is None or task.status is None:
        return False
    comes = task.status is VisitStatus.EXPECTED and task.arrive <= look.house_day
    return comes or task.status is VisitStatus.IN_HOUSE


def _call(look: Look, task: TaskOnFile) -> str:
    """What to say to the guest before they call us: once its hour is warned of or over, whoever it is offered to."""
    if task.kind is not TaskKind.PROMISE or task.due_at is None:
        return ""
    is_ready = task.state is TaskState.PREPARED
    how = urgency(
        look.now, task.due_at, _warning(task), prepared=is_ready, offered_to_me=False, is_orphan=False,
        day_ends=look.day_ends,
    )  # fmt: skip
    if how > Urgency.WARNED:
        return ""
    return call_words(task.title, task.due_at.astimezone(look.zone), "")


def _order(line: OwedLine) -> tuple[object, ...]:
    return (*sort_key(line.urgency, line.severity, line.due, line.id), line.kind is not None)
