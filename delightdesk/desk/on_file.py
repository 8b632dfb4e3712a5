"""What is read of a guest's rows: plain values, one kind a table, holding only the columns the desk looks at.

Opening a card is the job done most often. Mapped rows would cost more than all of SQLite's own work on it.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import NamedTuple

from delightdesk.domain.vocabulary import (
    SENSITIVE_KINDS,
    Approval,
    BondKind,
    CautionKind,
    CloseReason,
    Fault,
    GestureState,
    Lifetime,
    NoteKind,
    NoteSource,
    OccasionKind,
    ProblemState,
    Reaction,
    Role,
    VisitStatus,
)


class GuestOnFile(NamedTuple):
    """The guest as `tables.Guest` holds them."""

    id: int
    version: int
    first: str
    last: str
    title: str
    display_name: str
    call_me: str
    say_as: str
    language: str
    email: str
    phone: str
    incognito: bool
    gift_restricted: bool
    alcohol_ok: bool
    needs_reassurance: bool
    earlier_visits: int


class Companion(NamedTuple):
    """Somebody the guest has to do with."""

    id: int
    display_name: str


class BondOnFile(NamedTuple):
    """How two guests stand to each other: ``guest_id`` is the ``kind`` of ``other_id``."""

    id: int
    version: int
    guest_id: int
    other_id: int
    kind: BondKind


class VisitOnFile(NamedTuple):
    """A visit as `tables.Visit` holds it; its days are the house's."""

    id: int
    version: int
    guest_id: int
    ref: str
    room: str
    arrive: date
    depart: date | None
    eta: time | None
    status: VisitStatus
    adults: int
    children: int
    infants: int
    flags: str


class OccasionOnFile(NamedTuple):
    """A day that matters, as `tables.Occasion` holds it."""

    id: int
    version: int
    guest_id: int
    visit_id: int | None
    kind: OccasionKind
    day: int | None
    month: int | None
    year: int | None
    whose: str
    secret: bool
    secret_from: str


class CautionOnFile(NamedTuple):
    """Something to avoid, as `tables.Caution` holds it."""

    id: int
    version: int
    guest_id: int
    kind: CautionKind
    subject: str
    whose: str
    said_on: date


class NoteOnFile(NamedTuple):
    """A note as `tables.Note` holds it."""

    id: int
    version: int
    visit_id: int | None
    kind: NoteKind
    text: str
    source: NoteSource
    sightings: int
    confirmed_on: date | None
    created_at: datetime
    lifetime: Lifetime
    until: date | None
    consent: str
    disputed: str

    @property
    def is_hidden(self) -> bool:
        """Its words are shown for a look only."""
        return self.kind in SENSITIVE_KINDS


class GestureOnFile(NamedTuple):
    """A gesture as `tables.Gesture` holds it; its money stands in its lines.

    given_at: when it was delivered, or else when it was planned.
    """

    id: int
    version: int
    guest_id: int
    visit_id: int | None
    idea_key: str
    family: str
    title: str
    state: GestureState
    due_at: datetime | None
    given_at: datetime
    reaction: Reaction | None
    guest_words: str
    problem_id: int | None
    approval: Approval | None
    asked_of: int | None


class ProblemOnFile(NamedTuple):
    """A problem as `tables.Problem` holds it, with the names that belong to it.

    steps: the keys of the steps done, comma between, or None. apologies: how often somebody apologised, or None.
    to_come: how many times the guest is still to be heard from; next_call: when the first of these is due.
    """

    id: int
    version: int
    guest_id: int | None
    visit_id: int | None
    room: str
    what: str
    kind: str
    severity: int
    fault: Fault
    state: ProblemState
    owner_id: int | None
    offered_to: int | None
    reported_at: datetime
    first_act_at: datetime | None
    even_at: datetime | None
    closed_at: datetime | None
    close_reason: CloseReason | None
    waiting: bool
    spoiled: int | None
    guest_name: str | None
    owner: str | None
    owner_role: Role | None
    asked: str | None
    steps: str | None
    apologies: int | None
    to_come: int
    next_call: datetime | None
    guest_marks: str
