"""One day as a person types it into a field."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from delightdesk.domain.clock import WEEKDAYS
from delightdesk.domain.dates import clock_of
from delightdesk.domain.errors import Invalid
from delightdesk.domain.text import clean

_WORDS = {"today": 0, "now": 0, "tonight": 0, "tomorrow": 1, "yesterday": -1}
_WEEKDAYS = tuple(day.casefold() for day in WEEKDAYS)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read_day(typed: str, today: date, *, day_first: bool, field: str) -> date:
    """Read "today", "friday", "+3", "2026-06-14", "14/6", "14.06.26", "14 jun", "jun 14 2026".

    A weekday is the next of its name, today included. Without a year the nearest such day within half a year is meant.
    Raises `Invalid` for ``field``.
    """
    text = clean(typed, 40).casefold().strip()
    if text in _WORDS:
        return today + timedelta(days=_WORDS[text])
    if text in _WEEKDAYS:
        return today + timedelta(days=(_WEEKDAYS.index(text) - today.weekday()) % 7)
    if ahead := re.fullmatch(r"\+(\d{1,3})", text):
        return today + timedelta(days=int(ahead[1]))
    try:
        found = _numbers(text, day_first) or _with_month(text)
        if found:
            day, month, year = found
            return date(year, month, day) if year else _nearest(day, month, today)
    except ValueError:
        pass
    raise Invalid(f"“{clean(typed, 20)}” is no day such as 14 jun or 2026-06-14. Nothing was saved yet.", field)


def read_due(typed: str, now: datetime, *, day_first: bool) -> tuple[date, time]:
    """Read "18:00", "6pm", "tomorrow 09:00", "15 jun 9am"; ``now`` is what the house's clock shows.

    Without a day the next time the clock shows that hour is meant. Raises `Invalid`.
    """
    found = re.fullmatch(
        r"(?:(?P<day>\S.*?)\s+)?(?P<hour>\d{1,2}(?:[:.h]\d{2})?\s*(?:[ap]\.?m\.?)?)", typed.strip().lower()
    )
    at = clock_of(found["hour"]) if found else None
    if found is None or at is None:
        raise Invalid("When should be an hour such as 18:00, or a day and an hour. Nothing was logged yet.", "due")
    if found["day"]:
        return read_day(found["day"], now.date(), day_first=day_first, field="due"), at
    return now.date() + timedelta(days=int(at < now.time().replace(second=0, microsecond=0))), at


def _numbers(text: str, day_first: bool) -> tuple[int, int, int | None] | None:
    if iso := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        return int(iso[3]), int(iso[2]), int(iso[1])
    plain = re.fullmatch(r"(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d{2})?)?", text)
    if not plain:
        return None
    first, second = int(plain[1]), int(plain[2])
    day, month = (first, second) if day_first else (second, first)
    return day, month, _year(plain[3])


def _with_month(text: str) -> tuple[int, int, int | None] | None:
    found = re.fullmatch(r"(\d{1,2})\.? ([a-z]{3,9})\.?,?(?: (\d{4}|\d{2}))?", text)
    if found:
        day, word, year = found[1], found[2], found[3]
    else:
        found = re.fullmatch(r"([a-z]{3,9})\.? (\d{1,2}),?(?: (\d{4}|\d{2}))?", text)
        if not found:
            return None
        word, day, year = found[1], found[2], found[3]
    if word[:3] not in _MONTHS:
        return None
    return int(day), _MONTHS.index(word[:3]) + 1, _year(year)


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) + (2000 if len(text) == 2 else 0)


def _nearest(day: int, month: int, today: date) -> date:
    candidates = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            candidates.append(date(year, month, day))
        except ValueError:
            continue
    if not candidates:
        raise ValueError("no such day")
    return min(candidates, key=lambda found: abs((found - today).days))
