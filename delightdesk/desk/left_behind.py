"""Things left behind: logged in one line, owned by whoever found them, and brought back."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, func, or_, select

from delightdesk.desk import task_making, task_reading
from delightdesk.desk.lineup_lines import Found
from delightdesk.desk.name_marks import marks_column
from delightdesk.desk.owed_lines import OwedLine
from delightdesk.desk.task_making import NOTE_LENGTH
from delightdesk.domain.errors import Invalid
from delightdesk.domain.found_things import read_found
from delightdesk.domain.lifecycle import TASK_NEXT, check_step
from delightdesk.domain.rooms import bare_room
from delightdesk.domain.text import kept_words
from delightdesk.domain.vocabulary import GestureState, Purpose, Reaction, TaskKind, TaskState, VisitStatus, label
from delightdesk.store.tables import Gesture, Guest, Task, Visit
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

LEFT_WITHIN = timedelta(days=3)
"""For how long a thing in a room is taken for that of whoever left it."""

RETURNED = "returned"
"""The family of the gestures that bring something back."""

_LONGEST = timedelta(days=60)

_GUEST, _VISIT = table_of(Guest), table_of(Visit)


class _WasIn(NamedTuple):
    guest_id: int
    visit_id: int
    name: str
    room: str
    ref: str
    status: VisitStatus
    last_day: date
    eta: time | None
    marks: str


_NOT_LEFT = tuple(status for status in VisitStatus if status is not VisitStatus.LEFT)
_LAST_DAY = func.coalesce(_VISIT.c.depart, _VISIT.c.arrive)
_ROOMS = (
    select(
        _GUEST.c.id, _VISIT.c.id, _GUEST.c.display_name, _VISIT.c.room, _VISIT.c.ref, _VISIT.c.status, _LAST_DAY,
        _VISIT.c.eta, marks_column(_GUEST),
    )
    .join(_GUEST, _GUEST.c.id == _VISIT.c.guest_id)
    .where(
        _VISIT.c.room != "",
        _VISIT.c.deleted_at.is_(None),
        _GUEST.c.deleted_at.is_(None),
        or_(
            _VISIT.c.status == VisitStatus.IN_HOUSE,
            (_VISIT.c.arrive >= bindparam("from"))
            & (_VISIT.c.arrive <= bindparam("today"))
            & (_VISIT.c.status.not_in(_NOT_LEFT))
            & (bindparam("since") <= _LAST_DAY),
        ),
    )
)  # fmt: skip
"""Who is in a room, or left one lately."""


def found(work: Work, text: str) -> Found:
    """Log something found: "teddy bear 214", "umbrella in the bar". Whoever found it owns it until it is back.

    Medicines, bags and papers stay closed and say so. Raises `Invalid` when no thing is named.
    """
    read = read_found(text)
    whose = _whose(work, read.place)
    title = read.thing[:1].upper() + read.thing[1:]
    task_id = task_making.add(
        work, TaskKind.LEFT_BEHIND, title, guest_id=whose.guest_id if whose else None,
        visit_id=whose.visit_id if whose else None, room=read.place, note=read.note,
    )  # fmt: skip
    work.did("task.left_behind", f"Left behind: {title}", whose.guest_id if whose else None)
    return Found(
        task_id=task_id,
        title=title,
        room=read.place,
        guest_id=whose.guest_id if whose else None,
        guest_name=whose.name if whose else "",
        guest_marks=whose.marks if whose else "",
    )


def returned(
    work: Work, task_id: int, *, reaction: Reaction | None = None, words: str = "", seen: int | None = None
) -> OwedLine:
    """It is back with its owner. Of a known guest the ledger has it too, as a gesture that cost nothing.

    Both are one act, taken back together. Raises `Invalid` for anything but something left behind.
    """
    task = work.get(Task, task_id, "task")
    work.check_seen(task, seen)
    if task.kind is not TaskKind.LEFT_BEHIND:
        raise Invalid(f"“{task.title}” was not left behind. Nothing was changed.")
    check_step(f"“{task.title}”", task.state, TaskState.DONE, TASK_NEXT)
    gesture_id = _give(work, task, reaction, words)
    note = task.note
    if gesture_id is None:
        note = " · ".join(filter(None, (task.note, label(reaction) if reaction else "", words.strip())))
    work.change(
        task, state=TaskState.DONE, done_at=work.now, done_by=work.person.id, offered_to=None, gesture_id=gesture_id,
        note=kept_words(note, NOTE_LENGTH),
    )  # fmt: skip
    work.did("task.returned", f"Returned: {task.title}", task.guest_id)
    return task_reading.view(work, task_id)


def left_behind(work: Work) -> tuple[OwedLine, ...]:
    """What was left behind and is not back yet."""
    return task_reading.listing(work, kinds=(TaskKind.LEFT_BEHIND,))


def _give(work: Work, task: Task, reaction: Reaction | None, words: str) -> int | None:
    """The gesture of bringing it back; none where nobody knows whose it is."""
    if task.guest_id is None:
        return None
    gesture = Gesture(
        created_at=work.now,
        guest_id=task.guest_id,
        visit_id=task.visit_id,
        family=RETURNED,
        title=f"{RETURNED}: {task.title[:1].lower()}{task.title[1:]}"[:120].rstrip(),
        state=GestureState.DELIVERED,
        purpose=Purpose.KINDNESS,
        doer=work.person.name,
        planned_by=work.person.id,
        delivered_by=work.person.id,
        delivered_at=work.now,
        reaction=reaction,
        guest_words=kept_words(words, 500),
    )
    return work.add(gesture).id


def _whose(work: Work, place: str) -> _WasIn | None:
    """Who is in that room, else who left it last; None where several unknown to each other may be meant."""
    wanted = bare_room(place)
    if not wanted:
        return None
    dates = {"from": work.today - _LONGEST, "today": work.today, "since": work.today - LEFT_WITHIN}
    rows = [each for each in map(_WasIn._make, work.rows(_ROOMS, **dates)) if bare_room(each.room) == wanted]
    here = [each for each in rows if each.status is VisitStatus.IN_HOUSE]
    if here:
        return _one_of(here)
    newest = max(((each.last_day, each.eta or time.min) for each in rows), default=None)
    return _one_of([each for each in rows if (each.last_day, each.eta or time.min) == newest])


def _one_of(rows: list[_WasIn]) -> _WasIn | None:
    """The first of those who share a room; of strangers at one table nobody."""
    first = min(rows, key=lambda each: each.visit_id, default=None)
    if first is None or any(
        each.guest_id != first.guest_id and (not first.ref or each.ref != first.ref) for each in rows
    ):
        return None
    return first
