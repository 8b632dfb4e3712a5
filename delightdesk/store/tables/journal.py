"""Who did what and when: the append-only record that undo reads."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, false, text
from sqlmodel import Field, SQLModel


class JournalEntry(SQLModel, table=True):
    """One act. ``changes`` lists every row touched, with its values before and after.

    undo_of: the entry this one took back. undoable: False for acts that ``u`` leaves alone (set-up, imports).
    chain: ties the entry to all before it, so that one that was edited or taken out is found; digest: what the entry
    itself said, with ``salt``. erased: its words were taken out because a guest asked for it; the chain still holds.
    See `store.chain`.
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
    salt: str = Field(default="", max_length=32, sa_column_kwargs={"server_default": text("''")})
    digest: str = Field(default="", max_length=64, sa_column_kwargs={"server_default": text("''")})
    chain: str = Field(default="", max_length=64, sa_column_kwargs={"server_default": text("''")})
    erased: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
