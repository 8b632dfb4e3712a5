"""The unit of work: one transaction, one person, one instant, and the journal entry that belongs to it.

Jobs take the time, the person at the desk and the house's settings from here and from nowhere else. A job that writes
goes through `add`, `change` and `remove` and says what it `did`; the journal and the search index follow by
themselves in the same transaction, so that neither can be forgotten.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Insert, Select, Table
from sqlalchemy.orm import make_transient_to_detached
from sqlmodel import Session

from delightdesk.domain.errors import DeskError, NotFound, Stale
from delightdesk.domain.house import HouseSettings, Person
from delightdesk.store import kept
from delightdesk.store.bulk import instant
from delightdesk.store.chain import next_seal, words_of
from delightdesk.store.engine import driver
from delightdesk.store.tables import Bond, Guest, JournalEntry, Visit
from delightdesk.store.tables.columns import Kept, table_of
from delightdesk.store.values import columns_of, plain_row, plain_value

Row = TypeVar("Row", bound=Kept)

_FOUND_BY = (Guest, Visit)
"""Rows whose values stand in the search index."""


_insert_into: Callable[[Table], Insert] = cache(Table.insert)


class NothingSaid(RuntimeError):  # noqa: N818 - said as a fact
    """A job changed rows without saying what it did: a defect of ours, and the transaction is dropped."""


def not_here(what: str) -> NotFound:
    """The error to raise for an entry that is not there or was deleted."""
    return NotFound(f"That {what} is not here any more. Nothing was changed. Please look it up again.")


@dataclass(slots=True)
class Work:
    """What a job gets. ``now`` is an aware instant, ``today`` the house's day."""

    session: Session
    person: Person
    house: HouseSettings
    now: datetime
    today: date
    zone: tzinfo
    writes: bool
    changes: list[dict[str, Any]] = field(default_factory=list)
    to_index: set[int] = field(default_factory=set)
    said: bool = False

    @property
    def raw(self) -> sqlite3.Connection:
        """The driver's own connection, inside this same transaction: for the search index and for bulk work."""
        return driver(self.session.connection())

    def get(self, kind: type[Row], row_id: int | None, what: str = "entry") -> Row:
        """The row, or `NotFound` when it is not there or was deleted."""
        row = self.session.get(kind, row_id) if row_id is not None else None
        if row is None or row.deleted_at is not None:
            raise not_here(what)
        return row

    def rows(self, statement: Select[Any], **values: object) -> Sequence[tuple[Any, ...]]:
        """Read plain values, cheaper than mapped rows. Make the statement once, not anew for every call."""
        return self.session.connection().execute(statement, values).all()

    def add(self, row: Row) -> Row:
        """Insert a row; its id is known afterwards. Raises `Forbidden` for what is never kept, as `change` does."""
        self._check_writes()
        kept.check({name: getattr(row, name) for name in columns_of(type(row))})
        self._insert(row)
        self._record(row, None)
        return row

    def check_seen(self, row: Kept, seen: int | None) -> None:
        """Raise `Stale` when the row has moved on since the person looked at version ``seen``."""
        if seen is not None and row.version != seen:
            raise Stale("Somebody else changed this meanwhile, so nothing was saved. Please look again and repeat it.")

    def touch(self, row: Kept) -> None:
        """Count a row's version on because something that belongs to it changed."""
        self._check_writes()
        before = row.version
        row.version += 1
        self.session.add(row)
        self._record(row, {"version": before})

    def change(self, row: Kept, *, seen: int | None = None, **values: Any) -> bool:
        """Set ``values`` on a row; True when something really changed.

        ``seen`` is the version the person looked at; a row that moved on since is not overwritten (`Stale`).
        """
        self._check_writes()
        self.check_seen(row, seen)
        new = {name: value for name, value in values.items() if getattr(row, name) != value}
        if not new:
            return False
        kept.check(new)
        before = {name: plain_value(getattr(row, name)) for name in (*new, "version")}
        for name, value in new.items():
            setattr(row, name, value)
        row.version += 1
        self.session.add(row)
        self._record(row, before)
        return True

    def remove(self, row: Kept, *, seen: int | None = None) -> None:
        """Take a row away, softly: undo brings it back."""
        self.change(row, seen=seen, deleted_at=self.now)

    def did(self, action: str, summary: str, guest_id: int | None = None, *, undoable: bool = True,
            undo_of: int | None = None) -> JournalEntry:  # fmt: skip
        """Write the journal entry for everything changed since the last one."""
        self._check_writes()
        summary = summary[:300]
        said = words_of(instant(self.now), self.person.id, action, summary, guest_id, undo_of, undoable, self.changes)
        seal = next_seal(self.raw, said)
        entry = JournalEntry(
            id=seal.id,
            at=self.now,
            person_id=self.person.id,
            action=action,
            summary=summary,
            guest_id=guest_id,
            undo_of=undo_of,
            undoable=undoable,
            changes=self.changes,
            salt=seal.salt,
            digest=seal.digest,
            chain=seal.chain,
        )
        self._insert(entry)
        self.changes = []
        self.said = True
        return entry

    def _insert(self, row: Kept | JournalEntry) -> None:
        """Write a new row at once, after whatever was changed before it, and hand it to the session as one it read.

        The session's own way works out an order among many rows first, which takes three times as long for one.
        """
        self.session.flush()
        table = table_of(type(row))
        values = {name: getattr(row, name) for name in columns_of(type(row))}
        if row.id is None:
            del values["id"]
        key = self.session.connection().execute(_insert_into(table), values).inserted_primary_key
        assert key is not None
        row.id = key[0]
        make_transient_to_detached(row)
        self.session.add(row)

    def _check_writes(self) -> None:
        if not self.writes:
            raise DeskError("This was opened for reading only, so nothing was saved.")

    def _record(self, row: Kept, before: dict[str, Any] | None) -> None:
        after = plain_row(row) if before is None else {name: plain_value(getattr(row, name)) for name in before}
        self.changes.append({"table": row.__tablename__, "id": row.id, "before": before, "after": after})
        if isinstance(row, _FOUND_BY):
            guest_id = row.id if isinstance(row, Guest) else row.guest_id
            if guest_id is not None:
                self.to_index.add(guest_id)
        if isinstance(row, Guest) and before is not None and "merged_into" in before:
            self.to_index |= {kept for kept in (before["merged_into"], row.merged_into) if kept is not None}
        if isinstance(row, Bond):
            self.to_index.update((row.guest_id, row.other_id))
