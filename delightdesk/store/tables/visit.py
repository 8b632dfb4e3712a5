"""The visit: a stay, a table, an appointment, a collection."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy import Index
from sqlmodel import Field

from delightdesk.domain.vocabulary import VisitStatus
from delightdesk.store.tables.columns import Kept, text_enum


class Visit(Kept, table=True):
    """One visit of one guest. ``arrive`` and ``depart`` are the house's days.

    eta: the hour announced; an hour before the house's day starts belongs to the night that follows.
    child_ages: age bands only, never names ("2-5, 6-9"). flags: words the booking system sent ("VIP").
    """

    __table_args__ = (Index("ix_visit_day", "arrive", "status"), Index("ix_visit_status", "status"))

    guest_id: int = Field(foreign_key="guest.id", index=True)
    ref: str = Field(default="", max_length=64, index=True)
    second_ref: str = Field(default="", max_length=64)
    room: str = Field(default="", max_length=40)
    room_type: str = Field(default="", max_length=60)
    arrive: date
    depart: date | None = Field(default=None)
    eta: time | None = Field(default=None)
    status: VisitStatus = Field(default=VisitStatus.EXPECTED, sa_type=text_enum(VisitStatus))
    adults: int = Field(default=1)
    children: int = Field(default=0)
    infants: int = Field(default=0)
    child_ages: str = Field(default="", max_length=60)
    rooms: int = Field(default=1)
    flags: str = Field(default="", max_length=120)
    import_run: int | None = Field(default=None)
