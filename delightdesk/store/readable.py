"""Which values of a table can be read back: what a hand, another program or a dying disk put there instead is found.

SQLite keeps any kind of value in any column. One that is not of the column's kind breaks whichever screen reads it, so
`check` looks at every value, and what is saved from a broken file is looked at before it counts.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, Enum, Float, Integer, Table, Time
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import SQLModel

import delightdesk.store.tables  # noqa: F401 - fills the metadata
from delightdesk.store.tables.columns import Loose, LooseJson


def tables() -> tuple[Table, ...]:
    """Every table of ours, those that others hang on first."""
    return tuple(SQLModel.metadata.sorted_tables)


def unreadable(connection: sqlite3.Connection, table: Table) -> dict[str, int]:
    """How many values of each column cannot be read; columns without any are left out. One scan of the table."""
    columns = list(table.columns)
    sums = ", ".join(f"total(NOT ({condition(column)}))" for column in columns)
    found = connection.execute(f'SELECT {sums} FROM "{table.name}"').fetchone()  # noqa: S608 - names of our own tables
    return {column.name: int(count) for column, count in zip(columns, found, strict=True) if count}


def rows_with(connection: sqlite3.Connection, table: Table, column: str, most: int = 5) -> list[int]:
    """The numbers of the first rows whose value in ``column`` cannot be read."""
    bad = f"NOT ({condition(table.columns[column])})"
    statement = f'SELECT rowid FROM "{table.name}" WHERE {bad} ORDER BY rowid LIMIT {most}'  # noqa: S608 - our own names
    return [number for (number,) in connection.execute(statement)]


def kind_of(column: Column[object]) -> TypeEngine[object]:
    """What a column holds, without what we put around it."""
    kind: TypeEngine[object] = column.type
    if isinstance(kind, LooseJson):
        return JSON()
    if isinstance(kind, Loose):
        kind = kind.inner
    return kind.impl_instance if isinstance(kind, TypeDecorator) else kind


def condition(column: Column[object]) -> str:
    """SQL that holds for every value the column can be read from, and is never NULL."""
    name = f'"{column.name}"'
    holds = " AND ".join(_holds(kind_of(column), name))
    return f"{name} IS NULL OR ifnull({holds}, 0)" if column.nullable else f"ifnull({holds}, 0)"


def _holds(kind: TypeEngine[object], name: str) -> Iterator[str]:
    if isinstance(kind, Enum):
        words = ", ".join(f"'{word}'" for word in kind.enums)
        yield f"{name} IN ({words})"
    elif isinstance(kind, Boolean):
        yield f"{name} IN (0, 1)"
    elif isinstance(kind, Integer):
        yield f"typeof({name}) = 'integer'"
    elif isinstance(kind, Float):
        yield f"typeof({name}) IN ('real', 'integer')"
    else:
        yield f"typeof({name}) = 'text'"
        if isinstance(kind, DateTime):
            yield f"substr({name}, 1, 19) IS datetime(substr({name}, 1, 19), '+0 days')"
            yield _fraction(name, 20)
        elif isinstance(kind, Date):
            yield f"{name} IS date({name}, '+0 days')"
        elif isinstance(kind, Time):
            yield f"substr({name}, 1, 8) IS time(substr({name}, 1, 8))"
            yield _fraction(name, 9)
        elif isinstance(kind, JSON):
            yield f"json_valid({name})"


def _fraction(name: str, place: int) -> str:
    """Parts of a second from ``place`` on, or none. SQLite must not see them: it rounds .9996 up to the next second."""
    rest = f"substr({name}, {place})"
    return f"({rest} = '' OR ({rest} GLOB '.[0-9]*' AND substr({rest}, 2) NOT GLOB '*[^0-9]*' AND length({rest}) < 8))"
