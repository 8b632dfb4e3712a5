"""The handover of a shift: the sheet as it was left, and what the person taking over said to each line."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, Index
from sqlmodel import Field

from delightdesk.domain.vocabulary import HandoverSection, HandoverState, LineState
from delightdesk.store.tables.columns import Kept, sparse_index, text_enum


class Handover(Kept, table=True):
    """One sheet. As a draft it holds only the lines typed by hand; everything else is built from the data anew.

    day, shift, begins_at, ends_at: the shift it tells of, as the house's hours were then. left_by, left_at: who handed
    over. taken_by, taken_at: who said yes to the last line. nothing_to_report: it was said, not assumed.
    carried_to: the sheet that took on what nobody had accepted here.
    """

    __table_args__ = (
        Index("ix_handover_state", "state"),
        Index("ix_handover_day", "day"),
        sparse_index("ix_handover_carried_to", "carried_to"),
    )

    day: date
    shift: str = Field(max_length=40)
    begins_at: datetime
    ends_at: datetime
    state: HandoverState = Field(default=HandoverState.DRAFT, sa_type=text_enum(HandoverState))
    made_by: int = Field(foreign_key="staff.id")
    left_by: int | None = Field(default=None, foreign_key="staff.id")
    left_at: datetime | None = Field(default=None)
    taken_by: int | None = Field(default=None, foreign_key="staff.id")
    taken_at: datetime | None = Field(default=None)
    nothing_to_report: bool = Field(default=False)
    carried_to: int | None = Field(default=None, foreign_key="handover.id")


class HandoverLine(Kept, table=True):
    """One line: who, what, by when, who owns it. From the moment the sheet is left its words never change.

    who: room and guest. owner: the name then; owner_id: the person then. next_step: what to do next. details: what
    one signature covers besides, such as every arrival of the line "6 still to come"; what was asked joins them when
    the line is read back. critical: three words of it are read back. words: what was read back, asked, or why it was
    declined; reply: the answer to it.
    """

    __tablename__ = "handover_line"
    __table_args__ = (
        Index("ix_handover_line_handover_id", "handover_id", "position"),
        sparse_index("ix_handover_line_task_id", "task_id"),
        sparse_index("ix_handover_line_problem_id", "problem_id"),
        sparse_index("ix_handover_line_gesture_id", "gesture_id"),
        sparse_index("ix_handover_line_guest_id", "guest_id"),
    )

    handover_id: int = Field(foreign_key="handover.id")
    position: int
    section: HandoverSection = Field(sa_type=text_enum(HandoverSection))
    what: str = Field(max_length=300)
    who: str = Field(default="", max_length=300)
    due_text: str = Field(default="", max_length=60)
    owner: str = Field(default="", max_length=80)
    owner_id: int | None = Field(default=None, foreign_key="staff.id")
    next_step: str = Field(default="", max_length=300)
    details: list[str] = Field(default_factory=list, sa_type=JSON)
    critical: bool = Field(default=False)
    task_id: int | None = Field(default=None, foreign_key="task.id")
    problem_id: int | None = Field(default=None, foreign_key="problem.id")
    gesture_id: int | None = Field(default=None, foreign_key="gesture.id")
    guest_id: int | None = Field(default=None, foreign_key="guest.id")
    state: LineState = Field(default=LineState.OPEN, sa_type=text_enum(LineState))
    answered_by: int | None = Field(default=None, foreign_key="staff.id")
    answered_at: datetime | None = Field(default=None)
    words: str = Field(default="", max_length=300)
    reply: str = Field(default="", max_length=300)
    replied_by: int | None = Field(default=None, foreign_key="staff.id")
