"""Columns that several tables share, and how enumerations are stored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Dialect, Enum, Index, String, Table, text
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Field, SQLModel


def text_enum(words: type[StrEnum]) -> Any:
    """A text column that holds the *values* of ``words`` and a CHECK that nothing else gets in.

    SQLAlchemy would store a StrEnum by the names of its members, which no other program could read.
    """
    return Enum(
        words,
        native_enum=False,
        create_constraint=True,
        length=24,
        name=words.__name__.lower(),
        values_callable=lambda kind: [word.value for word in kind],
    )


class LooseJson(TypeDecorator[dict[str, Any]]):
    """JSON that a hand or another program may have spoiled: what cannot be read counts as nothing, and is not fatal."""

    impl = JSON
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """Reads a value, or gives an empty object."""
        inner = super().result_processor(dialect, coltype)

        def read(value: Any) -> Any:
            try:
                found = inner(value) if inner is not None else value
            except (TypeError, ValueError, RecursionError):
                found = None
            return found if isinstance(found, dict) else {}

        return read


class Loose(TypeDecorator[Any]):
    """A column of which a value that cannot be read, since a hand or another program spoiled it, counts as ``usual``.

    For settings: a house whose hour was spoiled opens all the same, and `desk.safety.checking` names what is wrong.
    """

    impl = String
    cache_ok = True

    def __init__(self, inner: TypeEngine[Any], usual: Any) -> None:
        self.inner, self.usual = inner, usual
        super().__init__()
        self.impl = inner  # type: ignore[assignment]

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """Reads a value, or gives the usual one."""
        inner = self.inner.dialect_impl(dialect).result_processor(dialect, coltype)
        usual = self.usual
        kind = object if usual is None else type(usual)

        def read(value: Any) -> Any:
            try:
                found = inner(value) if inner is not None else value
            except (TypeError, ValueError, LookupError):
                return usual
            return found if isinstance(found, kind) else usual

        return read


def loose_text(most: int) -> Loose:
    """Words of at most so many letters; what is no text counts as none."""
    return Loose(String(most), "")


def sparse_index(name: str, column: str) -> Index:
    """An index over the few rows where ``column`` is filled.

    SQLite looks for children whenever a parent is deleted; without an index that is a scan of the table each time.
    """
    filled = text(f"{column} IS NOT NULL")
    return Index(name, column, sqlite_where=filled, postgresql_where=filled)


def table_of(kind: type[SQLModel]) -> Table:
    """The table behind a row class: for statements whose rows are wanted as plain values."""
    table: Table = kind.__table__  # type: ignore[attr-defined]
    return table


class Kept(SQLModel):
    """What every row that people edit carries.

    version: counts the edits, so that an edit of a stale copy is noticed instead of overwriting.
    deleted_at: soft deletion, so that undo can bring it back.
    """

    id: int | None = Field(default=None, primary_key=True)
    version: int = Field(default=1)
    created_at: datetime
    deleted_at: datetime | None = Field(default=None)
