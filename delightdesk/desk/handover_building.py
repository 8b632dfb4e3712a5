"""The draft of a handover: built from what is on file, never typed again.

Each open thing stands once, in the first section that claims it, whatever needs a person first before the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import bindparam, select

from delightdesk.desk import approvals, shift_now, task_reading
from delightdesk.desk import on_file_reading as reading
from delightdesk.desk.handover_at_desk import accounts_closed, at_desk
from delightdesk.desk.handover_carrying import carried, typed_lines
from delightdesk.desk.handover_coming import lines_of_guests
from delightdesk.desk.handover_guests import guests_today
from delightdesk.desk.handover_lines import Sheet, SheetLine
from delightdesk.desk.handover_making import new_line
from delightdesk.desk.handover_on_file import DRAFTS, SheetOnFile
from delightdesk.desk.handover_owed import Tonight, left_behind_lines, owed_line, waiting_lines
from delightdesk.desk.handover_standing import shift_of_draft
from delightdesk.desk.handover_words import dated, headline, minutes_of, shift_name, shift_words
from delightdesk.desk.problem_reading import rows_of
from delightdesk.domain.handing_over import is_harm
from delightdesk.domain.lifecycle import RUNNING_PROBLEMS
from delightdesk.domain.shifts import Shift, next_shift
from delightdesk.domain.vocabulary import (
    HandoverSection,
    HandoverState,
    TaskKind,
)
from delightdesk.store.tables import Guest, Problem, Staff, Task
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

_PROBLEM, _GUEST, _TASK = table_of(Problem), table_of(Guest), table_of(Task)
_RUNNING = reading.PROBLEMS.where(_PROBLEM.c.state.in_(RUNNING_PROBLEMS))
_STAFF = select(table_of(Staff).c.name)
_INCOGNITO = select(_GUEST.c.id).where(_GUEST.c.id.in_(bindparam("guests", expanding=True)), _GUEST.c.incognito)


def draft(work: Work) -> Sheet:
    """The sheet as it would be left now."""
    if work.writes:
        work.session.flush()
    shift, unsaid = shift_of_draft(work)
    rows = [SheetOnFile._make(row) for row in work.rows(DRAFTS)]
    lines = numbered(_lines(work, shift, rows))
    minutes = minutes_of(lines)
    row = rows[0] if rows else None
    return Sheet(
        id=row.id if row else None,
        version=row.version if row else 0,
        state=HandoverState.DRAFT,
        day=shift.day,
        shift=shift.name,
        shift_text=shift_words(shift, work.today, work.zone),
        begins_at=shift.begins_at.astimezone(work.zone),
        ends_at=shift.ends_at.astimezone(work.zone),
        left_by="",
        left_at=None,
        left_text="",
        taken_by="",
        taken_at=None,
        taken_text="",
        read_by=(),
        nothing_to_report=False,
        lines=lines,
        to_sign=len(lines),
        unaccepted=len(lines),
        reading_minutes=minutes,
        headline=headline(lines, minutes, nothing=False),
        house=work.house.name,
        overdue_text=_overdue(unsaid),
        at_desk=at_desk(work, shift.begins_at, work.now),
    )


def numbered(lines: Iterable[SheetLine]) -> tuple[SheetLine, ...]:
    """In the order of the sections, numbered from 1."""
    order = {section: place for place, section in enumerate(HandoverSection)}
    told = sorted(lines, key=lambda line: order[line.section])
    return tuple(replace(line, number=number) for number, line in enumerate(told, 1))


def _lines(work: Work, shift: Shift, drafts: Sequence[SheetOnFile]) -> list[SheetLine]:
    owed = task_reading.listing(work, limit=None)
    waiting = approvals.waiting(work)
    known = {line.guest_id for line in owed if line.guest_id is not None} | {line.guest_id for line in waiting}
    guests = guests_today(work)
    problems = {row.id: row for row in rows_of(work, _RUNNING)}
    made = Tonight(
        work=work,
        shift=shift,
        until=next_shift(shift.begins_at, shift_now.hours(work), work.house.day_starts, work.zone).ends_at,
        problems=problems,
        incognito=frozenset(each for (each,) in work.rows(_INCOGNITO, guests=sorted(known))) if known else frozenset(),
        room_of={guest.visit.guest_id: guest.visit.room for guest in guests},
        carried=carried(work),
        harm=frozenset(row.id for row in problems.values() if is_harm(row.kind, row.severity)),
        staff=frozenset(name for (name,) in work.rows(_STAFF)),
        yes_of={line.gesture_id: line.asked_of or "a lead" for line in waiting},
    )
    left_behind = [line for line in owed if line.kind is TaskKind.LEFT_BEHIND]
    found = [line for each in owed if (line := owed_line(made, each)) is not None]
    found += waiting_lines(made, waiting, owed)
    found += lines_of_guests(work, guests)
    found += _people(work, shift)
    found += left_behind_lines(made, left_behind)
    return [*found, *made.carried.free, *typed_lines(work, [sheet.id for sheet in drafts])]


def _people(work: Work, shift: Shift) -> Iterable[SheetLine]:
    """Accounts closed in this shift; what they owned stands among the open work and says that it needs an owner."""
    for summary in accounts_closed(work, shift.begins_at, work.now):
        name = summary.partition(": ")[2] or summary
        yield new_line(
            HandoverSection.PEOPLE, f"{name} does not work here any more", next_step="what they owned needs an owner"
        )


def _overdue(unsaid: Shift | None) -> str:
    if unsaid is None:
        return ""
    return f"The {shift_name(unsaid.name)} of {dated(unsaid.day)} was never handed over."
