"""What of a guest goes into the search index, read from the tables in the same transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from delightdesk.store.index import GuestDoc

_CHUNK = 500


def of_guests(connection: sqlite3.Connection, guest_ids: Iterable[int]) -> Iterator[GuestDoc]:
    """The search documents of these guests; deleted and merged ones come as empty documents, which removes them.

    A guest is also found by what is known of those who were made one with them.
    """
    ids = sorted(guest_ids)
    for start in range(0, len(ids), _CHUNK):
        yield from _some(connection, ids[start : start + _CHUNK])


def of_all(connection: sqlite3.Connection) -> Iterator[GuestDoc]:
    """Every guest's document, for rebuilding the index."""
    (newest,) = connection.execute("SELECT coalesce(max(id), 0) FROM guest").fetchone()
    for start in range(1, newest + 1, _CHUNK):
        yield from _some(connection, range(start, start + _CHUNK))


def made_of(
    guest_id: int,
    names: Iterable[str],
    phone: str,
    email: str,
    customer_ref: str,
    visits: Iterable[tuple[str, str, str]],
) -> GuestDoc:
    """The document made of a guest's own values and (ref, second_ref, room) of every visit."""
    refs, rooms = {customer_ref}, set()
    for ref, second_ref, room in visits:
        refs |= {ref, second_ref}
        rooms.add(room)
    return GuestDoc(
        guest_id,
        tuple(filter(None, dict.fromkeys(names))),
        (phone,) if phone else (),
        (email,) if email else (),
        tuple(sorted(filter(None, refs))),
        tuple(sorted(filter(None, rooms))),
    )


def _some(connection: sqlite3.Connection, ids: Iterable[int]) -> Iterator[GuestDoc]:
    wanted = tuple(ids)
    marks = ",".join("?" * len(wanted))
    merged: dict[int, list[tuple[str, ...]]] = {}
    for guest_id, *known in connection.execute(
        "SELECT merged_into, display_name, call_me, phone, email, customer_ref FROM guest"  # noqa: S608
        f" WHERE erased_at IS NULL AND merged_into IN ({marks}) ORDER BY id",
        wanted,
    ):
        merged.setdefault(guest_id, []).append(tuple(known))
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
        doc = made_of(guest_id, (name, call_me), phone, email, ref, visits.get(guest_id, ()))
        yield _with_merged(doc, merged[guest_id]) if guest_id in merged else doc


def _with_merged(doc: GuestDoc, merged: Iterable[tuple[str, ...]]) -> GuestDoc:
    for name, call_me, phone, email, ref in merged:
        doc = doc._replace(
            names=_more(doc.names, name, call_me),
            phones=_more(doc.phones, phone),
            emails=_more(doc.emails, email),
            refs=_more(doc.refs, ref),
        )
    return doc


def _more(values: tuple[str, ...], *others: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*values, *filter(None, others))))
