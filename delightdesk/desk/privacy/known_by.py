"""Everything an erased guest could be known by: as they stand now, and as they stood before somebody corrected it.

What was corrected counts, because an older file, or an older line in a book, still has it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any

from delightdesk.desk.privacy.journal_blanking import changes_of, ids
from delightdesk.domain.forgetting import KnownBy
from delightdesk.domain.mentions import orders_of

_IN = "IN (SELECT value FROM json_each(:ids))"
_GUESTS = f"SELECT first, last, display_name, call_me, email, phone, customer_ref FROM guest WHERE id {_IN}"  # noqa: S608
_VISITS = f"SELECT ref, second_ref, arrive FROM visit WHERE guest_id {_IN}"  # noqa: S608
_ACTS = f"SELECT changes FROM journal WHERE guest_id {_IN} AND erased = 0"  # noqa: S608
_IMPORTED = f"""SELECT before FROM import_change WHERE ("table" = 'guest' AND row_id {_IN})
    OR ("table" = 'visit' AND row_id IN (SELECT id FROM visit WHERE guest_id {_IN}))"""  # noqa: S608


@dataclass(slots=True)
class Told:
    """What is known of who some guests are, every spelling and every number they ever had here.

    written: names in the ways they are written. called: what they like to be called.
    """

    names: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)
    called: set[str] = field(default_factory=set)
    emails: set[str] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)
    customer_refs: set[str] = field(default_factory=set)
    refs: set[str] = field(default_factory=set)
    days: set[date] = field(default_factory=set)

    def known_by(self) -> KnownBy:
        """What an import would know them by."""
        return KnownBy(
            frozenset(self.names), frozenset(self.emails), frozenset(self.phones), frozenset(self.customer_refs),
            frozenset(self.refs), frozenset(self.days),
        )  # fmt: skip

    def join(self, other: Told) -> None:
        """Add what is known of others."""
        for name in self.__dataclass_fields__:
            getattr(self, name).update(getattr(other, name))

    def take(self, values: Mapping[str, Any]) -> None:
        """Add what a row of a guest or a visit says, or said once."""
        said: dict[str, str] = {name: value for name, value in values.items() if isinstance(value, str)}
        first, last, full = said.get("first", ""), said.get("last", ""), said.get("display_name", "")
        self.names |= {full} - {""}
        self.written |= {*orders_of(first, last, full or f"{first} {last}"), full} - {""}
        for name, kept in (
            ("call_me", self.called), ("email", self.emails), ("phone", self.phones),
            ("customer_ref", self.customer_refs), ("ref", self.refs), ("second_ref", self.refs),
        ):  # fmt: skip
            kept |= {said.get(name, "")} - {""}
        if day := _day(said.get("arrive", "")):
            self.days.add(day)


def told_of(connection: sqlite3.Connection, guests: Collection[int]) -> Told:
    """Read it all, before anything of it is taken out."""
    told = Told()
    for values in chain(
        _rows(connection, _GUESTS, guests), _rows(connection, _VISITS, guests), _before(connection, guests)
    ):
        told.take(values)
    return told


def _rows(connection: sqlite3.Connection, statement: str, guests: Collection[int]) -> Iterator[dict[str, Any]]:
    found = connection.execute(statement, {"ids": ids(guests)})
    names = [column[0] for column in found.description]
    yield from (dict(zip(names, row, strict=True)) for row in found.fetchall())


def _before(connection: sqlite3.Connection, guests: Collection[int]) -> Iterator[dict[str, Any]]:
    """What stood in their rows before it was changed by hand or by an import."""
    for (changes,) in connection.execute(_ACTS, {"ids": ids(guests)}).fetchall():
        for change in changes_of(changes):
            yield from _sides(change, guests)
    for (before,) in connection.execute(_IMPORTED, {"ids": ids(guests)}).fetchall():
        yield from _objects((before,))


def _sides(change: Mapping[str, Any], guests: Collection[int]) -> Iterator[dict[str, Any]]:
    table, number = change.get("table"), change.get("id")
    if table == "visit" or (table == "guest" and number in guests):
        yield from (side for side in (change.get("before"), change.get("after")) if isinstance(side, dict))


def _objects(texts: Iterable[object]) -> Iterator[dict[str, Any]]:
    for text in texts:
        try:
            found = json.loads(str(text))
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict):
            yield found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
