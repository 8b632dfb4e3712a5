"""What guests asked of the house about their own data, and the day by which each has its answer."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select

from delightdesk.desk.name_marks import marks_column
from delightdesk.desk.permitted import require
from delightdesk.domain.clock import WEEKDAYS, house_day, spoken_day
from delightdesk.domain.errors import Invalid
from delightdesk.domain.permissions import Act
from delightdesk.domain.text import kept_words
from delightdesk.domain.vocabulary import RequestKind, label
from delightdesk.store.tables import Guest, RightsRequest, Staff
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

SHOWN_AFTER = timedelta(days=60)
"""How long an answered request is still listed."""

SOON = timedelta(days=3)
"""From how near on an answer that is due is spoken of on every screen."""

ASKED = {
    RequestKind.ACCESS: "all we hold",
    RequestKind.CORRECTION: "to correct something",
    RequestKind.ERASURE: "to be erased",
    RequestKind.OBJECTION: "not to be kept for it",
}

_REQUEST, _GUEST, _STAFF = table_of(RightsRequest), table_of(Guest), table_of(Staff)
_LINES = (
    select(
        _REQUEST.c.id, _REQUEST.c.version, _REQUEST.c.guest_id, _GUEST.c.display_name, _REQUEST.c.kind,
        _REQUEST.c.received_on, _REQUEST.c.due_on, _REQUEST.c.words, _REQUEST.c.done_at, _STAFF.c.name,
        marks_column(_GUEST),
    )
    .join(_GUEST, _GUEST.c.id == _REQUEST.c.guest_id)
    .outerjoin(_STAFF, _STAFF.c.id == _REQUEST.c.done_by)
    .where(_REQUEST.c.deleted_at.is_(None))
    .order_by(_REQUEST.c.done_at.is_not(None), _REQUEST.c.due_on, _REQUEST.c.id)
)  # fmt: skip
_RECENT = _LINES.where(_REQUEST.c.done_at.is_(None) | (_REQUEST.c.done_at >= bindparam("since")))
_OF_GUEST = _LINES.where(_REQUEST.c.guest_id == bindparam("guest"))
_OPEN_OF_GUEST = select(_REQUEST.c.id).where(
    _REQUEST.c.guest_id == bindparam("guest"),
    _REQUEST.c.kind == bindparam("kind"),
    _REQUEST.c.done_at.is_(None),
    _REQUEST.c.deleted_at.is_(None),
)
_ERASED = select(func.count()).select_from(_GUEST).where(_GUEST.c.erased_at.is_not(None))
_GUESTS = select(func.count()).select_from(_GUEST).where(_GUEST.c.deleted_at.is_(None))
_NEXT_DUE = (
    select(_REQUEST.c.due_on)
    .where(_REQUEST.c.done_at.is_(None), _REQUEST.c.deleted_at.is_(None))
    .order_by(_REQUEST.c.due_on)
)


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request.

    due_text: "due Friday", "‼ 3 days overdue", "answered 12 June by Ana". came_text: "came in 1 May".
    """

    id: int
    version: int
    guest_id: int
    guest_name: str
    kind: RequestKind
    received_on: date
    due_on: date
    words: str
    is_done: bool
    is_overdue: bool
    due_text: str
    came_text: str
    guest_marks: str = ""

    @property
    def text(self) -> str:
        """What was asked, in the house's words."""
        return ASKED[self.kind]


@dataclass(frozen=True, slots=True)
class Overview:
    """What the room of the guests' data begins with. erased: how many were erased; guests: how many there are."""

    lines: tuple[RequestLine, ...]
    erased: int
    guests: int


@dataclass(frozen=True, slots=True)
class OfGuest:
    """What one guest asked, and whose it is."""

    guest_id: int
    version: int
    name: str
    lines: tuple[RequestLine, ...]


def due_after(received: date) -> date:
    """The same day of the next month, or its last one: 31 January is due on 28 February."""
    year, month = (received.year, received.month + 1) if received.month < 12 else (received.year + 1, 1)
    return date(year, month, min(received.day, monthrange(year, month)[1]))


def ask(work: Work, guest_id: int, kind: RequestKind, received_on: date | None = None, words: str = "") -> int:
    """Note what a guest asks for; the clock runs from the day it came in. Anybody may note it.

    Raises `Invalid` for a day that has not come yet.
    """
    guest = work.get(Guest, guest_id, "guest")
    received = received_on or work.today
    if received > work.today:
        raise Invalid("A request cannot have come in on a day to come. Nothing was saved yet.", "received")
    row = work.add(
        RightsRequest(
            created_at=work.now, guest_id=guest.id or 0, kind=kind, received_on=received, due_on=due_after(received),
            words=kept_words(words, 500),
        )
    )  # fmt: skip
    work.did("request.asked", f"A guest asked: {ASKED[kind]}", guest.id)
    return row.id or 0


def answer(work: Work, request_id: int, seen: int | None = None) -> None:
    """The guest has their answer. Raises `NotAllowed`, or `Invalid` when it was answered before."""
    require(work, Act.ANSWER_RIGHTS)
    row = work.get(RightsRequest, request_id, "request")
    work.check_seen(row, seen)
    if row.done_at is not None:
        raise Invalid("That request was answered before. Nothing was changed.")
    work.change(row, done_at=work.now, done_by=work.person.id)
    work.did("request.answered", f"Answered: {label(row.kind)}", row.guest_id)


def open_of(work: Work, guest_id: int, kind: RequestKind) -> int | None:
    """The guest's oldest request of that kind that waits for its answer."""
    rows = work.rows(_OPEN_OF_GUEST.order_by(_REQUEST.c.due_on), guest=guest_id, kind=kind)
    return rows[0][0] if rows else None


def listing(work: Work) -> tuple[RequestLine, ...]:
    """What waits for an answer, the soonest due first, then what was answered of late."""
    return tuple(_line(work, row) for row in work.rows(_RECENT, since=work.now - SHOWN_AFTER))


def overview(work: Work) -> Overview:
    """The requests, and two counts."""
    ((erased,),), ((guests,),) = work.rows(_ERASED), work.rows(_GUESTS)
    return Overview(listing(work), erased, guests)


def of_guest(work: Work, guest_id: int) -> tuple[RequestLine, ...]:
    """Everything one guest asked, what waits first."""
    return tuple(_line(work, row) for row in work.rows(_OF_GUEST, guest=guest_id))


def view(work: Work, guest_id: int) -> OfGuest:
    """What one guest asked. Raises `NotFound`."""
    guest = work.get(Guest, guest_id, "guest")
    return OfGuest(guest_id, guest.version, guest.display_name, of_guest(work, guest_id))


def standing(work: Work) -> str:
    """What every screen should say: "1 answer overdue", "1 answer due Fri"; empty while nothing is near."""
    due = [day for (day,) in work.rows(_NEXT_DUE)]
    late = sum(day < work.today for day in due)
    if late:
        return f"{late} answer{'' if late == 1 else 's'} overdue"
    near = [day for day in due if day <= work.today + SOON]
    if not near:
        return ""
    return f"{len(near)} answer{'' if len(near) == 1 else 's'} due {_near(near[0], work.today)}"


def waiting(work: Work) -> str:
    """How many wait for their answer, in words."""
    due = work.rows(_NEXT_DUE)
    return f"{len(due)} to answer" if due else "nothing to answer"


def _near(day: date, today: date) -> str:
    return WEEKDAYS[day.weekday()][:3] if (day - today).days > 1 else spoken_day(day, today)


def _line(work: Work, row: Any) -> RequestLine:
    number, version, guest_id, name, kind, received, due, words, done_at, done_by, marks = row
    late = (work.today - due).days
    if done_at is not None:
        done_on = house_day(done_at, work.house.day_starts, work.zone)
        said = f"answered {spoken_day(done_on, work.today)}" + (f" by {done_by}" if done_by else "")
    elif late > 0:
        said = f"‼ {late} day{'' if late == 1 else 's'} overdue"
    else:
        said = f"due {spoken_day(due, work.today)}"
    is_done = done_at is not None
    return RequestLine(
        number,
        version,
        guest_id,
        name,
        kind,
        received,
        due,
        words,
        is_done,
        not is_done and late > 0,
        said,
        f"came in {spoken_day(received, work.today)}",
        marks,
    )
