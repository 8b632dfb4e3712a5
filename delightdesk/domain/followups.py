"""Hearing from us again: the contacts that are planted when a guest is even.

Fixed is forgotten by us and not by the guest. So somebody asks on the next day, says goodbye in person, and writes or
calls once more when nobody expects it. It is service and never an offer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from delightdesk.domain.clock import at_house, house_day
from delightdesk.domain.vocabulary import Sector

NEXT_DAY_AT, FAREWELL_AT, LATER_AT = time(10), time(8), time(11)
BEFORE_FAREWELL = timedelta(hours=2)
USUAL_DAYS, DAYS_AFTER_STAY, MOST_DAYS = 14, 7, 30


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One contact to make. ``due``: aware UTC. ``unexpected``: the guest does not count on it."""

    title: str
    due: datetime
    unexpected: bool


def follow_ups(
    now: datetime,
    today: date,
    *,
    in_house: bool,
    depart: date | None,
    zone: tzinfo,
    day_starts: time,
    sector: Sector,
) -> tuple[FollowUp, ...]:
    """The contacts to plant when even is reached at ``now`` on the house's day ``today``, soonest first.

    The next day in the stay and the farewell only for whoever is in the house then; one contact later for everybody, 14
    days on, or a week after a departure that lies beyond that, at most 30 days after even. None is in the past.
    """

    def at(day: date, hour: time) -> datetime:
        return at_house(day + timedelta(days=hour < day_starts), hour, zone)

    planted = []
    stays_on = depart is None and sector is Sector.HOTEL
    tomorrow = today + timedelta(days=1)
    if in_house and (stays_on or (depart is not None and tomorrow < depart)):
        planted.append(FollowUp("Ask in person how it is now", at(tomorrow, NEXT_DAY_AT), unexpected=False))
    if in_house and depart is not None and depart >= today:
        farewell = at(depart, FAREWELL_AT)
        if farewell <= now:
            farewell = now.astimezone(UTC) + BEFORE_FAREWELL
        if house_day(farewell, day_starts, zone) == depart:
            planted.append(FollowUp("Say goodbye in person and ask how the stay was", farewell, unexpected=False))
    later = FollowUp("A card by hand or a short call, to ask how they are", at(_later(today, depart), LATER_AT), True)
    return tuple(each for each in (*planted, later) if each.due > now)


def _later(today: date, depart: date | None) -> date:
    usual = today + timedelta(days=USUAL_DAYS)
    if depart is None or depart < usual:
        return usual
    return min(depart + timedelta(days=DAYS_AFTER_STAY), today + timedelta(days=MOST_DAYS))
