"""What is checked as a shift begins, and where a guest meets the house."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field

from delightdesk.store.tables.columns import Kept


class Tick(Kept, table=True):
    """One check done in one shift, or told not to be possible (``is_skipped``, with the reason in ``note``)."""

    __table_args__ = (Index("ix_tick_day", "day", "shift"),)

    day: date
    shift: str = Field(max_length=40)
    check_key: str = Field(max_length=40)
    done_by: int = Field(foreign_key="staff.id")
    done_at: datetime
    is_skipped: bool = Field(default=False)
    note: str = Field(default="", max_length=200)


class TouchPoint(Kept, table=True):
    """One place or moment in which a guest meets the house: the idea for it, and who sees to it.

    key: the pack's own for those it came with; only what the house wrote to it stands here.
    """

    __tablename__ = "touch_point"

    key: str = Field(max_length=40)
    title: str = Field(max_length=120)
    idea: str = Field(default="", max_length=300)
    owner_id: int | None = Field(default=None, foreign_key="staff.id")
