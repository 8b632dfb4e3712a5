"""Lead time: whether a gesture can still be ready, and by when.

A guest in house has until they leave; what belongs to the arrival has only until the arrival. Where no hour
is known, the usual hours of a house stand in, on the cautious side.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from delightdesk.domain.avoiding import short_day
from delightdesk.domain.ideas import Idea
from delightdesk.domain.signals import Scene
from delightdesk.domain.vocabulary import Moment, Sector, VisitStatus

ARRIVES_FROM, LEAVES_BY = time(15), time(12)
"""Hours of arrival and departure in a hotel when nobody told us."""

SITTING = timedelta(hours=2)
"""How long a visit without a night usually lasts."""

AT_THE_DOOR = timedelta(minutes=15)
"""What is left once the hour of leaving has passed and the guest is still here."""

UNTOLD = timedelta(hours=1)
"""What is left before an arrival whose hour nobody told, at the least."""

_BEFORE = frozenset({Moment.BOOKING, Moment.BEFORE_ARRIVAL})
_ARRIVAL = _BEFORE | {Moment.CHECK_IN}


def arrives_at(scene: Scene) -> datetime | None:
    """When an expected guest can be here, never earlier than now; None when nobody is expected.

    A told hour is taken as it is; an untold one leaves at least an hour.
    """
    visit, house = scene.known.visit, scene.house
    if visit is None or visit.status is not VisitStatus.EXPECTED:
        return None
    if visit.eta is not None:
        return max(house.now, visit.eta)
    return max(house.now + UNTOLD, _at(visit.arrive, ARRIVES_FROM, house.now))


def leaves_at(scene: Scene) -> datetime | None:
    """The last moment at which something can be given in house; None when that is open."""
    visit, house = scene.known.visit, scene.house
    if visit is None or visit.status not in (VisitStatus.EXPECTED, VisitStatus.IN_HOUSE):
        return None
    if visit.depart is not None and visit.depart > visit.arrive:
        return max(_at(visit.depart, LEAVES_BY, house.now), house.now + AT_THE_DOOR)
    if house.sector is Sector.HOTEL and visit.depart is None:
        return None
    return (arrives_at(scene) or house.now) + SITTING


def too_late(idea: Idea, scene: Scene) -> str | None:
    """Why the idea can no longer be ready in time, or None when it can."""
    visit = scene.known.visit
    if visit is None or Moment.AFTER in idea.moments:
        return None
    if visit.status is VisitStatus.LEFT:
        return "the guest has left"
    if visit.status is VisitStatus.IN_HOUSE:
        over = _moment_over(idea, visit.arrive, scene.house.today)
        if over is not None:
            return over
    arrival = arrives_at(scene)
    only_arrival = bool(idea.moments) and idea.moments <= _ARRIVAL
    if arrival is not None and only_arrival:
        return _short_of(idea.lead, arrival - scene.house.now, "the guest arrives")
    leaving = leaves_at(scene)
    return None if leaving is None else _short_of(idea.lead, leaving - scene.house.now, "the guest leaves")


def after_arrival(idea: Idea, scene: Scene) -> str | None:
    """A word of warning when the guest will be here before the gesture is ready."""
    arrival = arrives_at(scene)
    if arrival is None or not idea.moments & (_ARRIVAL | {Moment.IN_HOUSE}):
        return None
    short = _short_of(idea.lead, arrival - scene.house.now, "the guest arrives")
    return None if short is None else f"{short}: give it later"


def ready_by(idea: Idea, scene: Scene) -> datetime | None:
    """When it can be ready, or is wanted if that is later; None means now."""
    now, visit = scene.house.now, scene.known.visit
    if not idea.lead:
        return None
    if idea.moments == frozenset({Moment.AFTER}):
        return (leaves_at(scene) or now) + idea.lead
    if visit is None or visit.status is not VisitStatus.EXPECTED:
        return now + idea.lead
    return max(now + idea.lead, visit.eta or _at(visit.arrive, ARRIVES_FROM, now))


def span(length: timedelta) -> str:
    """A stretch of time in few letters: ``"25 min"``, ``"4 h"``, ``"2 days"``."""
    minutes = int(length.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 24 * 60 or (minutes < 48 * 60 and minutes % (24 * 60)):
        hours, rest = divmod(minutes, 60)
        return f"{hours} h {rest} min" if rest and hours < 6 else f"{hours} h"
    days = minutes // (24 * 60)
    return "1 day" if days == 1 else f"{days} days"


def _moment_over(idea: Idea, arrive: date, today: date) -> str | None:
    past = _BEFORE if arrive >= today else _ARRIVAL
    if idea.moments and idea.moments <= past:
        return f"its moment is over, the guest arrived on {short_day(arrive, today)}"
    return None


def _short_of(lead: timedelta, left: timedelta, event: str) -> str | None:
    if lead <= left:
        return None
    when = f"in {span(left)}" if left >= timedelta(minutes=1) else "any minute"
    return f"needs {span(lead)}, {event} {when}"


def _at(day: date, hour: time, now: datetime) -> datetime:
    return datetime.combine(day, hour, tzinfo=now.tzinfo)
