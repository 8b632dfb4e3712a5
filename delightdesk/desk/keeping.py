"""Keeping what a line turned out to be: each kind of fact in the table where it belongs."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from functools import singledispatch
from typing import Any

from sqlmodel import col, select

from delightdesk.desk.dossier import current_visit
from delightdesk.domain import captured
from delightdesk.domain.captured import Captured
from delightdesk.domain.cautions import kind_of
from delightdesk.domain.consent import Consent, given_under
from delightdesk.domain.occasions import first_year
from delightdesk.domain.vocabulary import (
    SENSITIVE_KINDS,
    BondKind,
    CautionKind,
    Lifetime,
    NoteKind,
    NoteSource,
    OccasionKind,
)
from delightdesk.store.tables import Bond, Caution, Guest, Note, Occasion, Visit
from delightdesk.store.tables.columns import Kept
from delightdesk.store.work import Work


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fact goes: whose it is, who told us, and the guest's yes where it takes one."""

    work: Work
    guest: Guest
    source: NoteSource
    visit_id: int | None = None
    """The visit meant, where somebody knows it; else it is the guest's current one."""
    consent: Consent | None = None


@dataclass(frozen=True, slots=True)
class Keep:
    """What was stored: the kind of fact, and the id of its row.

    understood: how it was taken, where only the house's clock could tell; doubt: what speaks against it, or empty.
    """

    kind: str
    id: int
    understood: str = ""
    doubt: str = ""


def keep(
    work: Work,
    guest_id: int,
    caught: Captured,
    source: NoteSource,
    visit_id: int | None = None,
    consent: Consent | None = None,
) -> Keep:
    """Store one captured fact. The same fact told twice is counted, not doubled. The caller says what it `did`.

    Raises `ConsentNeeded` for what is kept only with the guest's yes.
    """
    return _keep(caught, Place(work, work.get(Guest, guest_id, "guest"), source, visit_id, consent))


def to_plain(caught: Captured) -> dict[str, Any]:
    """A captured fact as JSON, for the review list."""
    return {"is": type(caught).__name__, **asdict(caught)}


def from_plain(plain: dict[str, Any]) -> Captured:
    """The fact that `to_plain` wrote."""
    values = {name: value for name, value in plain.items() if name != "is"}
    variant = getattr(captured, plain["is"])
    kinds = {
        "OccasionCaught": OccasionKind,
        "CautionCaught": CautionKind,
        "BondCaught": BondKind,
        "NoteCaught": NoteKind,
    }
    if plain["is"] in kinds:
        values["kind"] = kinds[plain["is"]](values["kind"])
    if "subjects" in values:
        values["subjects"] = tuple(values["subjects"])
    fact: Captured = variant(**values)
    return fact


def add_note(place: Place, kind: NoteKind, text: str, lifetime: Lifetime = Lifetime.LASTING) -> Keep:
    """A note; a usual or preference seen again counts one sighting more and is confirmed by that.

    A habit is the same in whatever letters and with whatever commas it was typed. A note of a sensitive kind goes by
    the house's rule: it raises `ConsentNeeded` or `Invalid`, or is kept with the guest's yes, until departure unless
    they asked for longer.
    """
    work = place.work
    is_sensitive = kind in SENSITIVE_KINDS
    if is_sensitive:
        term = agreed(place, given_under(work.house.sensitive_rule, place.consent))
    else:
        term = {"lifetime": lifetime, "visit_id": visit_id_of(place) if lifetime is Lifetime.VISIT else None}
    query = select(Note).where(
        Note.guest_id == place.guest.id,
        Note.kind == kind,
        col(Note.deleted_at).is_(None),
    )
    habit = kind in (NoteKind.USUAL, NoteKind.PREFERENCE)
    if not habit:
        query = query.where(Note.text == text)
    if lifetime is Lifetime.VISIT and not is_sensitive:
        query = query.where(col(Note.visit_id) == term["visit_id"])
    found = work.session.exec(query.order_by(col(Note.id)))
    same = next((row for row in found if not habit or _bare(row.text) == _bare(text)), None)
    if same is not None:
        if habit:
            work.change(same, sightings=same.sightings + 1, confirmed_on=work.today)
        elif is_sensitive:
            work.change(same, **term)
        return Keep("note", same.id or 0)
    note = Note(
        created_at=work.now,
        guest_id=place.guest.id or 0,
        author_id=work.person.id,
        kind=kind,
        text=text,
        source=place.source,
        sightings=1,
        confirmed_on=work.today,
        **term,
    )
    return Keep("note", work.add(note).id or 0)


def agreed(place: Place, consent: Consent) -> dict[str, Any]:
    """What a note carries of the guest's yes: their words, who asked and when, and how long it stays."""
    return {
        "consent": consent.words,
        "consent_by": place.work.person.id,
        "consent_at": place.work.now,
        "lifetime": Lifetime.LASTING if consent.keeps else Lifetime.VISIT,
        "visit_id": None if consent.keeps else visit_id_of(place),
    }


def _bare(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@singledispatch
def _keep(caught: Any, place: Place) -> Keep:
    return add_note(place, NoteKind.OPERATIONAL, caught.understood)


@_keep.register
def _(caught: captured.OccasionCaught, place: Place) -> Keep:
    work = place.work
    year = caught.year
    if year is None and caught.years:
        year = first_year(caught.years, caught.day, caught.month, work.today)
    visit_id = None if caught.month else visit_id_of(place)
    for row in _of_guest(place, Occasion):
        if _same_occasion(row, caught, visit_id):
            work.change(
                row, day=caught.day, month=caught.month, year=year or row.year, visit_id=visit_id,
                secret=row.secret or caught.secret, secret_from=caught.secret_from or row.secret_from,
            )  # fmt: skip
            return Keep("occasion", row.id or 0)
    row = Occasion(
        created_at=work.now,
        guest_id=place.guest.id or 0,
        visit_id=visit_id,
        kind=caught.kind,
        day=caught.day,
        month=caught.month,
        year=year,
        whose=caught.whose,
        secret=caught.secret,
        secret_from=caught.secret_from,
        source=place.source,
    )
    return Keep("occasion", work.add(row).id or 0)


def _same_occasion(row: Occasion, caught: captured.OccasionCaught, visit_id: int | None) -> bool:
    """True when the day is the same, or a day is told for what was noted without one. Without a day: the same visit."""
    if (row.kind, row.whose) != (caught.kind, caught.whose):
        return False
    if caught.month is None:
        return row.month is None and row.visit_id == visit_id
    return row.month is None or (row.day, row.month) == (caught.day, caught.month)


@_keep.register
def _(caught: captured.CautionCaught, place: Place) -> Keep:
    known = {(row.subject, row.whose): row for row in _of_guest(place, Caution)}
    kept = Keep("caution", 0)
    for subject in caught.subjects:
        same = known.get((subject, caught.whose))
        if same is not None:
            place.work.change(same, said_on=place.work.today)
        else:
            same = place.work.add(
                Caution(
                    created_at=place.work.now,
                    guest_id=place.guest.id or 0,
                    kind=kind_of(subject) if len(caught.subjects) > 1 else caught.kind,
                    subject=subject[:80],
                    whose=caught.whose[:80],
                    said_on=place.work.today,
                    source=place.source,
                )
            )
        kept = Keep("caution", same.id or 0)
    return kept


@_keep.register
def _(caught: captured.UsualCaught, place: Place) -> Keep:
    return add_note(place, NoteKind.USUAL, caught.text)


@_keep.register
def _(caught: captured.PreferenceCaught, place: Place) -> Keep:
    return add_note(place, NoteKind.PREFERENCE, caught.text)


@_keep.register
def _(_caught: captured.FirstVisitCaught, place: Place) -> Keep:
    return add_note(place, NoteKind.FIRST_VISIT, "First visit", Lifetime.VISIT)


@_keep.register
def _(caught: captured.NameCaught, place: Place) -> Keep:
    guest = place.guest
    call_me, say_as = caught.call_me[:80] or guest.call_me, caught.say_as[:80] or guest.say_as
    place.work.change(guest, call_me=call_me, say_as=say_as)
    return Keep("name", place.guest.id or 0)


@_keep.register
def _(caught: captured.LanguageCaught, place: Place) -> Keep:
    place.work.change(place.guest, language=caught.language[:40])
    return Keep("language", place.guest.id or 0)


@_keep.register
def _(caught: captured.ReassuranceCaught, place: Place) -> Keep:
    return add_note(place, NoteKind.REASSURANCE, caught.text)


@_keep.register
def _(caught: captured.BondCaught, place: Place) -> Keep:
    from delightdesk.desk.finding import find

    others = [hit for hit in find(place.work, caught.name, 5) if hit.id != place.guest.id]
    same = [hit for hit in others if hit.name.casefold() == caught.name.casefold()]
    if len(same) != 1:
        return add_note(place, NoteKind.PARTY, caught.understood)
    known = place.work.session.exec(
        select(Bond).where(
            Bond.guest_id == same[0].id,
            Bond.other_id == place.guest.id,
            Bond.kind == caught.kind,
            col(Bond.deleted_at).is_(None),
        )
    ).first()
    if known is not None:
        return Keep("bond", known.id or 0)
    bond = Bond(created_at=place.work.now, guest_id=same[0].id, other_id=place.guest.id or 0, kind=caught.kind)
    return Keep("bond", place.work.add(bond).id or 0)


@_keep.register
def _(caught: captured.PromiseCaught, place: Place) -> Keep:
    from delightdesk.desk import task_making

    guest_id, told_before = place.guest.id or 0, place.source is NoteSource.BOOKING
    made = task_making.caught_promise(
        place.work, guest_id, caught.text, caught.due, visit_id=place.visit_id, told_before=told_before
    )
    return Keep("promise", made.task.id, task_making.understood(place.work, made.task), made.warning)


@_keep.register
def _(caught: captured.NoteCaught, place: Place) -> Keep:
    return add_note(place, caught.kind, caught.text)


def _of_guest(place: Place, kind: type[Kept]) -> list[Any]:
    return list(
        place.work.session.exec(
            select(kind).where(kind.guest_id == place.guest.id, col(kind.deleted_at).is_(None))  # type: ignore[attr-defined]
        )
    )


def visit_id_of(place: Place) -> int | None:
    """The id of the visit a fact about "this visit" belongs to."""
    if place.visit_id is not None:
        return place.visit_id
    query = select(Visit).where(Visit.guest_id == place.guest.id, col(Visit.deleted_at).is_(None))
    visits = list(place.work.session.exec(query.order_by(col(Visit.arrive).desc()).limit(50)))
    visit = current_visit(visits, place.work.today)
    return visit.id if visit else None
