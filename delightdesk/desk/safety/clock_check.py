"""Whether the clock of this PC can be right, by what the journal says; and which breaks of its chain were noted."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime, timedelta, tzinfo

from delightdesk.domain.clock import MONTHS

MAY_DIFFER = timedelta(minutes=10)
"""Two PCs on one file are never quite of one mind."""
NOTED = "journal.noted"
_LOOKED_AT = 100
_NEWEST = f"SELECT max(at) FROM (SELECT at FROM journal ORDER BY id DESC LIMIT {_LOOKED_AT})"  # noqa: S608
"""The last acts only: one slip of a clock years ago must not be told for ever."""


def behind(connection: sqlite3.Connection, now: datetime, zone: tzinfo = UTC) -> str:
    """ "clock says 3 Jun, newest entry 14 Jun" where the journal knows of a later time than ``now``; else empty."""
    newest = connection.execute(_NEWEST).fetchone()[0]
    try:
        last = datetime.fromisoformat(newest).replace(tzinfo=UTC)
    except (TypeError, ValueError):
        return ""
    if last - now < MAY_DIFFER:
        return ""
    said, known = now.astimezone(zone), last.astimezone(zone)
    is_same_day = said.date() == known.date()
    return f"clock says {_short(said, now=known, hour=is_same_day)}, newest entry {_short(known, said, is_same_day)}"


def _short(at: datetime, now: datetime, hour: bool) -> str:
    if hour:
        return f"{at:%H:%M}"
    year = "" if at.year == now.year else f" {at.year}"
    return f"{at.day} {MONTHS[at.month - 1][:3]}{year}"


def noted(connection: sqlite3.Connection) -> set[int]:
    """The entries of which a manager noted that they do not agree."""
    found: set[int] = set()
    for (changes,) in connection.execute("SELECT changes FROM journal WHERE action = ?", (NOTED,)):
        try:
            found.update(int(change["id"]) for change in json.loads(changes))
        except (TypeError, ValueError, KeyError):
            continue
    return found
