"""What came in from other systems, so that it can be looked at and taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field, SQLModel

from delightdesk.store.tables.columns import Kept


class ImportRun(Kept, table=True):
    """One file taken in. ``mapping`` is remembered for the next file with the same headers."""

    __tablename__ = "import_run"

    person_id: int = Field(foreign_key="staff.id")
    file_name: str = Field(max_length=260)
    kind: str = Field(max_length=20)
    fingerprint: str = Field(max_length=64, index=True)
    mapping: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    new: int = Field(default=0)
    updated: int = Field(default=0)
    unchanged: int = Field(default=0)
    skipped: int = Field(default=0)
    undone_at: datetime | None = Field(default=None)


class ImportChange(SQLModel, table=True):
    """The values a row had before an import changed it; ``undone`` once they were put back."""

    __tablename__ = "import_change"
    __table_args__ = (Index("ix_import_change_row", "table", "row_id"),)

    id: int | None = Field(default=None, primary_key=True)
    run_id: int = Field(foreign_key="import_run.id", index=True)
    table: str = Field(max_length=20)
    row_id: int
    before: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    version_after: int
    undone: bool = Field(default=False)


class ReviewItem(Kept, table=True):
    """Something a remark seems to say (an occasion, an allergy) that a person should look at first.

    caught: what it would be stored as. state: open, taken or dismissed.
    """

    __tablename__ = "review_item"

    run_id: int = Field(foreign_key="import_run.id", index=True)
    guest_id: int = Field(foreign_key="guest.id", index=True)
    visit_id: int | None = Field(default=None)
    quote: str = Field(max_length=500)
    understood: str = Field(max_length=200)
    caught: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    state: str = Field(default="open", max_length=12, index=True)
