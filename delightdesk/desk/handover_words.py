"""How a handover says hours, people and its own length.

A sheet is a record that is read on other days too, so it never says "tomorrow": an hour of another day carries its day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from delightdesk.desk.handover_lines import SheetLine
from delightdesk.domain.clock import MONTHS, WEEKDAYS
from delightdesk.domain.handing_over import reading_minutes
from delightdesk.domain.shifts import Shift

_WEEK = 6


def hour(at: datetime | None, on: date, zone: tzinfo) -> str:
    """ "18:00" on the calendar's day ``on``, "Mon 00:30" within the week, else "3 July 12:00"; "" for no hour."""
    if at is None:
        return ""
    local = at.astimezone(zone)
    day, away = local.date(), abs((local.date() - on).days)
    if away == 0:
        return f"{local:%H:%M}"
    if away <= _WEEK:
        return f"{WEEKDAYS[day.weekday()][:3]} {local:%H:%M}"
    return f"{dated(day)}{'' if day.year == on.year else f' {day.year}'} {local:%H:%M}"


def dated(day: date) -> str:
    """ "14 June"."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def stamp(name: str | None, at: datetime | None, shift_ends: datetime, zone: tzinfo) -> str:
    """Who did it and when: "Ana 22:58"; with its day where that is another one than the shift ended on."""
    if at is None:
        return ""
    return f"{name or ''} {hour(at, shift_ends.astimezone(zone).date(), zone)}".strip()


def shift_name(name: str) -> str:
    """ "late shift"; a house may have called it so itself."""
    return name if "shift" in name.casefold() else f"{name} shift"


def shift_words(shift: Shift, today: date, zone: tzinfo) -> str:
    """ "late shift, Sunday 14 June, 15:00 to 23:00"."""
    begins, ends = shift.begins_at.astimezone(zone), shift.ends_at.astimezone(zone)
    year = "" if shift.day.year == today.year else f" {shift.day.year}"
    day = f"{WEEKDAYS[shift.day.weekday()]} {dated(shift.day)}{year}"
    return f"{shift_name(shift.name)}, {day}, {begins:%H:%M} to {ends:%H:%M}"


def minutes_of(lines: Sequence[SheetLine]) -> int:
    """How long the lines take to read aloud, in whole minutes."""
    aloud = (f"{line.who} {line.what} {line.due_text} {line.owner} {line.next_step}" for line in lines)
    return reading_minutes(aloud, (each for line in lines for each in line.details))


def headline(lines: Sequence[SheetLine], minutes: int, *, nothing: bool) -> str:
    """ "9 lines, about 1 minute to read"."""
    if not lines:
        return "Nothing to report" if nothing else "Nothing to hand over yet"
    count = "1 line" if len(lines) == 1 else f"{len(lines)} lines"
    return f"{count}, about {minutes} minute{'' if minutes == 1 else 's'} to read"
