"""What a search shows of a guest, and who is in the house right now.

Read with plain SQL from the house's own tables, and only for the few guests that will be shown.
"""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from delightdesk.domain.folding import code
from delightdesk.store.find_rows import words_of

IN_HOUSE, DUE, ELSEWHERE = 0, 1, 2
_NIGHT_ENDS = "05:00"  # an hour announced before this belongs to the night that follows

_SHOWN = """
SELECT g.id, g.display_name, v.room, v.status, v.arrive, v.depart, v.eta,
       EXISTS (SELECT 1 FROM occasion o WHERE o.guest_id = g.id AND o.deleted_at IS NULL),
       EXISTS (SELECT 1 FROM caution c WHERE c.guest_id = g.id AND c.deleted_at IS NULL),
       g.earlier_visits = 0 AND NOT EXISTS (SELECT 1 FROM visit p
                   WHERE p.guest_id = g.id AND p.status = 'left' AND p.deleted_at IS NULL),
       g.incognito, g.gift_restricted
FROM guest g LEFT JOIN visit v ON v.id =
  (SELECT n.id FROM visit n WHERE n.guest_id = g.id AND n.deleted_at IS NULL
   ORDER BY CASE WHEN n.status = 'in_house' THEN 0
                 WHEN n.status = 'expected' AND n.arrive <= ?1 AND (n.arrive = ?1 OR n.depart >= ?1) THEN 1
                 WHEN n.status = 'expected' AND n.arrive > ?1 THEN 2
                 WHEN n.status = 'left' THEN 3 ELSE 4 END,
            CASE WHEN n.status = 'expected' AND n.arrive > ?1 THEN 1 ELSE -1 END * julianday(n.arrive)
   LIMIT 1)
WHERE g.id IN (SELECT value FROM json_each(?2)) AND g.deleted_at IS NULL
"""
_PRESENT = """
SELECT v.guest_id, v.status, v.room, v.ref, v.eta, d.names, d.phones, d.codes
FROM visit v JOIN find_doc d ON d.guest_id = v.guest_id
WHERE v.status = 'in_house' AND v.deleted_at IS NULL
UNION ALL
SELECT v.guest_id, v.status, v.room, v.ref, v.eta, d.names, d.phones, d.codes
FROM visit v JOIN find_doc d ON d.guest_id = v.guest_id
WHERE v.status = 'expected' AND v.arrive BETWEEN ? AND ? AND v.deleted_at IS NULL
  AND (v.arrive = ? OR v.depart >= ?)
"""
_FLAGS = ("occasion", "caution", "first", "incognito", "gift_restricted")


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One line of the list under the find box.

    status: a `VisitStatus` value of the visit that matters most now, or empty when there never was one; room,
    arrive, depart and eta ("16:30") are of that visit. flags: from "occasion", "caution", "first" (has not
    stayed before), "incognito", "gift_restricted", in this order.
    """

    id: int
    name: str
    room: str
    status: str
    arrive: date | None
    depart: date | None
    eta: str
    flags: tuple[str, ...]


def shown(connection: sqlite3.Connection, guest_ids: Sequence[int], today: date) -> list[SearchHit]:
    """The hits for these guests in this order; guests deleted meanwhile are left out."""
    rows = connection.execute(_SHOWN, (today.isoformat(), json.dumps(guest_ids)))
    hits = {row[0]: _hit(row) for row in rows}
    return [hits[guest_id] for guest_id in guest_ids if guest_id in hits]


def _hit(row: tuple[object, ...]) -> SearchHit:
    guest_id, name, room, status, arrive, depart, eta, *marks = row
    assert isinstance(guest_id, int)
    return SearchHit(
        guest_id,
        str(name),
        str(room or ""),
        str(status or ""),
        date.fromisoformat(str(arrive)) if arrive else None,
        date.fromisoformat(str(depart)) if depart else None,
        str(eta)[:5] if eta else "",
        tuple(flag for flag, mark in zip(_FLAGS, marks, strict=True) if mark),
    )


@dataclass(slots=True)
class Present:
    """The guests in house and due today, held in memory, because they are whom nearly every search is for.

    rank: `IN_HOUSE` or `DUE`. names: as the index keeps them. rooms: folded, of the visit that is now.
    codes: references and e-mail addresses. words: every word with its guest, sorted.
    """

    rank: dict[int, int] = field(default_factory=dict)
    eta: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    phones: dict[int, str] = field(default_factory=dict)
    rooms: dict[int, tuple[str, ...]] = field(default_factory=dict)
    codes: dict[int, tuple[str, ...]] = field(default_factory=dict)
    words: list[tuple[str, int]] = field(default_factory=list)

    def with_words(self, begins: Iterable[str], whole: Iterable[str] = ()) -> set[int]:
        """Who has a word that begins with one of ``begins`` or is one of ``whole``."""
        found: set[int] = set()
        for word in begins:
            start, end = bisect_left(self.words, (word,)), bisect_left(self.words, (word + "\x7f",))
            found.update(guest_id for _, guest_id in self.words[start:end])
        for word in whole:
            start, end = bisect_left(self.words, (word,)), bisect_left(self.words, (word + "\0",))
            found.update(guest_id for _, guest_id in self.words[start:end])
        return found

    def in_order(self) -> list[int]:
        """Who is due, by the hour announced (unknown hours last), then who is in house by room."""

        def place(guest_id: int) -> tuple[bool, bool, bool, str, tuple[str, ...], int]:
            eta = self.eta[guest_id]
            due = self.rank[guest_id] == DUE
            return (
                not due,
                due and not eta,
                due and eta < _NIGHT_ENDS,
                eta if due else "",
                self.rooms[guest_id],
                guest_id,
            )

        return sorted(self.rank, key=place)


def present(connection: sqlite3.Connection, today: date) -> Present:
    """Read who is in house and who is due: arriving today, or since yesterday and not here yet."""
    here = Present()
    day, before = today.isoformat(), (today - timedelta(days=1)).isoformat()
    for guest_id, status, room, ref, eta, names, phones, codes in connection.execute(_PRESENT, (before, day, day, day)):
        rank = IN_HOUSE if status == "in_house" else DUE
        here.rank[guest_id] = min(rank, here.rank.get(guest_id, rank))
        here.eta.setdefault(guest_id, (eta or "")[:5])
        here.names[guest_id] = names
        here.phones[guest_id] = phones
        here.rooms[guest_id] = (*here.rooms.get(guest_id, ()), code(room))
        kept = [coded[1:] for coded in codes.split() if coded[0] != "m"]
        here.codes[guest_id] = tuple(dict.fromkeys((*here.codes.get(guest_id, ()), code(ref), *kept)))
    here.words = sorted((word, guest_id) for guest_id, names in here.names.items() for word in words_of(names))
    return here
