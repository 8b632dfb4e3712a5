"""Whether a desk file is whole: what SQLite itself says of its pages, rows and indexes, in plain words."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from delightdesk.store.readable import tables

_MOST = 50
"""Lines SQLite gives at most; one is enough to know, some tell how far it goes."""
_OF_AN_INDEX = re.compile(
    r"wrong # of entries in index|missing from index|non-unique entry in index|malformed inverted"
)
_OF_A_VALUE = re.compile(r"CHECK constraint failed|NULL value in")


@dataclass(frozen=True, slots=True)
class Pages:
    """What SQLite found. is_damaged: pages are broken; off_index: only tables of contents do not fit their tables.

    Values that break a rule of their table are `store.readable`'s to find.
    """

    is_damaged: bool
    off_index: int


@contextmanager
def one_moment(connection: sqlite3.Connection) -> Iterator[None]:
    """See one state of the file, and let others save as soon as it is over."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


def pages(connection: sqlite3.Connection) -> Pages:
    """Look at every page of the file. Raises the driver's errors where it cannot even begin."""
    said = [line for (line,) in connection.execute(f"PRAGMA integrity_check({_MOST})") if line != "ok"]
    indexes = [line for line in said if _OF_AN_INDEX.search(line)]
    values = [line for line in said if _OF_A_VALUE.search(line)]
    return Pages(len(said) > len(indexes) + len(values), len(indexes))


def strays(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows of each table belong to a row that is not there."""
    found: dict[str, int] = {}
    for table, *_ in connection.execute("PRAGMA foreign_key_check"):
        found[table] = found.get(table, 0) + 1
    return found


def missing_tables(connection: sqlite3.Connection) -> list[str]:
    """Tables of ours that are not in the file."""
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return [table.name for table in tables() if table.name not in there]
