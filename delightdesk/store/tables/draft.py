"""What somebody began to type about a guest and has not saved yet."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import text
from sqlmodel import Field, SQLModel


class Draft(SQLModel, table=True):
    """One unfinished line. ``place`` names what was being typed: "note", "own", "words 7".

    window: the one it is typed in, so that two people who write about one guest never write into each other's line.
    It is nobody's act yet, so it carries no version and stands in no journal.
    """

    guest_id: int = Field(foreign_key="guest.id", primary_key=True)
    place: str = Field(max_length=40, primary_key=True)
    window: str = Field(default="", max_length=16, primary_key=True, sa_column_kwargs={"server_default": text("''")})
    text: str = Field(max_length=500)
    at: datetime
