"""Writing many rows at once, below the session: an import of a hundred thousand rows has no time for objects.

Values are turned into what SQLAlchemy's own types would have written, so that rows written here and rows written
through the tables cannot be told apart.
"""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from functools import lru_cache
from itertools import chain, islice
from typing import Any

_VALUES_AT_ONCE = 900
"""How many values one statement carries; every SQLite library takes 999."""


@contextmanager
def many_objects() -> Iterator[None]:
    """Hold the garbage collector back while very many small values are made, none of which is garbage.

    Afterwards they count as old at once, for looking at them all as if they were new takes half a second of an import.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        frozen_before = gc.get_freeze_count() > 0
        gc.freeze()
        if not frozen_before:
            gc.unfreeze()  # from frozen to old, without a look at each
        if was_on:
            gc.enable()


def instant(value: datetime) -> str:
    """An aware instant as the database holds it: UTC, without offset."""
    return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


@lru_cache(4096)
def day(value: date | None) -> str | None:
    """A day as the database holds it."""
    return value.isoformat() if value is not None else None


@lru_cache(2048)
def hour(value: time | None) -> str | None:
    """A time of day as the database holds it."""
    return f"{value:%H:%M:%S}.000000" if value is not None else None


def next_id(connection: sqlite3.Connection, table: str) -> int:
    """The first id that is free; inside a writing transaction nobody else can take it."""
    (newest,) = connection.execute(f'SELECT coalesce(max(id), 0) FROM "{table}"').fetchone()  # noqa: S608
    return int(newest) + 1


def insert(connection: sqlite3.Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows given as tuples in the order of ``columns``, many in one statement: half the time of one in each."""
    start = f'INSERT INTO "{table}" ({", ".join(columns)}) VALUES '  # noqa: S608
    marks = f"({', '.join('?' * len(columns))})"
    source = iter(rows)
    while batch := list(islice(source, _VALUES_AT_ONCE // len(columns))):
        connection.execute(start + ", ".join([marks] * len(batch)), list(chain.from_iterable(batch)))
