"""The days that insights look at: where they begin and end on the clock of the house, and how the database counts them.

Instants are kept in UTC, and the house counts in its own days and nights. So the database is told by how much to move
the clock before it takes the day of an instant, once for each stretch between two changes to or from summer time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from sqlalchemy import String, bindparam, case, func, type_coerce

from delightdesk.desk import shift_now
from delightdesk.domain.clock import at_house
from delightdesk.domain.shifts import Hours
from delightdesk.store.work import Work

_NIGHT = Hours("night", time(22), time(6))
MOST = 180
"""The longest span that is looked at, in days."""
_STRETCHES = 4
"""How many stretches of one distance to UTC there can be: within a year the clock changes three times at most."""


@dataclass(frozen=True, slots=True)
class Days:
    """The house's days from ``first`` to ``last``, and as many before them from ``before`` on.

    since, middle, until: the instants at which the days before begin, these days begin, and these days are over.
    """

    before: date
    first: date
    last: date
    since: datetime
    middle: datetime
    until: datetime

    @classmethod
    def of(cls, work: Work, last: date, days: int) -> Days:
        """So many days up to ``last``."""
        first = last - timedelta(days=days - 1)
        before = first - timedelta(days=days)
        since, middle, until = (_begins(work, day) for day in (before, first, last + timedelta(days=1)))
        return cls(before, first, last, since, middle, until)

    @property
    def length(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1


def on_clock(at: Any, part: str) -> Any:
    """By how much UTC is moved to the house's clock at ``at``; the ``part`` says from which hour it is counted."""
    shifts = [bindparam(f"{part}{number}", type_=String) for number in range(_STRETCHES)]
    changes: list[Any] = [bindparam(f"change{number}") for number in range(_STRETCHES - 1)]
    return case(*((at < change, shift) for change, shift in zip(changes, shifts, strict=False)), else_=shifts[-1])


night_long = bindparam("night_long", type_=String)
"""How long the night is, on a clock that is moved so that the night begins at midnight."""


def second_of(at: Any) -> Any:
    """An instant as text, without what is below a second: so its day is never rounded up."""
    return func.substr(type_coerce(at, String), 1, 19)


def night(work: Work) -> Hours:
    """The house's night shift, or 22 to 6."""
    return next((each for each in shift_now.hours(work) if "night" in each.name.casefold()), _NIGHT)


def night_values(work: Work) -> dict[str, str]:
    """What `night_long` and the hour of an arrival are compared by."""
    hours = night(work)
    return {
        "eta_shift": _seconds(-_of_day(hours.begins)),
        "night_long": f"{hours.minutes // 60:02}:{hours.minutes % 60:02}:00",
    }


def clocks(work: Work, days: Days) -> dict[str, Any]:
    """By how much UTC is moved in each stretch of the span, to count by the house's day and by its night."""
    stretches = list(_stretches(work.zone, days))[:_STRETCHES]
    stretches += [stretches[-1]] * (_STRETCHES - len(stretches))
    begins, dusk = _of_day(work.house.day_starts), _of_day(night(work).begins)
    values: dict[str, Any] = {}
    for number, (until, offset) in enumerate(stretches):
        values |= {f"day{number}": _seconds(offset - begins), f"night{number}": _seconds(offset - dusk)}
        values[f"change{number}"] = until
    del values[f"change{_STRETCHES - 1}"]
    return values


def _stretches(zone: tzinfo, days: Days) -> Iterator[tuple[datetime, int]]:
    """The times between two changes of the clock: when each is over, and its seconds ahead of UTC."""
    at = days.since
    while at < days.until:
        later = min(at + timedelta(days=1), days.until)
        if _offset(later, zone) != _offset(at, zone):
            later = _change(at, later, zone)
            yield later, _offset(at, zone)
        at = later
    yield days.until, _offset(days.until, zone)


def _change(at: datetime, later: datetime, zone: tzinfo) -> datetime:
    """The second between two instants from which the clock is the later one's."""
    while later - at > timedelta(seconds=1):
        between = (at + (later - at) / 2).replace(microsecond=0)
        at, later = (between, later) if _offset(between, zone) == _offset(at, zone) else (at, between)
    return later


def _offset(at: datetime, zone: tzinfo) -> int:
    return round((at.astimezone(zone).utcoffset() or timedelta()).total_seconds())


def _seconds(count: int) -> str:
    return f"{count:+d} seconds"


def _of_day(at: time) -> int:
    return at.hour * 3600 + at.minute * 60


def _begins(work: Work, day: date) -> datetime:
    return at_house(day, work.house.day_starts, work.zone)
