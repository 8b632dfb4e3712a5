"""One row of cells -> one `ArrivalRow`, with everything about the file settled beforehand.

Reading is prepared once per file: each field knows its column and how to read it, and cells that repeat
(rooms, days, status words) are read once and remembered. Cells of ignored columns are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache, partial

from delightdesk.domain.arrivals import ArrivalRow, Kind, SkippedRow
from delightdesk.domain.columns import FIELDS, normalise
from delightdesk.domain.dates import Order, birthday_of, clock_of, clock_within, day_of
from delightdesk.domain.names import Name, calmed, first_listed, named, split_name, title_of
from delightdesk.domain.statuses import status_of
from delightdesk.domain.vocabulary import VisitStatus
from delightdesk.files.cells_in import (
    Held,
    Unreadable,
    count_of,
    day_shown,
    email_of,
    flags_of,
    id_of,
    is_blank,
    is_yes,
    phone_of,
    text_of,
)

NAME_LIMIT = 200
NOTE_LIMIT = 2_000
_REMEMBERED = 8_192
_TOTALS = re.compile(
    r"(?:(?:grand|report) |sub-?)?totals?\b|(?:gesamt|zwischen)?summe\b|total général\b|page \d|printed\b"
    r"|end of report\b"
)


class RowReader:
    """Reads the rows of one file; every argument is a fact about the whole of it.

    ``order`` and ``birthday_order`` are the orders of days; ``shouted`` the name columns written in
    capitals; ``numbered`` tells that status words are QloApps' numbers.
    """

    def __init__(
        self,
        places: Mapping[str, tuple[int, ...]],
        headers: Sequence[str],
        kind: Kind,
        order: Order | None,
        birthday_order: Order | None,
        shouted: frozenset[int],
        numbered: bool,
    ) -> None:
        self._reservations = kind == "reservations"
        self._shouted = shouted
        self._place = {name: columns[0] for name, columns in places.items()}
        self._places = dict.fromkeys(FIELDS, ()) | dict(places)
        self._full = (*places.get("full", ()), *places.get("booker", ()))
        self._listing = {place for place in self._full if "name(s)" in headers[place] or "names" in headers[place]}
        self._notes = tuple((place, headers[place]) for place in places.get("notes", ()))
        self._flags = tuple((place, normalise(headers[place]), headers[place]) for place in places.get("flags", ()))
        self._headers = headers
        self._held: Held = {}
        self._text = partial(text_of, held=self._held)
        self._phone, self._mail = partial(phone_of, held=self._held), partial(email_of, held=self._held)
        self._short = lru_cache(_REMEMBERED)(self._text)
        self._count = lru_cache(_REMEMBERED)(count_of)
        self._day: Callable[[str], date | None] = lru_cache(_REMEMBERED)(lambda cell: day_of(cell, order))
        self._clock = lru_cache(_REMEMBERED)(clock_of)
        self._clock_within = lru_cache(_REMEMBERED)(clock_within)
        self._status: Callable[[str], VisitStatus | None] = lru_cache(_REMEMBERED)(
            lambda cell: status_of(text_of(cell), numbered=numbered)
        )
        self._read_flags = lru_cache(_REMEMBERED)(partial(flags_of, noticed=self._held))
        self._birthday_order = birthday_order

    def read(self, line: int, row: list[str]) -> ArrivalRow | SkippedRow | None:
        """The row that begins at ``line``, or why it is left out; None for totals, group lines, blanks."""
        try:
            if not self._reservations and self._is_no_guest(row):
                return None
            found = self._row(line, row)
            return found._replace(left_out=self._left_out(row)) if self._held else found
        except Unreadable as reason:
            return None if self._is_no_guest(row) else SkippedRow(line, str(reason))

    def _left_out(self, row: list[str]) -> str:
        """What was taken out of the row's cells because it is never kept; no cell of it says more."""
        return ", ".join(dict.fromkeys(self._held[cell] for cell in row if cell in self._held))

    def _row(self, line: int, row: list[str]) -> ArrivalRow:
        place = self._place
        name, listed = self._name(row)
        if not name.full:
            raise Unreadable("no name in this row")
        arrive, depart = self._stay(row) if self._reservations else (None, None)
        flags, notes = self._words(row)
        clock = self._clock(row[place["eta"]]) if "eta" in place else None
        if clock is None and arrive is not None:
            clock = self._clock_within(row[place["arrive"]])
        status = self._status(row[place["status"]]) if "status" in place else None
        return ArrivalRow(
            line,
            name.first,
            name.last,
            name.full,
            name.title,
            self._email(row),
            self._first_filled("phone", row, self._phone),
            id_of(row[place["ref"]], self._held) if "ref" in place else "",
            id_of(row[place["second_ref"]], self._held) if "second_ref" in place else "",
            self._short(row[place["room"]]) if "room" in place else "",
            self._short(row[place["room_type"]]) if "room_type" in place else "",
            arrive,
            depart,
            clock,
            status or VisitStatus.EXPECTED,
            self._number("adults", row),
            self._number("children", row),
            self._number("infants", row),
            self._short(row[place["language"]]) if "language" in place else "",
            self._first_filled("country", row, self._short),
            birthday_of(row[place["birthday"]], self._birthday_order) if "birthday" in place else None,
            notes + listed,
            flags,
            self._number("visits", row),
            self._number("rooms", row) or 1,
        )

    def _number(self, field: str, row: list[str]) -> int | None:
        for place in self._places[field]:
            if (count := self._count(row[place])) is not None:
                return count
        return None

    def _first_filled(self, field: str, row: list[str], read: Callable[[str], str]) -> str:
        for place in self._places[field]:
            if row[place] and (text := read(row[place])):
                return text
        return ""

    def _email(self, row: list[str]) -> str:
        relay = self._place.get("email_is_relay")
        if relay is not None and is_yes(row[relay]):
            return ""
        return self._first_filled("email", row, self._mail)

    def _name_cell(self, place: int, row: list[str], *, is_first: bool) -> str:
        text = self._text(row[place], NAME_LIMIT) if row[place] else ""
        return calmed(text, is_first=is_first) if place in self._shouted else text

    def _part(self, field: str, row: list[str]) -> str:
        for place in self._places[field]:
            if text := self._name_cell(place, row, is_first=field == "first"):
                return text
        return ""

    def _name(self, row: list[str]) -> tuple[Name, tuple[tuple[str, str], ...]]:
        """The guest, and the whole cell as a note when it lists more people than one."""
        place = self._place
        title = title_of(self._short(row[place["title"]])) if "title" in place else ""
        first, last = self._part("first", row), self._part("last", row)
        if first or last:
            return named(first, last, title), ()
        for at in self._full:
            if text := self._name_cell(at, row, is_first="," not in row[at]):
                guest = first_listed(text) if at in self._listing else text
                name = split_name(guest)
                if title:
                    name = Name(name.first, name.last, title, name.full)
                return name, ((self._headers[at], text),) if guest != text else ()
        return Name("", "", "", ""), ()

    def _stay(self, row: list[str]) -> tuple[date, date | None]:
        place = self._place
        cell = row[place["arrive"]]
        arrive = self._day(cell)
        if arrive is None:
            raise Unreadable(
                f"the arrival day {day_shown(cell)}" if not is_blank(cell) else "no arrival day in this row"
            )
        depart = None
        if "depart" in place:
            cell = row[place["depart"]]
            depart = self._day(cell)
            if depart is None and not is_blank(cell):
                raise Unreadable(f"the departure day {day_shown(cell)}")
            if depart is not None and depart < arrive:
                raise Unreadable("the departure lies before the arrival")
        if depart is None and (nights := self._number("nights", row)):
            depart = arrive + timedelta(days=nights)
        return arrive, depart

    def _words(self, row: list[str]) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
        """Flags and notes; flags that judge a guest or tell of health become notes, to be looked at."""
        flags: tuple[str, ...] = ()
        notes: tuple[tuple[str, str], ...] = ()
        for place, header in self._notes:
            if row[place] and (text := self._text(row[place], NOTE_LIMIT)):
                notes += ((header, text),)
        for place, bare, header in self._flags:
            if row[place]:
                said, held = self._read_flags(row[place], bare, header)
                flags += said
                notes += held
        return flags, notes

    def _is_no_guest(self, row: list[str]) -> bool:
        """True for totals, page ends, the heading of a group of rows, and rows that are blank."""
        filled = [cell.strip() for cell in row if cell and not cell.isspace()]
        if not filled:
            return True
        has_day = self._reservations and self._day(row[self._place["arrive"]]) is not None
        if has_day:
            return False
        if _TOTALS.match(filled[0].casefold()):
            return self._reservations or not any(
                self._first_filled(field, row, text_of) for field in ("email", "phone")
            )
        if len(filled) > 2 or not self._reservations:
            return False
        nameless = not any(row[place].strip() for place in (*self._full, *self._places["first"], *self._places["last"]))
        return nameless or (len(filled) == 1 and ":" in filled[0])
