"""The little that the first frame needs to know of a desk, read with plain `sqlite3`.

SQLModel doubles the time to the first frame, so the header line and the house's day are read without it. The header
check comes first: nothing is opened that is not a desk.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, time, tzinfo
from pathlib import Path

from delightdesk.domain.clock import zone_or_here
from delightdesk.domain.errors import CannotOpen
from delightdesk.domain.keys import usable
from delightdesk.domain.vocabulary import Sector
from delightdesk.store import trouble
from delightdesk.store.connecting import connect, driver_errors
from delightdesk.store.header import FileState, read_state, state_of

_LAST_AT_DESK = (
    "SELECT staff.id, staff.name, pin.staff_id IS NOT NULL FROM staff LEFT JOIN pin ON pin.staff_id = staff.id"
    " LEFT JOIN house ON house.at_desk = staff.id WHERE staff.deleted_at IS NULL"
    " ORDER BY house.id IS NULL, staff.id LIMIT 1"
)
USUAL_HOUR = time(4)
"""When a house's day begins until it says otherwise."""
_OWN_WAYS = "SELECT discreet, keys FROM house WHERE id = 1"


@dataclass(frozen=True, slots=True)
class QuickHouse:
    """House, person and day rule. ``has_guests`` tells an empty desk from one without a match.

    person, person_id: who sat down last; nobody, with an id of None, where that person has a PIN to be asked for.
    discreet: a window begins with codes instead of words. keys: those the house moved, by the id of their command.
    is_current: it can be shown at once; an older file has to be brought up to date first.
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
    discreet: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)
    is_current: bool = True


def glance(path: Path, *, is_open: bool = False) -> QuickHouse:
    """Read what the first frame shows. Raises `CannotOpen` in plain words.

    is_open: this program has the desk open, so its header is asked through SQLite. To open and close the file beside
    SQLite would let go of SQLite's own locks under a save, because on POSIX systems they belong to the whole program.
    """
    state = None if is_open else read_state(path)
    try:
        with closing(connect(path)) as file:
            if state is None:
                numbers = (file.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
                state = state_of(path.name, *numbers)
            row = file.execute(
                "SELECT name, sector, currency, zone, day_starts, day_first, theme, is_demo,"
                " EXISTS (SELECT 1 FROM guest WHERE deleted_at IS NULL) FROM house WHERE id = 1"
            ).fetchone()
            is_current = state is FileState.CURRENT
            person = file.execute(_LAST_AT_DESK).fetchone() if is_current else None
            own = file.execute(_OWN_WAYS).fetchone() if is_current else None
    except driver_errors() as error:
        if "locked" in str(error):
            raise CannotOpen(
                f"{path.name} is being used by another program for too long. Nothing was changed. "
                "Please try again in a moment."
            ) from None
        if any(sign in str(error) for sign in ("malformed", "no such", "not a database")):
            raise CannotOpen(trouble.damaged(path)) from None
        if "readonly" in str(error):
            raise CannotOpen(trouble.half_saved(path)) from None
        raise CannotOpen(f"{path.name} cannot be opened ({error}). Nothing was changed. Please try again.") from None
    if row is None:
        raise CannotOpen(trouble.no_house(path))
    return QuickHouse(
        name=_text(row[0]),
        sector=_sector(row[1]),
        currency=_text(row[2]) or "EUR",
        zone=zone_or_here(row[3]),
        day_starts=_hour(row[4]),
        day_first=bool(row[5]),
        theme=_text(row[6]),
        is_demo=bool(row[7]),
        person=_text(person[1]) if person and not person[2] else "",
        has_guests=bool(row[8]),
        person_id=person[0] if person and not person[2] else None,
        discreet=bool(own and own[0]),
        keys=_keys(own[1]) if own else {},
        is_current=is_current,
    )


# A setting that a hand or another program spoiled counts as the usual one; `check` names it.


def _text(kept: object) -> str:
    return kept if isinstance(kept, str) else ""


def _hour(kept: object) -> time:
    try:
        return time.fromisoformat(_text(kept))
    except ValueError:
        return USUAL_HOUR


def _sector(kept: object) -> Sector:
    return Sector(str(kept)) if kept in set(Sector) else Sector.HOTEL


def _keys(kept: object) -> dict[str, str]:
    """The keys the house moved. Whatever else stands there counts as none: the desk opens all the same."""
    try:
        return usable(json.loads(str(kept)))
    except (ValueError, RecursionError):
        return {}


def now_at(house: QuickHouse, instant: datetime) -> datetime:
    """The instant on the house's own clock."""
    return instant.astimezone(house.zone)
