"""Visits: stays, tables, appointments, walk-ins; and the steps expected, in house, left."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from sqlmodel import col, select

from delightdesk.domain.errors import Invalid
from delightdesk.domain.text import clean
from delightdesk.domain.typed_days import read_day
from delightdesk.domain.vocabulary import SENSITIVE_KINDS, Lifetime, VisitStatus, label
from delightdesk.store.kept import check_form
from delightdesk.store.tables import Guest, Note, Visit
from delightdesk.store.work import Work

LONGEST_STAY = 400
FURTHEST_YEARS = 50
_STEP = {
    VisitStatus.ENQUIRY: VisitStatus.EXPECTED,
    VisitStatus.EXPECTED: VisitStatus.IN_HOUSE,
    VisitStatus.IN_HOUSE: VisitStatus.LEFT,
}


@dataclass(frozen=True, slots=True)
class VisitForm:
    """A visit as typed. Days as "14 jun", "14/6", "today", "+2" (nights, for the departure); hours as "16:30"."""

    guest_id: int
    id: int | None = None
    version: int = 0
    ref: str = ""
    room: str = ""
    arrive: str = ""
    depart: str = ""
    eta: str = ""
    status: VisitStatus = VisitStatus.EXPECTED
    adults: str = "1"
    children: str = "0"
    infants: str = "0"
    child_ages: str = ""


def form(work: Work, guest_id: int, visit_id: int | None = None) -> VisitForm:
    """The visit's values for editing, or a walk-in of today."""
    if visit_id is None:
        work.get(Guest, guest_id, "guest")
        return VisitForm(guest_id, arrive=work.today.isoformat(), status=VisitStatus.IN_HOUSE)
    visit = work.get(Visit, visit_id, "visit")
    return VisitForm(
        guest_id=visit.guest_id,
        id=visit.id,
        version=visit.version,
        ref=visit.ref,
        room=visit.room,
        arrive=visit.arrive.isoformat(),
        depart=visit.depart.isoformat() if visit.depart else "",
        eta=f"{visit.eta:%H:%M}" if visit.eta else "",
        status=visit.status,
        adults=str(visit.adults),
        children=str(visit.children),
        infants=str(visit.infants),
        child_ages=visit.child_ages,
    )


def save(work: Work, typed: VisitForm) -> int:
    """Save a new or edited visit; returns its id. Raises `Invalid` naming the field, or `Stale`."""
    check_form(typed)
    guest = work.get(Guest, typed.guest_id, "guest")
    arrive = _arrival(work, typed.arrive)
    values: dict[str, Any] = {
        "ref": clean(typed.ref, 64),
        "room": clean(typed.room, 40),
        "arrive": arrive,
        "depart": _departure(work, typed.depart, arrive),
        "eta": _hour(typed.eta),
        "status": typed.status,
        "adults": _count(typed.adults, "adults"),
        "children": _count(typed.children, "children"),
        "infants": _count(typed.infants, "infants"),
        "child_ages": clean(typed.child_ages, 60),
    }
    if typed.id is None:
        visit = work.add(Visit(created_at=work.now, guest_id=guest.id or 0, **values))
        work.did("visit.added", f"New visit, {label(visit.status)}", guest.id)
    else:
        visit = work.get(Visit, typed.id, "visit")
        if work.change(visit, seen=typed.version, **values):
            work.did("visit.edited", "Visit edited", guest.id)
    return visit.id or 0


def set_status(work: Work, visit_id: int, status: VisitStatus, seen: int | None = None) -> None:
    """Move a visit on, or set it right."""
    visit = work.get(Visit, visit_id, "visit")
    if work.change(visit, seen=seen, status=status):
        if status is VisitStatus.LEFT:
            _leave_unasked(work, visit)
        work.did("visit.status", f"Visit: {label(status)}", visit.guest_id)


def _leave_unasked(work: Work, visit: Visit) -> None:
    """Sensitive notes of older desks, to which nobody has asked the guest's yes, go with the guest."""
    unasked = work.session.exec(
        select(Note).where(
            Note.guest_id == visit.guest_id,
            col(Note.kind).in_(SENSITIVE_KINDS),
            Note.consent == "",
            Note.lifetime != Lifetime.VISIT,
            col(Note.deleted_at).is_(None),
        )
    )
    for note in unasked:
        work.change(note, lifetime=Lifetime.VISIT, visit_id=visit.id)


def next_status(status: VisitStatus) -> VisitStatus | None:
    """The usual next step of a visit: expected, in house, left."""
    return _STEP.get(status)


def _arrival(work: Work, typed: str) -> date:
    arrive = read_day(typed.strip() or "today", work.today, day_first=work.house.day_first, field="arrive")
    if abs(arrive.year - work.today.year) > FURTHEST_YEARS:
        raise Invalid(f"The year {arrive.year} is too far away. Nothing was saved yet.", "arrive")
    return arrive


def _departure(work: Work, typed: str, arrive: date) -> date | None:
    text = typed.strip()
    if not text:
        return None
    nights = re.fullmatch(r"\+?(\d{1,3})(?: nights?)?", text)
    if nights:
        depart = arrive + timedelta(days=int(nights[1]))
    else:
        depart = read_day(text, arrive, day_first=work.house.day_first, field="depart")
    if depart < arrive:
        raise Invalid("The departure lies before the arrival. Nothing was saved yet.", "depart")
    if (depart - arrive).days > LONGEST_STAY:
        raise Invalid("That stay is longer than a year. Nothing was saved yet.", "depart")
    return depart


def _hour(typed: str) -> time | None:
    text = typed.strip().lower()
    if not text:
        return None
    found = re.fullmatch(r"(\d{1,2})(?:[:.h]?(\d{2}))?\s*(am|pm)?", text)
    if found:
        hour, minute = int(found[1]), int(found[2] or 0)
        if found[3] and 1 <= hour <= 12:
            hour = hour % 12 + (12 if found[3] == "pm" else 0)
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise Invalid(f"“{clean(text, 12)}” is no time such as 16:30. Nothing was saved yet.", "eta")


def _count(typed: str, field: str) -> int:
    text = typed.strip() or "0"
    if not text.isdecimal() or len(text) > 3:
        raise Invalid(f"“{clean(text, 12)}” is no number of {field}. Nothing was saved yet.", field)
    return int(text)
