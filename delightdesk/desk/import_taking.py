"""Taking rows over: what each row makes new, changes, or leaves as it is; then everything is written in bulk."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from delightdesk.desk.import_matching import (
    VISIT_FIELDS,
    GuestSeen,
    Register,
    VisitSeen,
    load,
    name_key,
    phone_key,
)
from delightdesk.desk.keeping import to_plain
from delightdesk.domain.arrivals import ArrivalRow, Kind
from delightdesk.domain.captured import Captured
from delightdesk.domain.mining import Finding, mine
from delightdesk.domain.text import clean, without_cards
from delightdesk.domain.vocabulary import Lifetime, NoteKind, NoteSource, OccasionKind, VisitStatus
from delightdesk.store import bulk, docs
from delightdesk.store.index import GuestDoc
from delightdesk.store.work import Work

Progress = Callable[[int, int], None]

_STEP = 500
_ORDER = {VisitStatus.ENQUIRY: 0, VisitStatus.EXPECTED: 1, VisitStatus.IN_HOUSE: 2, VisitStatus.LEFT: 3}
_GUEST_COLUMNS = (
    "id", "version", "created_at", "first", "last", "title", "display_name", "call_me", "say_as", "language", "country",
    "email", "phone", "customer_ref", "tier", "incognito", "gift_restricted", "alcohol_ok", "needs_reassurance",
    "earlier_visits", "import_run",
)  # fmt: skip
_VISIT_COLUMNS = ("id", "version", "created_at", "guest_id", *VISIT_FIELDS, "child_ages", "import_run")
_NOTE_COLUMNS = (
    "version", "created_at", "guest_id", "visit_id", "author_id", "kind", "text", "source", "lifetime", "sightings",
    "confirmed_on", "consent", "import_run",
)  # fmt: skip
_OCCASION_COLUMNS = (
    "version", "created_at", "guest_id", "kind", "day", "month", "whose", "secret", "secret_from", "source",
    "import_run",
)  # fmt: skip
_REVIEW_COLUMNS = (
    "version", "created_at", "run_id", "guest_id", "visit_id", "quote", "understood", "caught", "state",
)  # fmt: skip


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
    imported = NoteSource.IMPORT.value
    taking.known_notes.update(
        connection.execute("SELECT guest_id, visit_id, text FROM note WHERE source = ?", (imported,))
    )
    taking.known_reviews.update(connection.execute("SELECT guest_id, quote, understood FROM review_item"))
    taking.birthdays.update(
        guest_id for (guest_id,) in connection.execute("SELECT guest_id FROM occasion WHERE kind = 'birthday'")
    )
    return taking


def take(taking: Taking, row: ArrivalRow) -> None:
    """Decide about one row."""
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
        _remember(taking, guest, visit_id, row)
    if taking.next_guest + taking.next_visit > made:
        taking.new += 1
    elif changed or len(taking.notes) + len(taking.reviews) + len(taking.occasions) > told:
        taking.updated += 1
    else:
        taking.unchanged += 1


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
    if not changed:
        return False
    visit.stored.update(changed)
    taking.register.refind(visit)
    if visit.id in taking.new_visits:
        return False
    taking.visit_changes.setdefault(visit.id, {}).update(changed)
    return True


def _goes_back(now: VisitStatus, offered: VisitStatus) -> bool:
    if now in (VisitStatus.CANCELLED, VisitStatus.NO_SHOW):
        return False
    if offered in (VisitStatus.CANCELLED, VisitStatus.NO_SHOW):
        return now in (VisitStatus.IN_HOUSE, VisitStatus.LEFT)
    return _ORDER[offered] < _ORDER[now]


def _remember(taking: Taking, guest: GuestSeen, visit_id: int | None, row: ArrivalRow) -> None:
    """Birthdays go to the card; remarks become notes; what a remark seems to say goes to the review list."""
    if row.birthday and guest.id not in taking.birthdays:
        taking.birthdays.add(guest.id)
        month, day = row.birthday
        taking.occasions.append(
            (1, taking.stamp, guest.id, OccasionKind.BIRTHDAY.value, day, month, "the guest", 0, "",
             NoteSource.IMPORT.value, taking.run_id)
        )  # fmt: skip
    for header, remark in row.notes:
        text, findings = _mined(header, remark, taking.work.today)
        for finding in findings:
            _review(taking, (guest.id, row.full), visit_id, finding.quote or text, finding.captured)
        if text and not findings:
            _note(taking, guest.id, visit_id, text)


@lru_cache(maxsize=2048)
def _mined(header: str, remark: str, today: date) -> tuple[str, tuple[Finding, ...]]:
    """The remark as it may be kept, and what it seems to say. Booking systems send the same one over and over."""
    text, _ = without_cards(clean(remark, 500))
    return text, mine(header, text, today) if text else ()


@lru_cache(maxsize=2048)
def _plain_text(caught: Captured) -> str:
    return json.dumps(to_plain(caught))


def _review(taking: Taking, guest: tuple[int, str], visit_id: int | None, quote: str, caught: object) -> None:
    guest_id, name = guest
    understood = clean(str(caught.understood), 200)  # type: ignore[attr-defined]
    key = (guest_id, quote[:500], understood)
    if key in taking.known_reviews:
        return
    taking.known_reviews.add(key)
    plain = _plain_text(caught)
    taking.found.append(f"{name}: {understood}")
    taking.reviews.append((1, taking.stamp, taking.run_id, guest_id, visit_id, quote[:500], understood, plain, "open"))


def _note(taking: Taking, guest_id: int, visit_id: int | None, text: str) -> None:
    if (guest_id, visit_id, text) in taking.known_notes:
        return
    taking.known_notes.add((guest_id, visit_id, text))
    lifetime = Lifetime.VISIT if visit_id else Lifetime.LASTING
    taking.notes.append(
        (1, taking.stamp, guest_id, visit_id, taking.work.person.id, NoteKind.OPERATIONAL.value, text,
         NoteSource.IMPORT.value, lifetime.value, 1, bulk.day(taking.work.today), "", taking.run_id)
    )  # fmt: skip


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
