"""Settings of the house that cannot be read, or mean nothing: named, with what holds in their place."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from delightdesk.domain.clock import zone_of
from delightdesk.domain.errors import Invalid
from delightdesk.domain.keys import usable
from delightdesk.domain.money import currency_known
from delightdesk.domain.settings import SETTINGS
from delightdesk.domain.shifts import parse_shifts
from delightdesk.store.readable import unreadable
from delightdesk.store.tables import House
from delightdesk.store.tables.columns import Loose, LooseJson, table_of

_HOUSE = table_of(House)
_LABELS = {setting.column: setting.label for setting in SETTINGS}
_OURS = ("desk_id", "secret")
_NEVER_GUESSED = ("sector", "currency")
"""What every gesture and amount hangs on: a wrong guess would do more harm than the gap."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """One setting. column: empty where there is no usual value to put back."""

    column: str
    words: str


def wrong(connection: sqlite3.Connection) -> tuple[Wrong, ...]:
    """Every setting that is not what the product would have written."""
    return tuple(_wrong(connection))


def usual(column: str) -> Any:
    """What holds where a setting cannot be read."""
    kind = _HOUSE.columns[column].type
    if isinstance(kind, LooseJson):
        return {}
    return kind.usual if isinstance(kind, Loose) else None


def _wrong(connection: sqlite3.Connection) -> Iterator[Wrong]:
    rows = connection.execute(f"SELECT {', '.join(_HOUSE.columns.keys())} FROM house").fetchall()  # noqa: S608
    if len(rows) != 1:
        yield Wrong("", "The settings of the house are not there. Please restore the newest backup.")
        return
    values = dict(zip(_HOUSE.columns.keys(), rows[0], strict=True))
    spoiled = set(unreadable(connection, _HOUSE))
    for column in _HOUSE.columns.keys():  # noqa: SIM118 - in the order of the table
        if column in spoiled or (column not in _OURS and _means_nothing(column, values[column])):
            yield _told(column)
    for column in _OURS:
        if column not in spoiled and not values[column]:
            yield _told(column)


def _told(column: str) -> Wrong:
    if column in _OURS:
        what = "what tells this desk from others" if column == "desk_id" else "what erased guests are known again by"
        return Wrong("", f"A part of the file is lost: {what}. Please restore the newest backup.")
    named = _LABELS.get(column) or column.replace("_", " ")
    kind = _HOUSE.columns[column].type
    if column in _NEVER_GUESSED or not isinstance(kind, Loose | LooseJson):
        return Wrong("", f"“{named}” of the house cannot be read. Please restore the newest backup.")
    return Wrong(column, f"The setting “{named}” cannot be read, so the usual value holds.")


def _means_nothing(column: str, value: Any) -> bool:
    try:
        if column == "zone":
            zone_of(value)
        elif column == "shifts" and value:
            parse_shifts(value)
        elif column == "keys":
            kept = json.loads(value)
            return not isinstance(kept, dict) or usable(kept) != kept
        elif column == "currency":
            return not currency_known(value)
    except (Invalid, ValueError, TypeError, RecursionError):
        return True
    return False
