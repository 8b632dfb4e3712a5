"""The shifts of a house: its hours as the owner writes them, and which shift an instant belongs to.

Hours are one line, "early 07:00-15:00, late 15:00-23:00, night 23:00-07:00", because that is how they hang on the
wall. A shift belongs to the house's day on which it begins, so a night shift is one shift and not two halves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from delightdesk.domain.clock import at_house, house_day
from delightdesk.domain.errors import Invalid
from delightdesk.domain.text import clean
from delightdesk.domain.vocabulary import Sector

USUAL: Mapping[Sector, str] = {
    Sector.HOTEL: "early 07:00-15:00, late 15:00-23:00, night 23:00-07:00",
    Sector.RESTAURANT: "lunch 10:00-16:00, evening 16:00-01:00",
    Sector.SHOP: "day 09:00-19:00",
    Sector.CLINIC: "morning 08:00-13:00, afternoon 13:00-19:00",
}
"""What a house works until it says otherwise."""

MOST = 6
_NAME_LONG = 20
_ONE = re.compile(
    r"(?P<name>\D+?)\s*(?P<b>\d{1,2}(?:[:.]\d\d)?)\s*(?:-|–|to|until)\s*(?P<e>\d{1,2}(?:[:.]\d\d)?)", re.I
)


@dataclass(frozen=True, slots=True)
class Hours:
    """One shift of the day as the house set it; one that ends at or before it begins runs over midnight."""

    name: str
    begins: time
    ends: time

    @property
    def minutes(self) -> int:
        """How long it is on the clock; 24 hours when it ends as it begins."""
        span = (self.ends.hour - self.begins.hour) * 60 + self.ends.minute - self.begins.minute
        return span if span > 0 else span + 24 * 60


@dataclass(frozen=True, slots=True)
class Shift:
    """One shift of one day. begins_at, ends_at: aware UTC; on a night of the clock change it is an hour shorter or
    longer, as it is for those who work it."""

    name: str
    day: date
    begins_at: datetime
    ends_at: datetime


@lru_cache(maxsize=64)
def parse_shifts(typed: str) -> tuple[Hours, ...]:
    """The hours of "early 7-15, late 15:00-23:00", in the order of the day. Raises `Invalid` (field "shifts").

    Gaps are fine, a shop is closed at night; two shifts at once are not, nobody would know whose handover it is.
    """
    found: list[Hours] = []
    for part in re.split(r"[,;\n]", typed):
        if not part.strip():
            continue
        said = _ONE.fullmatch(part.strip())
        if said is None:
            raise _bad(f"“{clean(part, 40)}” is no shift such as early 07:00-15:00.")
        name = clean(said["name"], _NAME_LONG).strip()
        if any(each.name.casefold() == name.casefold() for each in found):
            raise _bad(f"Two shifts are called {name}.")
        found.append(Hours(name, _time(said["b"]), _time(said["e"])))
    if not found:
        raise _bad("There has to be at least one shift, such as day 09:00-19:00.")
    if len(found) > MOST:
        raise _bad(f"A day has at most {MOST} shifts.")
    found.sort(key=lambda each: each.begins)
    _refuse_overlaps(found)
    return tuple(found)


def written(hours: Sequence[Hours]) -> str:
    """The hours as they are kept and shown: "early 07:00-15:00, late 15:00-23:00"."""
    return ", ".join(f"{each.name} {each.begins:%H:%M}-{each.ends:%H:%M}" for each in hours)


def hours_of(kept: str, sector: Sector) -> tuple[Hours, ...]:
    """The hours a house set, or those usual in its sector. What cannot be read any more counts as not set."""
    try:
        return parse_shifts(kept or USUAL[sector])
    except Invalid:
        return parse_shifts(USUAL[sector])


def shifts_around(now: datetime, hours: Sequence[Hours], day_starts: time, zone: tzinfo) -> tuple[Shift, ...]:
    """Every shift from two house days ago until tomorrow, in the order of time."""
    today = house_day(now, day_starts, zone)
    days = [today + timedelta(days=by) for by in (-2, -1, 0, 1)]
    found = [_on(day, each, day_starts, zone) for day in days for each in hours]
    return tuple(sorted(found, key=lambda shift: shift.begins_at))


def shift_at(now: datetime, hours: Sequence[Hours], day_starts: time, zone: tzinfo) -> Shift | None:
    """The shift that runs at ``now``; None where the house is closed."""
    around = shifts_around(now, hours, day_starts, zone)
    return next((shift for shift in around if shift.begins_at <= now < shift.ends_at), None)


def last_shift(now: datetime, hours: Sequence[Hours], day_starts: time, zone: tzinfo) -> Shift:
    """The newest shift that is over at ``now``."""
    around = shifts_around(now, hours, day_starts, zone)
    return [shift for shift in around if shift.ends_at <= now][-1]


def next_shift(now: datetime, hours: Sequence[Hours], day_starts: time, zone: tzinfo) -> Shift:
    """The first shift that begins after ``now``."""
    around = shifts_around(now, hours, day_starts, zone)
    return next(shift for shift in around if shift.begins_at > now)


def _on(day: date, hours: Hours, day_starts: time, zone: tzinfo) -> Shift:
    """The shift of a house day; one that begins before the day starts stands on the calendar's next day."""
    first = day + timedelta(days=hours.begins < day_starts)
    last = first + timedelta(days=hours.ends <= hours.begins)
    return Shift(hours.name, day, at_house(first, hours.begins, zone), at_house(last, hours.ends, zone))


def _time(typed: str) -> time:
    hour, _, minute = typed.replace(".", ":").partition(":")
    if int(hour) == 24 and not int(minute or 0):
        return time(0)
    if int(hour) > 23 or int(minute or 0) > 59:
        raise _bad(f"{typed} is no time of the day.")
    return time(int(hour), int(minute or 0))


def _refuse_overlaps(hours: Sequence[Hours]) -> None:
    """``hours`` in the order of the day; the last may run into the first of the next."""
    for place, each in enumerate(hours):
        following = hours[(place + 1) % len(hours)]
        gap = (following.begins.hour - each.begins.hour) * 60 + following.begins.minute - each.begins.minute
        if each.minutes > (gap if gap > 0 else gap + 24 * 60):
            raise _bad(f"{each.name} is still on when {following.name} begins.")


def _bad(sentence: str) -> Invalid:
    return Invalid(f"{sentence} Nothing was saved yet.", "shifts")
