"""Rows to plain JSON values and back, for the journal and the import's memory of what was there before."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Date, DateTime, Time
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import SQLModel

from delightdesk.store.tables.columns import table_of

Plain = dict[str, Any]


def plain_value(value: Any) -> Any:
    """One column value as JSON holds it: instants in UTC with offset, days and hours in ISO 8601."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    return value


@cache
def columns_of(kind: type[SQLModel]) -> tuple[str, ...]:
    """The names of all columns of a row class."""
    return tuple(table_of(kind).columns.keys())


def plain_row(row: SQLModel) -> Plain:
    """Every column of a row."""
    return {name: plain_value(getattr(row, name)) for name in columns_of(type(row))}


def typed_value(row_type: type[SQLModel], name: str, value: Any) -> Any:
    """The Python value a column wants for what `plain_value` wrote."""
    if value is None:
        return None
    kind: TypeEngine[Any] = table_of(row_type).columns[name].type
    if isinstance(kind, TypeDecorator):
        kind = kind.impl_instance
    if isinstance(kind, DateTime):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, Time):
        return time.fromisoformat(value)
    enum_class = getattr(kind, "enum_class", None)
    return enum_class(value) if enum_class is not None else value
