"""The little that the first frame needs to know of a desk, read with plain `sqlite3`.

SQLModel doubles the time to the first frame, so the header line and the house's day are read without it. The header
check comes first: nothing is opened that is not a desk.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, time, tzinfo
from pathlib import Path

from delightdesk.domain.clock import zone_of
from delightdesk.domain.errors import CannotOpen
from delightdesk.domain.vocabulary import Sector
from delightdesk.store.header import FileState, read_state

_LAST_AT_DESK = (
    "SELECT staff.id, staff.name, pin.staff_id IS NOT NULL FROM staff LEFT JOIN pin ON pin.staff_id = staff.id"
    " LEFT JOIN house ON house.at_desk = staff.id WHERE staff.deleted_at IS NULL"
    " ORDER BY house.id IS NULL, staff.id LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class QuickHouse:
    """House, person and day rule. ``has_guests`` tells an empty desk from one without a match.

    person, person_id: who sat down last; nobody, with an id of None, where that person has a PIN to be asked for.
    """

    name: str
    sector: Sector
    currency: str
    zone: tzinfo
    day_starts: time
    day_first: bool
    theme: str
    is_demo: bool
    person: str
    has_guests: bool
    person_id: int | None = None


def glance(path: Path) -> QuickHouse:
    """Read what the first frame shows. Raises `CannotOpen` in plain words."""
    state = read_state(path)
    try:
        with closing(
            sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=5, isolation_level=None)
        ) as file:
            row = file.execute(
                "SELECT name, sector, currency, zone, day_starts, day_first, theme, is_demo,"
                " EXISTS (SELECT 1 FROM guest WHERE deleted_at IS NULL) FROM house WHERE id = 1"
            ).fetchone()
            person = file.execute(_LAST_AT_DESK).fetchone() if state is FileState.CURRENT else None
    except sqlite3.Error as error:
        if "locked" in str(error):
            raise CannotOpen(
                f"{path.name} is being used by another program for too long. Nothing was changed. "
                "Please try again in a moment."
            ) from None
        raise CannotOpen(f"{path.name} cannot be opened ({error}). Nothing was changed. Please try again.") from None
    if row is None:
        raise CannotOpen("This desk was never set up to its end. Please remove the file and start anew.")
    return QuickHouse(
        name=row[0],
        sector=Sector(row[1]),
        currency=row[2],
        zone=zone_of(row[3]),
        day_starts=time.fromisoformat(row[4]),
        day_first=bool(row[5]),
        theme=row[6],
        is_demo=bool(row[7]),
        person=person[1] if person and not person[2] else "",
        has_guests=bool(row[8]),
        person_id=person[0] if person and not person[2] else None,
    )


def now_at(house: QuickHouse, instant: datetime) -> datetime:
    """The instant on the house's own clock."""
    return instant.astimezone(house.zone)
