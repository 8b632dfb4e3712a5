"""What goes from one sheet into the next: lines nobody accepted, with what was said about them, and typed lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import bindparam, select

from delightdesk.desk.handover_lines import SheetLine
from delightdesk.desk.handover_making import new_line
from delightdesk.desk.handover_now import standing_of
from delightdesk.desk.handover_on_file import LineOnFile, lines_of
from delightdesk.desk.handover_standing import waiting
from delightdesk.domain.handing_over import names_allergen
from delightdesk.domain.vocabulary import HandoverSection, LineState
from delightdesk.store.tables import Staff
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

_STAFF = table_of(Staff)
_STILL_HERE = select(_STAFF.c.id).where(
    _STAFF.c.id.in_(bindparam("people", expanding=True)), _STAFF.c.deleted_at.is_(None)
)


@dataclass(frozen=True, slots=True)
class Carried:
    """What the sheet that waits hands on. tasks, problems, gestures: what was said, by the id of what it is about.

    free: its typed lines that nobody accepted.
    """

    tasks: dict[int, tuple[str, ...]]
    problems: dict[int, tuple[str, ...]]
    gestures: dict[int, tuple[str, ...]]
    free: tuple[SheetLine, ...]

    def holds(self, task_id: int | None, problem_id: int | None) -> bool:
        """True when the sheet that waits tells of it and nobody accepted it."""
        return task_id in self.tasks or problem_id in self.problems

    def said(self, row_id: int, *, is_problem: bool) -> tuple[str, ...]:
        """What was asked and answered about a task or a problem."""
        return (self.problems if is_problem else self.tasks).get(row_id, ())

    def said_of_gesture(self, gesture_id: int) -> tuple[str, ...]:
        """The same of a gesture that waits for a yes."""
        return self.gestures.get(gesture_id, ())


def carried(work: Work) -> Carried:
    """What nobody accepted of the sheet that waits and is still open."""
    sheet = waiting(work)
    rows = lines_of(work, sheet.sheet_id) if sheet else ()
    stands = standing_of(work, rows)
    open_rows = [row for row in rows if row.state is not LineState.ACCEPTED and not stands[row.id].is_over]
    return Carried(
        tasks={row.task_id: _said(row) for row in open_rows if row.task_id is not None},
        problems={row.problem_id: _said(row) for row in open_rows if row.problem_id is not None},
        gestures={row.gesture_id: _said(row) for row in open_rows if row.gesture_id is not None},
        free=tuple(_copied(row) for row in open_rows if row.section is HandoverSection.ALSO),
    )


def typed_lines(work: Work, sheet_ids: Sequence[int]) -> list[SheetLine]:
    """The lines typed into the draft, each with its id."""
    rows = lines_of(work, *sheet_ids)
    writers = sorted({row.owner_id for row in rows if row.owner_id is not None})
    here = {person for (person,) in work.rows(_STILL_HERE, people=writers)} if writers else set()
    return [
        replace(
            _copied(row),
            id=row.id,
            version=row.version,
            is_mine=row.owner_id == work.person.id or row.owner_id not in here,
        )
        for row in rows
    ]


def is_writers(work: Work, writer: int | None) -> bool:
    """True when the person at the desk may take out what ``writer`` typed: one's own, and of those who left."""
    here = {person for (person,) in work.rows(_STILL_HERE, people=[writer])} if writer is not None else set()
    return writer == work.person.id or writer not in here


def _copied(row: LineOnFile) -> SheetLine:
    return new_line(
        HandoverSection.ALSO, row.what, who=row.who, owner=row.owner, owner_id=row.owner_id, next_step=row.next_step,
        details=(*row.details, *_said(row)), critical=names_allergen(row.what), guest_id=row.guest_id,
    )  # fmt: skip


def _said(row: LineOnFile) -> tuple[str, ...]:
    return asked_and_answered(row.answerer or "", row.state, row.words, row.reply)


def asked_and_answered(who: str, state: LineState, words: str, reply: str) -> tuple[str, ...]:
    """ "Ben asked: which cot?", "answered: the blue one"; nothing where nobody said anything."""
    did = "declined" if state is LineState.DECLINED else "asked"
    asked = f"{who} {did}{f': {words}' if words else ''}" if who else ""
    return tuple(filter(None, (asked, f"answered: {reply}" if reply else "")))
