"""The house's day and clock.

A hotel's day does not end at midnight: whoever arrives at 00:40 belongs to the day before. Instants are
aware UTC everywhere; this page alone turns them into the house's days and back, and says days the way
people do.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from delightdesk.domain.errors import Invalid

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class _ThisPC(tzinfo):
    """The zone this PC is set to, with its summer time, whatever the operating system calls it."""

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        return None if moment is None else moment.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, moment: datetime | None) -> timedelta | None:
        return None if moment is None else timedelta(0)

    def tzname(self, moment: datetime | None) -> str | None:
        return None if moment is None else moment.replace(tzinfo=None).astimezone().tzname()

    def fromutc(self, moment: datetime) -> datetime:
        stamp = moment.replace(tzinfo=UTC).timestamp()
        return datetime.fromtimestamp(stamp).replace(tzinfo=self)  # noqa: DTZ006 - knows an hour that comes twice


def zone_of(name: str) -> tzinfo:
    """The zone called ``name`` ("Europe/Berlin"); an empty name means this PC's own. Raises `Invalid`."""
    if not name.strip():
        return _ThisPC()
    try:
        return ZoneInfo(name.strip())
    except (KeyError, ValueError, OSError):
        raise Invalid(
            f"The time zone “{name}” is not known, so it was not changed; use a name such as Europe/London.",
            field="zone",
        ) from None


def zone_or_here(name: object) -> tzinfo:
    """The zone called ``name``, or this PC's own where what stands on file is none: the desk opens all the same."""
    try:
        return zone_of(name if isinstance(name, str) else "")
    except Invalid:
        return zone_of("")


def house_day(now: datetime, day_starts: time, zone: tzinfo) -> date:
    """The house's date at the aware instant ``now``; before ``day_starts`` it is still the day before."""
    local = now.astimezone(zone)
    return local.date() - timedelta(days=local.time() < day_starts)


def at_house(day: date, at: time, zone: tzinfo) -> datetime:
    """The instant (aware, UTC) at which the house's clock shows ``at`` on ``day``.

    A time that the change to summer time skips becomes the one an hour later; one that happens twice in
    autumn is the first of the two.
    """
    return datetime.combine(day, at.replace(tzinfo=None, fold=0), tzinfo=zone).astimezone(UTC)


def arrival_instant(arrive: date, eta: time | None, day_starts: time, zone: tzinfo) -> datetime | None:
    """When a guest of the house's day ``arrive`` is expected; None without an ETA.

    An ETA before the day starts belongs to the night that follows: arriving on the 14th at 00:30 is the
    15th on the calendar.
    """
    if eta is None:
        return None
    return at_house(arrive + timedelta(days=eta.replace(tzinfo=None) < day_starts), eta, zone)


def spoken_day(day: date, today: date) -> str:
    """ "today", "tomorrow", "Thursday" for the coming week, "3 June", "3 June 2025" in another year."""
    ahead = (day - today).days
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    if ahead in near:
        return near[ahead]
    if 1 < ahead < 7:
        return WEEKDAYS[day.weekday()]
    spoken = f"{day.day} {MONTHS[day.month - 1]}"
    return spoken if day.year == today.year else f"{spoken} {day.year}"


def ago(day: date, today: date) -> str:
    """ "5 months ago": days up to two weeks, weeks up to two months, months up to two years, then years."""
    days = (today - day).days
    if days < 2:
        return spoken_day(day, today)
    months = (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
    if days < 14:
        return f"{days} days ago"
    if months < 2:
        return f"{days // 7} weeks ago"
    return f"{months} months ago" if months < 24 else f"{months // 12} years ago"
