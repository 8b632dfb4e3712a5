"""Open work as lines of a handover: what of it is tonight's, under which heading, and what has to be read back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from delightdesk.desk.handover_carrying import Carried
from delightdesk.desk.handover_lines import SheetLine
from delightdesk.desk.handover_making import counted, cut, new_line, who
from delightdesk.desk.handover_words import hour
from delightdesk.desk.on_file import ProblemOnFile
from delightdesk.desk.owed_lines import ApprovalLine, OwedLine
from delightdesk.desk.problem_reading import steps_of
from delightdesk.domain.handing_over import GRAVE, is_critical_promise, names_allergen, next_step
from delightdesk.domain.promise_clock import Urgency
from delightdesk.domain.recovery import next_step as problem_step
from delightdesk.domain.shifts import Shift
from delightdesk.domain.vocabulary import HandoverSection, ProblemState, TaskKind, TaskState, label
from delightdesk.store.tables import Task
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

S = HandoverSection
_TASK = table_of(Task)
_FOUND_SINCE = select(_TASK.c.id).where(
    _TASK.c.id.in_(bindparam("tasks", expanding=True)), _TASK.c.created_at >= bindparam("since")
)
_WITH_ROOM = frozenset({TaskKind.FIX_IT, TaskKind.TO_DO})
_OLDER_SHOWN = 6
_SO_FAR = {ProblemState.EVEN: "fixed; ", ProblemState.REOPENED: "open again; "}


@dataclass(frozen=True, slots=True)
class Tonight:
    """What a draft is built with. until: the end of the next shift; what is due later is not said tonight.

    harm: problems that belong under safety. yes_of: whose yes a gesture waits for, by the gesture. room_of: by guest.
    staff: the names of all who work or worked here; whoever planned to do a thing themselves may have gone home.
    """

    work: Work
    shift: Shift
    until: datetime
    problems: dict[int, ProblemOnFile]
    incognito: frozenset[int]
    room_of: dict[int, str]
    carried: Carried
    harm: frozenset[int]
    yes_of: dict[int, str]
    staff: frozenset[str]


def owed_line(made: Tonight, line: OwedLine) -> SheetLine | None:
    """An open thing as a line of the sheet, or None when it is not of tonight."""
    is_carried = made.carried.holds(None if line.kind is None else line.id, line.id if line.kind is None else None)
    if line.kind is TaskKind.LEFT_BEHIND or not (is_carried or _is_tonight(made, line)):
        return None
    return _told(made, _section(made, line), line)


def _told(made: Tonight, section: HandoverSection, line: OwedLine) -> SheetLine:
    due_text = hour(line.due, made.work.now.astimezone(made.work.zone).date(), made.work.zone)
    grave = line.kind is None and line.severity >= GRAVE
    slipping = line.kind is TaskKind.PROMISE and is_critical_promise(line.due, made.work.now, made.shift.ends_at)
    return new_line(
        section,
        _what(section, line),
        who=who(line.room, line.guest_name, hidden=line.guest_id in made.incognito),
        due_text=due_text,
        owner=line.owner,
        owner_id=line.owner_id,
        next_step=_next(made, line, due_text),
        details=(*_details(line), *made.carried.said(line.id, is_problem=line.kind is None)),
        critical=section is S.SAFETY or grave or slipping,
        urgency=line.urgency,
        task_id=None if line.kind is None else line.id,
        problem_id=line.id if line.kind is None else None,
        gesture_id=line.gesture_id,
        guest_id=line.guest_id,
    )


def _section(made: Tonight, line: OwedLine) -> HandoverSection:
    problem_id = line.id if line.kind is None else line.problem_id
    if problem_id in made.harm or names_allergen(f"{line.title} {line.note}"):
        return S.SAFETY
    if line.kind is TaskKind.DELIVERY:
        return S.GESTURES
    return S.ROOMS if line.kind in _WITH_ROOM and line.guest_id is None and line.room else S.OPEN_WORK


def _is_tonight(made: Tonight, line: OwedLine) -> bool:
    """True for what whoever comes next has to know: what runs, what is promised, what falls due until they go."""
    if line.kind in (None, TaskKind.PROMISE) or line.owner_id is None or line.offered_to_id is not None:
        return True
    return line.due is None or line.due <= made.until


def _what(section: HandoverSection, line: OwedLine) -> str:
    if section in (S.GESTURES, S.LEFT_BEHIND):
        return line.title
    kind = "problem" if line.kind is None else label(line.kind)
    return f"{kind.capitalize()}: {line.title}"


def _details(line: OwedLine) -> tuple[str, ...]:
    return (line.note,) if line.note else ()


def _next(made: Tonight, line: OwedLine, due_text: str) -> str:
    if line.kind is None:
        row = made.problems[line.id]
        step = problem_step(row.state, steps_of(row), row.severity, row.fault)
        state = _SO_FAR.get(row.state, "")
        if line.offered_to:
            return f"{line.offered_to} was asked and has not answered; {state}{step}"
        return f"{state}{step}" if line.owner else f"it needs an owner; {state}{step}"
    step = next_step(
        line.kind,
        is_prepared=line.state == TaskState.PREPARED,
        is_overdue=line.urgency is Urgency.OVERDUE,
        due_text=due_text,
        doer="" if line.who in ("", "anyone", "owner") or line.who in made.staff else line.who,
        owner=line.owner,
        asked=line.offered_to,
    )
    yes = made.yes_of.get(line.gesture_id or 0)
    return f"{step}; waits for {yes}'s yes" if yes else step


def waiting_lines(made: Tonight, waiting: Sequence[ApprovalLine], owed: Sequence[OwedLine]) -> Iterable[SheetLine]:
    """Gestures that wait for somebody's yes; those that have begun all the same stand there as deliveries."""
    begun = {line.gesture_id for line in owed if line.gesture_id is not None}
    for line in waiting:
        if line.gesture_id in begun:
            continue
        room = made.room_of.get(line.guest_id, "")
        yield new_line(
            S.GESTURES,
            f"{line.title} ({line.cost_text})",
            who=who(room, line.guest_name, hidden=line.guest_id in made.incognito),
            owner=line.asked_by,
            next_step=f"waits for {line.asked_of or 'a lead'}'s yes" + (", given already" if line.started else ""),
            details=made.carried.said_of_gesture(line.gesture_id),
            urgency=Urgency.OFFERED if line.is_mine else Urgency.SOON,
            gesture_id=line.gesture_id,
            guest_id=line.guest_id,
        )


def left_behind_lines(made: Tonight, lines: Sequence[OwedLine]) -> Iterable[SheetLine]:
    """What was found in this shift, or needs somebody, one by one; the rest of the shelf in one line."""
    if not lines:
        return
    new = {
        task for (task,) in made.work.rows(
            _FOUND_SINCE, tasks=[line.id for line in lines], since=made.shift.begins_at
        )
    }  # fmt: skip
    older = []
    for line in lines:
        needs = line.urgency <= Urgency.SOON or made.carried.holds(line.id, None)
        if line.id not in new and not needs:
            older.append(line)
            continue
        yield _told(made, S.LEFT_BEHIND, line)
    if older:
        shown = tuple(" ".join(filter(None, (line.room, line.title))) for line in older)
        what = f"{counted(len(older), 'older thing')} in the lost and found"
        yield new_line(S.LEFT_BEHIND, what, details=cut(shown, _OLDER_SHOWN))
