"""Occasions, cautions and bonds, typed field by field."""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from delightdesk.desk.keeping import Place, visit_id_of
from delightdesk.desk.notes import check_sensitive
from delightdesk.domain.cautions import kind_of, subject_of
from delightdesk.domain.errors import Invalid
from delightdesk.domain.text import clean
from delightdesk.domain.typed_days import read_day
from delightdesk.domain.vocabulary import BondKind, CautionKind, NoteSource, OccasionKind, label
from delightdesk.store.kept import check_form
from delightdesk.store.tables import Bond, Caution, Guest, Note, Occasion
from delightdesk.store.tables.columns import Kept
from delightdesk.store.work import Work

_KINDS: dict[str, type[Kept]] = {"occasion": Occasion, "caution": Caution, "bond": Bond, "note": Note}


@dataclass(frozen=True, slots=True)
class OccasionForm:
    """An occasion as typed. ``day``: "14 june"; empty for this visit only. ``year``: the first year, may be empty."""

    guest_id: int
    id: int | None = None
    version: int = 0
    kind: OccasionKind = OccasionKind.ANNIVERSARY
    day: str = ""
    year: str = ""
    whose: str = "the guest"
    secret: bool = False
    secret_from: str = ""


@dataclass(frozen=True, slots=True)
class CautionForm:
    """A caution as typed. ``kind`` None: found from the subject."""

    guest_id: int
    id: int | None = None
    version: int = 0
    subject: str = ""
    kind: CautionKind | None = None
    whose: str = "the guest"


def occasion_form(work: Work, guest_id: int, occasion_id: int | None = None) -> OccasionForm:
    """The values for editing, or a blank form."""
    if occasion_id is None:
        return OccasionForm(guest_id)
    row = work.get(Occasion, occasion_id, "occasion")
    day = f"{row.day}/{row.month}" if work.house.day_first else f"{row.month}/{row.day}"
    return OccasionForm(
        row.guest_id, row.id, row.version, row.kind, day if row.day else "", str(row.year or ""), row.whose,
        row.secret, row.secret_from,
    )  # fmt: skip


def save_occasion(work: Work, typed: OccasionForm) -> int:
    """Save an occasion; returns its id. Raises `Invalid` naming the field, or `Stale`."""
    check_form(typed)
    guest = work.get(Guest, typed.guest_id, "guest")
    day, month = _day_and_month(work, typed.day)
    year = _year(typed.year, work.today.year)
    if (day, month) == (29, 2) and year is not None and not isleap(year):
        raise Invalid(f"There was no 29 February in {year}. Nothing was saved yet.", "year")
    values: dict[str, Any] = {
        "kind": typed.kind,
        "day": day,
        "month": month,
        "year": year,
        "whose": clean(typed.whose, 80) or "the guest",
        "secret": typed.secret or bool(typed.secret_from.strip()),
        "secret_from": clean(typed.secret_from, 80),
    }
    if typed.id is not None:
        row = work.get(Occasion, typed.id, "occasion")
        if (row.month is None) != (month is None):
            values["visit_id"] = None if month else _this_visit(work, guest)
        work.change(row, seen=typed.version, **values)
    else:
        visit_id = None if month else _this_visit(work, guest)
        row = work.add(Occasion(created_at=work.now, guest_id=typed.guest_id, visit_id=visit_id, **values))
    if work.changes:
        work.did("occasion.saved", f"Occasion: {label(typed.kind)}", typed.guest_id)
    return row.id or 0


def _this_visit(work: Work, guest: Guest) -> int | None:
    return visit_id_of(Place(work, guest, NoteSource.GUEST))


def caution_form(work: Work, guest_id: int, caution_id: int | None = None) -> CautionForm:
    """The values for editing, or a blank form."""
    if caution_id is None:
        return CautionForm(guest_id)
    row = work.get(Caution, caution_id, "caution")
    return CautionForm(row.guest_id, row.id, row.version, row.subject, row.kind, row.whose)


def save_caution(work: Work, typed: CautionForm) -> int:
    """Save a caution; returns its id. Raises `Invalid` naming the field, or `Stale`."""
    check_form(typed)
    work.get(Guest, typed.guest_id, "guest")
    subject = subject_of(clean(typed.subject, 80))
    if not subject:
        raise Invalid("Please say what to avoid, such as nuts or no alcohol. Nothing was saved yet.", "subject")
    values: dict[str, Any] = {
        "subject": subject,
        "kind": typed.kind or kind_of(subject),
        "whose": clean(typed.whose, 80) or "the guest",
        "said_on": work.today,
    }
    if typed.id is None:
        row = work.add(Caution(created_at=work.now, guest_id=typed.guest_id, **values))
    else:
        row = work.get(Caution, typed.id, "caution")
        work.change(row, seen=typed.version, **values)
    if work.changes:
        work.did("caution.saved", "Caution noted", typed.guest_id)
    return row.id or 0


def save_bond(work: Work, guest_id: int, other_id: int, kind: BondKind) -> int:
    """``guest`` is the ``kind`` of ``other``. The same bond twice is kept once."""
    guest, other = work.get(Guest, guest_id, "guest"), work.get(Guest, other_id, "guest")
    if guest.id == other.id:
        raise Invalid(
            "A guest cannot be linked to themselves. Nothing was saved. Please choose another guest.", "other"
        )
    same = work.session.exec(
        select(Bond).where(
            Bond.guest_id == guest.id,
            Bond.other_id == other.id,
            Bond.kind == kind,
            col(Bond.deleted_at).is_(None),
        )
    ).first()
    if same is not None:
        return same.id or 0
    bond = work.add(Bond(created_at=work.now, guest_id=guest.id or 0, other_id=other.id or 0, kind=kind))
    work.did("bond.saved", f"Linked as {label(kind)}", guest.id)
    return bond.id or 0


def remove(work: Work, what: str, row_id: int, seen: int | None = None) -> None:
    """Take away an occasion, caution, bond or note; undo brings it back. Raises `NotAllowed` for a security note."""
    row = work.get(_KINDS[what], row_id, what)
    if isinstance(row, Note):
        check_sensitive(work, row)
    work.remove(row, seen=seen)
    work.did(f"{what}.removed", f"Removed a {what}", getattr(row, "guest_id", None))


def _day_and_month(work: Work, typed: str) -> tuple[int | None, int | None]:
    text = typed.strip()
    if not text:
        return None, None
    try:
        found = read_day(text, work.today, day_first=work.house.day_first, field="day")
    except Invalid:
        in_leap_year = work.today.replace(year=2000, day=1)
        found = read_day(text, in_leap_year, day_first=work.house.day_first, field="day")
    return found.day, found.month


def _year(typed: str, this_year: int) -> int | None:
    text = typed.strip()
    if not text:
        return None
    if not text.isdecimal() or not 1900 <= int(text[:5]) <= this_year + 1:
        raise Invalid(f"“{clean(text, 8)}” is no year such as 2006. Nothing was saved yet.", "year")
    return int(text)
