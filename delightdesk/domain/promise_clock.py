"""The clock of what is owed: when to warn, what needs a person first, and how to say a time is slipping.

A guest forgives a late promise they heard of in time; nobody forgives the one they had to ask about.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import IntEnum

from delightdesk.domain.vocabulary import TaskKind

LEAST = timedelta(minutes=15)
"""The least time before it is due at which somebody is warned."""

_PREPARED = frozenset({TaskKind.PROMISE, TaskKind.DELIVERY})
_DAY, _HOUR = 24 * 60, 60
_SOME_DAY = datetime.max.replace(tzinfo=UTC)


class Urgency(IntEnum):
    """How much something owed needs a person now; the smaller, the sooner."""

    OVERDUE = 0
    OFFERED = 1
    WARNED = 2
    ORPHAN = 3
    SOON = 4
    LATER = 5
    SOMETIME = 6


def warn_at(made: datetime, due: datetime, kind: TaskKind = TaskKind.PROMISE) -> datetime:
    """The instant (aware UTC) from which something owed should be looked at, never before it was made.

    A promise and a delivery have to be prepared: half the time before, but at least `LEAST`. Anything else is done in
    one go when it is due, and a contact two weeks on would only be in the way for the second of them: `LEAST` before.
    """
    start, end = made.astimezone(UTC), due.astimezone(UTC)
    half = start + (end - start) / 2 if kind in _PREPARED else end
    return max(start, min(half, end - LEAST))


def urgency(
    now: datetime,
    due: datetime | None,
    warn: datetime | None,
    *,
    prepared: bool,
    offered_to_me: bool,
    is_orphan: bool,
    day_ends: datetime,
) -> Urgency:
    """How much it needs a person now.

    prepared: it is ready to be handed over, so nobody is warned. offered_to_me: it waits for a yes of whoever looks.
    day_ends: the instant at which the house's day is over.
    """
    if due is not None and due <= now:
        return Urgency.OVERDUE
    if offered_to_me:
        return Urgency.OFFERED
    if warn is not None and warn <= now and not prepared:
        return Urgency.WARNED
    if is_orphan:
        return Urgency.ORPHAN
    if due is None:
        return Urgency.SOMETIME
    return Urgency.SOON if due < day_ends else Urgency.LATER


def sort_key(level: Urgency, severity: int, due: datetime | None, number: int) -> tuple[int, int, datetime, int]:
    """What needs a person first stands first: urgency, then the graver, then the earlier due; ``number`` is the id.

    What nobody has to see to yet goes by its day alone.
    """
    graver = -severity if level < Urgency.LATER else 0
    return int(level), graver, _SOME_DAY if due is None else due.astimezone(UTC), number


def running(since: datetime, now: datetime) -> str:
    """How long something has been going on: "14 min", "2 h 05", "3 days"."""
    return _spoken(max(timedelta(0), now.astimezone(UTC) - since.astimezone(UTC)))


def left(due: datetime, now: datetime) -> str:
    """How far off it is: "in 14 min", "in 3 h", "25 min ago", "now" within a minute."""
    ahead = due.astimezone(UTC) - now.astimezone(UTC)
    if abs(ahead) < timedelta(minutes=1):
        return "now"
    return f"in {_spoken(ahead)}" if ahead > timedelta(0) else f"{_spoken(-ahead)} ago"


def call_words(title: str, due: datetime, new: str) -> str:
    """The sentence to say when we call the guest before they have to call us: the true new time and no excuse.

    ``due``: in the house's zone. ``new``: the new time as it is said ("19:00"), empty while nobody knows it.
    """
    said = f"About {title}: we said {due:%H:%M}, and"
    if new.strip():
        return f"{said} it will be {new.strip()}. I am sorry, and I wanted you to hear it from us first."
    return f"{said} it will be later. I am sorry; I will call you again as soon as I know the true time."


def _spoken(length: timedelta) -> str:
    minutes = length // timedelta(minutes=1)
    if minutes < _HOUR:
        return f"{minutes} min"
    if minutes < _DAY:
        return f"{minutes // _HOUR} h {minutes % _HOUR:02}" if minutes % _HOUR else f"{minutes // _HOUR} h"
    return "1 day" if minutes < 2 * _DAY else f"{minutes // _DAY} days"
