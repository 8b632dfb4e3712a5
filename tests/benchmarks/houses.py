"""Desk files to measure on, made once and kept in the folder for temporary files.

All guests are `makers`' own, moved so that its day is today; a dozen of them are regulars of many years, whose cards
hold as much as a card can.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import makers
from sqlalchemy import insert

from delightdesk import desk
from delightdesk.domain.vocabulary import (
    CautionKind,
    GestureState,
    NoteKind,
    NoteSource,
    OccasionKind,
    Reaction,
    Sector,
    VisitStatus,
)
from delightdesk.store import bulk, docs, index
from delightdesk.store.tables import Caution, Gesture, GestureLine, Note, Occasion, Visit
from delightdesk.store.work import Work

REGULARS = 12
REGULAR_NAME = "Wzuxheim"
"""The surname of all regulars, borne by nobody else."""
NOTES, GESTURES, VISITS = 200, 100, 30

_GIVEN = ("Ana", "Bo", "Cleo", "Dag", "Eve", "Finn", "Gil", "Hana", "Ida", "Jon", "Kai", "Lea")
_IDEAS = ("g01", "g02", "g34", "g43")


def folder() -> Path:
    """Where files are kept between two runs."""
    kept = Path(tempfile.gettempdir()) / "delightdesk-benchmarks"
    kept.mkdir(exist_ok=True)
    return kept


def house(guests: int) -> Path:
    """A hotel with so many guests as of today, made when it is not there yet. Not to be written to: see `copied`."""
    today = datetime.now(UTC).date()
    path = folder() / f"house-{guests}-{today.isoformat()}.db"
    if not path.exists():
        rough = path.with_suffix(".rough")
        rough.unlink(missing_ok=True)
        print(f"Making a house with {guests:,} guests, once a day ...")
        empty(rough)
        write(rough, lambda work: _fill(work, guests, today))
        rough.rename(path)
    return path


def empty(path: Path) -> None:
    """A hotel in which nobody has been yet."""
    desk.house.set_up(path, name="The Bay Hotel", sector=Sector.HOTEL, currency="GBP", person="Ana")


@contextmanager
def copied(guests: int) -> Iterator[Path]:
    """A copy of `house` that may be written to."""
    source = house(guests)
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "house.db"
        shutil.copy(source, path)
        yield path


def regular_ids(guests: int) -> range:
    """The ids of the regulars in a house of so many guests."""
    return range(guests + 1, guests + 1 + REGULARS)


def write(path: Path, job: Callable[[Work], None]) -> None:
    """Run one job on a file and close it."""
    file = desk.house.open_house(path)
    try:
        with file.writing() as work:
            job(work)
    finally:
        file.close()


def _fill(work: Work, guests: int, today: date) -> None:
    ago = today - makers.TODAY
    stamp = bulk.instant(work.now)
    made = [one.doc for one in makers.guests(guests)]
    made += [
        index.GuestDoc(guest_id, (f"{given} {REGULAR_NAME}",), refs=(f"Z{guest_id}",), rooms=("300",))
        for guest_id, given in zip(regular_ids(guests), _GIVEN, strict=True)
    ]
    columns = (
        "id", "version", "created_at", "first", "last", "title", "display_name", "call_me", "say_as", "language",
        "country", "email", "phone", "customer_ref", "tier", "incognito", "gift_restricted", "alcohol_ok",
        "needs_reassurance", "earlier_visits",
    )  # fmt: skip
    bulk.insert(work.raw, "guest", columns, (_guest_row(doc, stamp) for doc in made))
    columns = (
        "version", "created_at", "guest_id", "ref", "second_ref", "room", "room_type", "arrive", "depart", "eta",
        "status", "adults", "children", "infants", "child_ages", "rooms", "flags",
    )  # fmt: skip
    bulk.insert(work.raw, "visit", columns, (_visit_row(row, stamp, ago) for row in makers.visits(guests)))
    for place, guest_id in enumerate(regular_ids(guests)):
        _regular(work, guest_id, today, place)
    index.put(work.raw, docs.of_guests(work.raw, [doc.guest_id for doc in made]))
    index.merge(work.raw)
    work.did("bench.filled", "Filled for measuring", undoable=False)


def _guest_row(doc: index.GuestDoc, stamp: str) -> tuple[object, ...]:
    first, _, last = doc.names[0].partition(" ")
    email, phone = "".join(doc.emails), "".join(doc.phones)
    return (
        doc.guest_id, 1, stamp, first, last, "", doc.names[0], "", "", "", "", email, phone, "", "", 0, 0, 0, 0, 0,
    )  # fmt: skip


def _visit_row(row: tuple[Any, ...], stamp: str, ago: timedelta) -> tuple[object, ...]:
    guest_id, ref, room, arrive, depart, eta, status = row
    moved = [(date.fromisoformat(day) + ago).isoformat() for day in (arrive, depart)]
    return (1, stamp, guest_id, ref, "", room, "", *moved, eta, status, 2, 0, 0, "", 1, "")


def _regular(work: Work, guest_id: int, today: date, place: int) -> None:
    """Visits of many years with all that was noted and given in them; one visit more begins today."""
    first = work.raw.execute("SELECT coalesce(max(id), 0) + 1 FROM visit").fetchone()[0]
    days = [today - timedelta(days=90 * back) for back in range(VISITS)]
    work.session.execute(
        insert(Visit),
        [
            {
                "id": first + back, "version": 1, "created_at": work.now, "guest_id": guest_id,
                "ref": f"Z{guest_id}" if back == 0 else f"Z{guest_id}-{back}", "room": str(300 + place),
                "arrive": day, "depart": day + timedelta(days=2), "adults": 2,
                "status": VisitStatus.LEFT if back else VisitStatus.EXPECTED,
            }
            for back, day in enumerate(days)
        ],
    )  # fmt: skip
    kinds = (NoteKind.PREFERENCE, NoteKind.OPERATIONAL, NoteKind.USUAL, NoteKind.PRAISE)
    work.session.execute(
        insert(Note),
        [
            {
                "version": 1, "created_at": work.now - timedelta(days=3 * number), "guest_id": guest_id,
                "author_id": work.person.id, "kind": kinds[number % len(kinds)], "sightings": 1 + number % 4,
                "text": f"likes the quiet side and oat milk with breakfast, told {number} times over the years",
                "source": NoteSource.GUEST, "confirmed_on": today - timedelta(days=3 * number),
            }
            for number in range(NOTES)
        ],
    )  # fmt: skip
    _given(work, guest_id, first, today)
    told = {"version": 1, "created_at": work.now, "guest_id": guest_id}
    work.session.execute(
        insert(Occasion),
        [
            told | {"kind": OccasionKind.ANNIVERSARY, "day": today.day, "month": today.month, "year": today.year - 20},
            told | {"kind": OccasionKind.BIRTHDAY, "day": 2, "month": 3, "year": None},
        ],
    )
    work.session.execute(
        insert(Caution),
        [told | {"kind": CautionKind.ALLERGEN, "subject": word, "said_on": today} for word in ("nuts", "fish")],
    )


def _given(work: Work, guest_id: int, first_visit: int, today: date) -> None:
    first = work.raw.execute("SELECT coalesce(max(id), 0) + 1 FROM gesture").fetchone()[0]
    reactions = tuple(Reaction)
    gesture = {"version": 1, "guest_id": guest_id, "state": GestureState.DELIVERED, "planned_by": work.person.id}
    at = [work.now - timedelta(days=80 + 25 * number) for number in range(GESTURES)]
    work.session.execute(
        insert(Gesture),
        [
            gesture
            | {
                "id": first + number, "created_at": at[number], "delivered_at": at[number],
                "visit_id": first_visit + 1 + number % (VISITS - 1), "idea_key": _IDEAS[number % len(_IDEAS)],
                "family": _IDEAS[number % len(_IDEAS)], "title": f"A small kindness, number {number}",
                "reaction": reactions[number % len(reactions)],
            }
            for number in range(GESTURES)
        ],
    )  # fmt: skip
    line = {"version": 1, "created_at": work.now}
    work.session.execute(
        insert(GestureLine),
        [
            line | {"gesture_id": first + number, "what": what, "planned": 900, "actual": 850}
            for number in range(GESTURES)
            for what in ("fruit", "card")
        ],
    )
