"""The people at the desk."""

from __future__ import annotations

from sqlmodel import Field

from delightdesk.domain.vocabulary import Role
from delightdesk.store.tables.columns import Kept, text_enum


class Staff(Kept, table=True):
    """One person who works here. Every journal entry names one."""

    name: str = Field(max_length=80)
    role: Role = Field(default=Role.RECEPTIONIST, sa_type=text_enum(Role))
