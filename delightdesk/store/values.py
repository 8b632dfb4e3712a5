"""Rows to plain JSON values and back, for the journal and the import's memory of what was there before."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import Date, DateTime, Time, inspect
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import SQLModel

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


def plain_row(row: SQLModel) -> Plain:
    """Every column of a row."""
    return {column.key: plain_value(getattr(row, column.key)) for column in inspect(type(row)).column_attrs}


def typed_value(row_type: type[SQLModel], name: str, value: Any) -> Any:
    """The Python value a column wants for what `plain_value` wrote."""
    if value is None:
        return None
    kind: TypeEngine[Any] = row_type.__table__.columns[name].type  # type: ignore[attr-defined]
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
