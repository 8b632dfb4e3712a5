"""What of a guest goes into the search index, read from the tables in the same transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from delightdesk.store.index import GuestDoc

_CHUNK = 500


def of_guests(connection: sqlite3.Connection, guest_ids: Iterable[int]) -> Iterator[GuestDoc]:
    """The search documents of these guests; deleted and merged ones come as empty documents, which removes them."""
    ids = sorted(guest_ids)
    for start in range(0, len(ids), _CHUNK):
        yield from _some(connection, ids[start : start + _CHUNK])


def of_all(connection: sqlite3.Connection) -> Iterator[GuestDoc]:
    """Every guest's document, for rebuilding the index."""
    (newest,) = connection.execute("SELECT coalesce(max(id), 0) FROM guest").fetchone()
    for start in range(1, newest + 1, _CHUNK):
        yield from _some(connection, range(start, start + _CHUNK))


def _some(connection: sqlite3.Connection, ids: Iterable[int]) -> Iterator[GuestDoc]:
    wanted = tuple(ids)
    marks = ",".join("?" * len(wanted))
    visits: dict[int, list[tuple[str, str, str]]] = {}
    for guest_id, *found in connection.execute(
        f"SELECT guest_id, ref, second_ref, room FROM visit WHERE deleted_at IS NULL AND guest_id IN ({marks})",  # noqa: S608
        wanted,
    ):
        visits.setdefault(guest_id, []).append((found[0], found[1], found[2]))
    for guest_id, name, call_me, phone, email, ref, gone in connection.execute(
        "SELECT id, display_name, call_me, phone, email, customer_ref,"  # noqa: S608 - only question marks are put in
        " deleted_at IS NOT NULL OR merged_into IS NOT NULL"
        f" FROM guest WHERE id IN ({marks})",
        wanted,
    ):
        if gone:
            yield GuestDoc(guest_id, (), (), (), (), ())
            continue
        own = visits.get(guest_id, [])
        refs = {ref, *(v[0] for v in own), *(v[1] for v in own)} - {""}
        rooms = {v[2] for v in own} - {""}
        yield GuestDoc(
            guest_id,
            tuple(dict.fromkeys(text for text in (name, call_me) if text)),
            (phone,) if phone else (),
            (email,) if email else (),
            tuple(sorted(refs)),
            tuple(sorted(rooms)),
        )
