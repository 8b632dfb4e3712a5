"""Sensitive notes: looked at for a moment, agreed to or not, and gone when the guest has gone.

What goes here goes for good, also from the journal, so that taking back a check-out brings nothing of it back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import String, bindparam, cast, or_, select, update

from delightdesk.desk.keeping import Place, agreed
from delightdesk.desk.privacy.erasing import forget_changes, take_out
from delightdesk.desk.privacy.journal_blanking import blank_about
from delightdesk.domain.captured import NoteCaught
from delightdesk.domain.clock import house_day
from delightdesk.domain.consent import TO_ASK, Consent, answered, given_under
from delightdesk.domain.errors import Invalid
from delightdesk.domain.vocabulary import SENSITIVE_KINDS, Lifetime, NoteSource, VisitStatus
from delightdesk.store.journal import UNDO_WITHIN
from delightdesk.store.tables import Guest, Note, ReviewItem, Visit
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

WITHOUT_VISIT = timedelta(days=30)
"""How long a note waits for a visit when none is planned: longer than that nobody asked us to remember it."""

_NOTE, _VISIT, _REMARK = table_of(Note), table_of(Visit), table_of(ReviewItem)
_KINDS = tuple(sorted(SENSITIVE_KINDS))
_OF_GUEST = (
    select(_NOTE.c.id, _NOTE.c.version, _NOTE.c.text, _NOTE.c.disputed)
    .where(_NOTE.c.guest_id == bindparam("guest"), _NOTE.c.kind.in_(_KINDS), _NOTE.c.deleted_at.is_(None))
    .order_by(_NOTE.c.id)
)
_MAY_GO = (
    select(
        _NOTE.c.id, _NOTE.c.guest_id, _NOTE.c.created_at, _NOTE.c.deleted_at, _NOTE.c.expires_on, _NOTE.c.lifetime,
        _VISIT.c.status, _VISIT.c.arrive, _VISIT.c.depart,
    )
    .outerjoin(_VISIT, (_VISIT.c.id == _NOTE.c.visit_id) & _VISIT.c.deleted_at.is_(None))
    .where(
        _NOTE.c.kind.in_(_KINDS),
        or_(_NOTE.c.lifetime == Lifetime.VISIT, _NOTE.c.expires_on.is_not(None), _NOTE.c.deleted_at.is_not(None)),
    )
    .order_by(_NOTE.c.id)
)  # fmt: skip
_VISITS = select(_VISIT.c.status, _VISIT.c.arrive, _VISIT.c.depart, _VISIT.c.created_at).where(
    _VISIT.c.guest_id == bindparam("guest"), _VISIT.c.deleted_at.is_(None)
)
_REMARKS = (
    select(
        _REMARK.c.id,
        _REMARK.c.caught,
        _REMARK.c.state,
        _REMARK.c.visit_id,
        _REMARK.c.quote,
        _REMARK.c.guest_id,
        _REMARK.c.created_at,
        _VISIT.c.status,
        _VISIT.c.arrive,
        _VISIT.c.depart,
    )
    .outerjoin(_VISIT, (_VISIT.c.id == _REMARK.c.visit_id) & _VISIT.c.deleted_at.is_(None))
    .where(_REMARK.c.state != "taken", cast(_REMARK.c.caught, String).contains(NoteCaught.__name__))
    .order_by(_REMARK.c.id)
)
_STILL_TO_COME = (VisitStatus.ENQUIRY, VisitStatus.EXPECTED, VisitStatus.IN_HOUSE)


@dataclass(frozen=True, slots=True)
class Looked:
    """The words of a hidden note, for the moment."""

    id: int
    version: int
    text: str
    disputed: str


def look(work: Work, note_id: int) -> str:
    """The words of one hidden note; that somebody looked stands in the journal, the words do not."""
    note = work.get(Note, note_id, "note")
    if note.kind in SENSITIVE_KINDS:
        work.did("note.looked", "Looked at a hidden note", note.guest_id, undoable=False)
    return note.text


def look_at_all(work: Work, guest_id: int) -> tuple[Looked, ...]:
    """The words of every hidden note of a guest, which is one look."""
    work.get(Guest, guest_id, "guest")
    found = tuple(Looked(*row) for row in work.rows(_OF_GUEST, guest=guest_id))
    if found:
        work.did("note.looked", f"Looked at {_count(len(found), 'hidden note')}", guest_id, undoable=False)
    return found


def agree(work: Work, note_id: int, words: str = "", keeps: bool = False, seen: int | None = None) -> None:
    """The guest was asked and said yes: until departure, or with ``keeps`` for the next visit too.

    Raises `Invalid` for a note that needs no consent, or where the house keeps no such notes.
    """
    note = work.get(Note, note_id, "note")
    if note.kind not in SENSITIVE_KINDS:
        raise Invalid("This note needs no consent. Nothing was changed.")
    consent = given_under(work.house.sensitive_rule, Consent(words, keeps))
    place = Place(work, work.get(Guest, note.guest_id, "guest"), NoteSource.GUEST, note.visit_id)
    if work.change(note, seen=seen, **agreed(place, consent)):
        work.did("note.agreed", "The guest agreed to a note", note.guest_id)


def refuse(work: Work, note_id: int, seen: int | None = None) -> None:
    """The guest said no: the note is gone for good, and no undo brings it back. Raises `Invalid` for any other kind."""
    note = work.get(Note, note_id, "note")
    work.check_seen(note, seen)
    if note.kind not in SENSITIVE_KINDS:
        raise Invalid("This note needs no consent; it can be removed like any other. Nothing was changed.")
    guest_id = note.guest_id
    work.session.flush()
    take_out(work, "note", (note_id,))
    work.did("note.refused", "A note was not kept, as the guest wished", guest_id, undoable=False)


def due(work: Work) -> tuple[int, ...]:
    """The sensitive notes whose time is over.

    That is departure and the days the house keeps them after it; the day somebody set; a day after they were removed;
    or, told ahead of a visit that nobody planned, a month.
    """
    return tuple(number for number, *row in work.rows(_MAY_GO) if _is_due(work, *row))


def expire(work: Work) -> int:
    """Take out for good what is `due`, and the words of imports that nobody asked about in time; how many that were."""
    gone, remarks = due(work), unasked(work)
    if not gone and not remarks:
        return 0
    work.session.flush()
    take_out(work, "note", gone)
    blank_about(work, {"review_item": frozenset(remarks)})
    forget_changes(work, "review_item", tuple(remarks))
    for remark_id, words in remarks.items():
        values = {"state": "dismissed", "quote": words, "understood": TO_ASK, "caught": {}}
        work.session.connection().execute(update(_REMARK).where(_REMARK.c.id == remark_id).values(values))
    work.session.expire_all()
    many = len(gone) + len(remarks)
    work.did("note.expired", f"{_count(many, 'sensitive note')} gone at departure", undoable=False)
    return many


def unasked(work: Work) -> dict[int, str]:
    """Remarks about something sensitive: nobody took them before the visit was over, or they were put aside.

    By what stays of each: the same import does not bring it up again by that.
    """
    found = {}
    for number, caught, state, visit_id, quote, guest_id, created_at, *visit in work.rows(_REMARKS):
        if caught.get("kind") not in SENSITIVE_KINDS:
            continue
        put_aside = created_at if state == "dismissed" else None
        if _is_due(work, guest_id, created_at, put_aside, None, Lifetime.VISIT, *visit):
            found[number] = answered(visit_id, quote)
    return found


def _is_due(
    work: Work,
    guest_id: int,
    created_at: datetime,
    deleted_at: datetime | None,
    expires_on: date | None,
    lifetime: Lifetime,
    status: VisitStatus | None,
    arrive: date | None,
    depart: date | None,
) -> bool:
    if expires_on is not None and expires_on <= work.today:
        return True
    if deleted_at is not None and deleted_at <= work.now - UNDO_WITHIN:
        return True
    if lifetime is not Lifetime.VISIT:
        return False
    if status is None or arrive is None:
        return _is_over_without_visit(work, guest_id, created_at)
    return _is_over(work, status, arrive, depart)


def _is_over(work: Work, status: VisitStatus, arrive: date, depart: date | None) -> bool:
    """Who was not checked out leaves with the day of departure; who is still in house has a day to have it extended."""
    last, keep = depart or arrive, timedelta(days=work.house.keep_sensitive)
    if status is VisitStatus.LEFT:
        return min(last, work.today) + keep <= work.today
    days = 2 if status is VisitStatus.IN_HOUSE else 1
    return last + keep + timedelta(days=days) <= work.today


def _is_over_without_visit(work: Work, guest_id: int, created_at: datetime) -> bool:
    """Told while no visit was planned: the next visit that begins is the one it was told for."""
    noted = house_day(created_at, work.house.day_starts, work.zone)
    visits: list[Any] = list(work.rows(_VISITS, guest=guest_id))
    if any(status in _STILL_TO_COME and not _is_over(work, status, arrive, depart)
           for status, arrive, depart, _ in visits):  # fmt: skip
        return False
    since = [each for each in visits if each.arrive > noted or each.created_at >= created_at]
    if any(_is_over(work, status, arrive, depart) for status, arrive, depart, _ in since):
        return True
    return noted + WITHOUT_VISIT <= work.today


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
