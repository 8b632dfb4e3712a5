"""Sheets and their lines as they are on file, with the names that belong to them: plain values, never rows."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from delightdesk.domain.vocabulary import HandoverSection, HandoverState, LineState
from delightdesk.store.tables import Handover, HandoverLine, Staff
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work, not_here

_SHEET, _LINE = table_of(Handover), table_of(HandoverLine)
_LEFT, _TAKEN, _ANSWERED = (table_of(Staff).alias(name) for name in ("left_one", "taker", "answerer"))


class SheetOnFile(NamedTuple):
    """A sheet as `tables.Handover` holds it, with the names that belong to it."""

    id: int
    version: int
    day: date
    shift: str
    begins_at: datetime
    ends_at: datetime
    state: HandoverState
    left_by: int | None
    left_at: datetime | None
    taken_by: int | None
    taken_at: datetime | None
    nothing_to_report: bool
    carried_to: int | None
    left_name: str | None
    taken_name: str | None


class LineOnFile(NamedTuple):
    """A line as `tables.HandoverLine` holds it, with who answered."""

    id: int
    version: int
    position: int
    section: HandoverSection
    what: str
    who: str
    due_text: str
    owner: str
    owner_id: int | None
    next_step: str
    details: list[str]
    critical: bool
    task_id: int | None
    problem_id: int | None
    gesture_id: int | None
    guest_id: int | None
    state: LineState
    answered_by: int | None
    answered_at: datetime | None
    words: str
    reply: str
    answerer: str | None


OF_SHEETS = (
    select(*(_SHEET.c[name] for name in SheetOnFile._fields[:-2]), _LEFT.c.name, _TAKEN.c.name)
    .outerjoin_from(_SHEET, _LEFT, _LEFT.c.id == _SHEET.c.left_by)
    .outerjoin(_TAKEN, _TAKEN.c.id == _SHEET.c.taken_by)
    .where(_SHEET.c.deleted_at.is_(None))
)
"""Sheets with the names of those who left and took them; what reads them narrows it down."""

_ONE = OF_SHEETS.where(_SHEET.c.id == bindparam("sheet"))
DRAFTS = OF_SHEETS.where(_SHEET.c.state == HandoverState.DRAFT).order_by(_SHEET.c.id.desc())
_LINES = (
    select(*(_LINE.c[name] for name in LineOnFile._fields[:-1]), _ANSWERED.c.name)
    .outerjoin_from(_LINE, _ANSWERED, _ANSWERED.c.id == _LINE.c.answered_by)
    .where(_LINE.c.handover_id.in_(bindparam("sheets", expanding=True)), _LINE.c.deleted_at.is_(None))
    .order_by(_LINE.c.position, _LINE.c.id)
)


def on_file(work: Work, sheet_id: int) -> SheetOnFile:
    """One sheet. Raises `NotFound`."""
    rows = work.rows(_ONE, sheet=sheet_id)
    if not rows:
        raise not_here("handover")
    return SheetOnFile._make(rows[0])


def lines_of(work: Work, *sheet_ids: int) -> tuple[LineOnFile, ...]:
    """The lines of these sheets in the order in which they are read."""
    return tuple(map(LineOnFile._make, work.rows(_LINES, sheets=list(sheet_ids)))) if sheet_ids else ()
