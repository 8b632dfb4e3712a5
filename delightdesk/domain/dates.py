"""Days and clock times as other systems write them.

``03/04/2026`` is the third of April in one house and the fourth of March in the next. One cell cannot tell, a
whole column often can, so the order is decided from every row of a file (`order_of`) and only then is any
cell read (`day_of`). What cannot be decided is asked, never guessed: a guest expected on the wrong day is
worse than a question.

How `order_of` decides, first that applies:

1. One day above 12 proves the order for the whole file (``25/06`` can only be day first). Proof of both
   orders in one file is a contradiction and is asked.
2. No day needs an order (ISO, named months, dots, which are day first everywhere, or ``06/06``): nothing to
   decide.
3. Each order is tried on all rows. It makes sense when every arrival lies from 45 days ago to 400 days ahead
   and every stay lasts 0 to 27 nights. Reading a short stay the wrong way round turns nights into months,
   which is why 27 is enough to tell. If exactly one order makes sense it is taken, and said so.
4. Otherwise `Undecidable`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, time, timedelta
from enum import Enum, StrEnum

from anyascii import anyascii

from delightdesk.domain.errors import Invalid


class Order(StrEnum):
    """Which number comes first in a day written with numbers."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


class Undecidable(Invalid):
    """The days of a file can be read two ways; the sentence asks which."""


class Proof(Enum):
    """What one written day tells of the order."""

    NONE = "none"
    DAY_FIRST = "day"
    MONTH_FIRST = "month"
    OPEN = "open"


_REST = r"(?:[T\s,(].*)?$"
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + _REST)
_PARTS = re.compile(r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})" + _REST)
_PACKED = re.compile(r"(\d\d)(\d\d)(\d\d)(\d\d)" + _REST)
_SERIAL = re.compile(r"(\d{5})(?:\.(\d+))?$")
_WORD = r"([^\W\d_]+)\.?,?"
_YEAR = r"(\d{4}|\d{2})(?![\d:])"
_WEEKDAY = r"(?:[^\W\d_]+\.?,?\s+)?"
_DAY_MONTH = re.compile(rf"{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th|\.)?[\s/-]+(?:of |de )?{_WORD}[\s/-]+(?:de )?{_YEAR}")
_MONTH_DAY = re.compile(rf"{_WEEKDAY}{_WORD}[\s/-]+(\d{{1,2}})(?:st|nd|rd|th)?,?[\s/-]+{_YEAR}")
_MONTH_AND_DAY = re.compile(r"(?:--|0000[-/.])?(\d{1,2})([-/.])(\d{1,2})\.?$")
_CLOCK = re.compile(r"(?<![\d.:])(\d{1,2})[:.h](\d{2})(?::\d{2})?(?!\d|\.\d)\s*([ap])?", re.IGNORECASE)
_HOUR = re.compile(r"(\d{1,2})\s*(?:([ap])\.?m\.?|h|uhr)$", re.IGNORECASE)
_PACKED_CLOCK = re.compile(r"([01]\d|2[0-3])([0-5]\d)$")
_ZONE = re.compile(r"\d(?:Z|[+-]\d\d:?\d\d)$")

_ENGLISH_MONTHS = "january february march april may june july august september october november december"
_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "jan ene gen janv enero januar gennaio",
            "feb fev fevr feber febrero februar febbraio fevrier",
            "mar mrz maer marz marzo maerz mars",
            "apr abr avr avril abril aprile",
            "may mai mayo mag maggio",
            "jun juin junio juni giu giugno",
            "jul juil juillet julio juli lug luglio",
            "aug ago aou aout agosto",
            "sep sept set septiembre settembre septembre",
            "oct okt ott octubre oktober ottobre octobre",
            "nov noviembre novembre",
            "dec dez dic diciembre dezember dicembre decembre",
        ),
        start=1,
    )
    for word in words.split()
} | {word: number for number, word in enumerate(_ENGLISH_MONTHS.split(), start=1)}
_EXCEL_EPOCH = date(1899, 12, 30)
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_PAST, _AHEAD = timedelta(days=45), timedelta(days=400)
_LONGEST_STAY = timedelta(days=27)


def _made(year: int, month: int, day: int) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def _packed(found: re.Match[str], order: Order | None) -> date | None:
    first, second, third, fourth = (int(part) for part in found.groups())
    plain = _made(first * 100 + second, third, fourth) if first in (19, 20, 21) else None
    if plain is not None:
        return plain
    month, day = (first, second) if order is Order.MONTH_FIRST else (second, first)
    return _made(third * 100 + fourth, month, day)


def _worded(text: str) -> date | None:
    if found := _DAY_MONTH.match(text):
        day, word, year = found.groups()
    elif found := _MONTH_DAY.match(text):
        word, day, year = found.groups()
    else:
        return None
    month = _MONTHS.get(anyascii(word).casefold())
    return _made(_year(year), month, int(day)) if month else None


def day_of(text: str, order: Order | None = Order.DAY_FIRST) -> date | None:
    """The day a cell means, or None when it is no day (``31/02/2026``, ``soon``).

    Years are taken between 1900 and 2100, two digits as 20xx. A clock time behind the day is left aside; of
    an instant in UTC the written day is taken. ``order`` counts only where numbers alone leave it open.
    """
    text = text.strip()
    if found := _ISO.match(text):
        return _made(int(found[1]), int(found[3]), int(found[4]))
    if found := _PARTS.match(text):
        first, second = int(found[1]), int(found[3])
        if order is Order.MONTH_FIRST and found[2] != ".":
            first, second = second, first
        return _made(_year(found[4]), second, first)
    if found := _PACKED.match(text):
        return _packed(found, order)
    if found := _SERIAL.match(text):
        return _EXCEL_EPOCH + timedelta(days=int(found[1])) if 30_000 <= int(found[1]) <= 73_050 else None
    return _worded(text)


def proof(text: str) -> Proof:
    """What one written day tells of the order: it needs none, it proves one, or it leaves it open."""
    text = text.strip()
    if found := _PARTS.match(text):
        if found[2] == ".":
            return Proof.NONE
        first, second = int(found[1]), int(found[3])
    elif (found := _PACKED.match(text)) and found[1] not in ("19", "20", "21"):
        first, second = int(found[1]), int(found[2])
    elif found and day_of(text, Order.DAY_FIRST) != day_of(text, Order.MONTH_FIRST):
        return Proof.DAY_FIRST if day_of(text, Order.DAY_FIRST) else Proof.MONTH_FIRST
    elif (found := _MONTH_AND_DAY.match(text)) and not text.startswith(("--", "0000")):
        first, second = int(found[1]), int(found[3])
    else:
        return Proof.NONE
    if first == second or max(first, second) > 31 or min(first, second) > 12:
        return Proof.NONE
    if first > 12:
        return Proof.DAY_FIRST
    return Proof.MONTH_FIRST if second > 12 else Proof.OPEN


def _makes_sense(stay: tuple[str, str], order: Order, today: date) -> bool:
    arrive, depart = (day_of(text, order) for text in stay)
    if arrive is None:
        return True
    if not today - _PAST <= arrive <= today + _AHEAD:
        return False
    return depart is None or timedelta(0) <= depart - arrive <= _LONGEST_STAY


def order_of(stays: Collection[tuple[str, str]], today: date, column: str) -> tuple[Order | None, bool]:
    """The order of all days of a file, and whether it was reasoned (rule 3) rather than proved.

    ``stays`` holds every distinct (arrival, departure) pair as written, either may be empty; ``column`` is
    the header to name in the question. None means that no day of the file needs an order.
    Raises `Undecidable`.
    """
    seen = {proof(text) for stay in stays for text in stay if text}
    if Proof.DAY_FIRST in seen and Proof.MONTH_FIRST in seen:
        raise Undecidable(
            f'Some days in "{column}" are written day first and others month first. Nothing was imported; '
            "say which it is, and the rows written the other way will be listed.",
            column,
        )
    if Proof.DAY_FIRST in seen:
        return Order.DAY_FIRST, False
    if Proof.MONTH_FIRST in seen:
        return Order.MONTH_FIRST, False
    if Proof.OPEN not in seen:
        return None, False
    sensible = [order for order in Order if all(_makes_sense(stay, order, today) for stay in stays)]
    if len(sensible) == 1:
        return sensible[0], True
    raise Undecidable(
        f'The days in "{column}" can be read day first or month first, and the file does not tell which. '
        "Nothing was imported; say which comes first and try again.",
        column,
    )


def birthday_of(text: str, order: Order | None) -> tuple[int, int] | None:
    """Month and day of a birthday; the year is read past and never kept.

    Without a year (``06-14``, ``--06-14``, ``0000-06-14``) the month comes first unless ``order`` says
    otherwise. 29 February is a birthday.
    """
    text = text.strip()
    if found := _MONTH_AND_DAY.match(text):
        first, second = int(found[1]), int(found[3])
        plain = text.startswith(("--", "0000"))
        day_first = not plain and (found[2] == "." or order is Order.DAY_FIRST)
        whole = _made(2000, second, first) if day_first else _made(2000, first, second)
    else:
        whole = day_of(text, order)
    return (whole.month, whole.day) if whole else None


def clock_of(text: str) -> time | None:
    """The clock time a cell means: ``15:00``, ``3 pm``, ``15h30``, ``1530``; of a range its beginning."""
    text = text.strip()
    if found := _CLOCK.search(text):
        hour, minute, half = int(found[1]), int(found[2]), found[3]
    elif found := _HOUR.match(text):
        hour, minute, half = int(found[1]), 0, found[2]
    elif found := _PACKED_CLOCK.match(text):
        hour, minute, half = int(found[1]), int(found[2]), None
    else:
        return None
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half in "pP" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def clock_within(text: str) -> time | None:
    """The clock time written behind a day, if it is the house's own: midnight and UTC instants are not."""
    found = re.search(r"[T\s,](\d{1,2}:\d{2}.*)$", text.strip())
    if not found or _ZONE.search(text):
        return None
    clock = clock_of(found[1])
    return clock if clock != time(0, 0) else None
