"""The shift a job runs in, by the house's own hours."""

from __future__ import annotations

from delightdesk.domain.shifts import Hours, Shift, hours_of, last_shift, shift_at
from delightdesk.store.work import Work


def hours(work: Work) -> tuple[Hours, ...]:
    """The shifts of the house's day."""
    return hours_of(work.house.shifts, work.house.sector)


def running(work: Work) -> Shift | None:
    """The shift that runs now; None where the house is closed."""
    return shift_at(work.now, hours(work), work.house.day_starts, work.zone)


def running_or_last(work: Work) -> Shift:
    """The shift that runs now, or the last that did."""
    return running(work) or last_shift(work.now, hours(work), work.house.day_starts, work.zone)
