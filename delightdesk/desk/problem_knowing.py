"""What the suggester and the card know of problems: the one at hand, and the one of last time.

What happened, what was promised and whether it was kept stands before anything cheerful.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from delightdesk.desk.dossier import Dossier
from delightdesk.desk.on_file import ProblemOnFile, VisitOnFile
from delightdesk.desk.on_file_reading import NOT_GIVEN
from delightdesk.desk.problem_reading import line, minutes, pick
from delightdesk.domain.clock import house_day
from delightdesk.domain.knowledge import ProblemKnown
from delightdesk.domain.lifecycle import OPEN_PROBLEMS, OPEN_TASKS, RUNNING_PROBLEMS
from delightdesk.domain.promise_clock import running
from delightdesk.domain.vocabulary import (
    Approval,
    CloseReason,
    GestureState,
    ProblemState,
    TaskKind,
    TaskState,
    VisitStatus,
)
from delightdesk.files.packs import load_pack
from delightdesk.store.tables import Task
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

S = ProblemState
_TASK = table_of(Task)
_PROMISED = (
    select(_TASK.c.kind, _TASK.c.title, _TASK.c.state, _TASK.c.due_at, _TASK.c.visit_id, _TASK.c.problem_id)
    .where(
        _TASK.c.guest_id == bindparam("guest"),
        _TASK.c.kind.in_((TaskKind.PROMISE, TaskKind.FOLLOW_UP)),
        _TASK.c.state.not_in((TaskState.RELEASED, TaskState.CANCELLED)),
        _TASK.c.deleted_at.is_(None),
    )
    .order_by(_TASK.c.due_at.desc(), _TASK.c.id.desc())
    .limit(40)
)
_MOST_TOLD = 2


class _Promised(NamedTuple):
    """What was to be done for the guest, and what became of it."""

    kind: TaskKind
    title: str
    state: TaskState
    due_at: datetime | None
    visit_id: int | None
    problem_id: int | None


def hand(dossier: Dossier) -> ProblemOnFile | None:
    """The problem at hand."""
    return pick(dossier.problems, dossier.visit)


def known(dossier: Dossier) -> ProblemKnown | None:
    """The problem at hand as the suggester reads it; None without one."""
    found = hand(dossier)
    if found is None:
        return None
    visits = _this_visit(dossier, found)
    again = found.state in OPEN_PROBLEMS and (found.even_at or found.closed_at) is not None
    return ProblemKnown(
        category=found.kind,
        severity=found.severity,
        what=found.what,
        fixed=found.state is S.EVEN,
        times_this_visit=len(visits) + again,
        waiting=found.waiting,
        spoiled=found.spoiled,
        compensated=_compensated(dossier, found.id),
        apologies=sum(row.apologies or 0 for row in visits),
    )


def last_had_problem(work: Work, dossier: Dossier) -> bool:
    """True when something went wrong for them last time."""
    return bool(_prior(work, dossier))


def banner(work: Work, dossier: Dossier) -> str:
    """The first line of the card: the problem that runs now, or that of last time and what was promised; or empty."""
    found = hand(dossier)
    if found is not None and _is_now(work, dossier, found):
        return _now(work, found)
    return _before(work, dossier)


def _now(work: Work, row: ProblemOnFile) -> str:
    """ "Now: shower cold, 14 min, Ana · next: apologise"."""
    told = line(work, row)
    how = "fixed" if row.state is S.EVEN else told.since_text
    who = told.owner or "nobody's"
    asked = f", waiting for {told.offered_to}" if told.offered_to else ""
    again = " again" if row.state is S.REOPENED else ""
    then = f" · next: {told.next_step}" if told.next_step else ""
    return f"Now{again}: {row.what}, {how}, {who}{asked}{then}"


def _before(work: Work, dossier: Dossier) -> str:
    """ "Last stay: shower cold, even after 25 min · promised a call: not made"."""
    problems, last = _prior(work, dossier), _last_visit(dossier)
    if not problems and last is None:
        return ""
    promised = _promised_then(work, dossier, problems, last)
    if not problems and not any(_is_unkept(work, task) for task in promised):
        return ""
    parts = []
    if problems:
        worst = max(problems, key=lambda row: (row.state in OPEN_PROBLEMS, row.severity, row.reported_at))
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        parts.append(f"{worst.what}, {_outcome(worst)}{more}")
    promised.sort(key=lambda task: not _is_unkept(work, task))
    told = [words for task in promised if (words := _kept(work, task))]
    parts += list(dict.fromkeys(told))[:_MOST_TOLD]
    return f"Last {load_pack(work.house.sector).words.visit}: {' · '.join(parts)}"


def _outcome(row: ProblemOnFile) -> str:
    if row.state is S.LOST:
        left = row.close_reason is CloseReason.GUEST_LEFT
        return "left before it was put right" if left else "could not be put right"
    after = minutes(row.reported_at, row.even_at)
    if row.state in OPEN_PROBLEMS or row.even_at is None or after is None:
        return "never put right"
    return f"even after {f'{after} min' if after < 60 else running(row.reported_at, row.even_at)}"


def _kept(work: Work, task: _Promised) -> str:
    """ "promised a call: not made"; empty while it is still to come."""
    is_call = task.kind is TaskKind.FOLLOW_UP or "call" in task.title.casefold()
    done = "made" if is_call else "kept"
    what = "a call" if task.kind is TaskKind.FOLLOW_UP else task.title
    if _is_unkept(work, task):
        return f"promised {what}: not {done}"
    if task.state in OPEN_TASKS:
        return ""
    return f"promised {what}: {done}{' late' if task.state is TaskState.DONE_LATE else ''}"


def _is_unkept(work: Work, task: _Promised) -> bool:
    overdue = task.due_at is None or task.due_at <= work.now
    return task.state is TaskState.MISSED or (task.state in OPEN_TASKS and overdue)


def _promised_then(
    work: Work, dossier: Dossier, problems: list[ProblemOnFile], last: VisitOnFile | None
) -> list[_Promised]:
    """What was owed at last time, in the visit or because of its problems."""
    ids, visit_id = {row.id for row in problems}, last.id if last else None
    tasks = map(_Promised._make, work.rows(_PROMISED, guest=dossier.guest.id))
    return [task for task in tasks if task.problem_id in ids or (visit_id is not None and task.visit_id == visit_id)]


def _prior(work: Work, dossier: Dossier) -> list[ProblemOnFile]:
    """The problems of last time: of the last visit that ended, or since it began where none is known."""
    last = _last_visit(dossier)
    until = dossier.visit.arrive if dossier.visit else date.max
    found = []
    for row in dossier.problems:
        if row.close_reason is CloseReason.DUPLICATE or _is_now(work, dossier, row):
            continue
        loose = row.visit_id is None and _day(work, row) < until and (last is None or _day(work, row) >= last.arrive)
        if loose or (last is not None and row.visit_id == last.id):
            found.append(row)
    return found


def _last_visit(dossier: Dossier) -> VisitOnFile | None:
    """The visit before the current one, or the last when there is none."""
    current = dossier.visit
    ended = [
        visit for visit in dossier.visits
        if visit.status is VisitStatus.LEFT and (current is None or visit.arrive <= current.arrive)
    ]  # fmt: skip
    return max(ended, key=lambda visit: (visit.arrive, visit.id), default=None)


def _is_now(work: Work, dossier: Dossier, row: ProblemOnFile) -> bool:
    """True for a problem of the visit at hand, or one that runs outside of any."""
    if row.visit_id is not None:
        return dossier.visit is not None and row.visit_id == dossier.visit.id
    return row.state in RUNNING_PROBLEMS if dossier.visit is None else _day(work, row) >= dossier.visit.arrive


def _day(work: Work, row: ProblemOnFile) -> date:
    return house_day(row.reported_at, work.house.day_starts, work.zone)


def _this_visit(dossier: Dossier, found: ProblemOnFile) -> list[ProblemOnFile]:
    """The problems of the visit in which the one at hand began; what was reported twice counts once."""
    return [
        row for row in dossier.problems
        if row.visit_id == found.visit_id and row.close_reason is not CloseReason.DUPLICATE
        and (row.visit_id is not None or row.id == found.id)
    ]  # fmt: skip


def _compensated(dossier: Dossier, problem_id: int) -> int:
    """What was given for a problem, or is on its way, in minor units."""
    total = 0
    for gesture in dossier.gestures:
        is_given = gesture.state not in (*NOT_GIVEN, GestureState.WAITING) and gesture.approval is not Approval.REFUSED
        if gesture.problem_id == problem_id and is_given:
            planned, actual = dossier.costs.get(gesture.id, (0, None))
            total += planned if actual is None else actual
    return total
