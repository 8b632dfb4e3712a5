"""Days inside a typed line: "14 june", "june 14th, 2006", "3/12", "tomorrow", "14. Juni", "in May".

Nothing is guessed: a number without a month is no day, two digits are no year, and a day that does
not exist is said back as a doubt.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from delightdesk.domain.clock import MONTHS, WEEKDAYS

_MONTH_WORDS = (
    "january jan januar jänner janvier enero ene gennaio",
    "february feb februar février fevrier févr fevr fév febrero febbraio",
    "march mar märz maerz mär mars marzo",
    "april apr avril avr abril aprile",
    "may mai mayo maggio",
    "june jun juni juin junio giugno giu",
    "july jul juli juillet juil julio luglio",
    "august aug août aout agosto",
    "september sept sep septembre septiembre settembre",
    "october oct oktober okt octobre octubre ottobre",
    "november nov novembre noviembre",
    "december dec dezember dez décembre decembre déc diciembre dicembre",
)
_MONTH_OF = {word: number for number, words in enumerate(_MONTH_WORDS, 1) for word in words.split()}
_MONTH = r"(?:" + "|".join(sorted(_MONTH_OF, key=len, reverse=True)) + r")\b"
_WEEKDAY = "|".join(day.lower() for day in WEEKDAYS)
_SOON = {
    "today": 0, "tonight": 0, "heute": 0, "hoy": 0, "oggi": 0, "aujourd'hui": 0,
    "yesterday": -1, "gestern": -1, "ayer": -1, "ieri": -1,
    "day after tomorrow": 2, "tomorrow": 1, "tmrw": 1, "morgen": 1, "demain": 1, "mañana": 1, "domani": 1,
}  # fmt: skip

MONTH_AHEAD = re.compile(rf",? ?(?:of |de |di )?{_MONTH}", re.IGNORECASE)
"""What makes an ordinal before it a day ("20th of June") and not a count of years."""

_DAY_MONTH = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.|º|°)? ?(?:of |de |di )?(?P<month>{_MONTH})\.?"
    r"(?! (?:be|need|want|have|arrive)\b)(?:,? ?(?:of |de |del )?(?P<year>\d{4})\b)?",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"\b(?P<month>{_MONTH})\.? (?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])\b(?:,? (?P<year>\d{{4}})\b)?",
    re.IGNORECASE,
)
_ISO = re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b")
_NUMBERS = re.compile(
    r"(?<![\d/.])(?!24/7\b)(?P<a>\d{1,2})(?:/(?P<b>\d{1,2})(?:/(?P<year>\d{4}|\d{2}))?"
    r"|\.(?P<b2>\d{1,2})\.(?P<year2>\d{4}|\d{2})?|-(?P<b3>\d{1,2})-(?P<year3>\d{4}))(?![\d/])"
)
_IN_MONTH = re.compile(rf"\b(?:in|im|en|nel|next) (?P<month>{_MONTH})(?: (?P<year>\d{{4}})\b)?", re.IGNORECASE)
_NEAR = re.compile(
    rf"(?<!not )\b(?P<soon>{'|'.join(_SOON)})\b|\b(?P<weekday>{_WEEKDAY})\b"
    r"|\b(?:on|this|next) (?P<short>mon|tue|wed|thu|fri|sat|sun)(?:s|rs|r)?\b",
    re.IGNORECASE,
)
_THE_NTH = re.compile(r"\bthe (?P<day>\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE)
_ONLY_YEAR = re.compile(
    r"\b(?:in|since|of|married|anniversary|wedding|seit|depuis|desde|dal) (?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class DaySaid:
    """A day as it was said, and why it cannot be one if it cannot."""

    day: int | None = None
    month: int | None = None
    year: int | None = None
    doubt: str = ""


def find_day(line: str, today: date, day_first: bool) -> DaySaid:
    """The first day the line speaks of; everything None when it speaks of none."""
    for pattern in (_ISO, _DAY_MONTH, _MONTH_DAY):
        if found := pattern.search(line):
            month = found["month"]
            number = int(month) if month.isdecimal() else _MONTH_OF[month.lower()]
            since = _ONLY_YEAR.search(line, found.end())
            return _checked(int(found["day"]), number, found["year"] or (since["year"] if since else None))
    if found := _NUMBERS.search(line):
        return _from_numbers(found, day_first)
    if found := _NEAR.search(line):
        near = today + timedelta(days=_days_ahead(found, today))
        return DaySaid(near.day, near.month)
    if found := _THE_NTH.search(line):
        return _next_nth(int(found["day"]), today)
    if found := _IN_MONTH.search(line):
        return DaySaid(None, _MONTH_OF[found["month"].lower()], _year(found["year"]))
    if found := _ONLY_YEAR.search(line):
        return DaySaid(year=_year(found["year"]))
    return DaySaid()


def _year(digits: str | None) -> int | None:
    return int(digits) if digits and len(digits) == 4 and digits[:2] in ("19", "20") else None


def _checked(day: int, month: int, year: str | None) -> DaySaid:
    known = _year(year)
    if not 1 <= month <= 12:
        return DaySaid(doubt=f"{month} is not a month")
    if not 1 <= day <= monthrange(known or 2000, month)[1]:
        shown = f"{day} {MONTHS[month - 1]}{f' {known}' if known else ''}"
        return DaySaid(doubt=f"{shown} is not a day")
    return DaySaid(day, month, known)


def _from_numbers(found: re.Match[str], day_first: bool) -> DaySaid:
    first, second = int(found["a"]), int(found["b"] or found["b2"] or found["b3"])
    year = found["year"] or found["year2"] or found["year3"]
    dotted = found["b2"] is not None
    day, month = (first, second) if day_first or dotted else (second, first)
    if month > 12 >= day:
        day, month = month, day
    if month > 12:
        return DaySaid(doubt=f"{found[0]} is not a day")
    return _checked(day, month, year)


def _days_ahead(found: re.Match[str], today: date) -> int:
    if found["soon"]:
        return _SOON[found["soon"].lower()]
    said = (found["weekday"] or found["short"]).lower()
    place = next(number for number, day in enumerate(WEEKDAYS) if day.lower().startswith(said))
    return (place - today.weekday()) % 7 or 7


def _next_nth(day: int, today: date) -> DaySaid:
    """The next one to come, for somebody who says only "the 14th"."""
    if not 1 <= day <= 31:
        return DaySaid(doubt=f"{day} is not a day")
    ahead = today
    while ahead.day != day:
        ahead += timedelta(days=1)
    return DaySaid(day, ahead.month)
