"""Which guest and which visit a row of an import means.

A stranger's allergy on the wrong card is worse than a guest who stands there twice, so a match needs a reason: the
booking's reference with the name, the own e-mail with the name, the phone with the name, or the same room on the same
day. The name alone is enough only when exactly one guest bears it and nothing contradicts; that is reported for a look.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from delightdesk.domain.arrivals import ArrivalRow
from delightdesk.domain.folding import digits
from delightdesk.domain.vocabulary import VisitStatus

NameKey = str
_PHONE_TAIL = 9
_PHONE_LEAST = 7
_NOT_HERE = frozenset({VisitStatus.CANCELLED.value, VisitStatus.NO_SHOW.value})


@lru_cache(4096)
def name_key(name: str) -> NameKey:
    """Two spellings with this key are the same name: case and spaces aside, marks count."""
    return " ".join(name.casefold().split())


@lru_cache(4096)
def phone_key(phone: str) -> str:
    """The last nine digits, which stay the same with and without the country's prefix; short numbers are no key."""
    found = digits(phone)
    return found[-_PHONE_TAIL:] if len(found) >= _PHONE_LEAST else ""


@dataclass(slots=True)
class GuestSeen:
    """What of a guest decides a match. ``blank`` fields may be filled by an import.

    also_named, also_emails, also_phones: of those who were made one with them; other systems still know them so.
    """

    id: int
    name: NameKey
    email: str
    phone: str
    stored: dict[str, object] = field(default_factory=dict)
    also_named: tuple[NameKey, ...] = ()
    also_emails: tuple[str, ...] = ()
    also_phones: tuple[str, ...] = ()


@dataclass(slots=True)
class VisitSeen:
    """What of a visit decides a match, with the values stored now."""

    id: int
    guest_id: int
    stored: dict[str, object]
    touched: bool = False


@dataclass(slots=True)
class Register:
    """Everybody known: the guests whose name stands in the file, and their visits.

    stays_asked: whether any row comes without a reference, so that a visit must be found by room and day.
    """

    guests: dict[int, GuestSeen] = field(default_factory=dict)
    by_name: dict[NameKey, list[int]] = field(default_factory=dict)
    by_ref: dict[tuple[str, NameKey], int] = field(default_factory=dict)
    by_stay: dict[tuple[NameKey, str, str], int] = field(default_factory=dict)
    visits: dict[int, VisitSeen] = field(default_factory=dict)
    of_guest: dict[int, list[int]] = field(default_factory=dict)
    stays_asked: bool = True

    def add_guest(self, guest: GuestSeen) -> None:
        """Make a guest findable by name."""
        self.guests[guest.id] = guest
        for name in {guest.name, *guest.also_named}:
            self.by_name.setdefault(name, []).append(guest.id)

    def add_visit(self, visit: VisitSeen) -> None:
        """Make a visit findable by reference and by room and day."""
        self.visits[visit.id] = visit
        self.of_guest.setdefault(visit.guest_id, []).append(visit.id)
        self.refind(visit)

    def also_was(self, visit: VisitSeen, before: Mapping[str, object]) -> None:
        """Make a visit findable by the day and room a file still tells, because people changed them at the desk."""
        then = visit.stored | {name: value for name, value in before.items() if name in ("arrive", "room")}
        self._find_by_stay(visit, then)

    def refind(self, visit: VisitSeen) -> None:
        """Make a visit findable by the reference, day and room it has now."""
        guest = self.guests[visit.guest_id]
        for name in (guest.name, *guest.also_named):
            for ref in (visit.stored["ref"], visit.stored["second_ref"]):
                if ref:
                    self.by_ref.setdefault((str(ref).casefold(), name), visit.id)
        self._find_by_stay(visit, visit.stored)

    def _find_by_stay(self, visit: VisitSeen, stored: Mapping[str, object]) -> None:
        guest = self.guests[visit.guest_id]
        for name in (guest.name, *guest.also_named) if self.stays_asked else ():
            for room in {"", *str(stored["room"]).split(", ")}:
                self.by_stay.setdefault((name, str(stored["arrive"]), room), visit.id)

    def visit_of(self, row: ArrivalRow) -> VisitSeen | None:
        """The visit this row surely means: same reference and name, or, without one, same name, room and day."""
        name = name_key(row.full)
        if name not in self.by_name:
            return None
        for ref in (row.ref, row.second_ref):
            if ref and (found := self.by_ref.get((ref.casefold(), name))):
                return self.visits[found]
        if not row.ref and row.arrive and (row.room or not (row.email or row.phone)):
            found = self.by_stay.get((name, row.arrive.isoformat(), row.room))
            return self.visits[found] if found else None
        return None

    def guest_of(self, row: ArrivalRow) -> tuple[GuestSeen | None, bool]:
        """The guest this row means, and whether only the name said so."""
        namesakes = [self.guests[found] for found in self.by_name.get(name_key(row.full), ())]
        if not namesakes:
            return None, False
        email, phone = row.email.casefold(), phone_key(row.phone)
        for guest in namesakes:
            if email and (guest.email == email or email in guest.also_emails):
                return guest, False
        same_phone = [
            each
            for each in namesakes
            if phone and (each.phone == phone or phone in each.also_phones) and not (email and each.email)
        ]
        if same_phone:
            return min(same_phone, key=lambda each: each.email != email), False
        open_ones = [guest for guest in namesakes if self._could_be(guest, row, email, phone)]
        if len(namesakes) > 1:
            open_ones = [guest for guest in open_ones if not (email or phone or guest.email or guest.phone)]
        return (open_ones[0], True) if len(open_ones) == 1 else (None, False)

    def stay_of(self, guest: GuestSeen, row: ArrivalRow) -> VisitSeen | None:
        """The visit of this guest a row without reference means: same day, and the same hour or the only one left."""
        same_day = [self.visits[found] for found in self.of_guest.get(guest.id, ())]
        if row.arrive is None or not same_day:
            return None
        day = row.arrive.isoformat()
        same_day = [v for v in same_day if v.stored["arrive"] == day and not (v.stored["ref"] and row.ref)]
        at_hour = [v for v in same_day if row.eta and v.stored["eta"] == f"{row.eta:%H:%M:%S}.000000"]
        if at_hour:
            return at_hour[0]
        untouched = [v for v in same_day if not v.touched and not (row.room and v.stored["room"] not in ("", row.room))]
        if len(untouched) > 1:
            depart = row.depart.isoformat() if row.depart else None
            untouched = [v for v in untouched if v.stored["depart"] == depart][:1]
        return untouched[0] if untouched else None

    def _could_be(self, guest: GuestSeen, row: ArrivalRow, email: str, phone: str) -> bool:
        if email and guest.email and email != guest.email:
            return False
        if phone and guest.phone and phone != guest.phone and not (email and guest.email):
            return False
        if email or phone:
            return True
        return not self._elsewhere_that_day(guest, row)

    def _elsewhere_that_day(self, guest: GuestSeen, row: ArrivalRow) -> bool:
        """True when the guest is known to be somewhere else in those nights: then it is somebody of the same name.

        Somewhere else is another room from the same day on, or another room under another reference in nights
        that overlap; nobody sleeps in two rooms.
        """
        if row.arrive is None or not row.room:
            return False
        first, last = row.arrive.isoformat(), (row.depart or row.arrive).isoformat()
        elsewhere = (
            visit.stored
            for visit in (self.visits[found] for found in self.of_guest.get(guest.id, ()))
            if visit.stored["room"] not in ("", row.room) and visit.stored.get("status") not in _NOT_HERE
        )
        return any(
            stay["arrive"] == first
            or (
                bool(stay["ref"] and row.ref)
                and str(stay["arrive"]) < last
                and first < str(stay["depart"] or stay["arrive"])
            )
            for stay in elsewhere
        )


def load(connection: sqlite3.Connection, rows: Collection[ArrivalRow]) -> Register:
    """Read the guests the rows may mean, and their visits."""
    names = {name_key(row.full) for row in rows}
    register = Register(stays_asked=any(not row.ref for row in rows))
    made_one = _made_one(connection)
    for guest_id, name, email, phone, title, language, country, tier, earlier in connection.execute(
        "SELECT id, display_name, email, phone, title, language, country, tier, earlier_visits FROM guest"
        " WHERE deleted_at IS NULL AND merged_into IS NULL ORDER BY id"
    ):
        others = made_one.get(guest_id, ()) if made_one else ()
        if (key := name_key(name)) in names or any(each[0] in names for each in others):
            stored = {
                "email": email, "phone": phone, "title": title, "language": language, "country": country,
                "tier": tier, "earlier_visits": earlier,
            }  # fmt: skip
            guest = GuestSeen(guest_id, key, email.casefold(), phone_key(phone), stored)
            if others:
                guest.also_named, guest.also_emails, guest.also_phones = map(tuple, zip(*others, strict=True))
            register.add_guest(guest)
    _load_visits(connection, register)
    return register


def _made_one(connection: sqlite3.Connection) -> dict[int, list[tuple[NameKey, str, str]]]:
    """Of each guest who was made one with others: the names, addresses and numbers of those."""
    found: dict[int, list[tuple[NameKey, str, str]]] = {}
    for kept, name, email, phone in connection.execute(
        "SELECT merged_into, display_name, email, phone FROM guest"
        " WHERE merged_into IS NOT NULL AND erased_at IS NULL ORDER BY id"
    ):
        found.setdefault(kept, []).append((name_key(name), email.casefold(), phone_key(phone)))
    return found


VISIT_FIELDS = (
    "ref", "second_ref", "room", "room_type", "arrive", "depart", "eta", "status", "adults", "children", "infants",
    "rooms", "flags",
)  # fmt: skip


def _load_visits(connection: sqlite3.Connection, register: Register) -> None:
    if not register.guests:
        return
    columns = ", ".join(VISIT_FIELDS)
    for visit_id, guest_id, *values in connection.execute(
        f"SELECT id, guest_id, {columns} FROM visit WHERE deleted_at IS NULL ORDER BY id"  # noqa: S608
    ):
        if guest_id in register.guests:
            register.add_visit(VisitSeen(visit_id, guest_id, dict(zip(VISIT_FIELDS, values, strict=True))))
