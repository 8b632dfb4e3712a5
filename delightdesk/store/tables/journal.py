"""Who did what and when: the append-only record that undo reads."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field, SQLModel


class JournalEntry(SQLModel, table=True):
    """One act. ``changes`` lists every row touched, with its values before and after.

    undo_of: the entry this one took back. undoable: False for acts that ``u`` leaves alone (set-up, imports).
    """

    __tablename__ = "journal"
    __table_args__ = (Index("ix_journal_person", "person_id", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    person_id: int = Field(foreign_key="staff.id")
    action: str = Field(max_length=40)
    summary: str = Field(max_length=300)
    guest_id: int | None = Field(default=None, index=True)
    undo_of: int | None = Field(default=None, foreign_key="journal.id", index=True)
    undoable: bool = Field(default=True)
    changes: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
