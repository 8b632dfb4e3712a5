"""The people at the desk."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from delightdesk.domain.vocabulary import Role
from delightdesk.store.tables.columns import Kept, text_enum


class Staff(Kept, table=True):
    """One person who works here. Every journal entry names one; ``deleted_at`` is when their account was closed.

    delight_allowance, problem_allowance: what this person may spend unasked, minor units; None follows the house.
    """

    name: str = Field(max_length=80)
    role: Role = Field(default=Role.RECEPTIONIST, sa_type=text_enum(Role))
    delight_allowance: int | None = Field(default=None)
    problem_allowance: int | None = Field(default=None)


class Pin(SQLModel, table=True):
    """A person's PIN as scrypt left it, and how often it was typed wrong in a row.

    It stands in no journal and is nobody's act. failures counts every attempt before it is looked at, so that neither
    a second window nor a kill in between gives one for free.
    """

    staff_id: int = Field(foreign_key="staff.id", primary_key=True)
    salt: str = Field(max_length=64)
    hash: str = Field(max_length=128)
    cost: int
    failures: int = Field(default=0)
    last_at: datetime | None = Field(default=None)
