"""Wanted: at which hour a gesture has its place.

A toast belongs to the evening of the day it is for, a card to its morning, and nothing to an hour at which the
guest is not there yet.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from delightdesk.domain.avoiding import FOOD
from delightdesk.domain.ideas import Idea
from delightdesk.domain.knowledge import OccasionDue
from delightdesk.domain.leadtime import arrives_at, leaves_at, ready_by
from delightdesk.domain.signals import Scene
from delightdesk.domain.vocabulary import Moment, VisitStatus

MORNING, EVENING = time(9), time(18)
"""Hours at which the day's card is found and the day's toast is drunk."""

LAST_CALL = time(20)
"""From here until the morning nobody who has gone home is called."""

NIGHT, DAY = time(23), time(8)
"""Between these hours nothing is sent up: what would be ready then is given in the morning."""

_BEFORE = frozenset({Moment.BOOKING, Moment.BEFORE_ARRIVAL})
_ARRIVAL = _BEFORE | {Moment.CHECK_IN}
_WITH_THEM = frozenset({Moment.CHECK_IN, Moment.IN_HOUSE})
_LATER = frozenset({Moment.AFTER})


def wanted_by(idea: Idea, scene: Scene, due: OccasionDue | None) -> datetime | None:
    """When it is to be ready; ``due`` is the occasion it is given for. Aware, in the house's zone; None means now."""
    ready = ready_by(idea, scene) or _when_here(idea, scene)
    day = _last_morning(scene) if idea.moments == {Moment.CHECK_OUT} else None
    if day is None and due is not None:
        day = _hour_of(idea, scene, due)
    wanted = ready if day is None else day if ready is None else max(ready, day)
    if wanted is not None and idea.moments == _LATER:
        return _by_day(_on_the_quarter(wanted))
    return wanted if wanted is None or not idea.lead else _not_at_night(_on_the_quarter(wanted), scene)


def _on_the_quarter(wanted: datetime) -> datetime:
    """The next quarter of an hour: nobody in a kitchen works to 20:12."""
    past = timedelta(minutes=wanted.minute % 15, seconds=wanted.second, microseconds=wanted.microsecond)
    return wanted - past + timedelta(minutes=15) if past else wanted


def _by_day(wanted: datetime) -> datetime:
    """An hour at which one may call somebody at home."""
    if MORNING <= wanted.time() < LAST_CALL:
        return wanted
    return datetime.combine(wanted.date() + timedelta(days=wanted.time() >= LAST_CALL), MORNING, tzinfo=wanted.tzinfo)


def _not_at_night(wanted: datetime, scene: Scene) -> datetime:
    """The next morning for an hour of the night, unless the guest comes or goes in it."""
    if DAY <= wanted.time() < NIGHT:
        return wanted
    morning = wanted.date() + timedelta(days=wanted.time() >= NIGHT)
    hour = datetime.combine(morning, DAY, tzinfo=wanted.tzinfo)
    coming, gone = arrives_at(scene), leaves_at(scene)
    waits_up = coming is not None and coming > scene.house.now and coming >= wanted
    return wanted if waits_up or (gone is not None and hour >= gone) else hour


def _when_here(idea: Idea, scene: Scene) -> datetime | None:
    """The arrival, for what takes no time but needs the guest; None when they are here or it can be done before."""
    arrival = arrives_at(scene)
    if arrival is None or idea.moments & _BEFORE or not idea.moments & _WITH_THEM or arrival <= scene.house.now:
        return None
    return arrival


def _last_morning(scene: Scene) -> datetime | None:
    """The morning of a departure that lies ahead, or the end of a visit without a night; None when it is unknown."""
    visit = scene.known.visit
    if visit is None:
        return None
    if visit.depart is None or visit.depart <= scene.house.today:
        return leaves_at(scene) if visit.status is VisitStatus.EXPECTED else None
    return datetime.combine(visit.depart, MORNING, tzinfo=scene.house.now.tzinfo)


def _hour_of(idea: Idea, scene: Scene, due: OccasionDue) -> datetime | None:
    """The hour of a later day of this visit, or None when the occasion does not lie on one."""
    visit, now = scene.known.visit, scene.house.now
    if visit is None or visit.depart is None or not max(visit.arrive, scene.house.today) < due.on <= visit.depart:
        return None
    if idea.moments <= _ARRIVAL or idea.moments == _LATER:
        return None
    edible = bool(idea.all_tags & FOOD)
    day = due.on - timedelta(days=1) if edible and due.on == visit.depart else due.on
    hour = datetime.combine(day, EVENING if edible else MORNING, tzinfo=now.tzinfo)
    here, gone = arrives_at(scene) or now, leaves_at(scene)
    hour = max(hour, here)
    return hour if gone is None else min(hour, gone)
