"""What rows of each table look like, so that a page that lost its tree can be told to be of one table and no other."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from delightdesk.store.page_walk import RawRow, Value

SCHEMA_TABLE = "sqlite_master"
_CHOICES = re.compile(r"CHECK \((\w+) IN \(([^)]*)\)\)")
_DAY = r"\d{4}-\d\d-\d\d"
_LOOKS = {
    "DATETIME": re.compile(rf"{_DAY} \d\d:\d\d:\d\d(\.\d+)?"),
    "DATE": re.compile(_DAY),
    "TIME": re.compile(r"\d\d:\d\d:\d\d(\.\d+)?"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """choices: the words there may be, where the table lists them. usual: its default, as SQL."""

    name: str
    kind: str
    may_be_empty: bool
    usual: str | None
    choices: frozenset[str]

    def takes(self, value: Value) -> bool:
        """Whether the product could have written this value here."""
        if value is None:
            return self.may_be_empty
        if self.choices:
            return value in self.choices
        if self.kind in ("INTEGER", "BOOLEAN"):
            return isinstance(value, int) and (self.kind == "INTEGER" or value in (0, 1))
        if self.kind in ("BLOB", ""):
            return True
        if not isinstance(value, str):
            return False
        looks = _LOOKS.get(self.kind)
        return looks is None or looks.fullmatch(value) is not None


@dataclass(frozen=True, slots=True)
class Layout:
    """One table. number: the column that is the row's own number, -1 where none is."""

    name: str
    columns: tuple[Column, ...]
    number: int

    def named(self, row: RawRow) -> dict[str, Value] | None:
        """The values by their columns; None for a row that has too many, or too few."""
        if len(row.values) > len(self.columns):
            return None
        missing = self.columns[len(row.values) :]
        if any(not column.may_be_empty and column.usual is None for column in missing):
            return None
        found = {column.name: value for column, value in zip(self.columns, row.values, strict=False)}
        if self.number >= 0 and self.columns[self.number].name in found:
            found[self.columns[self.number].name] = row.rowid
        return found

    def fits(self, row: RawRow) -> bool:
        """Whether every value could be one of this table."""
        found = self.named(row)
        return found is not None and all(
            column.takes(found[column.name]) for column in self.columns if column.name in found
        )


def layouts(connection: sqlite3.Connection) -> Mapping[str, Layout]:
    """Every table of the file that has row numbers, SQLite's own list of them included."""
    found = {SCHEMA_TABLE: Layout(SCHEMA_TABLE, _SCHEMA_COLUMNS, -1)}
    made = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND rootpage > 0 AND sql NOT LIKE '%WITHOUT ROWID%'"
    )
    for name, sql in made.fetchall():
        found[name] = _layout(connection, name, " ".join(sql.split()))
    return found


def _layout(connection: sqlite3.Connection, name: str, sql: str) -> Layout:
    choices = {column: frozenset(re.findall(r"'([^']*)'", words)) for column, words in _CHOICES.findall(sql)}
    facts = connection.execute(f'PRAGMA table_info("{name}")').fetchall()
    keys = [place for place, fact in enumerate(facts) if fact[5]]
    number = keys[0] if len(keys) == 1 and facts[keys[0]][2].upper() == "INTEGER" else -1
    columns = tuple(
        Column(fact[1], fact[2].upper().partition("(")[0], not fact[3], fact[4], choices.get(fact[1], frozenset()))
        for fact in facts
    )
    return Layout(name, columns, number)


_SCHEMA_COLUMNS = tuple(
    Column(name, kind, may_be_empty, None, frozenset())
    for name, kind, may_be_empty in (
        ("type", "TEXT", False), ("name", "TEXT", False), ("tbl_name", "TEXT", False), ("rootpage", "INTEGER", False),
        ("sql", "TEXT", True),
    )
)  # fmt: skip
