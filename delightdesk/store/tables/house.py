"""The house: one row, what the owner set."""

from __future__ import annotations

from datetime import datetime, time

from sqlmodel import Field

from delightdesk.domain.vocabulary import AlcoholRule, Sector
from delightdesk.store.tables.columns import Kept, text_enum


class House(Kept, table=True):
    """The settings of this desk; there is exactly one row, id 1.

    at_desk: who sat down at it last, whom the next start takes for the person at the desk.
    """

    name: str = Field(max_length=120)
    sector: Sector = Field(sa_type=text_enum(Sector))
    currency: str = Field(max_length=3)
    zone: str = Field(default="", max_length=64)
    day_starts: time = Field(default=time(4, 0))
    day_first: bool = Field(default=True)
    delight_allowance: int = Field(default=3000)
    problem_allowance: int = Field(default=10000)
    alcohol_rule: AlcoholRule = Field(default=AlcoholRule.ASK, sa_type=text_enum(AlcoholRule))
    theme: str = Field(default="", max_length=40)
    catalogue_version: int = Field(default=0)
    is_demo: bool = Field(default=False)
    at_desk: int | None = Field(default=None, foreign_key="staff.id")
    pack_seen_at: datetime | None = Field(default=None)
