"""The first pass over a table: what only the whole file can tell.

The order of days, whether names are written in capitals, which status words occur and how many names lost
letters are facts about all rows. They are gathered in one cheap pass that keeps only what differs, so that
the second pass can read each row once and for good.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from delightdesk.domain.names import is_shouted
from delightdesk.files.tables_in import Table

Progress = Callable[[int, int], None]
"""Called now and then with the rows done and the rows in the file; may raise to stop."""

_DAY_WIDTH = 10
"""A day in numbers is at most this long; cutting there leaves clock times out and days few."""
_STEP = 5_000
_MOST_PAIRS = 100_000
_MOST_WORDS = 1_000


@dataclass(slots=True)
class Survey:
    """What the whole file tells.

    stays: distinct (arrival, departure) as written. birthdays: likewise. statuses: word -> rows.
    shouted: name columns in which every name is in capitals. lost: rows whose name has a question mark.
    """

    rows: int = 0
    lost: int = 0
    stays: set[tuple[str, str]] = field(default_factory=set)
    birthdays: set[str] = field(default_factory=set)
    statuses: Counter[str] = field(default_factory=Counter)
    shouted: frozenset[int] = frozenset()


def surveyed(table: Table, places: Mapping[str, tuple[int, ...]], progress: Progress | None = None) -> Survey:
    """One pass over ``table``. ``progress`` hears of none in all, which is not known yet.

    Raises `CannotRead` for what breaks off or is too long.
    """
    found = Survey()
    arrive = places.get("arrive", (-1,))[0]
    depart = places.get("depart", (-1,))[0]
    birthday = places.get("birthday", (-1,))[0]
    status = places.get("status", (-1,))[0]
    names = [place for name in ("full", "first", "last", "booker") for place in places.get(name, ())]
    capitals: dict[int, bool | None] = dict.fromkeys(names)
    rows = lost = 0
    for _, row in table.rows():
        rows += 1
        if progress is not None and rows % _STEP == 0:
            progress(rows, 0)
        if arrive >= 0 and len(found.stays) < _MOST_PAIRS:
            left = row[depart][:_DAY_WIDTH] if depart >= 0 else ""
            found.stays.add((row[arrive][:_DAY_WIDTH], left))
        if birthday >= 0:
            found.birthdays.add(row[birthday][:_DAY_WIDTH])
        if status >= 0 and (row[status] in found.statuses or len(found.statuses) < _MOST_WORDS):
            found.statuses[row[status]] += 1
        for place in names:
            cell = row[place]
            if capitals[place] is not False and cell:
                shouted = is_shouted(cell)
                capitals[place] = capitals[place] if shouted is None else shouted
            if "?" in cell:
                lost += 1
                break
    found.rows, found.lost = rows, lost
    found.shouted = frozenset(place for place, shouted in capitals.items() if shouted)
    return found
