"""Writing what a run took over: everything in bulk, and what stood there before kept so that the run can be undone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from delightdesk.desk.import_matching import VISIT_FIELDS
from delightdesk.store import bulk, docs
from delightdesk.store.index import GuestDoc

if TYPE_CHECKING:
    from delightdesk.desk.import_taking import Progress, Taking

_GUEST_COLUMNS = (
    "id", "version", "created_at", "first", "last", "title", "display_name", "call_me", "say_as", "language", "country",
    "email", "phone", "customer_ref", "tier", "incognito", "gift_restricted", "alcohol_ok", "needs_reassurance",
    "earlier_visits", "import_run",
)  # fmt: skip
_VISIT_COLUMNS = ("id", "version", "created_at", "guest_id", *VISIT_FIELDS, "child_ages", "import_run")
_NOTE_COLUMNS = (
    "version", "created_at", "guest_id", "visit_id", "author_id", "kind", "text", "source", "lifetime", "sightings",
    "confirmed_on", "consent", "disputed", "import_run",
)  # fmt: skip
_OCCASION_COLUMNS = (
    "version", "created_at", "guest_id", "kind", "day", "month", "whose", "secret", "secret_from", "source",
    "import_run",
)  # fmt: skip
_REVIEW_COLUMNS = (
    "version", "created_at", "run_id", "guest_id", "visit_id", "quote", "understood", "caught", "state",
)  # fmt: skip


def write(taking: Taking, progress: Progress) -> Iterator[int]:
    """Write everything in the caller's transaction; yields the ids of the guests whose index must follow."""
    connection = taking.connection
    bulk.insert(connection, "guest", _GUEST_COLUMNS, _guest_rows(taking))
    visits = (
        (visit.id, 1, taking.stamp, visit.guest_id, *visit.stored.values(), "", taking.run_id)
        for visit in taking.new_visits.values()
    )
    bulk.insert(connection, "visit", _VISIT_COLUMNS, visits)
    progress(1, 4)
    _write_changes(taking, "guest", taking.guest_changes)
    _write_changes(taking, "visit", taking.visit_changes)
    progress(2, 4)
    bulk.insert(connection, "note", _NOTE_COLUMNS, taking.notes)
    bulk.insert(connection, "occasion", _OCCASION_COLUMNS, taking.occasions)
    bulk.insert(connection, "review_item", _REVIEW_COLUMNS, taking.reviews)
    progress(3, 4)
    touched = set(taking.new_guests) | set(taking.guest_changes)
    touched |= {visit.guest_id for visit in taking.new_visits.values()}
    touched |= {taking.register.visits[visit_id].guest_id for visit_id in taking.visit_changes}
    yield from sorted(touched)


def _guest_rows(taking: Taking) -> Iterator[tuple[object, ...]]:
    for guest_id, row in taking.new_guests.items():
        stored = taking.register.guests[guest_id].stored
        yield (
            guest_id, 1, taking.stamp, row.first[:300], row.last[:300], stored["title"], row.full[:300], "", "",
            stored["language"], stored["country"], stored["email"], stored["phone"], "", stored["tier"], 0, 0, 0, 0,
            stored["earlier_visits"], taking.run_id,
        )  # fmt: skip


def new_docs(taking: Taking) -> Iterator[GuestDoc]:
    """The search documents of the guests this run made, out of what it holds of them anyway."""
    register = taking.register
    for guest_id, row in taking.new_guests.items():
        stored = register.guests[guest_id].stored
        visits = [register.visits[visit_id].stored for visit_id in register.of_guest.get(guest_id, ())]
        refs = [(str(visit["ref"]), str(visit["second_ref"]), str(visit["room"])) for visit in visits]
        yield docs.made_of(guest_id, (row.full[:300],), str(stored["phone"]), str(stored["email"]), "", refs)


def _write_changes(taking: Taking, table: str, changes: dict[int, dict[str, object]]) -> None:
    """Update rows one by one and keep what stood there before, so that the run can be taken back."""
    for row_id, values in changes.items():
        names = sorted(values)
        before = taking.connection.execute(
            f'SELECT version, {", ".join(names)} FROM "{table}" WHERE id = ?',  # noqa: S608
            (row_id,),
        ).fetchone()
        taking.connection.execute(
            'INSERT INTO import_change (run_id, "table", row_id, before, version_after, undone)'
            " VALUES (?, ?, ?, ?, ?, 0)",
            (taking.run_id, table, row_id, json.dumps(dict(zip(names, before[1:], strict=True))), before[0] + 1),
        )
        assignments = ", ".join(f"{name} = ?" for name in names)
        taking.connection.execute(
            f'UPDATE "{table}" SET version = version + 1, {assignments} WHERE id = ?',  # noqa: S608
            (*(values[name] for name in names), row_id),
        )
