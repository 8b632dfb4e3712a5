"""Taking rows over: what each row makes new, changes, or leaves as it is. `import_writing` then writes it in bulk."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from delightdesk.desk.import_kept import Changed, changed_at_desk
from delightdesk.desk.import_matching import (
    GuestSeen,
    Register,
    VisitSeen,
    load,
    name_key,
    phone_key,
)
from delightdesk.desk.import_remarks import remember
from delightdesk.desk.privacy.tombstones import forgetful
from delightdesk.domain.arrivals import ArrivalRow, Kind, SkippedRow
from delightdesk.domain.forgetting import WHY_SKIPPED, Forgetful, KnownBy
from delightdesk.domain.text import clean
from delightdesk.domain.vocabulary import NoteSource, VisitStatus
from delightdesk.store import bulk
from delightdesk.store.work import Work

Progress = Callable[[int, int], None]

_STEP = 500
_ORDER = {VisitStatus.ENQUIRY: 0, VisitStatus.EXPECTED: 1, VisitStatus.IN_HOUSE: 2, VisitStatus.LEFT: 3}


@dataclass(slots=True)
class Taking:
    """What a run would write, row by row. Nothing is written until `write`."""

    work: Work
    run_id: int
    kind: Kind
    connection: sqlite3.Connection
    register: Register
    next_guest: int
    next_visit: int
    new_guests: dict[int, ArrivalRow] = field(default_factory=dict)
    new_visits: dict[int, VisitSeen] = field(default_factory=dict)
    guest_changes: dict[int, dict[str, object]] = field(default_factory=dict)
    visit_changes: dict[int, dict[str, object]] = field(default_factory=dict)
    notes: list[tuple[object, ...]] = field(default_factory=list)
    occasions: list[tuple[object, ...]] = field(default_factory=list)
    reviews: list[tuple[object, ...]] = field(default_factory=list)
    found: list[str] = field(default_factory=list)
    by_name: list[tuple[int, int, str]] = field(default_factory=list)
    known_notes: set[tuple[int, int | None, str]] = field(default_factory=set)
    known_reviews: set[tuple[int, str, str]] = field(default_factory=set)
    birthdays: set[int] = field(default_factory=set)
    at_desk: Changed = field(default_factory=dict)
    kept: list[tuple[int, int, tuple[str, ...]]] = field(default_factory=list)
    erased: Forgetful = field(default_factory=lambda: Forgetful("", {}))
    forgotten: list[SkippedRow] = field(default_factory=list)
    new: int = 0
    updated: int = 0
    unchanged: int = 0

    stamp: str = field(init=False)

    def __post_init__(self) -> None:
        self.stamp = bulk.instant(self.work.now)


def start(work: Work, run_id: int, kind: Kind, rows: Sequence[ArrivalRow]) -> Taking:
    """Read what is known of the guests in ``rows``, ready to take them one by one."""
    connection = work.raw
    taking = Taking(
        work, run_id, kind, connection, load(connection, rows), bulk.next_id(connection, "guest"),
        bulk.next_id(connection, "visit"),
    )  # fmt: skip
    taking.at_desk = changed_at_desk(connection, taking.register.visits.keys())
    for visit_id, before in taking.at_desk.items():
        taking.register.also_was(taking.register.visits[visit_id], before)
    imported = NoteSource.IMPORT.value
    taking.known_notes.update(
        connection.execute("SELECT guest_id, visit_id, text FROM note WHERE source = ?", (imported,))
    )
    taking.known_reviews.update(connection.execute("SELECT guest_id, quote, understood FROM review_item"))
    taking.birthdays.update(
        guest_id for (guest_id,) in connection.execute("SELECT guest_id FROM occasion WHERE kind = 'birthday'")
    )
    taking.erased = forgetful(work)
    return taking


def take(taking: Taking, row: ArrivalRow) -> None:
    """Decide about one row; one of a guest who was erased is left out."""
    if taking.erased.days and taking.erased.skips(_known_by(row)):
        taking.forgotten.append(SkippedRow(row.line, WHY_SKIPPED))
        return
    made, told = taking.next_guest + taking.next_visit, len(taking.notes) + len(taking.reviews) + len(taking.occasions)
    visit = taking.register.visit_of(row) if taking.kind == "reservations" else None
    changed = False
    if visit is None:
        guest, changed = _guest_for(taking, row)
    else:
        guest = taking.register.guests[visit.guest_id]
        changed = _fill_guest(taking, guest, row)
    visit_id: int | None = None
    if taking.kind == "reservations":
        visit = visit or taking.register.stay_of(guest, row)
        if visit is None:
            visit = _new_visit(taking, guest, row)
        else:
            changed |= _update_visit(taking, visit, row)
        visit.touched = True
        visit_id = visit.id
    if row.notes or row.birthday:
        remember(taking, guest, visit_id, row)
    if taking.next_guest + taking.next_visit > made:
        taking.new += 1
    elif changed or len(taking.notes) + len(taking.reviews) + len(taking.occasions) > told:
        taking.updated += 1
    else:
        taking.unchanged += 1


def _known_by(row: ArrivalRow) -> KnownBy:
    return KnownBy(
        names=frozenset({row.full}),
        emails=frozenset({row.email} - {""}),
        phones=frozenset({row.phone} - {""}),
        refs=frozenset({row.ref, row.second_ref} - {""}),
        days=frozenset({row.arrive} if row.arrive else ()),
    )


def _guest_for(taking: Taking, row: ArrivalRow) -> tuple[GuestSeen, bool]:
    """The guest a row means, made when nobody fits, and whether a known one learned something."""
    guest, by_name_only = taking.register.guest_of(row)
    if guest is None:
        return _new_guest(taking, row), False
    if by_name_only and guest.id not in taking.new_guests:
        taking.by_name.append((row.line, guest.id, row.full))
    return guest, _fill_guest(taking, guest, row)


def _new_guest(taking: Taking, row: ArrivalRow) -> GuestSeen:
    guest_id = taking.next_guest
    taking.next_guest += 1
    taking.new_guests[guest_id] = row
    guest = GuestSeen(guest_id, name_key(row.full), row.email.casefold(), phone_key(row.phone), _guest_values(row))
    taking.register.add_guest(guest)
    return guest


def _guest_values(row: ArrivalRow) -> dict[str, object]:
    return {
        "email": row.email[:254],
        "phone": row.phone[:40],
        "title": row.title[:20],
        "language": row.language[:40],
        "country": row.country[:40],
        "tier": _flags(row, 40),
        "earlier_visits": row.visits or 0,
    }


def _fill_guest(taking: Taking, guest: GuestSeen, row: ArrivalRow) -> bool:
    """Fill what is blank; never replace what somebody typed."""
    filled = {name: value for name, value in _guest_values(row).items() if value and not guest.stored[name]}
    if row.visits and row.visits > int(str(guest.stored["earlier_visits"] or 0)):
        filled["earlier_visits"] = row.visits
    if not filled:
        return False
    guest.stored.update(filled)
    guest.email = guest.email or row.email.casefold()
    guest.phone = guest.phone or phone_key(row.phone)
    if guest.id in taking.new_guests:
        return False
    taking.guest_changes.setdefault(guest.id, {}).update(filled)
    return True


def _flags(row: ArrivalRow, limit: int) -> str:
    return clean(" ".join(row.flags), limit) if row.flags else ""


def _visit_values(row: ArrivalRow) -> dict[str, object]:
    return {
        "ref": row.ref[:64],
        "second_ref": row.second_ref[:64],
        "room": row.room[:40],
        "room_type": row.room_type[:60],
        "arrive": bulk.day(row.arrive),
        "depart": bulk.day(row.depart),
        "eta": bulk.hour(row.eta),
        "status": row.status.value,
        "adults": 1 if row.adults is None else row.adults,
        "children": row.children or 0,
        "infants": row.infants or 0,
        "rooms": max(1, row.rooms),
        "flags": _flags(row, 120),
    }


def _new_visit(taking: Taking, guest: GuestSeen, row: ArrivalRow) -> VisitSeen:
    visit = VisitSeen(taking.next_visit, guest.id, _visit_values(row))
    taking.next_visit += 1
    taking.new_visits[visit.id] = visit
    taking.register.add_visit(visit)
    return visit


def _update_visit(taking: Taking, visit: VisitSeen, row: ArrivalRow) -> bool:
    """Take over what the newer file says; a blank cell says nothing, and a status never goes back."""
    offered = {name: value for name, value in _visit_values(row).items() if value not in (None, "")}
    if row.adults is None:
        offered.pop("adults")
    offered = {name: value for name, value in offered.items() if value or name not in ("children", "infants")}
    if _goes_back(VisitStatus(str(visit.stored["status"])), row.status):
        offered.pop("status")
    rooms = [room for room in str(visit.stored["room"]).split(", ") if room]
    if "room" not in offered or offered["room"] in rooms:
        offered["room"] = visit.stored["room"]
        offered["rooms"] = max(len(rooms), int(str(offered["rooms"])))
    elif visit.touched and "room" in offered:
        rooms.append(str(offered["room"]))
        offered["room"] = ", ".join(rooms)[:40]
        offered["rooms"] = max(len(rooms), int(str(visit.stored["rooms"])))
    changed = {name: value for name, value in offered.items() if visit.stored[name] != value}
    if visit.touched:
        kept = {"room", "rooms"} | {name for name in changed if visit.stored[name] in (None, "")}
        changed = {name: value for name, value in changed.items() if name in kept}
    changed = _without_changed_at_desk(taking, visit, row, changed)
    if not changed:
        return False
    visit.stored.update(changed)
    taking.register.refind(visit)
    if visit.id in taking.new_visits:
        return False
    taking.visit_changes.setdefault(visit.id, {}).update(changed)
    return True


def _without_changed_at_desk(
    taking: Taking, visit: VisitSeen, row: ArrivalRow, changed: dict[str, object]
) -> dict[str, object]:
    """What is left when fields that people changed stay as they are; that a guest came or left is news all the same."""
    theirs = taking.at_desk.get(visit.id)
    if not theirs:
        return changed
    stays = {name for name in changed if name in theirs}
    if "status" in stays and _goes_on(VisitStatus(str(visit.stored["status"])), row.status):
        stays.remove("status")
    if stays:
        taking.kept.append((row.line, visit.guest_id, tuple(sorted(stays))))
    if "room" in stays:
        stays.add("rooms")
    return {name: value for name, value in changed.items() if name not in stays}


def _goes_on(now: VisitStatus, offered: VisitStatus) -> bool:
    return now in _ORDER and offered in _ORDER and _ORDER[offered] > _ORDER[now]


def _goes_back(now: VisitStatus, offered: VisitStatus) -> bool:
    if now in (VisitStatus.CANCELLED, VisitStatus.NO_SHOW):
        return False
    if offered in (VisitStatus.CANCELLED, VisitStatus.NO_SHOW):
        return now in (VisitStatus.IN_HOUSE, VisitStatus.LEFT)
    return _ORDER[offered] < _ORDER[now]
